"""Offerings and sums in a real browser: axe finds nothing, nothing is wider than a small phone, nothing is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.core.web.test_browser import served
from tests.journeys.screen import DESKTOP, NARROW, Screen, screen
from tests.workflows.test_offerings_pages import PASSWORD, Fair, offered, sent

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fair]:
    folder = tmp_path_factory.mktemp("fair")
    made = Fair(folder / "data", f"sqlite:///{folder}/fair.sqlite")
    yield made
    made.close()


@pytest.fixture(scope="module")
def addresses(fair: Fair) -> dict[str, str]:
    """Every page, with something on it and without."""
    teacher, worker = fair.visitor("provider_staff"), fair.visitor("coordinator")
    course = offered(teacher, "course", title="Deutsch am Vormittag für alle, die früh aufstehen")
    teacher.post(f"{course}/particulars", _do="next", room="Saal 1")
    evening = offered(worker, "evening", title="Infoabend")
    people = [fair.person(name) for name in ("Ada", "Berta")]
    case = fair.case(people[0])
    sent(worker, f"{course}/sign-up", f"{course}?case={case}")
    sent(worker, f"{course}/sign-up", f"{course}/sign-up?q=Berta", person=people[1])
    for form, minutes in (("mentoring", 300), ("guiding", 360), ("talk", 500)):
        tally = fair.count(form, minutes, people[0], case)
    return {
        "list": "/offerings",
        "empty": "/offerings?time=past",
        "for-case": f"/offerings?case={case}",
        "course": course,
        "course-case": f"{course}?case={case}",
        "new": "/offerings/new?programme=fair&kind=course",
        "edit": f"{course}/edit",
        "particulars": f"{course}/particulars",
        "find": f"{course}/sign-up?q=Beispiel",
        "presence": f"{course}/presence",
        "paper": f"{course}/list",
        "close": f"{course}/close",
        "evening": evening,
        "budget": "/programmes/fair/budget",
        "entries": "/programmes/fair/counters/talk",
        "correct": f"/tallies/{tally}/correct",
        "case": f"/cases/{case}",
        "admin": "/admin/offerings/",
        "admin-tallies": "/admin/tallies/",
    }


def comes_in(tab: Screen) -> None:
    tab.comes_in("coordinator@example.org", PASSWORD)


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "de"), (NARROW, "de"), (NARROW, "en")])
def test_every_page_is_fit_to_be_used(
    browser: Browser, fair: Fair, addresses: dict[str, str], size: tuple[int, int], language: str
) -> None:
    with served(fair.app) as base, screen(browser, base, size) as tab:
        comes_in(tab)
        assert tab.seen_all(addresses, language) == []


def test_the_list_of_participants_prints_without_the_frame(browser: Browser, fair: Fair, addresses: dict[str, str]) -> None:
    with served(fair.app) as base, screen(browser, base) as tab:
        comes_in(tab)
        page = tab.go(addresses["paper"])
        page.emulate_media(media="print")
        assert not page.locator("header.fk-header").is_visible()
        assert page.locator(".fk-signature").first.is_visible()
        assert page.get_by_role("rowheader", name="Beispiel, Ada").is_visible()
