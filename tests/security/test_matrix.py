"""Every rule × method × sort of visitor × own, foreign and missing record: nobody passes or learns what is not hers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from core.web.gate import policy
from tests.security.doors import DOORS, EVERYBODY, NAMELESS, Door, missing, nothing
from tests.security.world import Town, World, rows

VISITORS = (*sorted(EVERYBODY), "stranger")
SAFE = ("GET", "HEAD")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
_CHANGING = re.compile(
    r'nonce-[\w-]+|nonce="[^"]+"|(?<=name="csrf_token" value=")[^"]+|(?<=csrf-token" content=")[^"]+'
    r'|(?<=name="_key" value=")[^"]+|(?<=oken": ")[^"]+'
)


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Each rule with each method that it accepts; files that everybody may have are left out."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.rpartition(".")[2] != "static":
            for method in sorted((rule.methods or set()) - {"OPTIONS"}):
                yield rule, method


def address(rule: Rule, door: Door, id: str) -> str:
    values = {name: door.path.get(name, id) for name in rule.arguments}
    path = "".join(values[part] if dynamic else part for dynamic, part in _trace(rule))
    return f"{path}?{urlencode({door.query: id})}" if door.query else path


def _trace(rule: Rule) -> list[tuple[bool, str]]:
    return [(part.startswith("<"), part.strip("<>").rpartition(":")[2]) for part in re.split(r"(<[^>]+>)", rule.rule) if part]


def home(world: World, who: str) -> tuple[Town, Town]:
    """The visitor's own town and the other one."""
    return (world.foreign, world.own) if who == "stranger" else (world.own, world.foreign)


def neighbour(id: str) -> str:
    """An id that does not exist, of the same moment: it would stand at the same place of every list."""
    return id[:-1] + ("0" if id[-1] != "0" else "1")


def as_role(who: str) -> str:
    return "case_worker" if who == "stranger" else who


def plain(answer: TestResponse, *ids: str) -> str:
    """The answer without what changes each time, and without the id that was asked for."""
    text = _CHANGING.sub("", answer.get_data(as_text=True) + str(answer.location))
    for id in filter(None, ids):
        text = text.replace(id, "ID")
    return text


def _first_difference(one: str, other: str) -> str:
    lines = zip_longest(one.splitlines(), other.splitlines(), fillvalue="(no line)")
    return next((f"{here.strip()!r} and {there.strip()!r}" for here, there in lines if here != there), "in its line ends")


def told(answer: TestResponse) -> str:
    return answer.get_data().decode("utf-8", "replace") + str(answer.headers)


def refused(answer: TestResponse, who: str) -> bool:
    if who in ("anonymous", "gone"):
        return answer.status_code == 401 or (answer.status_code == 302 and answer.location.startswith("/sign-in"))
    return answer.status_code == 403


def others_rows(world: World, town: Town) -> str:
    """All that the database holds of the other town, but for what its own people read."""
    ids = set(town.ids.values())
    found = [(name, str(row)) for name, row in rows(world.app) if name not in ("entry", "chain_head")]
    return json.dumps([row for row in found if any(id in row[1] for id in ids)])


def ask(world: World, who: str, method: str, rule: Rule, door: Door, id: str, body: Any) -> TestResponse:
    ids = home(world, who)[0].ids
    data = body(id, ids) if method in UNSAFE else None
    return world.ask(who, method, address(rule, door, id), data=data)


@pytest.mark.parametrize("who", VISITORS)
def test_every_door(world: World, who: str) -> None:
    other = home(world, who)[1]
    before = others_rows(world, other)
    faults = [
        f"{method} {rule.rule} by {who}: {fault}" for rule, method in rules(world.app) for fault in at(world, who, rule, method)
    ]
    assert not faults, "\n".join(faults)
    assert others_rows(world, other) == before, "a record of the other town was changed"


def at(world: World, who: str, rule: Rule, method: str) -> Iterator[str]:
    """What is wrong at this door for this visitor."""
    door = DOORS[rule.endpoint]
    if rule.endpoint == "security.logout":  # ends the session that the other doors need; see test_sessions.py
        return
    other = home(world, who)[1]
    answers = {"foreign": ask(world, who, method, rule, door, other.ids.get(door.record, "x"), door.body)}
    if as_role(who) not in door.who:
        if not refused(answers["foreign"], who):
            yield f"is not refused but gets {answers['foreign'].status_code}"
    elif door.record:
        yield from _records(world, who, rule, method, door, answers)
    elif method in SAFE:
        answers["own"] = ask(world, who, method, rule, door, "x", nothing)
        if answers["own"].status_code not in door.fits | {404 if "details" in rule.endpoint or "edit" in rule.endpoint else 200}:
            yield f"should pass but gets {answers['own'].status_code}"
    for name, answer in answers.items():
        yield from (f"{name}: {fault}" for fault in leaks(world, who, answer))


def _records(world: World, who: str, rule: Rule, method: str, door: Door, answers: dict[str, TestResponse]) -> Iterator[str]:
    """Own, foreign and missing record for who passes the gate."""
    own, other = home(world, who)
    mine, absent = own.ids[door.record], neighbour(other.ids[door.record])
    answers["missing"] = ask(world, who, method, rule, door, absent, door.body)
    answers["own"] = ask(world, who, method, rule, door, mine, door.gentle if method in UNSAFE else nothing)
    reaches = as_role(who) in (door.who if door.reach is None else door.reach)
    if answers["own"].status_code not in (door.fits if reaches else {404}):
        yield f"gets {answers['own'].status_code} for the own record"
    if answers["foreign"].status_code not in door.lost:
        yield f"gets {answers['foreign'].status_code} for a foreign record"
    if answers["foreign"].status_code != answers["missing"].status_code:
        yield f"foreign {answers['foreign'].status_code}, missing {answers['missing'].status_code}"
    foreign, missing = plain(answers["foreign"], other.ids[door.record]), plain(answers["missing"], absent)
    if foreign != missing:
        yield f"a foreign and a missing record can be told apart: {_first_difference(foreign, missing)}"


def leaks(world: World, who: str, answer: TestResponse) -> Iterator[str]:
    own, other = home(world, who)
    if answer.status_code >= 500:
        yield f"a {answer.status_code}"
    text = told(answer)
    yield from (f"tells {canary!r} of the other town" for canary in [*other.names, *other.texts] if canary in text)
    if who in NAMELESS:
        yield from (f"tells the name {canary!r}" for canary in own.names if canary in text)
    if who in ("anonymous", "gone", "revoked"):
        yield from (f"tells {canary!r}" for canary in own.texts if canary in text)


def test_every_endpoint_has_a_door(world: World) -> None:
    assert not (said := missing({rule.endpoint for rule in world.app.url_map.iter_rules()})), said


def test_an_endpoint_without_a_door_is_named() -> None:
    """The control: a new rule makes the test above fail, in a sentence."""
    app = Flask("new")
    app.add_url_rule("/new", "new.page", policy("see_people")(lambda: ""))
    said = missing({rule.endpoint for rule in app.url_map.iter_rules()} | DOORS.keys())
    assert said == "Nobody has said who may pass new.page: write a Door for each in tests/security/doors.py."


@pytest.mark.parametrize("kind", ["left_submission", "left_attachment"])
def test_what_one_did_oneself_is_gone_with_ones_rights(world: World, kind: str) -> None:
    path = {"left_submission": "/receipts/", "left_attachment": "/attachments/"}[kind]
    assert world.ask("case_worker", "GET", path + world.own.ids[kind]).status_code == 200
    assert world.ask("revoked", "GET", path + world.own.ids[kind]).status_code == 404


def test_a_draft_that_one_began_is_gone_with_ones_rights(world: World) -> None:
    url, later = f"/drafts/{world.own.ids['left_draft']}/autosave", {"_page": world.own.ids["left_page"]}
    assert world.ask("revoked", "POST", url, data=later).status_code == 404
    assert world.ask("case_worker", "POST", url, data=later).status_code == 200


def test_the_canaries_are_there_to_be_found(world: World) -> None:
    """The control: who may see them does, so that their absence elsewhere says something."""
    ids = world.own.ids
    seen = "".join(
        told(world.ask(who, "GET", url))
        for who, url in (
            ("case_worker", f"/people/{ids['person']}"),
            ("case_worker", f"/receipts/{ids['competence_profile_sent']}"),
            ("case_worker", f"/attachments/{ids['attachment']}"),
            ("case_worker", f"/cases/{ids['case']}"),
            ("case_worker", f"/tasks/{ids['task']}"),
            ("case_worker", f"/letters/{ids['letter']}"),
            ("case_worker", f"/offerings/{ids['offering']}"),
            ("case_worker", "/programmes/wir/counters/lots_hours"),
            ("system_admin", "/admin/users/"),
            ("system_admin", "/admin/units/"),
            ("system_admin", "/admin/deliveries/"),
        )
    )
    own = [*world.own.names, *world.own.texts]
    assert [canary for canary in own if canary not in seen and canary != "Eigenortnote"] == []


REFERENCES = [
    # who, address, the body, the name of the input that refers, the kind it refers to
    ("case_worker", "/people/new", {"family_name": "Neu", "_source": "self"}, "_unit", "unit"),
    ("case_worker", "/people/{person}/programmes/wir_sind_usingen", {}, "unit", "unit"),
    ("system_admin", "/admin/users/new/", {"name": "Neu", "email": "neu@example.org", "language": "de"}, "unit", "unit"),
    ("system_admin", "/admin/users/edit/?id={user}", {"name": "Neu", "email": "n@example.org", "language": "de"}, "unit", "unit"),
    ("system_admin", "/admin/grants/new/", {"role": "auditor", "unit": "{unit}", "programme": ""}, "user", "user"),
    ("system_admin", "/admin/grants/new/", {"role": "auditor", "user": "{user}", "programme": ""}, "unit", "unit"),
    ("system_admin", "/admin/units/new/", {"name": "Neu", "kind": "town"}, "parent", "unit"),
    ("system_admin", "/admin/units/edit/?id={unit}", {"name": "Neu", "kind": "town"}, "parent", "unit"),
    ("case_worker", "/tasks/{task}", {"_page": "contact_note", "_do": "next"}, "_draft", "draft_done"),
]


@pytest.mark.parametrize(("who", "url", "body", "name", "kind"), REFERENCES, ids=[f"{one[1]} {one[3]}" for one in REFERENCES])
def test_a_foreign_record_inside_a_form(world: World, who: str, url: str, body: dict[str, str], name: str, kind: str) -> None:
    """A foreign id in what is sent is as good as one that does not exist, and nothing of the other town is told or changed."""
    ids, before = world.own.ids, others_rows(world, world.foreign)
    body = {key: value.format(**ids) for key, value in body.items()}
    foreign = world.foreign.ids[kind]
    absent = neighbour(foreign)
    answers = [world.ask(who, "POST", url.format(**ids), data=body | {name: id}) for id in (foreign, absent)]
    assert answers[0].status_code == answers[1].status_code < 500
    assert plain(answers[0], foreign) == plain(answers[1], absent)
    assert not list(leaks(world, who, answers[0]))
    assert others_rows(world, world.foreign) == before


class TestTokens:
    """Every unsafe rule asks for a token of one's own session."""

    def sent(self, world: World, rule: Rule, method: str) -> tuple[str, str, dict[str, str]]:
        door = DOORS[rule.endpoint]
        who = next((name for name in ("system_admin", "coordinator") if name in door.who), "coordinator")
        id = world.own.ids.get(door.record, "x")
        return who, address(rule, door, id), door.body(id, world.own.ids)

    def test_without_a_token_nothing_happens(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(world.app.config, "WTF_CSRF_ENABLED", True)
        before = list(map(str, rows(world.app)))
        tried = [self._try(world, rule, method) for rule, method in rules(world.app) if method in UNSAFE]
        assert len(tried) > 40
        assert [one for one in tried if one[2] != 400] == []
        assert list(map(str, rows(world.app))) == before

    def _try(self, world: World, rule: Rule, method: str) -> tuple[str, str, int]:
        who, url, body = self.sent(world, rule, method)
        return method, rule.rule, world.ask(who, method, url, data=body).status_code

    def test_a_token_of_somebody_else_is_none(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(world.app.config, "WTF_CSRF_ENABLED", True)
        page = world.ask("stranger", "GET", "/password").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token
        answer = world.ask(
            "case_worker", "POST", f"/cases/{world.own.ids['case']}/exit", data={"csrf_token": token[1], "reason": "other"}
        )
        assert answer.status_code == 400
