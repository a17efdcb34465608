"""The preview: the real renderer and reader, test answers that go nowhere, and drafts that are not sound yet."""

from __future__ import annotations

import html
from collections.abc import Iterator

import pytest
from flask import Flask

from core import clock
from core.actor import SYSTEM
from core.database import db
from core.definitions import Computed, Form, Page, Programme, Text, load_programme, t
from forms.designing import edits, preview
from forms.designing.places import changed
from forms.kinds.asker import Asker
from forms.models import Draft, Submission
from tests.forms.designing.samples import FORM, programme


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def look(made: Programme, language: str = "de") -> preview.Preview:
    now = clock.now()
    asker = Asker(db.session(), SYSTEM, now)
    return preview.preview(made, made.forms[0], asker, language, clock.today(now))


def test_the_first_page_is_shown_with_its_questions() -> None:
    shown = look(programme()).show({})
    assert shown["page"].id == "main"
    assert (shown["place"], shown["count"], shown["last"]) == (1, 2, False)
    assert 'name="name"' in shown["body"]
    assert "Abitur" in shown["body"]


def test_a_missing_answer_is_told_as_in_the_form() -> None:
    shown = look(programme()).show({"_page": ["main"], "_do": ["next"]})
    assert list(shown["errors"]) == ["name"]
    assert shown["page"].id == "main"


def test_answers_of_one_page_decide_what_the_next_one_asks_and_come_back() -> None:
    looked = look(programme())
    shown = looked.show({"_page": ["main"], "_do": ["next"], "name": ["Ada"], "works": ["yes"]})
    assert shown["page"].id == "work"
    assert dict(shown["elsewhere"]) == {"name": "Ada", "works": "yes"}
    assert "hidden" not in shown["body"].split('name="hours"')[0][-300:]
    back = looked.show({"_page": ["work"], "_do": ["back"], **{name: [each] for name, each in shown["elsewhere"]}})
    assert back["page"].id == "main"
    assert 'value="Ada"' in back["body"]


def test_what_fits_is_shown_once_more_and_stored_nowhere() -> None:
    sent = {"_page": ["work"], "_do": ["submit"], "name": ["Ada"], "works": ["yes"], "hours": ["20"]}
    shown = look(programme()).show(sent)
    told = [(label.text(), answer) for _title, rows in shown["sections"] for label, answer in rows]
    assert ("Name", "Ada") in told
    assert ("Stunden", "20") in told
    assert db.session.query(Draft).count() == db.session.query(Submission).count() == 0


def test_a_check_across_answers_is_held() -> None:
    shown = look(programme()).show({"_page": ["work"], "_do": ["submit"], "works": ["yes"], "hours": ["55"]})
    assert shown["errors"]["hours"] == ["Zu viele"]


def test_rows_come_and_go() -> None:
    looked = look(programme())
    shown = looked.show({"_page": ["work"], "_add": ["jobs"], "jobs.0.company": ["A"]})
    assert 'name="jobs.1.company"' in shown["body"]
    shown = looked.show({"_page": ["work"], "_remove": ["jobs.0"], "jobs.0.company": ["A"], "jobs.1.company": ["B"]})
    assert 'value="B"' in shown["body"]
    assert 'value="A"' not in shown["body"]


def test_a_rule_on_a_question_that_is_gone_breaks_nothing() -> None:
    made = edits.remove(programme(), f"{FORM}/fields/works")
    looked = look(made)
    assert looked.left_out == ["hours"]
    assert 'name="hours"' in looked.show({"_page": ["work"]})["body"]
    made = edits.remove(made, f"{FORM}/fields/hours")
    assert look(made).left_out == []


def test_a_worked_out_answer_whose_rule_is_broken_is_left_out() -> None:
    made = edits.add_field(programme(), f"{FORM}/pages/main", Computed("much", t(de="Viel"), rule="hours > 40"))
    assert look(made).left_out == []
    made = edits.remove(made, f"{FORM}/fields/hours")
    assert "much" in look(made).left_out


def test_an_empty_form_says_so() -> None:
    made = Programme("p", t(de="P"), forms=[Form("f", t(de="F"), pages=[Page("a", t(de="A"), fields=[])])])
    with pytest.raises(preview.Unshown):
        look(made)


@pytest.mark.parametrize(
    "sent",
    [
        {"_page": ["nowhere"], "_do": ["next"]},
        {"_page": ["work"], "_do": ["fly"], "hours": ["\ud800", "x" * 50_000]},
        {"_add": ["nothing"], "_remove": ["jobs.99999999"]},
        {"_remove": ["jobs.x"], "jobs.0.company": []},
        {"strange": ["x"], "name": ["a\0b"]},
        {"_page": [], "_do": []},
    ],
    ids=["page", "half", "rows", "row", "strange", "empty"],
)
def test_whatever_is_sent_something_is_shown(sent: dict[str, list[str]]) -> None:
    assert look(programme()).show(sent)["page"].id in ("main", "work")


def test_a_hostile_label_is_text() -> None:
    evil = "<script>alert(1)</script>{{ 7*7 }}{% raw %}\"'"
    made = changed(programme(), f"{FORM}/fields/name", lambda field: field.but(label=t(de=evil), help=t(de=evil)))
    body = str(look(made).show({})["body"])
    assert "<script>" not in body
    assert evil in html.unescape(body)


def test_arabic_stands_from_right_to_left_and_german_where_it_is_missing() -> None:
    made = edits.add_field(programme(), f"{FORM}/pages/main", Text("city", t(de="Stadt", ar="المدينة")))
    body = look(made, "ar").show({})["body"]
    assert 'lang="ar" dir="rtl">المدينة' in body
    assert "Name" in body


def test_every_form_of_every_programme_can_be_looked_at() -> None:
    from core import catalogue

    for made in catalogue.offered():
        for form in made.forms:
            asker = Asker(db.session(), SYSTEM, clock.now())
            looked = preview.preview(made, form, asker, "de", clock.today(clock.now()))
            assert looked.left_out == [], (made.id, form.id)
            assert looked.show({})["body"]
    assert load_programme(programme().as_data()) == programme()
