"""A form is changed while a colleague has it half filled: nothing that she typed is lost, with JavaScript and without."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from core import clock
from core.actor import SYSTEM
from core.catalogue import publish
from core.database import db, transaction
from core.definitions import Choice, LongText, Option, Programme, Text, YesNo
from forms.models import Draft, Submission
from tests.workflows.impact.house import House
from tests.workflows.sample import PROGRAMME, w
from tests.workflows.web import HERE, Visitor
from workflows.models import Task
from workflows.moves.batch import begin_move, go_on, undo


def asking(*fields: object) -> Programme:
    forms = [
        form.but(pages=[form.pages[0].but(fields=list(fields))]) if form.id == "profile" else form for form in PROGRAMME.forms
    ]
    return PROGRAMME.but(forms=forms)


SKILLS = LongText("skills", w("Fähigkeiten"), required=True)
BEFORE = asking(
    SKILLS, Text("hobby", w("Hobby")), Choice("job", w("Beruf"), options=[Option("a", w("Büro")), Option("b", w("Bau"))])
)
AFTER = asking(
    SKILLS,
    Choice("work", w("Arbeit"), was=["job"], options=[Option("office", w("Büro"), was=["a"])]),
    YesNo("car", w("Auto"), required=True),
)
TYPED = {"skills": "Nähen, Kochen", "hobby": "Schach", "job": "a"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, f"sqlite:///{tmp_path}/open.sqlite")
    moved(house, BEFORE)
    yield house
    house.close()


def moved(house: House, programme: Programme) -> str:
    """Publish it and move all cases."""
    with house.app.app_context(), transaction() as session:
        publish(session, programme, actor=SYSTEM, now=clock.now())
        move = begin_move(session, SYSTEM, "sample", programme.digest, clock.now())
        go_on(session, SYSTEM, move.id, clock.now())
        return move.id


def in_app(app: Flask, query: object) -> object:
    with app.app_context():
        found = db.session.scalars(query).one()
        db.session.expunge(found)
        return found


def task_url(house: House) -> str:
    found = in_app(house.app, select(Task).where(Task.case_id == house.case_id, Task.step == "profile", Task.status == "open"))
    return f"/tasks/{found.id}"  # type: ignore[attr-defined]


def hidden(page: str) -> dict[str, str]:
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if 'id="form"' in form)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def sent(visitor: Visitor, url: str, data: dict[str, str]) -> str:
    answer = visitor.client.post(url, base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"}, follow_redirects=True)
    assert answer.status_code in (200, 422)
    return html.unescape(answer.text)


def test_a_page_that_stood_open_is_sent_and_nothing_is_lost(house: House):
    visitor, url = house.visitor("case_worker"), task_url(house)
    open_page = hidden(visitor.get(url).text)
    moved(house, AFTER)
    page = sent(visitor, url, {**open_page, **TYPED, "_do": "submit"})
    assert "Nähen, Kochen" in page
    # the option has another name now, and the question too
    assert re.search(r'value="office"[^>]*(checked|selected)', page)
    # nobody asks for it any more, and it stands there all the same
    assert "Schach" in page
    assert "Auto" in page
    again = hidden(page)
    page = sent(visitor, url, {**again, "skills": "Nähen, Kochen", "work": "office", "car": "yes", "_do": "submit"})
    done = in_app(house.app, select(Submission))
    assert done.answers == {"skills": "Nähen, Kochen", "work": "office", "car": True}  # type: ignore[attr-defined]
    assert done.digest == AFTER.digest  # type: ignore[attr-defined]


def test_what_was_saved_is_there_when_the_page_is_opened_again(house: House):
    visitor, url = house.visitor("case_worker"), task_url(house)
    open_page = hidden(visitor.get(url).text)
    sent(visitor, url, {**open_page, **TYPED, "_do": "save"})
    moved(house, AFTER)
    page = html.unescape(visitor.get(f"{url}?lang=en").text)
    assert "This form was changed since you opened it" in page
    assert "Nähen, Kochen" in page
    assert "Schach" in page


def test_an_autosave_of_the_old_page_is_kept_and_its_page_too(house: House):
    visitor, url = house.visitor("case_worker"), task_url(house)
    open_page = hidden(visitor.get(url).text)
    moved(house, AFTER)
    autosave = f"/drafts/{open_page['_draft']}/autosave"
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = visitor.client.post(autosave, base_url=HERE, data={**open_page, **TYPED}, headers=headers)
    assert (answer.status_code, answer.json["version"]) == (200, int(open_page["_version"]))
    # she types on and sends the page, which still is the old one
    page = sent(visitor, url, {**open_page, **TYPED, "skills": "Nähen, Kochen, Backen", "_do": "submit"})
    assert "Backen" in page
    assert "Schach" in page


def test_undone_what_was_put_aside_is_back_in_its_field(house: House):
    visitor, url = house.visitor("case_worker"), task_url(house)
    sent(visitor, url, {**hidden(visitor.get(url).text), **TYPED, "_do": "save"})
    move = moved(house, AFTER)
    with house.app.app_context(), transaction() as session:
        undo(session, SYSTEM, move)
        go_on(session, SYSTEM, move, clock.now())
    kept = in_app(house.app, select(Draft).where(Draft.open_key.is_not(None)))
    assert {name: kept.pages["main"]["raw"][name] for name in TYPED} == {name: [text] for name, text in TYPED.items()}  # type: ignore[attr-defined]
    assert kept.pages["~aside"]["raw"] == {}  # type: ignore[attr-defined]


def test_what_was_typed_when_the_session_ended_is_offered_on_the_form_as_it_is_now(house: House):
    visitor, url = house.visitor("case_worker"), task_url(house)
    open_page = hidden(visitor.get(url).text)
    visitor.client.delete_cookie("foerderkette", domain="127.0.0.1")
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = visitor.client.post(url, base_url=HERE, data={**open_page, **TYPED, "_do": "submit"}, headers=headers)
    assert answer.status_code == 302
    moved(house, AFTER)
    page = html.unescape(house.visitor("case_worker").get(f"{url}?lang=en").text)
    assert "Your entries are still here" in page
    assert "Nähen, Kochen" in page
    assert "Schach" in page
