"""A day's work in Chromium: by keyboard alone, wide and narrow, in German and English, and axe finds nothing."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from sqlalchemy import select, update

from core import clock
from core.actor import SYSTEM
from core.database import db, transaction
from core.people.models import Identity, Person
from core.people.registry import record
from tests.core.web.test_browser import served
from tests.journeys.screen import DESKTOP, NARROW, Screen, screen
from tests.workflows.web import PASSWORD, Town
from workflows.models import Case, Worklist

pytestmark = pytest.mark.browser


@pytest.fixture
def town(tmp_path: Path, new_database) -> Iterator[Town]:
    """Six cases, a title that ends, a task that waits for a colleague, one that is overdue."""
    made = Town(tmp_path / "data", new_database("sqlite"))
    worker = made.visitor("case_worker")
    for _ in range(6):
        worker.post(f"/people/{made.person()}/programmes/sample", _do="enter")
    day = clock.today(clock.now())
    with made.app.app_context(), transaction() as session:
        person = session.scalars(select(Person.id)).first()
        facts = {
            "residence_valid_until": day + dt.timedelta(20),
            "residence_title": "d60a",
            "phone": "+493023125002",
            "disability": "no",
        }
        record(session, SYSTEM, str(person), facts, source="document", now=clock.now())
        tasks = session.scalars(select(Worklist.task_id).where(Worklist.step == "needs")).all()
        session.execute(update(Worklist).where(Worklist.task_id == tasks[0]).values(held_by=" provider_staff "))
        session.execute(update(Worklist).where(Worklist.task_id == tasks[1]).values(due=day, due_key=day))
        late = day - dt.timedelta(3)
        session.execute(update(Worklist).where(Worklist.task_id == tasks[2]).values(due=late, due_key=late))
    yield made
    made.close()


def signed_in(tab: Screen) -> Screen:
    tab.comes_in("case_worker@example.org", PASSWORD)
    return tab


def ids(town: Town) -> tuple[str, str]:
    with town.app.app_context():
        person = db.session.scalars(select(Person.id).order_by(Person.id)).first()
        return str(person), str(db.session.scalars(select(Case.id).where(Case.person_id == person)).first())


@pytest.mark.parametrize("size", [DESKTOP, NARROW])
@pytest.mark.parametrize("language", ["de", "en"])
def test_axe_finds_nothing(browser: Browser, town: Town, size: tuple[int, int], language: str) -> None:
    person, case = ids(town)
    places = ["/", "/worklist", "/worklist?due=overdue&sort=name&programme=sample", "/worklist?text=qqqq", f"/people/{person}"]
    places += ["/people?q=baispil", "/people?q=qqqq", "/people/new", "/figures?programme=sample", f"/cases/{case}"]
    with served(town.app) as base, screen(browser, base, size) as tab:
        signed_in(tab)
        found = []
        for place in places:
            tab.go(f"{place}{'&' if '?' in place else '?'}lang={language}")
            tab.page.locator("details:not([data-menu])").evaluate_all(
                "all => all.forEach(one => one.open = !one.closest('header'))"
            )
            found += tab.look(place)
        assert found == []


def test_many_tasks_are_assigned_and_taken_back_by_keyboard(browser: Browser, town: Town) -> None:
    with served(town.app) as base, screen(browser, base) as tab:
        page = signed_in(tab).go("/worklist?lang=de")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "fk-skip"
        page.locator("#mark-all").focus()
        page.keyboard.press("Space")
        marks = page.locator("input[name=task]:checked")
        expect(marks).to_have_count(11)
        page.locator("input[name=task]").nth(1).focus()
        page.keyboard.press("Space")
        expect(marks).to_have_count(10)
        page.locator("button[value=me]").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/worklist?**undo=**")
        expect(page.get_by_text("10 Aufgaben wurden zugewiesen.")).to_be_visible()
        page.get_by_role("button", name="Zuweisung zurücknehmen").press("Enter")
        expect(page.get_by_text("10 Aufgaben wurden zurückgegeben.")).to_be_visible()


def test_three_counts_stand_side_by_side_on_a_phone(browser: Browser, town: Town) -> None:
    with served(town.app) as base, screen(browser, base, NARROW) as tab:
        page = signed_in(tab).go("/?lang=de")
        tops = {round(page.locator(".fk-count").nth(number).bounding_box()["y"]) for number in range(3)}
        assert len(tops) == 1


def test_a_person_is_printed_on_one_page(browser: Browser, town: Town) -> None:
    person, _case = ids(town)
    with served(town.app) as base, screen(browser, base) as tab:
        page = signed_in(tab).go(f"/people/{person}")
        expect(page.locator("[data-print]")).to_be_visible()
        printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
        assert len(printed.pages) == 1
        assert "030 23125002" in printed.pages[0].extract_text()


def test_a_name_of_one_long_word_fits_a_narrow_phone(browser: Browser, town: Town) -> None:
    person, case = ids(town)
    with town.app.app_context(), transaction() as session:
        session.execute(update(Identity).values(family_name="Ŵ" * 90, given_name="محمد " * 9))
    places = [f"/people/{person}", f"/people/{person}/edit", f"/people/{person}/programmes/sample", "/", "/worklist", "/people"]
    places += [f"/cases/{case}{part}" for part in ("", "/exit", "/responsible", "/decided")]
    with served(town.app) as base, screen(browser, base, NARROW) as tab:
        signed_in(tab)
        wide = [place for place in places if tab.go(place) and tab.overflow() > 0]
    assert wide == []
