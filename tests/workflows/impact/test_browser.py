"""Effects of a change on many cases in Chromium: progress by itself, stopped by keyboard, what breaks with what to do, axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from core.actor import SYSTEM
from core.catalogue.changes import edit, open_change
from core.database import transaction
from core.definitions import Programme
from tests.core.web.test_browser import served
from tests.journeys.screen import DESKTOP, PHONE, screen
from tests.workflows.impact.house import House, changed
from tests.workflows.impact.test_pages import without_names
from tests.workflows.moves.test_browser import comes_in
from tests.workflows.moves.test_open_form import task_url
from tests.workflows.moves.test_pages import asks_more, begun
from tests.workflows.sample import NOW
from workflows.impact import stored
from workflows.impact.models import STOPPED, ImpactWork

pytestmark = pytest.mark.browser
LOOKS = [(DESKTOP, "de", "light"), (PHONE, "en", "dark"), (PHONE, "ar", "light")]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path, f"sqlite:///{tmp_path}/house.sqlite")
    yield made
    made.close()


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "many", lambda _session, _after: True)
    monkeypatch.setattr(stored, "AT_ONCE", 1)


def narrowed(programme: Programme) -> Programme:
    return without_names(changed(programme))


@pytest.mark.usefixtures("many")
def test_progress_comes_to_its_end_by_itself_and_can_be_stopped_by_keyboard(browser: Browser, house: House) -> None:
    change = house.change()
    with served(house.app) as base, screen(browser, base) as tab:
        comes_in(tab, "admin")
        page = tab.go(f"/admin/changes/{change}/impact?part=tasks&lang=de")
        progress = page.locator("#tasks progress")
        expect(progress).to_have_count(1)
        expect(progress).to_have_count(0)
        expect(page.locator("#tasks")).to_contain_text("Stand:")
        expect(page.locator("#tasks")).to_contain_text("Beispiel, Ada")
        page.get_by_role("button", name="Neu berechnen").press("Enter")
        expect(page.locator("#tasks")).to_contain_text("Stand:")
        assert tab.faults == []


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(("size", "language", "scheme"), LOOKS)
def test_every_state_is_fit_to_be_used(browser: Browser, house: House, size: tuple[int, int], language: str, scheme: str) -> None:
    with house.app.app_context(), transaction() as session:
        change = open_change(session, SYSTEM, "sample", "Ohne Ankommen", NOW).id
        edit(session, SYSTEM, change, 1, narrowed, NOW)
    url, found = f"/admin/changes/{change}/impact", []
    house.visitor("admin").get(f"{url}?part=tasks")
    with served(house.app) as base, screen(browser, base, size, color_scheme=scheme) as tab:
        comes_in(tab, "admin")
        with house.app.app_context(), transaction() as session:
            session.scalars(select(ImpactWork)).one().status = STOPPED
        tab.go(f"{url}?part=tasks&lang={language}")
        expect(tab.page.locator("[hx-trigger=load]")).to_have_count(0)
        found += tab.seen(f"stopped-{language}")
        with house.app.app_context(), transaction() as session:
            work = session.scalars(select(ImpactWork)).one()
            work.status, work.last = "done", "x"
        tab.go(f"{url}?lang={language}")
        expect(tab.page.locator("[aria-busy]")).to_have_count(0)
        found += tab.seen(f"effects-{language}")
    assert found == []


@pytest.mark.parametrize(("size", "language", "scheme"), LOOKS)
def test_an_answer_is_asked_after_the_move(
    browser: Browser, house: House, size: tuple[int, int], language: str, scheme: str
) -> None:
    visitor, url = begun(house, asks_more())
    visitor.post(url, _do="on")
    found = []
    with served(house.app) as base, screen(browser, base, size, color_scheme=scheme) as tab:
        comes_in(tab, "admin")
        page = tab.go(f"{url}?lang={language}")
        found += tab.seen(f"lacks-{language}")
        page.locator("button[value=anyway]").press("Enter")
        expect(page.locator("button[value=anyway]")).to_have_count(0)
        expect(page.locator("button[value=undo]")).to_be_visible()
        found += tab.seen(f"moved-anyway-{language}")
        tab.go(f"/cases/{house.case_id}?lang={language}")
        found += tab.seen(f"case-asks-{language}")
        page.locator("a[href*='/moves/']").first.press("Enter")
        page.wait_for_url("**/moves/*")
        found += tab.seen(f"answer-after-{language}")
    assert found == []


@pytest.mark.parametrize(("size", "language", "scheme"), LOOKS)
def test_what_a_colleague_entered_in_the_same_field_stands_under_a_heading_of_its_own(
    browser: Browser, house: House, size: tuple[int, int], language: str, scheme: str
) -> None:
    colleague = house.visitor("case_worker")
    url = task_url(house)
    with served(house.app) as base, screen(browser, base, size, color_scheme=scheme) as tab:
        comes_in(tab, "admin")
        page = tab.go(f"{url}?lang={language}")
        colleague.post(url, skills="Kochen", _do="save")
        mover, move = begun(house, changed(asks_more()))
        mover.post(move, _do="on")
        mover.post(move, _do="anyway")
        mover.post(move, _do="on")
        page.fill("[name=skills]", "Nähen")
        page.locator("#form button[name=_do]:visible").last.press("Enter")
        expect(page.locator(".kern-alert--warning")).to_contain_text("Kochen")
        expect(page.locator("[name=skills]")).to_have_value("Nähen")
        found = tab.seen(f"elsewhere-{language}")
    assert found == []
