"""A tab of a browser at a designer, for the tests of all designers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import Browser, Page

from tests.core.web.test_browser import served
from tests.journeys.fingers import BEFORE, MOST_TABS, tabs
from tests.journeys.screen import Screen, screen
from tests.workflows.reading.test_browser import comes_in

WIDE = (1440, 1000)
AHEAD = f"id => document.activeElement?.id === id ? 0 : 1 + ({BEFORE})(document.getElementById(id))"


@contextmanager
def tab_at(
    browser: Browser, app: Flask, url: str, role: str = "programme_admin", size: tuple[int, int] = WIDE
) -> Iterator[Screen]:
    """At this page; nothing may have gone wrong at the end."""
    with served(app) as base, screen(browser, base, size) as made:
        made.page.context.set_default_timeout(8_000)
        comes_in(made, role)
        made.go(url)
        yield made


def reach(page: Page, id_: str) -> None:
    """To the control with this id, by the tabulator alone."""
    for _turn in range(MOST_TABS):
        if not (more := page.evaluate(AHEAD, id_)):
            return
        tabs(page, more)
    raise AssertionError(f"{id_} is not reached by the tabulator")
