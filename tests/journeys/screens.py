"""Pictures of every page, to be looked at by a person: python -m tests.journeys.screens FOLDER [WORD …].

The pages of tests/journeys/pages.py on a desk and on a phone, light and dark, in German, English and Arabic; WORDs pick pages
and looks by their names. Axe and the console are listened to on each. The server is `run --demo` on an empty database of its
own, or the one at $SCREENS_URL; an empty house stands beside it, or at $SCREENS_EMPTY_URL.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError
from werkzeug.routing import MapAdapter

from core.app import create_app
from core.settings import load_settings
from tests.browser import browser
from tests.forked import command
from tests.journeys.pages import EMPTY, SHOTS, Shot
from tests.journeys.screen import DESKTOP, NARROW, PASSWORD, Screen, screen
from tests.live import Server, environment, running

HANDY = (390, 844)
LOOKS = (
    ("desktop-light-de", DESKTOP, "light", "de", False),
    ("phone-light-de", HANDY, "light", "de", False),
    ("desktop-light-en", DESKTOP, "light", "en", False),
    ("phone-light-en", HANDY, "light", "en", False),
    ("desktop-dark-de", DESKTOP, "dark", "de", True),
    ("phone-dark-ar", HANDY, "dark", "ar", True),
    ("narrow-light-de", NARROW, "light", "de", True),
)
"""Name, size, scheme, language, and whether only the leads of families are looked at."""
ASKED_FOR = ("status of 422", "status of 400", "status of 404", "status of 403", "status of 409")
KEEPER = "keeper"
TIMEOUT = 8_000


@dataclass
class Album:
    """All pictures of a run: where each page stands and who is signed in is found out once."""

    browser: Browser
    base: str
    folder: Path
    words: Sequence[str]
    routes: MapAdapter
    paths: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, list[Any]] = field(default_factory=dict)
    pressed: set[str] = field(default_factory=set)
    findings: list[str] = field(default_factory=list)
    count: int = 0

    def wanted(self, *names: str) -> bool:
        return not self.words or any(word in name for word in self.words for name in names)

    def take(self, shots: Sequence[Shot], look: tuple[str, tuple[int, int], str, str, bool]) -> None:
        name, size, scheme, language, leads = look
        with screen(self.browser, self.base, size, color_scheme=scheme, locale=f"{language}-DE") as tab:
            tab.page.context.set_default_timeout(TIMEOUT)
            for shot in shots:
                if (shot.lead or not leads) and self.wanted(shot.name) and not (shot.paper and (leads or size == HANDY)):
                    self._one(tab, shot, name, language)

    def _one(self, tab: Screen, shot: Shot, look: str, language: str) -> None:
        try:
            self._enter(tab, shot.who)
            page = self._reach(tab, shot, language)
            page.emulate_media(media="print" if shot.paper else "screen")
            page.screenshot(path=self.folder / f"{shot.name}.{look}.png", full_page=True)
            self.findings += [] if shot.paper else tab.look(f"{shot.name}.{look}")
            if (endpoint := self._endpoint(page.url)) != shot.endpoint:
                self.findings.append(f"{shot.name}.{look}: shows {endpoint}, not {shot.endpoint}")
            self.count += 1
        except BrowserError as error:
            self.findings.append(f"{shot.name}.{look}: not reached from {tab.page.url}: {error.message.splitlines()[0]}")
        self.findings += [f"{shot.name}.{look}: {each}" for each in tab.faults if not any(text in each for text in ASKED_FOR)]
        tab.faults.clear()

    def _enter(self, tab: Screen, who: str) -> None:
        tab.page.context.clear_cookies()
        if who and who not in self.cookies:
            tab.sign_in(who)
            self.cookies[who] = tab.page.context.cookies()
        elif who:
            tab.page.context.add_cookies(self.cookies[who])

    def _reach(self, tab: Screen, shot: Shot, language: str) -> Page:
        path = self.paths.get(shot.name) or self._found(tab, shot)
        values = dict(_first_person(tab)) if shot.doubles else {}
        page = tab.go(_in_language(path, language))
        if shot.name in self.pressed:
            return page
        for selector, text in (*shot.fill, *values.items()):
            page.fill(selector, text)
        if shot.press:
            before = urlsplit(page.url).path
            button = page.locator(shot.press).locator("visible=true")
            if button.count():  # what was begun in another look is not begun again
                button.first.click()
            page.wait_for_load_state()
            if urlsplit(page.url).path != before:  # what was made is not made once more
                self.paths[shot.name] = urlsplit(page.url).path
                self.pressed.add(shot.name)
        return page

    def _endpoint(self, url: str) -> str:
        """What shows the page at this address: a link that leads elsewhere would leave a page unseen."""
        return str(self.routes.match(urlsplit(url).path, method="GET")[0])

    def _found(self, tab: Screen, shot: Shot) -> str:
        """The address behind the links, as somebody would follow them."""
        address = shot.path
        for link in shot.links:
            if link.startswith("?"):
                address = urljoin(address, link)
                continue
            page = tab.go(address)
            address = page.locator(link).first.get_attribute("href") or ""
        self.paths[shot.name] = address
        return address


def _in_language(path: str, language: str) -> str:
    """The address with the language of the look in place of the one of the look in which it was found."""
    parts = urlsplit(path)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "lang"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("lang", language)])))


def _first_person(tab: Screen) -> Iterator[tuple[str, str]]:
    """What the form for a new person asks, as it is known of the first one of the list."""
    link = tab.go("/people").locator("main a[href^='/people/0']").first.get_attribute("href")
    page = tab.go(f"{link}/edit")
    for name in ("given_name", "family_name", "date_of_birth"):
        yield f"[name={name}]", page.input_value(f"[name={name}]")


@contextlib.contextmanager
def served() -> Iterator[tuple[str, str]]:
    """The addresses of a house with the demo data and of an empty one."""
    if url := os.environ.get("SCREENS_URL"):
        yield url, os.environ.get("SCREENS_EMPTY_URL", "")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        running(_house(folder, "demo"), "run", "--demo") as full,
        running(_house(folder, "empty"), "run") as bare,
    ):
        furnish(bare)
        yield full.url, bare.url


def _routes() -> MapAdapter:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(database_url=f"sqlite:///{folder}/none.sqlite", data_dir=Path(folder))
        return create_app(settings).url_map.bind("localhost")


def _house(folder: str, name: str) -> dict[str, str]:
    return environment(Path(folder) / name, None, None)


def furnish(bare: Server) -> None:
    """Somebody who keeps the empty house: the first account is the system's, the second coordinates."""
    for name, role in (("first", "system_admin"), (KEEPER, "coordinator")):
        words = ["user", "create", f"{name}@demo.example", "Koordination Muster", "--role", role, "--password", PASSWORD]
        done = command(bare.env, *words, *(["--unit", "Kreis Muster"] if name == "first" else []))
        if done.returncode:
            raise RuntimeError(done.stderr)


def main(folder: Path, words: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    looks = [look for look in LOOKS if not (set(words) & {each[0] for each in LOOKS}) or look[0] in words]
    words = [word for word in words if word not in {each[0] for each in LOOKS}]
    with served() as (full, bare), browser() as running_browser:
        routes = _routes()
        album, plain = (Album(running_browser, base, folder, words, routes) for base in (full, bare))
        for look in looks:
            album.take(SHOTS, look)
            if bare:
                plain.take([_kept(shot) for shot in EMPTY], look)
    findings = [*album.findings, *plain.findings]
    (folder / "findings.txt").write_text("\n".join(findings), "utf-8")
    print(f"{album.count + plain.count} pictures in {folder}", *findings, sep="\n")


def _kept(shot: Shot) -> Shot:
    return Shot(shot.name, shot.endpoint, shot.path, KEEPER)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
