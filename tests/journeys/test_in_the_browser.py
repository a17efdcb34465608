"""The same way in a real browser: on a desk, on a phone, by keyboard alone, with JavaScript and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import answers
from tests.journeys.screen import DESKTOP, NARROW, PHONE, Screen, screen
from tests.journeys.staff import MORE, Answers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def at_work(browser: Browser, demo: str) -> Iterator[Screen]:
    """A case worker at her desk, signed in once for the pages that are only looked at."""
    with screen(browser, demo) as desk:
        desk.sign_in("case.worker")
        yield desk


@pytest.mark.parametrize(
    ("size", "script", "who"),
    # alike they would be each other's doubles
    [
        (DESKTOP, True, ("Muster", "Mariam", "1990-05-17")),
        (PHONE, True, ("Probe", "Hanna", "1988-11-02")),
        (PHONE, False, ("Versuch", "Oleksij", "1979-08-23")),
    ],
    ids=["desktop", "phone", "no-script"],
)
def test_the_way_in_short(browser: Browser, demo: str, size: tuple[int, int], script: bool, who: tuple[str, str, str]):
    with screen(browser, demo, size, java_script_enabled=script) as tab:
        tab.sign_in("case.worker")
        page = tab.page
        expect(page.get_by_role("heading", name="Mein Tag", level=1)).to_be_visible()
        _registers(tab, *who)
        _checks_and_takes_in(page)
        _master_sheet(page, script)
        _profile_is_next(page)
        _finds_her_again(tab, *who[:2])


def _registers(tab: Screen, family_name: str, given_name: str, born: str) -> None:
    page = tab.go("/people")
    page.get_by_role("link", name="Neue Person").click()
    page.get_by_label("Familienname").fill(family_name)
    page.get_by_label("Vorname").fill(given_name)
    page.locator("[name=date_of_birth]").fill(born)
    page.get_by_role("button", name="Erfassen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(family_name)


def _checks_and_takes_in(page: Page) -> None:
    page.get_by_role("link", name="Wir sind Usingen").click()
    expect(page.locator("main")).to_contain_text("Es fehlen Angaben")
    page.get_by_role("group", name="Migrationshintergrund").get_by_label("Ja").check()
    page.get_by_role("button", name="Festhalten und neu prüfen").click()
    expect(page.locator("main")).to_contain_text("Die Person kann aufgenommen werden.")
    page.get_by_role("button", name="Aufnehmen").click()
    expect(page.locator("main")).to_contain_text("Die ersten Aufgaben sind offen.")


def _master_sheet(page: Page, script: bool) -> None:
    page.get_by_role("link", name="Anmeldung aufnehmen").first.click()
    _press(page, "Weiter")
    page.locator("[name=phone]").fill("030 23125 003")
    if script:
        expect(page.locator("[data-save-status]")).to_contain_text("Gespeichert")
        page.reload()
    else:
        _press(page, "Speichern")
    expect(page.locator("[name=phone]")).to_have_value("030 23125 003")
    page.locator("[name=email]").fill("keine Adresse")
    _press(page, "Weiter")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_visible()
    if script:
        expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(page.locator("[name=email]")).to_be_focused()
    assert page.locator("[name=email]").get_attribute("aria-invalid") == "true"
    page.locator("[name=email]").fill("")
    _press(page, "Weiter")
    for shown in ("arrival", "residence", "livelihood", "voluntary"):
        _fill(page, answers.MASTER_SHEET[shown])
        _press(page, "Weiter")
        while page.get_by_text(MORE).is_visible():
            _press(page, "Weiter")
    _fill(page, answers.MASTER_SHEET["privacy_notice"])
    if not script:
        _press(page, "Weiter")
    page.locator("[name=privacy_notice_language]").select_option("prs")
    _press(page, "Weiter")
    _fill(page, answers.MASTER_SHEET["agreement"])
    _press(page, "Weiter")
    expect(page.get_by_role("heading", name="Prüfen Sie Ihre Angaben")).to_be_visible()
    _press(page, "Einreichen")
    expect(page.get_by_text("Das Formular ist eingereicht")).to_be_visible()


def _profile_is_next(page: Page) -> None:
    page.get_by_role("link", name="Fortfahren").click()
    expect(page).not_to_have_title("Fehler")
    page.goto(page.url)
    expect(page.locator("main")).to_contain_text("Kompetenzprofil erstellen")


def _finds_her_again(tab: Screen, family_name: str, given_name: str) -> None:
    page = tab.go("/people")
    page.get_by_role("searchbox").fill(f"{given_name[:-1].lower()} {family_name.lower()}")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name=family_name).click()
    page.get_by_role("link", name="Wir sind Usingen").first.click()
    expect(page.locator("ol.fk-progress [aria-current=step]")).to_contain_text("Kompetenzprofil")


def _press(page: Page, name: str) -> None:
    page.locator(".fk-buttons").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def _fill(page: Page, values: Answers) -> None:
    for name, value in values.items():
        for item in [value] if isinstance(value, str) else value:
            field = page.locator(f"[name='{name}']").first
            if field.get_attribute("type") in ("radio", "checkbox"):
                page.locator(f"[name='{name}'][value='{item}']").check()
            elif field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(item)
            else:
                field.fill(item)


def test_by_keyboard_alone(browser: Browser, demo: str):
    with screen(browser, demo) as tab:
        tab.sign_in("case.worker")
        page = tab.go("/worklist?step=contact&optional=1")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        _tab_to(page, "a[href^='/tasks/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/tasks/*")
        _tab_to(page, "[name=contact_on]")
        page.keyboard.type("20.11.2026")
        page.keyboard.press("Tab")
        page.keyboard.type("15")
        _tab_to(page, "[name=contact_kind]")
        page.keyboard.type("Telefon")
        _tab_to(page, "button[value=submit]")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Das Formular ist eingereicht")).to_be_visible()


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus, which must be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = "selector => document.activeElement.matches(selector) && getComputedStyle(document.activeElement)"
        if page.evaluate(f"selector => Boolean(({seen})(selector))", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab on {page.url}")


def _places(tab: Screen) -> dict[str, str]:
    """The pages of the house, each in a stage where there is something to see."""
    page = tab.go("/")
    task = page.locator("a[href^='/tasks/']").first.get_attribute("href") or ""
    case = page.locator("a[href^='/cases/']").first.get_attribute("href") or ""
    page = tab.go("/people")
    person = page.locator("main a[href^='/people/0']").first.get_attribute("href") or ""
    return {
        "my day": "/",
        "all tasks": "/worklist",
        "people": "/people",
        "nobody found": "/people?q=qqqq",
        "new person": "/people/new",
        "person": person,
        "eligibility": f"{person}/programmes/wir_sind_usingen",
        "case": case,
        "closing": f"{case}/exit",
        "task": task,
        "group": f"{task}?page=school",
        "missing": "/cases/nothing",
    }


def test_axe_finds_nothing_and_nothing_is_too_wide(at_work: Screen):
    page, found = at_work.page, []
    for name, path in _places(at_work).items():
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        at_work.go(path)
        found += at_work.look(f"{name}, light, desktop")
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        found += at_work.look(f"{name}, dark, phone")
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        if at_work.overflow() > 0:
            found.append(f"{name}: {at_work.overflow()} px wider than {NARROW[0]}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_in_other_languages(browser: Browser, demo: str, language: str):
    found = []
    with screen(browser, demo, PHONE, color_scheme="dark") as tab:
        tab.sign_in("case.worker")
        for name, path in _places(tab).items():
            tab.go(f"{path}{'&' if '?' in path else '?'}lang={language}")
            found += tab.look(f"{name}, {language}")
            direction = tab.page.evaluate("document.documentElement.dir")
            assert direction == ("rtl" if language == "ar" else "ltr"), name
    assert not found, "\n".join(found)


def test_errors_and_receipts_and_the_door(browser: Browser, demo: str):
    found = []
    with screen(browser, demo, PHONE) as tab:
        tab.go("/sign-in")
        found += tab.look("sign in")
        tab.page.fill("[name=email]", "case.worker@demo.example")
        tab.page.fill("[name=password]", "falsch")
        tab.page.press("[name=password]", "Enter")
        tab.page.wait_for_load_state()
        found += tab.look("sign in refused")
        tab.sign_in("case.worker")
        page = tab.go("/worklist?step=contact&optional=1")
        page.locator("a[href^='/tasks/']").first.click()
        _press(page, "Einreichen")
        found += tab.look("a form with errors")
        _fill(page, {"contact_on": "20.11.2026", "contact_minutes": "20", "contact_kind": "phone"})
        _press(page, "Einreichen")
        expect(page.get_by_text("Das Formular ist eingereicht")).to_be_visible()
        found += tab.look("receipt")
    assert not found, "\n".join(found)


def test_the_administration(browser: Browser, demo: str):
    found = []
    with screen(browser, demo) as tab:
        tab.sign_in("system.admin")
        for path in ("/admin/", "/admin/users/", "/admin/users/new/", "/admin/units/", "/admin/entries/", "/admin/programmes/"):
            tab.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
            tab.go(path)
            found += tab.look(f"{path} desktop")
            tab.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
            tab.page.emulate_media(color_scheme="dark")
            found += tab.look(f"{path} phone, dark")
            tab.page.emulate_media(color_scheme="light")
    assert not found, "\n".join(found)
