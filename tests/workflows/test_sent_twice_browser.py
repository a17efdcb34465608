"""Who sends a form that was handed in by a colleague sees her own words once more, on a page that is fit to be used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.core.web.test_browser import served
from tests.forms.walking import controls
from tests.journeys.screen import DESKTOP, NARROW, screen
from tests.workflows.impact.house import House
from tests.workflows.moves.test_browser import comes_in
from tests.workflows.moves.test_open_form import sent, task_url

pytestmark = pytest.mark.browser


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path, f"sqlite:///{tmp_path}/house.sqlite")
    yield made
    made.close()


@pytest.mark.parametrize(("size", "language", "scheme"), [(DESKTOP, "de", "light"), (NARROW, "en", "dark")])
def test_what_is_not_stored_is_shown(browser: Browser, house: House, size: tuple[int, int], language: str, scheme: str) -> None:
    url, colleague = task_url(house), house.visitor("case_worker")
    with served(house.app) as base, screen(browser, base, size, color_scheme=scheme) as tab:
        comes_in(tab, "case_worker")
        tab.go(f"{url}?lang={language}")
        sent(colleague, url, {**controls(colleague.get(url)), "skills": "Kochen", "_do": "submit"})
        tab.page.fill("[name=skills]", "Nähen")
        tab.page.locator("#form").evaluate("form => form.requestSubmit()")
        expect(tab.page.locator("dd")).to_contain_text(["Nähen"])
        assert tab.seen(f"unsent-{language}") == []
        tab.faults[:] = [each for each in tab.faults if "status of 409" not in each]
