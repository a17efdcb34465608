"""Journey (d): a question is added while a colleague has the form half filled. She loses nothing, and is told what changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from core import clock
from core.actor import SYSTEM
from core.catalogue import ship
from core.catalogue.skeleton import blank
from core.database import db, transaction
from core.definitions import load_programme
from core.people.models import Person
from forms.models import Submission
from tests.journeys.changing import Someone, Town, town
from tests.journeys.fingers import HANDS
from workflows.run import open_case

pytestmark = pytest.mark.browser
TYPED, LATER = "Sprachkurs bis zum Sommer", "Sprachkurs bis zum Sommer, dann ein Praktikum"
QUESTION = "Wer begleitet?"
LOOKED: set[str] = set()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_nothing_typed_is_lost(browser: Browser, tmp_path: Path, by: str) -> None:
    with town(browser, tmp_path, HANDS[by], LOOKED) as house:
        case = _case(house)
        with house.someone("anna") as anna, house.someone("wanda") as wanda:
            _half_fills(wanda, case)
            _adds_a_question(anna)
            _moves_the_cases(anna)
            _hands_in(wanda)
            _is_told(wanda, case)
        with house.app.app_context():
            answers = db.session.query(Submission).one().answers
        assert LATER in answers.values()
        assert "Oma Erna" in answers.values()


def _case(house: Town) -> str:
    """A case of a programme of our own, at its first talk."""
    made = blank(load_programme({"id": "begleitung", "title": {"de": "Begleitung", "en": "Company"}}))
    with house.app.app_context(), transaction() as session:
        ship(session, [made], clock.now())
    ada = house.register("Ada", dt.date(1996, 1, 1), {})
    with house.app.app_context(), transaction() as session:
        person = session.get_one(Person, ada)
        return open_case(session, SYSTEM, ada, "begleitung", person.unit_id, now=clock.now()).id


def _half_fills(wanda: Someone, case: str) -> None:
    """What is typed stays on the page: she has pressed no button."""
    wanda.tab.go(f"/cases/{case}")
    wanda.goes(wanda.page.locator("main a[href^='/tasks/']", has_text="Erstgespräch").first)
    wanda.types("[name=agreed]", TYPED)


def _adds_a_question(anna: Someone) -> None:
    anna.to_the_changes()
    anna.hand.chooses(anna.page.locator("#programme"), "begleitung")
    anna.types("#title", "Begleitung erfragen")
    anna.goes(anna.page.locator("#open-change"))
    anna.goes("Erstgespräch")
    anna.look("form designer")
    anna.hand.presses(anna.page.locator("#add-text"))
    expect(anna.page.locator("#w--label-de")).to_be_focused()
    anna.page.keyboard.type(QUESTION)
    anna.page.keyboard.press("Enter")
    expect(anna.page.locator("#open-fields--text")).to_contain_text(QUESTION)
    anna.goes("Zum Entwurf")
    expect(anna.page.locator("main")).to_contain_text(QUESTION)
    anna.goes("Zeigen, was sie bewirken würde")
    expect(anna.page.locator("[aria-busy]")).to_have_count(0)
    anna.goes("Zur Änderung")
    anna.goes(anna.page.locator("#do-publish"))
    anna.look("published, with running cases")


def _moves_the_cases(anna: Someone) -> None:
    """From the page of what was published, where it is said that there are cases on the revision before."""
    anna.goes("Zeigen, was aus ihnen würde")
    anna.look("what becomes of the cases")
    anna.hand.presses(anna.page.get_by_role("button", name="Umziehen", exact=True))
    expect(anna.page.locator("#progress")).to_contain_text("1 von 1 Fällen")
    expect(anna.page.get_by_role("button", name="Umzug zurücknehmen")).to_be_visible()
    anna.look("moved")


def _hands_in(wanda: Someone) -> None:
    page = wanda.page
    wanda.types("[name=agreed]", LATER)
    wanda.types("[name=talk_on]", "02.03.2026")
    wanda.goes(page.locator(".fk-buttons button[value=submit]"))
    expect(page.locator("#form")).to_contain_text("geändert, seit Sie es geöffnet haben")
    expect(page.locator("[name=agreed]")).to_have_value(LATER)
    wanda.look("form that was changed underneath")
    wanda.types("[name=text]", "Oma Erna")
    wanda.goes(page.locator(".fk-buttons button[value=submit]"))
    expect(page.get_by_text("Das Formular ist eingereicht")).to_be_visible()


def _is_told(wanda: Someone, case: str) -> None:
    wanda.tab.go(f"/cases/{case}")
    expect(wanda.page.locator("main")).to_contain_text("Was sich geändert hat")
    expect(wanda.page.locator("main")).to_contain_text(QUESTION)
    wanda.look("case that was moved")
