"""From the first talk to the exit in Chromium: at a desk, on a phone, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from core.clock import now, today
from tests.journeys import answers
from tests.journeys.desk import Desk
from tests.journeys.screen import DESKTOP, PHONE, screen
from tests.journeys.staff import Answers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def looked() -> set[str]:
    """The kinds of pages that axe has seen: once is enough for all three."""
    return set()


@pytest.mark.parametrize(
    ("size", "script", "name", "born"),
    [(DESKTOP, True, "Schreibtisch", 1990), (PHONE, True, "Telefonbild", 1985), (DESKTOP, False, "Skriptlos", 1979)],
    ids=["desktop", "phone", "no-script"],
)
def test_first_talk_to_exit(
    browser: Browser, demo: str, looked: set[str], size: tuple[int, int], script: bool, name: str, born: int
) -> None:
    with screen(browser, demo, size, java_script_enabled=script) as tab:
        tab.sign_in("case.worker")
        desk = Desk(tab, script, looked)
        # three women who cannot be taken for one another
        desk.registers(answers.PERSON | {"family_name": name, "given_name": name[::-1].title(), "date_of_birth": f"{born}-05-17"})
        desk.is_asked_for({"migration_background": "yes"})
        desk.takes_in()
        for title, pages in _way(name, born):
            desk.does(title, pages)
        page = tab.go(desk.case)
        expect(page.locator("main")).to_contain_text("abgeschlossen")
        expect(page.locator("main")).to_contain_text("Arbeit mit Sozialversicherung aufgenommen")
        expect(page.locator("main a[href^='/tasks/']")).to_have_count(0)
    assert not desk.found, "\n".join(desk.found)


def _way(name: str, born: int) -> list[tuple[str, dict[str, Answers]]]:
    """The steps in their order; the notice on privacy calls up a question."""
    day = today(now())
    sheet = answers.MASTER_SHEET | {
        "person": answers.MASTER_SHEET["person"] | {"family_name": name, "date_of_birth": f"17.5.{born}"},
        "privacy_notice": answers.MASTER_SHEET["privacy_notice"] | {"privacy_notice_language": "prs"},
    }
    return [
        ("Anmeldung aufnehmen", sheet),
        ("Kompetenzprofil erstellen", answers.PROFILE),
        ("Förderbedarf ermitteln", {"": answers.support_plan("no")}),
        ("Förderunterricht festhalten", {"": answers.lessons(day, "yes")}),
        ("Kontakt notieren", {"": answers.contact(day)}),
        ("Praktikum vermitteln", answers.internship(day)),
        ("Arbeitsaufnahme festhalten", {"": answers.work(day)}),
        ("Am Arbeitsplatz begleiten", {"": answers.accompaniment(day)}),
        ("Teilnahme abschließen", {"": answers.closing(day)}),
    ]
