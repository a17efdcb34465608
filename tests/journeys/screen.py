"""What a browser test watches for on every page: errors in the console, breaches of the CSP, axe, sideways scrolling."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from tests.browser import axe_findings

DESKTOP, PHONE, NARROW = (1280, 800), (375, 812), (320, 640)
PICTURES = os.environ.get("PICTURES")
"""A folder for a picture of every page that is looked at."""
PASSWORD = "foerderkette-demo"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
# what the browser itself says about an answer that a test asks for: a form with errors, a page that is not there
EXPECTED = ("status of 422", "status of 404")


@dataclass
class Screen:
    """A tab of a browser, and what went wrong in it."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.base}{path}")
        return self.page

    def sign_in(self, role: str) -> None:
        self.go("/sign-in")
        self.page.fill("[name=email]", f"{role}@demo.example")
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(f"{self.base}/")

    def comes_in(self, email: str, password: str) -> None:
        """Signed in without a page being drawn, for tests of what comes then; by hand it is done by `sign_in`."""
        asks, door = self.page.context.request, f"{self.base}/sign-in"
        token = TOKEN.search(asks.get(door).text())
        assert token, door
        typed: dict[str, str | float | bool] = {"csrf_token": token[1], "email": email, "password": password}
        answer = asks.post(door, form=typed, headers={"Referer": door, "Sec-Fetch-Site": "same-origin"}, max_redirects=0)
        assert answer.status == 302, answer.text()

    def look(self, where: str) -> list[str]:
        """The findings of axe and of the eye for sideways scrolling, on the page as it stands."""
        found = [f"{where}: {finding}" for finding in axe_findings(self.page)]
        if (over := self.overflow()) > 0:
            found.append(f"{where}: {over} px wider than the screen")
        return found

    def seen(self, name: str) -> list[str]:
        """The same, with a picture of the page where one is wished for."""
        width = (self.page.viewport_size or {"width": 0})["width"]
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
        return self.look(f"{name} {width}")

    def seen_all(self, pages: Mapping[str, str], language: str, ready: Callable[[Page], object] | None = None) -> list[str]:
        """The same of several pages by their names, each in this language and once it is made `ready`."""
        found = []
        for name, path in pages.items():
            self.go(f"{path}{'&' if '?' in path else '?'}lang={language}")
            if ready is not None:
                ready(self.page)
            found += self.seen(f"{name}-{language}")
        return found

    def overflow(self) -> int:
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(wide))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(text in message.text for text in EXPECTED):
            self.faults.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.url}: {response.status}")


@contextmanager
def screen(browser: Browser, base: str, size: tuple[int, int] = DESKTOP, **options: Any) -> Iterator[Screen]:
    """A fresh browser profile; at the end nothing may have gone wrong in it."""
    settings = {"locale": "de-DE", "reduced_motion": "reduce", "viewport": {"width": size[0], "height": size[1]}} | options
    phone = {"is_mobile": True, "has_touch": True} if size[0] < 600 else {}
    context = browser.new_context(**{**settings, **phone})
    context.set_default_timeout(15_000)
    made = Screen(context.new_page(), base)
    made.page.on("console", made._heard)
    made.page.on("pageerror", lambda error: made.faults.append(f"{made.page.url}: {error}"))
    made.page.on("response", made._answered)
    try:
        yield made
    finally:
        context.close()
    assert made.faults == []
