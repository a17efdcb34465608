"""The step designer in a real browser: by mouse and by keyboard alone a deadline is made shorter, and who becomes overdue is
named before anything is published; in sizes, languages and schemes; axe and the CSP find nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from core import catalogue, clock
from core.access.accounts import create_user, grant
from core.actor import SYSTEM
from core.database import transaction
from core.organisations.models import Unit
from core.people.registry import register
from tests.core.web.test_browser import served
from tests.forms.designing.tabs import WIDE, reach, tab_at
from tests.journeys.screen import DESKTOP, PHONE, Screen, screen
from tests.workflows.designing.stepper import Stepper
from tests.workflows.reading.test_browser import comes_in
from tests.workflows.web import PASSWORD, Visitor
from workflows.models import Task
from workflows.run import open_case, take

pytestmark = pytest.mark.browser
FACTS = {"migration_background": True, "municipality": "Usingen", "date_of_birth": dt.date(1990, 5, 4)}
PROFILE = "steps--competence_profile"


@pytest.fixture(scope="module")
def cases(house: Flask) -> Flask:
    """Two people whose profiles are not written yet: Ada came 24 days ago, Greta ten."""
    with house.app_context(), transaction() as session:
        town = session.scalars(select(Unit)).first()
        assert town
        user = create_user(session, "both@example.org", "Konto both", PASSWORD, now=clock.now())
        for role in ("programme_admin", "coordinator"):
            grant(session, user, role, town, now=clock.now())
        for name, days in (("Ada", 24), ("Greta", 10)):
            then = clock.now() - dt.timedelta(days=days)
            names = {"family_name": "Beispiel", "given_name": name}
            person = register(session, SYSTEM, town, names, FACTS, source="self", now=then)
            case = open_case(session, SYSTEM, person.id, "wir_sind_usingen", town.id, now=then)
            session.flush()
            task = session.scalars(select(Task).where(Task.case_id == case.id, Task.step == "registration")).one()
            take(session, SYSTEM, task.id, None, {}, then + dt.timedelta(hours=1))
    return house


@pytest.fixture
def tab(browser: Browser, cases: Flask, usingen: Stepper) -> Iterator[Screen]:
    with tab_at(browser, cases, f"{usingen.url}?lang=de", "both") as made:
        yield made


def named_before_publishing(tab: Screen, usingen: Stepper) -> list[str]:
    """On the page of effects: Ada becomes overdue, Greta does not, and nothing is published."""
    page = tab.page
    expect(page.locator("#deadlines:not([aria-busy])")).to_be_visible()
    late = page.locator("#deadlines")
    expect(late).to_contain_text("Beispiel, Ada")
    expect(late).not_to_contain_text("Greta")
    expect(page.locator("[aria-busy]")).to_have_count(0)
    with usingen.app.app_context():
        offered = catalogue.definition(catalogue.current("wir_sind_usingen").digest).step("competence_profile")
    assert offered
    assert offered.due
    assert offered.due.days == 28
    return tab.seen("steps-effects")


def test_the_profile_is_due_earlier_and_who_is_late_is_named_by_mouse(tab: Screen, usingen: Stepper) -> None:
    page = tab.page
    expect(page.locator(".fk-graph__step")).to_have_count(len(usingen.ids))
    page.locator(f'[data-opener="open-{PROFILE}"]').last.click()  # in the graph
    expect(page.locator("#p--due")).to_have_value("4")
    expect(page.locator("#p--due-unit")).to_have_value("weeks")
    page.fill("#p--due", "3")
    page.locator("#p--due-source").click()
    expect(page.locator(f"#card-{PROFILE}")).to_contain_text("3 Wochen nach dem Eintritt")
    expect(page.locator("#p--due-said")).to_have_text("In Worten: 3 Wochen nach dem Eintritt")
    expect(page.locator("#was-steps--competence_profile-due")).to_contain_text("4 Wochen nach dem Eintritt")
    due = usingen.step("competence_profile").due
    assert due
    assert due.days == 21
    found = tab.seen("steps-marked")
    expect(page.locator(".fk-graph__step--chosen")).to_have_count(1)
    page.get_by_role("link", name="Zum Entwurf").click()
    page.locator(f"a[href='/admin/changes/{usingen.change}/impact']").click()
    assert found + named_before_publishing(tab, usingen) == []


def test_the_same_by_keyboard_alone(tab: Screen, usingen: Stepper) -> None:
    page = tab.page
    reach(page, f"open-{PROFILE}")
    page.keyboard.press("Enter")
    expect(page.locator(f"#card-{PROFILE}")).to_have_class("kern-table__row fk-design__row--chosen")
    reach(page, f"up-{PROFILE}")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Nach oben gerückt.")
    assert page.evaluate("document.activeElement?.id") == f"up-{PROFILE}", "the focus stays with the button"
    reach(page, "p--due")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("viel")
    page.keyboard.press("Tab")
    expect(page.locator("#p--due-error")).to_be_visible()
    expect(page.locator("#p--due")).to_be_focused()
    expect(page.locator("#p--due")).to_have_value("viel")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    expect(page.locator("#p--due-said")).to_contain_text("3 Wochen nach dem Eintritt")
    # a new step behind it is named at once, and goes again
    reach(page, "new-behind")
    page.keyboard.press("Enter")
    expect(page.locator("#w--title-de")).to_be_focused()
    page.keyboard.type("Gespräch")
    page.keyboard.press("Enter")
    expect(page.locator("#open-steps--step")).to_contain_text("Gespräch")
    expect(page.locator(".fk-graph__step")).to_have_count(len(usingen.ids))
    reach(page, "take-out")
    page.keyboard.press("Enter")
    expect(page.locator("#open-steps--step")).to_have_count(0)
    reach(page, "undo")
    page.keyboard.press("Enter")
    expect(page.locator("#open-steps--step")).to_have_count(1)
    version = usingen.row[0]
    page.keyboard.press("Enter")
    expect(page.locator("[name=_version]")).to_have_value(str(version + 1))
    links(page, "Zum Entwurf")
    tab.page.wait_for_url("**/admin/changes/*")
    links(page, page.locator(f"a[href='/admin/changes/{usingen.change}/impact']").inner_text())
    assert named_before_publishing(tab, usingen) == []


def links(page: Page, text: str) -> None:
    """Follow the link that says this, by the tabulator alone."""
    page.evaluate("document.activeElement?.blur()")
    for _turn in range(300):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement?.tagName === 'A' ? document.activeElement.innerText : ''")
        if text in focused:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{text} is not reached by the tabulator")


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [(PHONE, "de", "light"), (DESKTOP, "en", "dark"), (WIDE, "de", "light")],
    ids=["phone", "desktop-dark", "wide"],
)
def test_its_pages_are_fit_to_be_used(
    browser: Browser, house: Flask, usingen: Stepper, size: tuple[int, int], language: str, scheme: str
) -> None:
    usingen.sends("set", "steps/support_plan", **{"p::due": ["2", "weeks", "competence_profile", ""]})
    usingen.sends("remove:steps/competence_profile")
    usingen.sends("new:steps", "steps/support_plan")
    here = Stepper(house, Visitor(house.test_client()).comes_in("programme_admin@example.org"), "wir_onnfit")
    found: list[str] = []
    with served(house) as base, screen(browser, base, size, color_scheme=scheme) as tab:
        comes_in(tab, "programme_admin")
        for name, url, at in (
            ("none", usingen.url, ""),
            ("fault", usingen.url, "steps/support_plan"),
            ("new", usingen.url, "steps/step"),
            ("role", usingen.url, f"roles/{usingen.programme.roles[0].id}"),
            ("exit", here.url, f"steps/{next(step.id for step in here.programme.steps if step.exit)}"),
        ):
            tab.go(f"{url}?lang={language}&at={at}&in=ar")
            found += tab.seen(f"steps-{name}-{language}-{scheme}")
        walked = f"/admin/changes/{here.change}/simulate?lang={language}&do=done:registration&do=days:28"
        for name, url in (("one", walked.replace(here.change, usingen.change)), ("blocks", walked)):
            tab.go(url)
            found += tab.seen(f"steps-simulated-{name}-{language}")
        tab.go(f"/admin/changes/steps?lang={language}")
        found += tab.seen(f"steps-drafts-{language}")
        assert tab.faults == []
    assert found == []


def test_texts_are_typed_in_place_by_keyboard_alone(browser: Browser, house: Flask, usingen: Stepper) -> None:
    here = Stepper(house, usingen.visitor, "wir_sind_usingen", "translations")
    cell = "t-steps--competence_profile--title-ar"
    with tab_at(browser, house, f"{here.url}?lang=de&in=ar&part=steps&show=missing", size=DESKTOP) as tab:
        page = tab.page
        expect(page.locator(f"#{cell}")).to_have_attribute("dir", "rtl")
        reach(page, cell)
        page.keyboard.type("ملف الكفاءات")
        page.keyboard.press("Tab")
        expect(page.locator("#said")).to_contain_text("Gespeichert.")
        expect(page.locator(f"#{cell}")).to_have_count(0)  # it is missing no more
        assert here.step("competence_profile").title.root["ar"] == "ملف الكفاءات"
        reach(page, "undo")
        page.keyboard.press("Enter")
        expect(page.locator(f"#{cell}")).to_have_value("")
        assert tab.faults == []


@pytest.mark.parametrize(
    ("size", "language", "scheme"), [(PHONE, "de", "light"), (WIDE, "en", "dark")], ids=["phone", "wide-dark"]
)
def test_the_matrix_is_fit_to_be_used(
    browser: Browser, house: Flask, usingen: Stepper, size: tuple[int, int], language: str, scheme: str
) -> None:
    here = Stepper(house, usingen.visitor, "wir_sind_usingen", "translations")
    here.sends("set", **{"w:steps/competence_profile:title:de": "Stärkenprofil"})
    found: list[str] = []
    with served(house) as base, screen(browser, base, size, color_scheme=scheme) as tab:
        comes_in(tab, "programme_admin")
        for name, asked in (("stale", "in=en&show=stale"), ("missing", "in=ar&part=steps&show=missing"), ("all", "in=en")):
            tab.go(f"{here.url}?lang={language}&{asked}")
            found += tab.seen(f"texts-{name}-{language}-{scheme}")
        tab.page.set_input_files("#file", {"name": "t.xlsx", "mimeType": "application/zip", "buffer": b"nonsense"})
        tab.page.click("#import")
        expect(tab.page.locator("#bad")).to_be_visible()
        found += tab.seen(f"texts-bad-{language}-{scheme}")
        assert [fault for fault in tab.faults if "status of 422" not in fault] == []
    assert found == []
