"""Nothing that somebody sends gives a 500, leads elsewhere, is evaluated, or becomes code in a page."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as setting
from hypothesis import strategies as st
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from core import clock
from core.access.models import User
from core.actor import SYSTEM
from core.clock import today
from core.database import db, transaction
from core.organisations.models import Unit
from core.people.registry import record
from forms.models import Attachment, Draft
from tests.conftest import DATABASES
from tests.security import nasty
from tests.security.test_matrix import rules
from tests.security.walker import answers, browser, does, open_tasks, plan_for, told
from tests.security.world import Towns, World

ASKING = Path(__file__).parents[1] / "forms" / "asking"
STORED = [one for one in nasty.INJECTIONS if "\\" not in one]


@pytest.fixture(scope="module", params=DATABASES)
def world(request: pytest.FixtureRequest, towns: Towns) -> Iterator[World]:
    """Two towns and a programme that asks in every way there is; errors are answered as for a visitor, not raised."""
    with towns(request.param, plugins_dir=("plugins", ASKING)) as found:
        found.app.config |= {"WTF_CSRF_ENABLED": False, "PROPAGATE_EXCEPTIONS": False}
        found.app.testing = False
        yield found


LOCAL = re.compile(r"(?:http://localhost)?/(?![/\\])[^\\\x00-\x20]*$")


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


# what is typed into forms


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


# drafts of others


def test_a_draft_of_somebody_else_is_no_way_in(world: World) -> None:
    """The draft of a request is the one of its own task; an id in the form moves nothing."""
    for other in (world.foreign.ids["draft"], world.own.ids["left_draft"], world.foreign.ids["draft_done"]):
        with world.app.app_context():
            before = db.session.get_one(Draft, other).pages
        sent = {"_page": world.own.ids["draft_page"], "_do": "save", "_version": "99", "_draft": other, "contact_note": "mine"}
        fine(world.ask("case_worker", "POST", f"/tasks/{world.own.ids['task']}", data=sent))
        with world.app.app_context():
            assert db.session.get_one(Draft, other).pages == before


def test_a_file_of_somebody_else_is_not_to_be_had_by_its_id(world: World) -> None:
    url = "/ask/stolen/long"
    world.ask("case_worker", "POST", url, data={"_page": "who", "_do": "save", "nick": "Ada", "works": "no"})
    for id in (world.foreign.ids["attachment"], world.own.ids["attachment"]):
        sent = {"_page": "more", "_do": "save", "_version": "99", "proof": id}
        answer = fine(world.ask("case_worker", "POST", url, data=sent))
        assert "Fremdortfile" not in answer.text
        last = fine(world.ask("case_worker", "POST", url, data={"_page": "_check", "_do": "submit"}))
        assert last.status_code == 422
        assert "Fremdortfile" not in last.text


# addresses, headers, bodies


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


# files


def upload(world: World, subject: str, name: str, content: bytes) -> TestResponse:
    sent = {"_page": "more", "_do": "save", "_version": "99", "proof": (io.BytesIO(content), name)}
    return fine(world.ask("case_worker", "POST", f"/ask/{subject}/long", data=sent, content_type="multipart/form-data"))


def newest(app: Flask, subject: str) -> Attachment | None:
    with app.app_context():
        mine = select(Attachment).join(Draft, Draft.id == Attachment.draft_id).where(Draft.subject == f"test:{subject}")
        found = db.session.scalars(mine.order_by(Attachment.id.desc())).first()
        db.session.expunge_all()
        return found


@pytest.mark.parametrize("kind", nasty.files())
def test_a_file_is_what_it_holds(world: World, kind: str) -> None:
    content, subject = nasty.files()[kind], f"file-{kind.replace(' ', '-')}"
    for name in ("harmless.pdf", "harmless.png", "page.html", "image.svg"):
        upload(world, subject, name, content)
    kept = newest(world.app, subject)
    assert (kept is not None) == kind.startswith(("pdf", "png")), kind
    if kept is not None:
        answer = world.ask("case_worker", "GET", f"/attachments/{kept.id}")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", nasty.NAMES, ids=range(len(nasty.NAMES)))
def test_a_file_name_is_a_name(world: World, name: str) -> None:
    subject = f"name-{nasty.NAMES.index(name)}"
    page = upload(world, subject, name, b"%PDF-1.7 x")
    kept = newest(world.app, subject)
    assert page.status_code in (200, 303, 422)
    if kept is None:  # the name ended the field: no file came at all
        return
    assert not re.search(r"[/\\\x00-\x1f\u202a-\u202e]", kept.filename)
    shown = world.ask("case_worker", "GET", f"/ask/{subject}/long?page=more")
    assert "<img src=x" not in shown.text
    assert nasty.SUM not in shown.text
    sent = world.ask("case_worker", "GET", f"/attachments/{kept.id}").headers["Content-Disposition"]
    assert "\n" not in sent
    assert sent.startswith("attachment")


def test_bombs_stay_packed(world: World) -> None:
    """Neither 100 MB behind a docx nor an odt that lies about its size is unfolded; what is too large is refused."""
    import tracemalloc

    from forms.uploads import sniff

    bombs = nasty.lying_odt(), nasty.bomb()
    tracemalloc.start()
    for content in bombs:
        tracemalloc.reset_peak()
        base = tracemalloc.get_traced_memory()[0]
        sniff(content)
        assert tracemalloc.get_traced_memory()[1] - base < 20_000_000
    tracemalloc.stop()
    upload(world, "bomb", "bomb.pdf", bombs[1])
    assert newest(world.app, "bomb") is None


# what is stored and shown again


def shown(world: World, *paths: str) -> str:
    ids = world.own.ids
    found = []
    for path in paths:
        who = "system_admin" if path.startswith("/admin") and "cases" not in path else "coordinator"
        answer = fine(world.ask(who, "GET", path.format(**ids)))
        assert answer.status_code == 200, path
        found.append(answer.text)
    return "\n".join(found)


def test_an_answer_is_never_evaluated(world: World) -> None:
    """Templates, formats and formulas in every field of text of every form of a whole case come back as they were typed."""
    client, case = browser(world.app, world.cookies["stranger"]), world.foreign.ids["case"]
    texts, used, done = iter(STORED * 20), {}, 0
    fixed = {"competences_sufficient": "yes", "another_internship": "no", "further_support": "no", "exit_reason": "employment"}
    fixed["exit_on"] = today(clock.now()).strftime("%d.%m.%Y")
    pages = []
    while (tasks := [one for one in open_tasks(world.app, case) if one[1] != "contact" or not done]) and done < 12:
        id, _step = next((one for one in tasks if one[1] == "contact"), tasks[0])
        plan, facts = plan_for(world.app, id)
        typed = {field.id: next(texts) for field in plan.asked if field.kind in ("text", "long_text")}
        raw = answers(world.app, plan, facts, typed.__getitem__, **fixed)
        answer = does(world.app, client, id, typed.__getitem__, **fixed)
        assert answer.status_code == 303, told(answer)
        receipt = client.get(answer.location).text
        for name in typed.keys() & raw.keys():
            assert html.escape(typed[name]).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in receipt, (name, typed[name])
            used[typed[name]] = True
        pages.append(receipt)
        done += 1
    pages += [client.get(f"/cases/{case}").text, client.get(f"/people/{world.foreign.ids['person']}").text, client.get("/").text]
    assert set(used) == set(STORED)
    for text in pages:
        assert nasty.SUM not in text
        assert "&lt;class" not in text
        assert "mappingproxy" not in text


def test_a_payload_is_text_wherever_it_is_shown(world: World) -> None:
    """Names of people, units, staff and files, notes: markup in them is shown, not run, on every page."""
    ids, now = world.own.ids, clock.now()
    with world.app.app_context(), transaction() as session:
        names = {"family_name": nasty.XSS, "given_name": nasty.XSS, "street": nasty.XSS, "municipality": nasty.XSS}
        record(session, SYSTEM, ids["person"], names, source="office", now=now)
        session.get_one(Unit, ids["unit"]).name = nasty.XSS
        for user in session.scalars(select(User).where(User.unit_id == ids["unit"])):
            user.name = nasty.XSS
        session.get_one(Attachment, ids["attachment"]).filename = nasty.XSS
        draft = session.get_one(Draft, ids["draft"])
        draft.pages = {ids["draft_page"]: {"raw": {"contact_note": [nasty.XSS]}, "version": 1}}
        draft.changed_by = nasty.XSS
    client = browser(world.app, world.cookies["case_worker"])
    left = next(id for id, step in open_tasks(world.app, ids["case"]) if step != "contact")
    client.post(
        f"/tasks/{left}", data={"_page": ids["left_page"], "_do": "save", "_version": "99", "internship_company": nasty.XSS}
    )
    pages = [
        "/",
        "/worklist",
        "/people",
        "/people?q=%3Cimg",
        "/people/new",
        "/people/{person}",
        "/people/{person}/edit",
        "/cases/{case}",
    ]
    pages += ["/cases/{case}/exit", "/tasks/{task}", "/people/{person}/programmes/wir_sind_usingen", "/receipts/{submission}"]
    pages += [
        "/admin/users/",
        "/admin/users/details/?id={user}",
        "/admin/users/edit/?id={user}",
        "/admin/units/",
        "/admin/grants/",
    ]
    pages += [
        "/admin/units/details/?id={unit}",
        "/admin/units/edit/?id={unit}",
        "/admin/grants/new/",
        "/admin/grants/details/?id={grant}",
    ]
    pages += [
        "/admin/entries/",
        "/admin/entries/details/?id={entry}",
        "/admin/cases/",
        "/admin/cases/details/?id={case}",
        "/admin/deliveries/",
    ]
    for path in pages:
        text = shown(world, path)
        assert "<img src=x" not in text, path
        assert "<svg/onload" not in text, path
        assert "</script><svg" not in text, path
    for path in ("/people/{person}", "/cases/{case}", "/tasks/{task}", "/admin/units/", "/admin/users/", "/admin/entries/", "/"):
        assert "&lt;img src=x onerror=alert(1)&gt;" in shown(world, path), f"the control: {path} shows it"


def test_a_draft_with_everything_wrong_is_still_one_draft(world: World) -> None:
    """After all that was sent here there is one draft of the task, and its page opens."""
    with world.app.app_context():
        many = db.session.scalar(select(func.count()).where(Draft.subject == f"task:{world.own.ids['task']}"))
    assert many == 1
    assert world.ask("case_worker", "GET", f"/tasks/{world.own.ids['task']}").status_code == 200
