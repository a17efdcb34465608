"""What goes across answers: checks, computed answers, and answers that the caller refuses."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.database import db
from core.definitions import Check, Computed, Date, DecimalNumber, Form, Page, PartialDate, Text, WholeNumber, YesNo, t
from core.people.registry import known
from forms import plugin
from forms.fill import fill
from forms.models import Draft, Submission
from forms.plan import Plan
from tests.forms.walking import controls, send

assert plugin
L = t(de="Frage")
ORDER = Check("order", "begun <= ended", t(de="Ende vor Beginn.", en="End before begin."), field="ended")


def filled(form: Form, raw: dict[str, str], page: str | None = None, others: dict[str, str] | None = None, **known: Any) -> Any:
    given = {name: [value] for name, value in raw.items()}
    elsewhere = {name: [value] for name, value in (others or {}).items()}
    return fill(Plan(form), page, given, known, "en", on=date(2026, 3, 2), others=elsewhere)


TWO = Form("f", L, pages=[Page("a", L, fields=[Date("begun", L)]), Page("b", L, fields=[Date("ended", L)])], checks=[ORDER])


def test_a_false_check_is_told_at_its_field_and_an_unknown_one_holds_nobody_up() -> None:
    assert filled(TWO, {"begun": "2.3.2026", "ended": "1.3.2026"}).errors == {"ended": ["End before begin."]}
    assert filled(TWO, {"begun": "1.3.2026", "ended": "1.3.2026"}).ok
    assert filled(TWO, {"ended": "1.3.2026"}).ok
    assert list(filled(TWO, {"begun": "2.3.2026", "ended": "31.2.2026"}).errors) == ["ended"]


def test_a_check_is_asked_on_the_page_of_its_field() -> None:
    late = {"begun": "2.3.2026"}
    assert filled(TWO, {"ended": "1.3.2026"}, "b", others=late).errors == {"ended": ["End before begin."]}
    assert filled(TWO, late, "a", others={"ended": "1.3.2026"}).ok
    hidden = TWO.but(pages=[TWO.pages[0], Page("b", L, fields=[Date("ended", L, shown_if="age > 90")])])
    assert filled(hidden, late | {"ended": "1.3.2026"}).ok  # who is not asked cannot mend it


def test_checks_that_a_shared_page_brings_count() -> None:
    form = Form("f", L, pages=[Page("a", L, fields=[Date("begun", L), Date("ended", L)], checks=[ORDER])])
    assert "ended" in filled(form, {"begun": "2.3.2026", "ended": "1.3.2026"}).errors


SUM = Form(
    "f",
    L,
    fields=[
        Computed("double", L, rule="once * 2", gives="number"),
        WholeNumber("hours", L),
        Computed("once", L, rule="hours + 1", gives="number"),
        Computed("many", L, rule="double > 10"),
        Text("why", L, shown_if="many", required=True),
        Computed("birthday", L, rule='date_of_birth + duration("P18Y")', gives="date"),
        Computed("unseen", L, rule="hours", gives="number", shown_if="many"),
    ],
)


def test_computed_answers_follow_from_others_in_any_order() -> None:
    answers = filled(SUM, {"hours": "3"}, date_of_birth=date(2008, 2, 29)).answers
    assert answers == {"hours": 3, "once": 4, "double": 8, "many": False, "birthday": date(2026, 2, 28)}
    assert list(filled(SUM, {"hours": "9"}).errors) == ["why"]
    assert filled(SUM, {"hours": "9", "why": "so"}).answers["unseen"] == 9
    assert filled(SUM, {}).answers == {}


@pytest.mark.parametrize("page", [None, "main"])
def test_computed_answers_are_never_taken_from_what_is_sent(page: str | None) -> None:
    told = filled(SUM, {"hours": "3", "once": "99"}, page)
    assert told.refused
    assert told.unknown_keys == ("once",)
    assert told.answers["once"] == 4


def test_computed_answers_that_run_in_a_circle_stay_unknown() -> None:
    form = Form("f", L, fields=[Computed("a", L, rule="b"), Computed("b", L, rule="a"), YesNo("c", L, shown_if="a")])
    assert filled(form, {}).answers == {}


def test_a_fraction_is_exact_and_kept_as_text() -> None:
    form = Form("f", L, fields=[DecimalNumber("h", L), Computed("fee", L, rule="h * 15", gives="number")])
    assert str(filled(form, {"h": "0,1"}).answers["fee"]) == "1.5"


def test_a_day_known_in_part_says_nothing_of_the_date_until_it_is_whole() -> None:
    form = Form("f", L, fields=[PartialDate("born", L, fact="date_of_birth"), Text("guardian", L, required_if="age < 18")])
    assert filled(form, {"born": "2010"}).ok
    assert "guardian" in filled(form, {"born": "3.3.2008"}).errors
    assert filled(form, {"born": "2.3.2008"}).ok


URL = "/ask/one/kinds"


def first_page(worker: FlaskClient, url: str = URL, **answers: str) -> Any:
    return send(worker, url, controls(worker.get(url)), **answers)


def test_a_form_of_the_further_kinds_from_page_to_receipt(app: Flask, worker: FlaskClient, person: str) -> None:
    url = f"{URL}?person={person}"
    numbers = {"units": "1.234,5", "share": "50 %", "fee": "12,5 €", "length": "1,5 h"}
    sent = first_page(worker, url, begun="1.3.2026", ended="2.3.2026", birth="00.05.1990", origin="sy", **numbers)
    assert sent.status_code == 303, sent.text
    sent = send(worker, url, controls(worker.get(sent.location)), signed__name="Ada Muster", signed__drawn="[[10,10,300,150]]")
    assert sent.status_code == 303, sent.text
    check = worker.get(sent.location)
    for shown in ("1.234,5 UE", "50 %", "12,50 €", "1 h 30 min", "05/1990", "Syrien", "Ada Muster", "M10 10L300 150"):
        assert shown in check.text, shown
    done = send(worker, url, controls(check), "submit")
    receipt = worker.get(done.location)
    assert "<svg" in receipt.text
    with app.app_context():
        answers = db.session.query(Submission).one().answers
        assert answers["units"] == "1234.5"
        assert (answers["share"], answers["fee"], answers["length"], answers["birth"]) == (50, 1250, 90, "1990-05")
        assert (answers["days"], answers["over"]) == (1, False)
        assert answers["signed"]["at"].startswith("20")
        assert known(db.session(), person)["date_of_birth"] == date(2000, 2, 29)  # the day was not told


def test_a_whole_day_is_recorded(app: Flask, worker: FlaskClient, person: str) -> None:
    url = f"{URL}?person={person}"
    page = worker.get(url)
    assert controls(page)["birth"] == "29.02.2000"
    sent = send(worker, url, controls(page), birth="1.5.1990")
    sent = send(worker, url, controls(worker.get(sent.location)))
    assert send(worker, url, controls(worker.get(sent.location)), "submit").status_code == 303
    with app.app_context():
        assert known(db.session(), person)["date_of_birth"] == date(1990, 5, 1)


def test_what_is_worked_out_is_shown_at_once_and_opens_questions(worker: FlaskClient) -> None:
    held = controls(worker.get(URL))
    looked = send(worker, URL, held, "look", begun="1.1.2026", ended="2.3.2026")
    assert looked.status_code == 200
    assert ">60<" in looked.text
    assert 'name="why"' in looked.text
    assert first_page(worker, over="yes").status_code == 422


def test_a_check_comes_back_with_everything_kept(worker: FlaskClient) -> None:
    sent = first_page(worker, begun="3.3.2026", ended="2.3.2026", units="2,5")
    assert sent.status_code == 422
    assert "Ende vor Beginn." in sent.text
    assert 'href="#ended"' in sent.text
    assert controls(sent)["units"] == "2,5"
    english = worker.get(URL + "?page=numbers&lang=en")
    again = send(worker, URL, controls(english))
    assert "The end lies before the begin." in again.text


@pytest.mark.parametrize(("field", "page"), [("fee", "numbers"), ("signed_on", "names"), ("", "names"), ("nobody", "names")])
def test_answers_that_the_caller_refuses_are_asked_again(app: Flask, worker: FlaskClient, field: str, page: str) -> None:
    url = f"{URL}?refuse={field or ' '}"
    sent = first_page(worker, url, fee="12 €", begun="1.3.2026")
    sent = send(worker, url, controls(worker.get(sent.location)), signed_on="2.3.2026")
    sent = send(worker, url, controls(worker.get(sent.location)), "submit")
    assert sent.status_code == 422
    assert "Das geht heute nicht." in sent.text
    held = controls(sent)
    assert held["_page"] == page
    assert held["fee" if page == "numbers" else "signed_on"] == ("12 €" if page == "numbers" else "2.3.2026")
    with app.app_context():
        assert db.session.query(Submission).count() == 0
        assert db.session.query(Draft).one().open_key is not None
