"""Whatever is typed into the pages of change sets, or handed in as a file: refused in words or kept as text, never a 500."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from core.actor import SYSTEM
from core.catalogue import ChangeSet, changes, publish, publishing
from core.catalogue.trouble import Refused, Stale
from core.clock import now
from core.database import db, transaction
from core.definitions import Programme, t
from tests.core.catalogue.shops import ANNA, BERTA
from tests.security import nasty
from tests.workflows.changes.desk import HOME, PROGRAMME, Desk
from tests.workflows.web import HERE

TEXTS = (*nasty.TEXTS, nasty.XSS, nasty.LONG)


def posts(desk: Desk, client: FlaskClient, path: str, typed: dict[str, str]) -> None:
    body = urlencode(typed, errors="surrogatepass")
    form = "application/x-www-form-urlencoded"
    answer = client.post(path, base_url=HERE, data=body, content_type=form, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code < 500, f"{path}: {answer.status_code}"
    assert "<script>alert" not in answer.text


def test_every_text_in_every_input(desks: Desk) -> None:
    desks.app.config["WTF_CSRF_ENABLED"] = False
    url = desks.opened()
    client = desks.visitor().client
    places = {
        HOME: ["programme", "title"],
        url: ["_do", "_version", "title", "reason", "on"],
        f"{url}/text": ["part", "text", "_version"],
        f"{url}/sides": ["_version", "side-0"],
        f"{HOME}new": ["id", "title_de", "title_en", "of"],
        f"{HOME}import": ["file"],
        f"{HOME}programmes/{PROGRAMME}": ["publication", "reason"],
    }
    for text in TEXTS:
        for path, names in places.items():
            posts(desks, client, path, dict.fromkeys(names, text))
        for what in ("describe", "schedule", "publish", "undo", "redo", "sign", "ask", "unschedule", "update", "accept"):
            posts(desks, client, url, {"_do": what, "_version": text, "title": text, "reason": text, "on": text})
        posts(desks, client, url, {"_do": "describe", "_version": "1", "title": text, "reason": text})
        posts(desks, client, HOME, {"programme": PROGRAMME, "title": text})
        posts(desks, client, f"{HOME}new", {"id": "fresh", "title_de": text, "of": ""})
    page = desks.visitor().get(HOME)
    assert page.status_code == 200
    assert "<script>alert" not in page.text


FILES = [
    b"\x00",
    b'id: x\ntitle: {de: "\\0"}\n',
    b'id: x\ntitle: {de: "\\ud800"}\n',
    b"id: [x]\ntitle: 3\n",
    b'id: trial\ntitle: {de: X}\nsource: "a\\0b"\n',
    b"- 1\n- 2\n",
    b"{" * 5000,
    b"id: x\nid: y\n",
    b"&a [*a]",
    b"id: " + b"x" * 61 + b"\ntitle: {de: X}\n",
    b"id: x\ntitle: {de: X}\nforms: [{part: master_sheet}]\n",
    b"id: x\ntitle: {de: X}\nforms: {}\n",
    b"id: x\ntitle: {de: X}\neligibility: [{id: a, rule: 'age in [1..', title: {de: a}}]\n",
    b"a" * 5_000_001,
]


@pytest.mark.parametrize("number", range(len(FILES)))
def test_a_file_that_is_none_is_refused_as_a_whole(desks: Desk, number: int) -> None:
    before = changes_there(desks)
    answer = desks.uploads(FILES[number])
    assert answer.status_code == 422
    assert 'id="wrong"' in answer.text
    assert changes_there(desks) == before


def changes_there(desk: Desk) -> int:
    with desk.app.app_context():
        return db.session.query(ChangeSet).count()


def test_two_edits_in_the_same_moment(desks: Desk) -> None:
    """One is taken, all others are told whose it was."""
    id = desks.opened().rpartition("/")[2]

    def edit(number: int) -> str:
        with desks.app.app_context():
            try:
                with transaction() as session:
                    changes.edit(session, (ANNA, BERTA)[number % 2], id, 1, lambda p: p.but(source=f"§ {number}"), now(), "x")
                return "taken"
            except Stale as error:
                return error.change.updated_name

    with ThreadPoolExecutor(6) as threads:
        said = sorted(threads.map(edit, range(6)))
    assert said.count("taken") == 1
    assert set(said) <= {"taken", "Anna", "Berta"}
    assert desks.change(id).version == 2


def test_two_publications_in_the_same_moment(desks: Desk) -> None:
    """The second has to be brought up to date first; the log has no gap and no double."""
    with desks.app.app_context(), transaction() as session:
        publish(session, Programme("small", t(de="Klein")), actor=SYSTEM, now=now())
    ids = [desks.opened(programme="small").rpartition("/")[2] for _ in range(4)]
    for number, id in enumerate(ids):
        with desks.app.app_context(), transaction() as session:
            changes.edit(session, ANNA, id, 1, lambda p, number=number: p.but(source=f"§ {number}"), now())

    def go(id: str) -> str:
        with desks.app.app_context():
            try:
                with transaction() as session:
                    publishing.publish_change(session, ANNA, id, 2, now())
                return "published"
            except Refused as error:
                return error.reason

    with ThreadPoolExecutor(4) as threads:
        said = sorted(threads.map(go, ids))
    assert said == ["behind", "behind", "behind", "published"]
