"""Journey (c): a programme is made from blank to its first closed case, in the browser alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from core.database import db
from tests.journeys.changing import Someone, town
from tests.journeys.fingers import HANDS
from workflows.models import Case

pytestmark = pytest.mark.browser
TITLE = "Nähwerkstatt Muster"
ABOUT = "Für Frauen und Männer ab 18, die nähen wollen"
LOOKED: set[str] = set()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_to_the_first_case(browser: Browser, tmp_path: Path, by: str) -> None:
    with town(browser, tmp_path, HANDS[by], LOOKED) as house:
        house.register("Ada", dt.date(1996, 1, 1), {})
        house.register("Kim", dt.date(2015, 1, 1), {})
        with house.someone("anna") as anna, house.someone("wanda") as wanda:
            _begins(anna)
            _says_for_whom(anna)
            _asks_more(anna)
            _adds_a_form(anna)
            _adds_a_step(anna)
            _publishes(anna)
            _is_no_child(wanda)
            _takes_in(wanda)
            _fills(wanda, "Erstgespräch", {"talk_on": "02.03.2026", "agreed": "Nähen lernen"}, {"choice": "viel"})
            _fills(wanda, "Werkstück", {"text": "Eine Tasche"}, {})
            _fills(wanda, "Austritt", {}, {"reason": "completed"})
            expect(wanda.page.locator("main")).to_contain_text("Ziel erreicht")
            wanda.look("closed case")
        with house.app.app_context():
            assert db.session.query(Case).one().exit_reason == "completed"


def _begins(anna: Someone) -> None:
    anna.to_the_changes()
    anna.goes("Neues Programm")
    anna.look("new programme")
    anna.types("#title_de", TITLE)
    anna.types("#id", "naehwerkstatt")
    anna.goes("Entwurf beginnen")
    expect(anna.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    anna.look("draft of a new programme")


def _says_for_whom(anna: Someone) -> None:
    anna.goes("Titel, Aufbewahrung, Angebote und Zähler")
    anna.types("#w--summary-de", ABOUT)
    anna.page.keyboard.press("Tab")
    expect(anna.page.locator("#said")).to_have_text("Gespeichert.")
    anna.look("basics of a programme")
    anna.goes("Zum Entwurf")
    expect(anna.page.locator("main")).to_contain_text("die nähen wollen")
    anna.goes("Kriterium für Kriterium")
    anna.types("#id", "adult")
    anna.types("#title_de", "Ist mindestens 18 Jahre alt")
    anna.hand.chooses(anna.page.locator("#fact"), "age")
    anna.goes(anna.page.locator("button[value=add]"))
    anna.hand.presses(anna.page.locator("#b > summary"))
    anna.hand.chooses(anna.page.locator("#b--operator"), ">=")
    anna.types("#b--value", "18")
    anna.page.keyboard.press("Enter")
    expect(anna.page.locator("[data-sentence=de]")).to_contain_text("mindestens 18 Jahre alt")
    anna.look("criterion")
    anna.goes("Zu den Kriterien")
    anna.goes("Zum Entwurf")
    expect(anna.page.locator("main")).to_contain_text("Ist mindestens 18 Jahre alt")


def _asks_more(anna: Someone) -> None:
    """A question with two options, in the form of the first talk."""
    anna.goes("Erstgespräch")
    _adds(anna, "choice", "Wie viel Erfahrung?")
    for label in ("Viel", "Keine"):
        anna.types("#option-label", label)
        anna.page.keyboard.press("Enter")
        expect(anna.page.locator(f"#card-fields--choice--options--{label.lower()}")).to_be_visible()
    anna.hand.presses(anna.page.locator("#remove-fields--choice--options--option_1"))
    expect(anna.page.locator("#card-fields--choice--options--option_1")).to_have_count(0)
    anna.goes("Zum Entwurf")


def _adds(anna: Someone, kind: str, label: str) -> None:
    anna.hand.presses(anna.page.locator(f"#add-{kind}"))
    expect(anna.page.locator("#w--label-de")).to_be_focused()
    anna.page.keyboard.type(label)
    anna.page.keyboard.press("Enter")
    expect(anna.page.locator(f"#open-fields--{kind}")).to_contain_text(label)


def _adds_a_form(anna: Someone) -> None:
    anna.goes("Alle Formulare und ein neues")
    anna.look("forms of a draft")
    anna.types("#title", "Werkstück")
    anna.goes(anna.page.locator("button[value=add]"))
    _adds(anna, "text", "Was ist entstanden?")
    anna.goes("Zum Entwurf")


def _adds_a_step(anna: Someone) -> None:
    """Behind the first talk, before the exit, due in six weeks, with the new form."""
    page = anna.page
    anna.goes("Schritte, Fristen und Rollen")
    anna.look("step designer")
    anna.hand.presses(page.locator("#open-steps--first_talk"))
    anna.hand.presses(page.locator("#new-behind"))
    expect(page.locator("#w--title-de")).to_be_focused()
    page.keyboard.type("Werkstück")
    page.keyboard.press("Enter")
    expect(page.locator("#open-steps--step")).to_contain_text("Werkstück")
    form = page.locator("#p--form option", has_text="Werkstück").get_attribute("value")
    anna.hand.chooses(page.locator("#p--form"), str(form))
    expect(page.locator("#card-steps--step td[data-label=Formular]", has_text="Werkstück")).to_be_visible()
    anna.hand.chooses(page.locator("#p--due-unit"), "weeks")
    anna.types("#p--due", "6")
    page.keyboard.press("Enter")
    expect(page.locator("#card-steps--step")).to_contain_text("6 Wochen")
    anna.goes("Zum Entwurf")


def _publishes(anna: Someone) -> None:
    expect(anna.page.locator("section", has=anna.page.locator("#found"))).to_contain_text("nichts gefunden")
    anna.goes(anna.page.locator("#do-publish"))
    expect(anna.page.locator("main")).to_contain_text("veröffentlicht")
    anna.look("published new programme")


def _at_the_door(wanda: Someone, given_name: str) -> None:
    wanda.tab.go("/people")
    wanda.types("main [name=q]", f"Beispiel {given_name}")
    with wanda.page.expect_navigation():
        wanda.page.keyboard.press("Enter")
    wanda.goes(f"Beispiel, {given_name}")
    wanda.goes(TITLE)


def _is_no_child(wanda: Someone) -> None:
    _at_the_door(wanda, "Kim")
    expect(wanda.page.locator("main")).to_contain_text("Die Person kann nicht aufgenommen werden.")


def _takes_in(wanda: Someone) -> None:
    _at_the_door(wanda, "Ada")
    wanda.goes(wanda.page.locator("button[value=enter]"))
    wanda.page.wait_for_url("**/cases/*")
    wanda.look("first case")


def _fills(wanda: Someone, task: str, texts: dict[str, str], chosen: dict[str, str]) -> None:
    """From the link on the case to the receipt, and back to the case."""
    wanda.goes(wanda.page.locator("main a[href^='/tasks/']", has_text=task).first)
    wanda.look(f"task {task}")
    for name, text in texts.items():
        wanda.types(f"[name={name}]", text)
    for name, value in chosen.items():
        field = wanda.page.locator(f"[name={name}]").first
        if field.evaluate("node => node.tagName") == "SELECT":
            wanda.hand.chooses(field, value)
        else:
            wanda.hand.ticks(wanda.page.locator(f"[name={name}][value={value}]"))
    wanda.goes(wanda.page.locator(".fk-buttons button[value=submit]"))
    expect(wanda.page.get_by_text("Das Formular ist eingereicht")).to_be_visible()
    wanda.goes("Fortfahren")
