"""The same worker with Chromium in her hands: each page is loaded, each input filled and each button pressed in it."""

from __future__ import annotations

from urllib.parse import urljoin

from playwright.sync_api import Locator, Response

from tests.journeys.screen import Screen
from tests.journeys.visitor import Answer, HtmlForm
from tests.journeys.worker import Worker

# the first button of a form is for the Enter key alone and cannot be seen
BUTTONS = "button:not([type=button]):not([type=reset]):not([aria-hidden])"


class Chromed(Worker):
    """What stands on the screen is read from the page as Chromium has it."""

    def __init__(self, tab: Screen) -> None:
        super().__init__(tab.base)
        self.tab = tab

    def get(self, path: str, **_headers: str) -> Answer:
        response = self.tab.page.goto(urljoin(self.base, path))
        return self._read(response.status if response else 0)

    def submit(self, form: HtmlForm, answers: dict[str, str | list[str]] | None = None, press: str | None = None) -> Answer:
        shown = self.tab.page.locator("form").nth(self.page.forms.index(form))
        for name, value in (answers or {}).items():
            for item in [value] if isinstance(value, str) else value:
                _type(shown, name, item)
        # scripts write the address too: what counts is the page that the server answers with
        with self.tab.page.expect_event("load"), self.tab.page.expect_response(_is_page) as came:
            shown.locator(f'{BUTTONS}[value="{press}"]' if press else BUTTONS).first.click()
        return self._read(came.value.status)

    def _read(self, status: int) -> Answer:
        self.page = Answer(self.tab.page.url, status, {}, self.tab.page.content())
        return self.page


def _is_page(response: Response) -> bool:
    return response.request.is_navigation_request() and not 300 <= response.status < 400


def _type(form: Locator, name: str, value: str) -> None:
    field = form.locator(f'[name="{name}"]').first
    if field.get_attribute("type") in ("radio", "checkbox"):
        form.locator(f'[name="{name}"][value="{value}"]').check()
    elif field.evaluate("node => node.tagName") == "SELECT":
        field.select_option(value)
    elif field.get_attribute("type") != "hidden":
        field.fill(value)
