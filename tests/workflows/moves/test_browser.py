"""Effects of a change and moves of cases in Chromium: parts come by themselves, a move drives itself on, axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.core.web.test_browser import served
from tests.journeys.screen import DESKTOP, NARROW, Screen, screen
from tests.workflows.impact.house import House
from tests.workflows.moves.test_batch import changed
from tests.workflows.moves.test_open_form import SKILLS, asking, hidden, sent, task_url
from tests.workflows.moves.test_pages import MOVES, asks_more, begun
from tests.workflows.web import PASSWORD
from workflows.impact.pages import PARTS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("house")
    made = House(folder, f"sqlite:///{folder}/house.sqlite")
    yield made
    made.close()


def comes_in(tab: Screen, name: str) -> None:
    tab.comes_in(f"{name}@example.org", PASSWORD)


@pytest.fixture(scope="module")
def addresses(house: House) -> dict[str, str]:
    """An effect with names, a move that needs an answer, and the page that asks for it."""
    change = house.change()
    visitor, url = begun(house, asks_more())
    visitor.post(url, _do="on")
    case = f"/cases/{house.case_id}"
    return {
        "effects": "/admin/changes/impact",
        "effect": f"/admin/changes/{change}/impact",
        "moves": MOVES,
        "preview": f"{MOVES}/of/sample",
        "move": url,
        "case": case,
        "answer": f"{case}/moves/{url.rpartition('/')[2]}",
    }


@pytest.mark.parametrize(("size", "language", "scheme"), [(DESKTOP, "de", "light"), (NARROW, "en", "dark")])
def test_every_page_is_fit_to_be_used(
    browser: Browser, house: House, addresses: dict[str, str], size: tuple[int, int], language: str, scheme: str
) -> None:
    with served(house.app) as base, screen(browser, base, size, color_scheme=scheme) as tab:
        comes_in(tab, "admin")
        found = tab.seen_all(addresses, language, lambda page: expect(page.locator("[aria-busy]")).to_have_count(0))
        assert found == []


def test_the_parts_of_an_effect_come_by_themselves(browser: Browser, house: House, addresses: dict[str, str]) -> None:
    with served(house.app) as base, screen(browser, base) as tab:
        comes_in(tab, "admin")
        page = tab.go(addresses["effect"])
        for name in PARTS:
            expect(page.locator(f"#{name}:not([aria-busy])")).to_be_visible()
        expect(page.locator("#verdicts")).to_contain_text("Beispiel, Greta")


def test_a_move_drives_itself_on_and_a_colleague_loses_nothing(browser: Browser, tmp_path: Path) -> None:
    """By keyboard: begun, done, undone. A form that a colleague had half filled is told to be another one."""
    house = House(tmp_path, f"sqlite:///{tmp_path}/moves.sqlite")
    worker, url = house.visitor("case_worker"), task_url(house)
    sent(worker, url, {**hidden(worker.get(url).text), "skills": "Nähen", "_do": "save"})
    house.publish(asking(*changed().forms[1].fields, SKILLS.but(label=SKILLS.label)))
    with served(house.app) as base, screen(browser, base) as tab:
        comes_in(tab, "admin")
        page = tab.go(f"{MOVES}?lang=de")
        page.get_by_role("link", name="Zeigen, was aus ihnen würde").press("Enter")
        page.get_by_role("button", name="Umziehen").press("Enter")
        page.wait_for_url("**/admin/changes/moves/*")
        expect(page.locator("#progress")).to_contain_text("1 von 1 Fällen")
        expect(page.locator("#progress")).to_contain_text("fertig" if page.get_by_text("fertig").count() else "umgezogen")
        other = tab.go(f"{url}?lang=de")
        expect(other.locator("#form")).to_contain_text("geändert, seit Sie es geöffnet haben")
        expect(other.locator("[name=skills]")).to_have_value("Nähen")
        tab.go(f"/cases/{house.case_id}?lang=de")
        expect(tab.page.locator("main")).to_contain_text("Was sich geändert hat")
    house.close()
