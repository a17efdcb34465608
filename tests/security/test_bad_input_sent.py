"""Nothing that somebody sends as a form gives a 500, is lost, or gets where nobody asked for it."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as setting
from hypothesis import strategies as st
from sqlalchemy import func, select

from core.database import db
from forms.models import Draft
from tests.security import nasty
from tests.security.sending import STORED, fine, post, targets, world
from tests.security.world import World

__all__ = ["world"]

VALUES = st.sampled_from(nasty.TEXTS) | st.text(st.characters(), max_size=20)
PICKS = st.lists(st.tuples(st.integers(0, 40), VALUES), max_size=8)
PAGES = st.sampled_from(["fields", "who", "more", "_check", "", "page", "\x00"])


@setting(max_examples=90, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    target=st.integers(0, 15),
    picks=PICKS,
    page=PAGES,
    do=st.sampled_from(["next", "save", "submit", "look", "facts", "enter", "?"]),
)
def test_no_form_breaks(world: World, target: int, picks: list[tuple[int, str]], page: str, do: str) -> None:
    who, url, names = targets(world)[target]
    sent = [(names[number] if number < len(names) else value[:50] or "x", value) for number, value in picks]
    post(world, who, url, [("_page", page), ("_do", do), *sent])


@pytest.mark.parametrize("number", range(16))
def test_every_text_in_every_input(world: World, number: int) -> None:
    """All names of a place at once with each text of the corpus; and a megabyte in each of them."""
    who, url, names = targets(world)[number]
    for text in (*nasty.TEXTS[:12], nasty.LONG, nasty.XSS):
        post(world, who, url, dict.fromkeys(names, text) | {"_page": world.own.ids["draft_page"]})


def test_text_that_cannot_be_stored_is_refused_with_the_name_of_its_field(world: World) -> None:
    task, page = f"/tasks/{world.own.ids['task']}", world.own.ids["draft_page"]
    for text in ("a\x00b", "a\x1bb", nasty.LONG):
        sent = {"_page": page, "_do": "save", "_version": "99", "contact_note": text}
        answer = post(world, "case_worker", task, sent)
        assert answer.status_code == 422
        assert "#contact_note" in answer.text or "contact_note" in answer.text


def test_half_a_character_is_no_utf_8(world: World) -> None:
    """It is refused where the body is decoded, for every form, and nobody stores it."""
    task, page = f"/tasks/{world.own.ids['task']}", world.own.ids["draft_page"]
    sent = {"_page": page, "_do": "save", "_version": "99", "contact_note": "a\ud800b"}
    for who, url in (("case_worker", task), ("case_worker", "/people/new"), ("system_admin", "/admin/units/new/")):
        assert post(world, who, url, sent).status_code == 422
    with world.app.app_context():
        kept = db.session.get_one(Draft, world.own.ids["draft"]).pages.get(page, {"raw": {}})["raw"]
    assert "%ED%A0%80" not in str(kept)


def test_strange_but_honest_text_is_kept_as_it_is(world: World) -> None:
    url, page = f"/tasks/{world.own.ids['task']}", world.own.ids["draft_page"]
    for text in ("\u202eabc\u202c", "e" + "\u0301" * 2_000, "🏳️‍🌈 ١٢٣ İ", *STORED):
        sent = {"_page": page, "_do": "save", "_version": "99", "contact_note": text}
        assert fine(world.ask("case_worker", "POST", url, data=sent)).status_code == 303
        with world.app.app_context():
            kept = db.session.get_one(Draft, world.own.ids["draft"]).pages[page]["raw"]["contact_note"]
        assert kept == [text]


@pytest.mark.parametrize(
    "key", ["verdict", "person_id", "contact_note.0", "csrf_tokens", "status", "family_name", "__class__", "a" * 3_000]
)
@pytest.mark.parametrize("place", ["/tasks/{task}", "/drafts/{draft}/autosave"])
def test_keys_that_nobody_asked_for(world: World, place: str, key: str) -> None:
    with world.app.app_context():
        before = db.session.get_one(Draft, world.own.ids["draft"]).version
    sent = {"_page": world.own.ids["draft_page"], "_do": "save", "contact_note": "changed", key: "x"}
    assert fine(world.ask("case_worker", "POST", place.format(**world.own.ids), data=sent)).status_code == 422
    with world.app.app_context():
        assert db.session.get_one(Draft, world.own.ids["draft"]).version == before


@pytest.mark.parametrize("key", ["given", "hello", "employer"])
def test_read_only_hidden_and_silent_fields_take_nothing(world: World, key: str) -> None:
    """A read-only field, a note, and a field that is not asked now."""
    url = f"/ask/closed-{key}/long"
    fine(world.ask("case_worker", "POST", url, data={"_page": "who", "_do": "save", "nick": "Ada", "works": "no"}))
    page = "who" if key == "employer" else "more"
    sent = {"_page": page, "_do": "save", "_version": "9", key: "smuggled"} | (
        {"works": "no", "nick": "Ada"} if page == "who" else {}
    )
    answer = fine(world.ask("case_worker", "POST", url, data=sent))
    with world.app.app_context():
        draft = db.session.scalars(select(Draft).where(Draft.subject == f"test:closed-{key}")).one()
        assert answer.status_code == 422 or "smuggled" not in json.dumps(draft.pages) or key == "employer"
        assert key == "employer" or "smuggled" not in json.dumps(draft.pages)


def test_a_draft_of_somebody_else_is_no_way_in(world: World) -> None:
    """The draft of a request is the one of its own task; an id in the form moves nothing."""
    for other in (world.foreign.ids["draft"], world.own.ids["left_draft"], world.foreign.ids["draft_done"]):
        with world.app.app_context():
            before = db.session.get_one(Draft, other).pages
        sent = {"_page": world.own.ids["draft_page"], "_do": "save", "_version": "99", "_draft": other, "contact_note": "mine"}
        fine(world.ask("case_worker", "POST", f"/tasks/{world.own.ids['task']}", data=sent))
        with world.app.app_context():
            assert db.session.get_one(Draft, other).pages == before


BODIES = [
    (b'{"_page": "fields", "_do": "submit"}', "application/json"),
    (b"[" * 100_000, "application/json"),
    (b"_page=fields&_do=save", "text/plain"),
    (b"_page=fields", ""),
    (b"a=1&a=2&%zz&=&&&%00=%00&%ff=%fe", "application/x-www-form-urlencoded"),
    (b"_page=fields", "application/x-www-form-urlencoded; charset=utf-7"),
    (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1', "multipart/form-data; boundary=x"),
    (b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--", "multipart/form-data; boundary=x"),
    (b"garbage", "multipart/form-data; boundary=x"),
    (b"garbage", "multipart/form-data"),
    (b"--x--", "multipart/form-data; boundary=" + "y" * 5_000),
    (
        b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename*=utf-8''%ff%fe\r\n\r\n1\r\n--x--\r\n",
        "multipart/form-data; boundary=x",
    ),
    (b'--x\r\nContent-Disposition: form-data; name="\xff\xfe"\r\n\r\n\xff\r\n--x--\r\n', "multipart/form-data; boundary=x"),
    (b"<x/>", "application/xml"),
]


@pytest.mark.parametrize(("body", "kind"), BODIES, ids=[f"{number} {one[1][:30]}" for number, one in enumerate(BODIES)])
def test_bodies_of_another_kind(world: World, body: bytes, kind: str) -> None:
    for who, url, _names in targets(world):
        fine(world.ask(who, "POST", url, data=body, content_type=kind))


@pytest.mark.parametrize("parts", [1_001, 5_001])
@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_thousand_parts(world: World, parts: int, kind: str) -> None:
    data = {f"part{number}": "x" for number in range(parts)} | {"_page": world.own.ids["draft_page"]}
    answer = fine(world.ask("case_worker", "POST", f"/tasks/{world.own.ids['task']}", data=data, content_type=kind))
    assert answer.status_code in (413, 422)


def test_a_draft_with_everything_wrong_is_still_one_draft(world: World) -> None:
    """After all that was sent here there is one draft of the task, and its page opens."""
    with world.app.app_context():
        many = db.session.scalar(select(func.count()).where(Draft.subject == f"task:{world.own.ids['task']}"))
    assert many == 1
    assert world.ask("case_worker", "GET", f"/tasks/{world.own.ids['task']}").status_code == 200
