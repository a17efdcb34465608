"""How the tests of bad input send: whatever it is, past all that a browser would mend, and what every answer must be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from tests.conftest import DATABASES
from tests.security import nasty
from tests.security.walker import told
from tests.security.world import Towns, World

ASKING = Path(__file__).parents[1] / "forms" / "asking"
STORED = [one for one in nasty.INJECTIONS if "\\" not in one]
LOCAL = re.compile(r"(?:http://localhost)?/(?![/\\])[^\\\x00-\x20]*$")


@pytest.fixture(scope="module", params=DATABASES)
def world(request: pytest.FixtureRequest, towns: Towns) -> Iterator[World]:
    """Two towns and a programme that asks in every way there is; errors are answered as for a visitor, not raised."""
    with towns(request.param, plugins_dir=("plugins", ASKING)) as found:
        found.app.config |= {"WTF_CSRF_ENABLED": False, "PROPAGATE_EXCEPTIONS": False}
        found.app.testing = False
        yield found


def bare(query: dict[str, str]) -> str:
    """A query with half characters and all, as no browser but many a script sends it."""
    return urlencode(query, errors="surrogatepass")


def post(world: World, who: str, url: str, data: Mapping[str, str] | list[tuple[str, str]]) -> TestResponse:
    """A form with whatever is in it."""
    body = urlencode(data if isinstance(data, list) else dict(data), errors="surrogatepass").encode()
    return fine(world.ask(who, "POST", url, data=body, content_type="application/x-www-form-urlencoded"))


def fine(answer: TestResponse) -> TestResponse:
    assert answer.status_code < 500, told(answer)
    assert answer.location is None or LOCAL.match(answer.location), answer.location
    return answer


def targets(world: World) -> list[tuple[str, str, list[str]]]:
    """Who sends, where to, and the names that the place knows."""
    ids = world.own.ids
    technical = ["_page", "_do", "_draft", "_version", "_seal", "_add", "_remove", "_source", "_seen", "_shown", "_key", "_unit"]
    person = ["family_name", "given_name", "date_of_birth", "phone", "email", "nationality", "municipality", "sex"]
    fields = ["contact_note", "contact_minutes", "contact_on", "contact_kind"]
    return [
        ("case_worker", f"/tasks/{ids['task']}", [*fields, *technical]),
        ("case_worker", f"/drafts/{ids['draft']}/autosave", [*fields, *technical]),
        ("case_worker", f"/cases/{ids['case']}/exit", ["reason"]),
        ("case_worker", "/people/new", [*person, *technical, "_anyway"]),
        ("case_worker", f"/people/{ids['person']}/edit", [*person, *technical]),
        (
            "case_worker",
            f"/people/{ids['person']}/programmes/wir_sind_usingen",
            ["unit", "reason.x", "second.x", *person, *technical],
        ),
        (
            "case_worker",
            "/ask/x/long",
            ["nick", "born", "works", "hours", "tongues.0.language", "jobs.0.what", "home.street", *technical],
        ),
        ("anonymous", "/sign-in", ["email", "password", "next", "remember"]),
        ("stranger", "/password", ["old", "new", "again"]),
        ("system_admin", "/admin/users/new/", ["name", "email", "unit", "language", "active", "new_password"]),
        (
            "system_admin",
            f"/admin/users/edit/?id={ids['user']}",
            ["name", "email", "unit", "language", "new_password", "_version"],
        ),
        ("system_admin", "/admin/units/new/", ["name", "kind", "parent"]),
        ("system_admin", "/admin/grants/new/", ["user", "role", "unit", "programme"]),
        ("system_admin", "/admin/grants/delete/", ["id", "url"]),
        ("system_admin", "/admin/deliveries/action/", ["action", "rowid", "url"]),
        ("system_admin", "/admin/entries/ajax/update/", ["list_form_pk", "name"]),
    ]
