"""Journey (a): the age limit goes from 27 to 30 with a second signature, somebody is taken in under it, and it goes back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from core import catalogue, clock
from core.actor import SYSTEM
from core.catalogue import publish
from core.database import db, transaction
from tests.journeys.changing import Someone, Town, town
from tests.journeys.fingers import HANDS
from tests.journeys.moved import Hands
from workflows.models import Case

pytestmark = pytest.mark.browser
PROGRAMME, TITLE = "gemeinsam_durchstarten", "Altersgrenze 30"
DAY = dt.datetime(2022, 5, 10, 9, tzinfo=dt.UTC)  # in the programme's days
FACTS: dict[str, object] = {
    "residence_title": "d60a",
    "benefits": frozenset({"asylblg"}),
    "district": "Kreis Unna",
    "in_state_reception": False,
}
LOOKED: set[str] = set()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_up_and_back(browser: Browser, tmp_path: Path, hands: Hands, by: str) -> None:
    hands.moment = DAY
    with town(browser, tmp_path, HANDS[by], LOOKED) as house:
        _two_sign(house)
        ada, _ = (house.register(name, dt.date(1993, 1, month), FACTS) for month, name in ((1, "Ada"), (2, "Greta")))
        house.register("Otto", dt.date(1985, 1, 1), FACTS)
        with house.someone("anna") as anna, house.someone("berta") as berta, house.someone("wanda") as wanda:
            _changes(anna)
            _sees_who_turns(anna)
            _asks(anna)
            _signs(berta)
            _publishes(anna)
            _takes_in(wanda, "Ada")
            began_on = _revision(house, ada)
            _goes_back(anna)
            _signs(berta, then_publishes=True)
            _refuses(wanda, "Greta")
            wanda.tab.go(f"/people/{ada}")
            wanda.goes("Gemeinsam Durchstarten")
            wanda.look("case on an earlier revision")
            expect(wanda.page.locator("main")).to_contain_text("Nächste Aufgabe")
        assert _revision(house, ada) == began_on != _offered(house)


def _two_sign(house: Town) -> None:
    with house.app.app_context(), transaction() as session:
        offered = catalogue.definition(catalogue.current(PROGRAMME).digest)
        publish(session, offered.but(four_eyes=True), actor=SYSTEM, now=clock.now(), note="Vier Augen")


def _offered(house: Town) -> str:
    with house.app.app_context():
        return catalogue.current(PROGRAMME).digest


def _revision(house: Town, person: str) -> str:
    with house.app.app_context():
        return db.session.query(Case).filter_by(person_id=person).one().revision


def _changes(anna: Someone) -> None:
    anna.to_the_changes()
    anna.hand.chooses(anna.page.locator("#programme"), PROGRAMME)
    anna.types("#title", TITLE)
    anna.goes(anna.page.locator("#open-change"))
    expect(anna.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    anna.look("change set")
    anna.goes("Kriterium für Kriterium")
    anna.look("criteria of a draft")
    anna.goes(anna.page.locator("main a[href*='/rules/eligibility/age']").first)
    anna.hand.presses(anna.page.locator("#b > summary"))
    anna.types("#b--value2", "30")
    anna.page.keyboard.press("Enter")
    expect(anna.page.locator("[data-sentence=de]")).to_contain_text("zwischen 18 und 30 Jahre alt")
    anna.look("criterion")
    anna.goes("Zu den Kriterien")
    anna.goes("Zum Entwurf")
    expect(anna.page.locator("main")).to_contain_text("zwischen 18 und 30 Jahre alt")
    anna.goes(anna.page.locator("#do-accept"))


def _sees_who_turns(anna: Someone) -> None:
    anna.goes("Zeigen, was sie bewirken würde")
    turned = anna.page.locator("#verdicts:not([aria-busy])")
    for name in ("Ada", "Greta"):
        expect(turned).to_contain_text(f"Beispiel, {name}")
    expect(turned).not_to_contain_text("Otto")
    expect(anna.page.locator("[aria-busy]")).to_have_count(0)
    anna.look("effects")
    anna.goes("Zur Änderung")


def _asks(anna: Someone) -> None:
    anna.goes(anna.page.locator("#do-ask"))
    expect(anna.page.locator("#do-sign")).to_have_count(0)
    expect(anna.page.locator("#do-publish")).to_have_count(0)
    anna.look("waits for a signature")


def _signs(berta: Someone, *, then_publishes: bool = False) -> None:
    berta.to_the_changes()
    berta.goes(berta.page.locator("section", has=berta.page.locator("#open")).get_by_role("link").first)
    berta.goes(berta.page.locator("#do-sign"))
    berta.look("signed")
    if then_publishes:
        berta.goes(berta.page.locator("#do-publish"))


def _publishes(anna: Someone) -> None:
    anna.to_the_changes()
    anna.goes(TITLE)
    anna.goes(anna.page.locator("#do-publish"))
    expect(anna.page.locator("main")).to_contain_text("veröffentlicht")
    anna.look("published")


def _at_the_door(wanda: Someone, given_name: str) -> None:
    wanda.tab.go("/people")
    wanda.types("main [name=q]", f"Beispiel {given_name}")
    with wanda.page.expect_navigation():
        wanda.page.keyboard.press("Enter")
    wanda.goes(f"Beispiel, {given_name}")
    wanda.goes("Gemeinsam Durchstarten")
    wanda.look("at the door")


def _takes_in(wanda: Someone, given_name: str) -> None:
    _at_the_door(wanda, given_name)
    wanda.goes(wanda.page.locator("button[value=enter]"))
    wanda.page.wait_for_url("**/cases/*")
    wanda.look("case")


def _refuses(wanda: Someone, given_name: str) -> None:
    _at_the_door(wanda, given_name)
    expect(wanda.page.locator("main")).to_contain_text("Die Person kann nicht aufgenommen werden.")
    expect(wanda.page.locator("button[value=enter]")).to_contain_text("Ausnahme")


def _goes_back(anna: Someone) -> None:
    anna.to_the_changes()
    anna.goes(anna.page.locator(f"main a[href$='/programmes/{PROGRAMME}']"))
    anna.look("history")
    expect(anna.page.locator("main")).to_contain_text("ausgeliefert, Version 1")
    earlier = anna.page.locator("#publication option").first.get_attribute("value")
    anna.hand.chooses(anna.page.locator("#publication"), str(earlier))
    anna.types("#reason", "Der Erlass gilt nicht mehr")
    anna.goes("Wieder veröffentlichen")
    expect(anna.page.locator("main")).to_contain_text("wartet auf eine Unterschrift")
