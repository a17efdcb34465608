"""No address, header, cookie or method gives a 500 or leads elsewhere."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from tests.security import nasty
from tests.security.sending import LOCAL, bare, fine, world
from tests.security.test_matrix import rules
from tests.security.world import World

__all__ = ["world"]

QUERY = [
    "page",
    "after",
    "lang",
    "q",
    "id",
    "next",
    "url",
    "sort",
    "desc",
    "search",
    "flt0_0",
    "flt1_1",
    "page_size",
    "programme",
]
GARBAGE = [
    "-1",
    "99999999999999999999",
    "../../x",
    "a\x00b",
    "\ud800",
    "'",
    "%",
    "1e9",
    "",
    "0001-01-01~x",
    "9999-12-31~\u2028",
    "x" * 9_000,
]


def gets(app: Flask, world: World) -> list[str]:
    """Every page that is shown, with ids of our own."""
    ids = world.own.ids
    by_name = {"case_id": ids["case"], "task_id": ids["task"], "person_id": ids["person"], "id": ids["person"]}
    by_name |= {"programme_id": "wir_sind_usingen", "export_type": "csv", "submission_id": ids["submission"]}
    by_name |= {"attachment_id": ids["attachment"], "subject": "x", "form": "long"}

    def filled(rule: str) -> str:
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: by_name.get(found[1], "x"), rule)

    return sorted({filled(rule.rule) for rule, method in rules(app) if method == "GET"})


def test_garbage_in_every_address(world: World) -> None:
    for path in gets(world.app, world):
        who = "system_admin" if path.startswith("/admin") else "coordinator"
        for garbage in GARBAGE if "sqlite" in world.url else GARBAGE[::4]:
            fine(world.ask(who, "GET", path, query_string=bare(dict.fromkeys(QUERY, garbage))))


@pytest.mark.parametrize("name", QUERY)
def test_garbage_in_one_parameter(world: World, name: str) -> None:
    for path in (
        "/",
        "/worklist",
        "/people",
        f"/tasks/{world.own.ids['task']}",
        "/admin/units/",
        "/admin/entries/",
        "/admin/deliveries/",
    ):
        for garbage in GARBAGE:
            fine(world.ask("system_admin" if "admin" in path else "case_worker", "GET", path, query_string=bare({name: garbage})))


@pytest.mark.parametrize("lang", ["../../x", "de/../../etc", "xx", "\x00", "de\r\nX: y", "C", "a" * 5_000, "fa"])
def test_a_language_is_one_of_the_list(world: World, lang: str) -> None:
    answer = fine(
        world.ask(
            "case_worker",
            "GET",
            "/",
            query_string={"lang": lang},
            headers={"Accept-Language": lang.replace("\r\n", "").replace("\x00", "")},
        )
    )
    assert "\n" not in str(answer.headers.get("Set-Cookie", ""))
    assert not [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("language=") and lang not in ("fa", "xx")]


@pytest.mark.parametrize("host", nasty.HOSTS)
def test_a_host_that_is_not_ours(world: World, host: str) -> None:
    for path in ("/sign-in", "/people", "/not-there"):
        answer = world.ask("case_worker", "GET", path, headers={"Host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize("payload", nasty.ELSEWHERE)
def test_nobody_is_led_elsewhere(world: World, payload: str) -> None:
    given = dict.fromkeys(("next", "url", "return", "redirect", "onward", "Referer"), payload)
    for who, path in (
        ("anonymous", "/people"),
        ("case_worker", "/sign-in"),
        ("system_admin", "/admin/users/details/"),
        ("anonymous", "/sign-in"),
    ):
        answer = fine(world.ask(who, "GET", path, query_string=given))
        assert LOCAL.match(payload) or f'href="{html.escape(payload)}"' not in answer.text
    body = given | {"action": "retry", "rowid": world.own.ids["delivery"], "id": "x"}
    for path in ("/admin/deliveries/action/", "/admin/grants/delete/", "/sign-in"):
        fine(world.ask("system_admin", "POST", path, data=body))


def test_headers_and_cookies_out_of_all_proportion(world: World) -> None:
    session = world.cookies["case_worker"]
    for headers in (
        {"X-Long": "x" * 100_000},
        {"Cookie": f"{session}; junk={'x' * 60_000}"},
        {"Cookie": "; ".join(f"c{n}={n}" for n in range(3_000))},
        {"Cookie": f"{session.partition('=')[0]}={'.'.join(['x' * 500] * 3)}"},
        {"Cookie": f'{session}\u00ff; =; ;;; a=b=c; "="'},
        {"Cookie": f"language={'../' * 300}"},
        {"Accept-Language": ",".join(f"x{n};q=0.{n}" for n in range(3_000))},
        {"Content-Length": "-5"},
        {"Content-Length": "nonsense"},
        {"If-Modified-Since": "never"},
        {"Range": "bytes=9-1,-,5-"},
        {"HX-Request": "true", "HX-Target": nasty.XSS},
    ):
        fine(world.ask("anonymous", "GET", "/sign-in", headers=headers))
        fine(world.ask("anonymous", "GET", "/people", headers=headers))


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_method_is_what_it_is(world: World, header: str) -> None:
    """A GET stays a GET whatever a header or a field says."""
    case = f"/cases/{world.own.ids['case']}/exit"
    for method in ("POST", "DELETE", "PUT"):
        answer = world.ask(
            "case_worker", "GET", case, headers={header: method}, query_string={"_method": method, "reason": "other"}
        )
        assert answer.status_code in (200, 302)
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "G\u00cbT"[:1] + "X"):
        assert world.ask("case_worker", method, case).status_code == 405
