"""A first talk in Chromium, with JavaScript and without: somebody of sixteen, whose residence title nobody knows at first.

One programme falls out by age, another stays open and asks for the title; the talk survives leaving and a lost session; and
what was said in it is asked for nowhere again, up to the first form of the case.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.moved import PASSWORD, Hands, MovedHouse, moved_house
from tests.journeys.screen import DESKTOP, PHONE, Screen, screen

pytestmark = pytest.mark.browser
DAY = dt.datetime(2022, 11, 15, 9, tzinfo=dt.UTC)
OUT, OPEN, GOES_ON = "gemeinsam_durchstarten", "wir_onnfit", re.compile(r"Weiter zur Aufnahme.*ONnFIT")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, hands: Hands) -> Iterator[MovedHouse]:
    hands.moment = DAY
    folder: Path = tmp_path_factory.mktemp("talk")
    with moved_house(folder, f"sqlite:///{folder / 'house.sqlite'}", hands) as made:
        yield made


@pytest.mark.parametrize(("script", "size", "name"), [(True, DESKTOP, "Sami Beispiel"), (False, PHONE, "Lena Muster")])
def test_from_nothing_to_a_case(browser: Browser, house: MovedHouse, script: bool, size: tuple[int, int], name: str) -> None:
    with screen(browser, house.url, size, java_script_enabled=script) as tab:
        found: list[str] = []
        _comes_in(tab)
        page = tab.go("/talks")
        page.get_by_role("button", name="Gespräch beginnen").click()
        expect(page.get_by_role("heading", name="Nächste Frage")).to_be_visible()
        _is_asked(page, "district")
        _says(page, "district", "Landkreis Fulda")
        _asks(page, "date_of_birth")
        _says(page, "date_of_birth", "2006-05-05")
        expect(_card(page, "Nicht möglich", OUT)).to_contain_text("Ist 18 bis 27 Jahre alt")
        expect(_card(page, "Noch offen", OPEN)).to_contain_text("Aufenthaltstitel")
        _is_asked(page, "residence_title")
        _reasons(page, OUT)
        found += tab.look("talk") if script else []
        _loses_the_session_and_comes_back(tab)
        _is_asked(page, "residence_title")
        _nobody_knows_and_then_it_is_known(page)
        _says(page, "work_ban", "none")
        expect(_card(page, "Möglich", OPEN)).to_be_visible()
        page.get_by_role("link", name=GOES_ON).click()
        found += tab.look("whose talk") if script else []
        _is_taken_in(page, name)
        _is_asked_for_nothing_again(page)
        assert found == []


def _comes_in(tab: Screen) -> None:
    tab.go("/sign-in")
    tab.page.fill("[name=email]", "worker@example.org")
    tab.page.fill("[name=password]", PASSWORD)
    tab.page.press("[name=password]", "Enter")
    tab.page.wait_for_url(f"{tab.base}/**")


def _is_asked(page: Page, fact: str) -> None:
    expect(page.locator(".fk-ask input[name=_fact]")).to_have_value(fact)


def _asks(page: Page, fact: str) -> None:
    page.locator(f"#talk a[href$='?ask={fact}']:visible").first.click()
    _is_asked(page, fact)


def _says(page: Page, fact: str, value: str) -> None:
    field = page.locator(f".fk-ask [name='{fact}']")
    if field.first.get_attribute("type") == "radio":
        page.locator(f".fk-ask [name='{fact}'][value='{value}']").check()
    elif field.first.evaluate("node => node.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)
    page.get_by_role("button", name="Antworten", exact=True).click()
    expect(page.locator(f".fk-ask input[name=_fact][value='{fact}']")).to_have_count(0)


def _card(page: Page, group: str, programme: str) -> Locator:
    section = page.locator("section", has=page.get_by_role("heading", name=re.compile(f"^{group} ")))
    return section.locator(f"#programme-{programme}")


def _reasons(page: Page, programme: str) -> None:
    """The title of the criterion, and the clause that it comes from."""
    details = page.locator(f"#programme-{programme} details").first
    details.locator("summary").first.click()
    expect(details).to_contain_text("Quelle:")
    expect(details).to_contain_text("Ist 18 bis 27 Jahre alt")


def _loses_the_session_and_comes_back(tab: Screen) -> None:
    here = tab.page.url.partition("?")[0]
    tab.go("/people")
    tab.page.context.clear_cookies()
    tab.page.goto(here)
    expect(tab.page.locator("[name=password]")).to_be_visible()
    _comes_in(tab)
    tab.go("/talks")
    tab.page.locator("main a[href^='/talks/']").first.click()
    expect(tab.page.locator("aside")).to_contain_text("05.05.2006")


def _nobody_knows_and_then_it_is_known(page: Page) -> None:
    page.get_by_role("button", name="Nicht bekannt").click()
    _is_asked(page, "work_ban")
    expect(_card(page, "Noch offen", OPEN)).to_be_visible()
    page.get_by_role("link", name=re.compile("Noch einmal fragen.*Aufenthaltstitel")).click()
    _is_asked(page, "residence_title")
    _says(page, "residence_title", "g55")
    _is_asked(page, "work_ban")


def _is_taken_in(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Wessen Gespräch war es?")
    expect(page.locator("[name=date_of_birth]")).to_have_count(0)
    page.fill("[name=given_name]", name.partition(" ")[0])
    page.fill("[name=family_name]", name.partition(" ")[2])
    page.get_by_role("button", name="Mit allen Antworten erfassen").click()
    expect(page.locator("main")).to_contain_text("Die Person kann aufgenommen werden.")
    expect(page.get_by_role("heading", name="Fehlende Angaben")).to_have_count(0)
    page.get_by_role("button", name="Aufnehmen").click()
    page.wait_for_url("**/cases/*")


def _is_asked_for_nothing_again(page: Page) -> None:
    """The first form of the case holds what was said, and says where it is from."""
    page.locator("main a[href^='/tasks/']", has_text="Stammblatt").first.click()
    task, values = page.url.partition("?")[0], dict[str, str]()
    for part in ("person", "contact", "arrival", "residence"):
        page.goto(f"{task}?page={part}")
        for fact in ("date_of_birth", "district", "residence_title", "work_ban"):
            values |= _held(page, fact)
    assert values["residence_title"] == "g55"
    assert values["work_ban"] == "none"
    assert values["district"] == "Landkreis Fulda"
    assert "2006" in values["date_of_birth"]


def _held(page: Page, name: str) -> dict[str, str]:
    field = page.locator(f"main [name='{name}']")
    if not field.count():
        return {}
    if field.first.get_attribute("type") == "radio":
        field = page.locator(f"main [name='{name}']:checked")
    return {name: field.first.input_value()}
