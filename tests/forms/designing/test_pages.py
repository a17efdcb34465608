"""The designer's pages: steps on a draft, what is refused and how it is told, and who may."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from core.catalogue.change_models import ChangeSet
from core.database import db, transaction
from core.definitions import Choice, Group
from forms.models import Draft, Submission
from tests.forms.designing.designer import Designer
from tests.workflows.web import HERE, Visitor

NAME = "fields/family_name"


@pytest.fixture
def wir(house: Flask) -> Designer:
    return Designer(house, Visitor(house.test_client()).comes_in("programme_admin@example.org"), "wir", "master_sheet")


def text(page: str) -> str:
    return html.unescape(page)


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


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"p::max_length": "viel"}, "no number"),
        ({"p::max_length": "0"}, "At least 1"),
        ({"p::shown_if": "aeg > 3"}, "Did you mean"),
        ({"w::label:de": ""}, "authoritative|needed"),
        ({"w::label:de": "x" * 501}, "too long"),
        ({"p::fact": "age"}, "list"),
        ({"p::privacy": "normal"}, "identity"),
        ({"w::label:xx": "X"}, "no such language"),
    ],
    ids=["number", "least", "rule", "german", "long", "fact", "privacy", "language"],
)
def test_nonsense_comes_back_at_its_property_as_it_was_typed(wir: Designer, typed: dict[str, str], says: str) -> None:
    before, wir.language = wir.row, "en"
    for hx in (False, True):
        answer = wir.sends("set", NAME, hx=hx, **typed)
        assert answer.status_code == 422
        page = text(answer.text)
        assert re.search(says, page), page[:200]
        shown = next(iter(typed.values()))
        assert shown[:40] in page or "w::label:xx" in typed, "what was typed is kept, where there is an input for it"
    assert wir.row == before


@pytest.mark.parametrize(
    "sent",
    [
        {"_do": "fly"},
        {"_do": ""},
        {"_do": ":::::"},
        {"_do": "up"},
        {"_do": "up:"},
        {"_do": "remove:"},
        {"_do": "remove:../../x"},
        {"_do": "remove:fields/" + "a" * 5_000},
        {"_do": "carry:pages/x", "_into": "fields/gone", "_after": "\u0000"},
        {"_do": "carry:fields/family_name", "_into": "fields/family_name", "_after": "x"},
        {"_do": "add:note", "_into": "forms/x"},
        {"_do": "add:../x"},
        {"_do": "back:fields/family_name:label/de"},
        {"_do": "back::*"},
        {"_do": "back:../x:*"},
        {"_do": "rename:fields/family_name", "_id": "A B"},
        {"_do": "merge:options", "_option": "x"},
        {"_do": "sure:merge:fields/sex/options/male:x"},
        {"_do": "sure:split"},
        {"_do": "sure:sure:sure"},
        {"_do": "split:fields/family_name"},
        {"_do": "option:fields/family_name"},
        {"_do": "own:pages/x"},
        {"_do": "kind:fields/family_name", "_kind": "telepathy"},
        {"_do": "kind:pages/x", "_kind": "text"},
        {"_do": "copy:pages/x"},
        {"_do": "to_page:fields/family_name", "_page": "nowhere"},
        {"_do": "set", "p:::": "x"},
        {"_do": "set", "p::id": "x"},
        {"_do": "set", "p::label": "x"},
        {"_do": "set", "w::required:de": "x"},
        {"_do": "set", "p:fields/x:required": "yes"},
        {"_do": "set", "w:../..:label:de": "x"},
        {"_do": "set", "_at": "fields/gone", "w::label:de": "x"},
        {"_do": "set", "w::label:de": "\ud83d"},
    ],
    ids=lambda sent: " ".join(f"{name}={value[:30]}" for name, value in sent.items()).encode("ascii", "replace").decode(),
)
def test_whatever_is_sent_nothing_breaks(wir: Designer, sent: dict[str, str]) -> None:
    typed = {name: value.encode("utf-8", "replace").decode() for name, value in sent.items()}
    at = typed.pop("_at", NAME)
    answer = wir.sends(typed.pop("_do"), at, **typed)
    assert answer.status_code in (200, 303, 400, 422), answer.text[:300]


def test_a_page_that_is_behind_changes_nothing_and_says_so(wir: Designer) -> None:
    seen = wir.row[0]
    wir.sends("set", NAME, **{"w::label:de": "Nachname"})
    answer = wir.sends("set", NAME, seen=seen, **{"w::label:de": "Zuname"})
    assert answer.status_code == 409
    page = text(answer.text)
    assert "Zuname" in page
    assert "zu „Zuname“" in page
    assert "w::" not in page.partition('id="stale"')[2].partition("</div>")[0]
    assert "Konto programme_admin</bdi>: " in page, "who was quicker is named, with what she did"
    assert "Familienname" in page
    assert wir.field("family_name").label.root["de"] == "Nachname"
    assert wir.sends("set", NAME, seen=-5).status_code == 409
    token = {"_version": "x"}
    assert wir.sends("set", NAME, **token).status_code in (303, 409)


def test_what_is_fixed_says_why_and_stays(house: Flask) -> None:
    visitor = Visitor(house.test_client()).comes_in("programme_admin@example.org")
    usingen = Designer(house, visitor, "wir_sind_usingen", "master_sheet")
    field = next(field for field in usingen.form.fields if field.locked)
    part, reason = f"fields/{field.id}", str(field.locked)
    page = text(usingen.page(part, **{"in": "ar"}).text)
    assert reason in page
    assert f'value="up:{part}"' not in page
    assert re.search(r'id="w--label-de"[^>]* disabled', page)
    assert not re.search(r'id="w--label-ar"[^>]* disabled', page), "further languages may be added"
    for do, typed in (("set", {"w::label:de": "Anders"}), (f"remove:{part}", {}), ("set", {"p::privacy": "sensitive"})):
        answer = usingen.sends(do, part, **typed)
        assert answer.status_code == 422, (do, typed)
        assert reason in text(answer.text)
    assert usingen.sends("set", part, **{"w::label:ar": "سؤال"}).status_code == 303
    assert usingen.field(field.id).label.root["ar"] == "سؤال"


def test_hostile_labels_are_text(wir: Designer) -> None:
    evil = "<script>alert(1)</script>\"'>{{ 7*7 }}"
    wir.sends("set", NAME, **{"w::label:de": evil, "w::help:de": evil})
    for page in (wir.page(NAME).text, wir.page().text, wir.visitor.get(f"{wir.url}/preview?in=de").text):
        assert "<script>alert" not in page
        assert evil in text(page)


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


def test_other_pages_stay_closed_to_frames(wir: Designer) -> None:
    for path in ("/", wir.url, f"/admin/changes/{wir.change}"):
        assert wir.visitor.get(path).headers["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in wir.page().headers["Content-Security-Policy"]


def test_who_may_not_edit_sees_and_cannot_change(house: Flask, wir: Designer) -> None:
    token = wir.row[0]
    for who, sees in (("auditor", True), ("case_worker", False), ("only_my_turn", False)):
        visitor = Visitor(house.test_client()).comes_in(f"{who}@example.org")
        page = visitor.get(wir.url)
        assert (page.status_code == 200) is sees, who
        if sees:
            assert 'value="add:text"' not in page.text
        for path in (wir.url, f"{wir.url}/preview"):
            answer = visitor.client.post(
                path, data={"_do": "page", "_version": str(token)}, headers={"Sec-Fetch-Site": "same-origin"}
            )
            assert answer.status_code in (400, 403, 404), who
    assert wir.row[0] == token


def test_what_is_not_there_is_not_found(wir: Designer) -> None:
    for path in (
        f"/admin/changes/{wir.change}/forms/gone",
        "/admin/changes/gone/forms/master_sheet",
        f"/admin/changes/{wir.change}/forms/gone/preview",
    ):
        assert wir.visitor.get(path).status_code == 404
    assert wir.page("fields/gone").status_code == 200, "a part that is gone shows the form"


def test_what_was_typed_for_a_part_that_is_gone_is_not_said_of_the_form(wir: Designer) -> None:
    before = wir.form
    assert wir.sends("set", "fields/gone", **{"w::help:de": "Nur für diese Frage"}).status_code == 422
    assert wir.sends("undo", "fields/gone").status_code == 422
    assert wir.form == before


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
