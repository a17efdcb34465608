"""Who changes programmes in a browser, and who works in them meanwhile: a house of one town, and each at a tab of her own."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Locator, Page

from core import clock
from core.access.accounts import create_user, grant
from core.actor import SYSTEM
from core.database import transaction
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.people.registry import register
from core.testing import close, make_app
from tests.core.web.test_browser import served
from tests.journeys.fingers import Fingers
from tests.journeys.screen import Screen, screen

PASSWORD = "ein langer Satz zum Testen"
PICTURES = os.environ.get("PICTURES")
# Anna changes and coordinates, Berta signs, Wanda is the case worker
STAFF = {"anna": ("programme_admin", "coordinator"), "berta": ("programme_admin",), "wanda": ("case_worker",)}


@dataclass
class Someone:
    """Signed in at a tab of her own. `looked` holds the kinds of pages that axe has seen; `found` what is wrong with them."""

    tab: Screen
    hand: Fingers
    name: str
    looked: set[str]
    found: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.tab.page

    def comes_in(self) -> None:
        self.tab.go("/sign-in?lang=de")
        self.hand.types(self.page.locator("[name=email]"), f"{self.name}@example.org")
        self.hand.types(self.page.locator("[name=password]"), PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self.tab.base}/")

    def goes(self, what: Locator | str) -> None:
        """By a link or a button, named by what it says, to the page that comes then."""
        target = self.one(what) if isinstance(what, str) else what
        target.wait_for()
        self.page.wait_for_load_state()  # the end of the page before is not the page that comes
        with self.page.expect_navigation():
            self.hand.presses(target)

    def one(self, says: str) -> Locator:
        """The link or the button on the page that says this."""
        main = self.page.locator("main")
        return main.get_by_role("link", name=says).or_(main.get_by_role("button", name=says)).first

    def to_the_changes(self) -> None:
        """From the first page, as somebody who came in just now."""
        self.tab.go("/")
        self.goes(self.page.get_by_role("link", name="Administration").first)
        self.look("administration")
        self.goes(self.page.get_by_role("link", name="Programme ändern").first)
        self.look("changes")

    def types(self, selector: str, text: str) -> None:
        self.hand.types(self.page.locator(selector), text)

    def look(self, kind: str) -> None:
        """Axe and the eye, once for each kind of page."""
        if kind in self.looked:
            return
        self.looked.add(kind)
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{kind.replace(' ', '-')}.png", full_page=True)
        self.found += self.tab.look(kind)


@dataclass
class Town:
    """The house. `register` is for those whom somebody has written down before the journey begins."""

    app: Flask
    base: str
    browser: Browser
    hand: Fingers
    looked: set[str]

    @contextmanager
    def someone(self, name: str) -> Iterator[Someone]:
        """Signed in; at the end nothing may be wrong with the pages that she met."""
        with screen(self.browser, self.base) as tab:
            made = Someone(tab, self.hand, name, self.looked)
            made.comes_in()
            yield made
            assert made.found == []

    def register(self, given_name: str, born: dt.date, facts: dict[str, object]) -> str:
        with self.app.app_context(), transaction() as session:
            town = session.query(Unit).first()
            assert town
            names = {"family_name": "Beispiel", "given_name": given_name}
            known = {**facts, "date_of_birth": born}
            return register(session, SYSTEM, town, names, known, source="self", now=clock.now()).id


@contextmanager
def town(browser: Browser, folder: Path, hand: Fingers, looked: set[str]) -> Iterator[Town]:
    app = make_app(f"sqlite:///{folder}/town.sqlite", folder / "data")
    with app.app_context(), transaction() as session:
        unit = add_unit(session, "Stadt Muster", "town", None, clock.now())
        for name, roles in STAFF.items():
            user = create_user(session, f"{name}@example.org", name.title(), PASSWORD, now=clock.now())
            for role in roles:
                grant(session, user, role, unit, now=clock.now())
    with served(app) as base:
        yield Town(app, base, browser, hand, looked)
    close(app)
