"""The designer's pages: steps on a draft, taken back and made again, and its preview."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from core.catalogue.change_models import ChangeSet
from core.database import db, transaction
from core.definitions import Choice, Group
from forms.models import Draft, Submission
from tests.forms.designing.designer import NAME, Designer, text
from tests.workflows.web import HERE


def test_every_form_of_every_programme_can_be_opened_part_by_part(house: Flask, wir: Designer) -> None:
    for form in wir.row[1].forms:
        wir.url = f"/admin/changes/{wir.change}/forms/{form.id}"
        first = [f"fields/{field.id}" for field in form.fields[:3]]
        for at in ("", f"pages/{form.pages[0].id}", *first):
            answer = wir.page(at)
            assert answer.status_code == 200, (form.id, at)
            assert 'aria-labelledby="panel-title"' in answer.text


def test_a_label_is_changed_marked_and_goes_back(wir: Designer) -> None:
    answer = wir.sends("set", NAME, **{"w::label:de": "Nachname", "p::required": "yes"})
    assert answer.status_code == 303
    assert answer.location.endswith("#panel")
    assert wir.field("family_name").label.root["de"] == "Nachname"
    page = text(wir.page(NAME).text)
    assert "Familienname" in page, "the shipped value stands beside it"
    assert f'value="back:{NAME}:label/de"' in page
    assert wir.sends(f"back:{NAME}:label/de", NAME).status_code == 303
    assert wir.field("family_name").label.root["de"] == "Familienname"
    assert "back:" not in wir.page(NAME).text


def test_one_step_answers_with_the_part_of_the_page_that_changed(wir: Designer) -> None:
    answer = wir.sends("set", NAME, hx=True, **{"w::help:de": "Wie im Pass"})
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith("<form")
    assert "<html" not in answer.text
    assert "Wie im Pass" in answer.text


def test_a_step_is_taken_back_and_made_again(wir: Designer) -> None:
    before = wir.form
    wir.sends(f"remove:{NAME}", NAME)
    assert wir.form.field("family_name") is None
    page = text(wir.page().text)
    assert f'value="back:{NAME}:remove"' in page, "what was shipped can be brought back"
    assert "Familienname" in text(wir.sends("undo", hx=True).text).partition('id="said"')[2][:300], "it says what went back"
    assert wir.form == before
    assert wir.sends("redo").status_code == 303
    assert wir.form.field("family_name") is None
    assert wir.sends(f"back:{NAME}:remove").status_code == 303
    assert wir.form == before
    assert wir.sends("redo").status_code == 422


def test_questions_are_added_moved_and_carried(wir: Designer) -> None:
    first, second = (page.id for page in wir.form.pages[:2])
    wir.sends("add:date", NAME)
    ids = [field.id for field in wir.form.pages[0].fields]
    assert ids.index("date") == ids.index("family_name") + 1
    wir.sends("up:fields/date", "fields/date")
    wir.sends("to_page:fields/date", "fields/date", _page=second)
    assert wir.form.pages[1].fields[-1].id == "date"
    wir.sends("carry:fields/date", _into=f"pages/{first}", _after="")
    assert wir.form.pages[0].fields[0].id == "date"
    wir.sends("add:group", _into=f"pages/{first}", _after="date")
    wir.sends("add:text", _into="fields/group", _after="")
    group = wir.field("group")
    assert isinstance(group, Group)
    assert len(group.fields) == 2
    assert wir.page(f"fields/group/fields/{group.fields[0].id}").status_code == 200
    wir.sends("copy:fields/date", "fields/date")
    assert wir.form.pages[0].fields[1].id == "date_2"


def test_the_whole_form_goes_back_to_what_was_shipped(wir: Designer) -> None:
    before = wir.form
    wir.sends("set", NAME, **{"w::label:de": "Nachname"})
    wir.sends("remove:fields/given_name")
    wir.sends("up:fields/sex")
    assert 'value="back::*"' in wir.page().text
    assert wir.sends("back::*").status_code == 303
    assert wir.form == before


def test_what_is_hidden_is_not_asked_in_the_preview(wir: Designer) -> None:
    assert 'name="family_name"' in wir.visitor.get(f"{wir.url}/preview?in=de").text
    wir.sends("set", NAME, **{"p::hidden": "yes"})
    assert 'name="family_name"' not in wir.visitor.get(f"{wir.url}/preview?in=de").text


def test_pages_checks_and_options_come_and_go(wir: Designer) -> None:
    count = len(wir.form.pages)
    wir.sends("page", f"pages/{wir.form.pages[0].id}")
    assert len(wir.form.pages) == count + 1
    assert wir.form.pages[1].id == "page"
    assert "kein" in wir.page("pages/page").text.lower() or "No question yet" in wir.page("pages/page").text
    wir.sends("remove:pages/page", "pages/page")
    assert len(wir.form.pages) == count
    wir.sends("check")
    assert wir.form.checks[-1].id.startswith("check")
    wir.sends("add:choice")
    wir.sends("set", "fields/choice", _label="Vielleicht")
    choice = wir.field("choice")
    assert isinstance(choice, Choice)
    assert choice.options[-1].id == "vielleicht"
    asked = wir.sends("merge:options", "fields/choice", _option="vielleicht", _merge="option_1")
    assert len(wir.field("choice").options) == 3, "what comes of it is said first"
    page = wir.visitor.client.get(asked.location, base_url=HERE).text
    assert 'value="sure:merge:fields/choice/options/vielleicht:option_1"' in page
    wir.sends("sure:merge:fields/choice/options/vielleicht:option_1", "fields/choice")
    wir.sends("rename:options", "fields/choice", _option="option_2", _option_id="yes")
    wir.sends("set", "fields/choice", **{"w:options/yes:label:de": "Ja", "w:options/yes:label:en": "Yes"})
    choice = wir.field("choice")
    assert isinstance(choice, Choice)
    assert [option.id for option in choice.options] == ["option_1", "yes"]
    assert choice.options[0].was == ("vielleicht",)
    wir.sends("set", "fields/choice", **{"p:options/yes:kept_inside": ["no", "yes"]})
    choice = wir.field("choice")
    assert isinstance(choice, Choice)
    assert [option.kept_inside for option in choice.options] == [False, True]
    assert not any(option.hidden for option in choice.options)
    assert choice.options[1].label.root == {"de": "Ja", "en": "Yes"}
    asked = wir.sends("split:options", "fields/choice", _option="yes", hx=True)
    assert "sure:split:fields/choice/options/yes" in asked.text
    wir.sends("sure:split:fields/choice/options/yes", "fields/choice")
    assert len(wir.field("choice").options) == 3
    wir.sends("up:fields/choice/options/yes_b", "fields/choice")
    wir.sends("rename:fields/choice", "fields/choice", _id="answer")
    assert wir.field("answer").was == (), "nobody can have answered what is not published"
    wir.sends("rename:fields/sex", "fields/sex", _id="gender")
    assert wir.field("gender").was == ("sex",)


def test_a_question_goes_into_rows_by_the_list_beside_it_once_it_was_said_what_comes_of_it(wir: Designer) -> None:
    wir.sends("add:group")
    wir.sends("add:text", "", _into=f"pages/{wir.form.pages[0].id}")
    asked = wir.sends(
        "into:fields/text_2" if wir.form.field("text_2") else "into:fields/text", "", _group="fields/group", hx=True
    )
    do = re.search(r'value="(sure:into:[^"]+)"', asked.text)
    assert do
    wir.sends(do[1])
    group = wir.field("group")
    assert isinstance(group, Group)
    assert len(group.fields) == 2
    asked = wir.sends(
        f"carry:fields/group/fields/{group.fields[1].id}", "", _into=f"pages/{wir.form.pages[0].id}", _after="", hx=True
    )
    do = re.search(r'value="(sure:into:[^"]+)"', asked.text)
    assert do
    wir.sends(do[1])
    assert len(wir.field("group").fields) == 1
    wir.sends("undo")
    assert len(wir.field("group").fields) == 2


def test_the_preview_takes_test_answers_and_keeps_nothing(wir: Designer) -> None:
    page = wir.visitor.get(f"{wir.url}/preview?in=de&as=phone")
    assert page.status_code == 200
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert wir.tries(_page="person", _do="next").status_code in (200, 422)
    assert "Muster" in wir.tries(_do="look", family_name="Muster").text
    with wir.app.app_context():
        assert db.session.query(Draft).count() == db.session.query(Submission).count() == 0


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("uk", "ltr"), ("nonsense", "ltr")])
def test_the_preview_speaks_any_language(wir: Designer, code: str, direction: str) -> None:
    page = wir.visitor.get(f"{wir.url}/preview?in={code}&as=print").text
    assert f'dir="{direction}"' in page[:200]
    assert wir.page(NAME, **{"in": code}).status_code == 200


def test_a_draft_that_is_over_can_be_read(wir: Designer) -> None:
    with wir.app.app_context(), transaction() as session:
        session.get_one(ChangeSet, wir.change).status = "discarded"
    assert 'value="add:text"' not in wir.page().text
    assert wir.sends("page").status_code == 422


def test_the_drafts_are_listed_with_their_forms(wir: Designer) -> None:
    page = wir.visitor.get("/admin/changes/forms")
    assert page.status_code == 200
    assert wir.url in page.text
    assert wir.url in wir.visitor.get(f"/admin/changes/{wir.change}").text


def test_a_form_is_added_and_taken_out(wir: Designer) -> None:
    wir.form_id = "neues_formular"
    one, wir.url = wir.url, f"/admin/changes/{wir.change}/forms"
    assert "Stammblatt" in wir.page().text
    answer = wir.sends("add", title=" Neues Formular ")
    assert answer.status_code == 303
    assert answer.location.endswith("/forms/neues_formular")
    assert wir.form.title.root == {"de": "Neues Formular"}
    assert wir.visitor.get(answer.location).status_code == 200
    assert wir.visitor.get(f"{answer.location}/preview").status_code == 200, "an empty form says that there is nothing yet"
    seen = wir.row[0]
    assert wir.sends("remove:neues_formular").status_code == 303
    assert wir.row[1].form("neues_formular") is None
    assert 'id="undo">' in wir.page().text
    assert wir.sends("undo").status_code == 303
    assert wir.row[1].form("neues_formular") is not None
    assert wir.sends("redo").status_code == 303
    assert wir.row[1].form("neues_formular") is None
    assert wir.sends("redo").status_code == 422
    assert wir.sends("remove:master_sheet", seen=seen).status_code == 409
    for do, title in (("add", ""), ("add", "x" * 301), ("remove:gone", ""), ("remove:", ""), ("fly", "x"), ("", "x")):
        assert wir.sends(do, title=title).status_code == 422, (do, title)
    assert wir.visitor.get(one).status_code == 200


def test_a_page_and_a_form_get_other_ids_and_steps_follow(wir: Designer) -> None:
    first = wir.form.pages[0].id
    assert wir.sends(f"rename:pages/{first}", f"pages/{first}", _id="about_her").location.endswith("#panel")
    assert wir.form.pages[0].id == "about_her"
    steps = [step.id for step in wir.row[1].steps if step.form == "master_sheet"]
    there = wir.sends("rename:", "", _id="sheet").location
    assert "/forms/sheet" in there
    assert [step.id for step in wir.row[1].steps if step.form == "sheet"] == steps
    form = wir.row[1].form("sheet")
    assert form is not None
    assert form.was == ("master_sheet",)
    shown = wir.visitor.client.get(there, base_url=HERE)
    assert shown.status_code == 200
    assert "master_sheet" in shown.text, "the former id is told"
    wir.url = wir.url.replace("/master_sheet", "/sheet")
    assert "/forms/master_sheet" in wir.sends("undo").location
    wir.url = wir.url.replace("/sheet", "/master_sheet")
    assert "/forms/sheet" in wir.sends("redo").location
