"""Pictures of every page, to be looked at by a person: python -m tests.journeys.screens FOLDER [WORD …].

Each page on a desk and on a phone, light and dark, in German, English and Arabic; WORDs pick pages by their names.
The server is `run --demo` on an empty database of its own, or the one at $SCREENS_URL.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.browser import browser
from tests.journeys.screen import DESKTOP, NARROW, PHONE, Screen, screen
from tests.live import environment, running

LOOKS = [
    ("desktop-light-de", DESKTOP, "light", "de"),
    ("phone-dark-de", PHONE, "dark", "de"),
    ("desktop-dark-en", DESKTOP, "dark", "en"),
    ("phone-light-ar", PHONE, "light", "ar"),
    ("narrow-light-de", NARROW, "light", "de"),
]
WORKER_PAGES = {
    "my-day": "/",
    "all-tasks": "/worklist",
    "people": "/people",
    "people-nobody": "/people?q=qqqq",
    "person-new": "/people/new",
    "not-found": "/cases/nothing",
}
STEPS = (
    "registration",
    "contact",
    "competence_profile",
    "support_plan",
    "lessons",
    "internship",
    "work_start",
    "accompaniment",
    "closing",
)
PARTS = {
    "registration": ("person", "contact", "arrival", "residence", "livelihood", "voluntary", "agreement"),
    "competence_profile": ("languages", "school", "vocation", "skills", "health", "everyday", "wishes"),
    "internship": ("company", "internship", "result"),
}
ADMIN_PAGES = {
    "admin": "/admin/",
    "admin-users": "/admin/users/",
    "admin-user-new": "/admin/users/new/",
    "admin-units": "/admin/units/",
    "admin-grants": "/admin/grants/new/",
    "admin-entries": "/admin/entries/",
    "admin-plugins": "/admin/plugins/",
    "admin-programmes": "/admin/programmes/",
    "admin-revisions": "/admin/revisions/",
}


@dataclass
class Album:
    """The pictures of one look: a size, a colour scheme, a language."""

    tab: Screen
    folder: Path
    look: str
    language: str
    words: list[str]
    count: int = 0

    def shoot(self, name: str, path: str, then: str = "") -> None:
        """A picture of this page, after a click on `then`; pages that nobody asked for are left out."""
        if self.words and not any(word in name for word in self.words):
            return
        page = self.tab.go(f"{path}{'&' if '?' in path else '?'}lang={self.language}")
        if then:
            page.locator(then).first.click()
        page.screenshot(path=self.folder / f"{name}.{self.look}.png", full_page=True)
        self.count += 1

    def signed_in(self, role: str) -> None:
        self.tab.page.context.clear_cookies()
        self.tab.sign_in(role)


def worker_pages(tab: Screen) -> dict[str, str]:
    """Names and paths; the ids are read from the demo's own lists."""
    page = tab.go("/people")
    person = page.locator("main a[href^='/people/0']").first.get_attribute("href") or ""
    found = WORKER_PAGES | {"person": person, "eligibility": f"{person}/programmes/wir_sind_usingen"} | _cases(tab)
    for step in STEPS:
        page = tab.go(f"/worklist?step={step}&optional=1")
        link = page.locator("main a[href^='/tasks/']").first
        if link.count():
            path = link.get_attribute("href")
            found |= {f"task-{step}-{part}": f"{path}?page={part}" for part in PARTS.get(step, ())} or {f"task-{step}": f"{path}"}
    return found


def _cases(tab: Screen) -> dict[str, str]:
    page = tab.go("/worklist")
    hrefs = page.locator("main a[href^='/cases/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return {"case-late": hrefs[0], "case": hrefs[-1], "case-closing": f"{hrefs[0]}/exit"} if hrefs else {}


def take(album: Album) -> None:
    album.shoot("sign-in", "/sign-in")
    album.signed_in("case.worker")
    pages = worker_pages(album.tab)
    for name, path in pages.items():
        album.shoot(name, path)
    for name in ("task-lessons", "task-registration-agreement"):
        if name in pages:
            album.shoot(f"{name}-errors", pages[name], then=".fk-buttons button")
    case = album.tab.go(pages["case-late"]) if "case-late" in pages else None
    receipt = case.locator("a[href^='/receipts/']").first if case else None
    if receipt is not None and receipt.count():
        album.shoot("receipt", receipt.get_attribute("href") or "")
    album.signed_in("system.admin")
    for name, path in ADMIN_PAGES.items():
        album.shoot(name, path)
    album.shoot("admin-entry", "/admin/entries/", then="main a[href*='/details/']")
    album.signed_in("mentor")
    album.shoot("mentor-my-day", "/")


@contextlib.contextmanager
def served() -> Iterator[str]:
    if url := os.environ.get("SCREENS_URL"):
        yield url
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        running(environment(Path(folder) / "var", None, None), "run", "--demo") as server,
    ):
        yield server.url


def main(folder: Path, words: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with served() as base, browser() as running_browser:
        count = 0
        for look, size, scheme, language in LOOKS:
            with screen(running_browser, base, size, color_scheme=scheme, locale=f"{language}-DE") as tab:
                album = Album(tab, folder, look, language, words)
                take(album)
                count += album.count
        print(f"{count} pictures in {folder}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
