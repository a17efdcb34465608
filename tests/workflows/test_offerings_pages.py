"""What staff see and do with offerings and sums: each page for whom it is, with what is wrong said, and nothing of others."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from core.access.accounts import create_user, grant
from core.actor import SYSTEM
from core.app import create_app, prepare
from core.catalogue import ship
from core.database import db, transaction
from core.journal.models import Entry
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.settings import load_settings
from core.testing import make_tables
from tests.workflows.offering_sample import MONDAY, NOW, PROGRAMME, shipped, somebody
from tests.workflows.web import Visitor, links
from workflows.counters import count
from workflows.offering_models import Attendance, Offering, Tally
from workflows.run import open_case

ROLES = ("case_worker", "provider_staff", "coordinator", "auditor", "mentor", "system_admin")
NOWHERE = "00000000-0000-7000-8000-000000000000"
FAR = (dt.date.today() + dt.timedelta(days=400)).isoformat()  # noqa: DTZ011  # pages look at the real clock


class Fair:
    """An app with one town whose programme offers and counts; `stranger` works elsewhere."""

    def __init__(self, folder: Path, url: str) -> None:
        off = "wir_sind_usingen,wir,wir_onnfit,gemeinsam_durchstarten,drei_phasen_modell,my_turn,grundlagen"
        self.app: Flask = create_app(load_settings(data_dir=folder, database_url=url, plugins_off=off))
        with self.app.app_context():
            make_tables()
        prepare(self.app, NOW)
        with self.app.app_context(), transaction() as session:
            ship(session, [PROGRAMME], NOW)
            town = add_unit(session, "Usingen", "town", None, NOW)
            elsewhere = add_unit(session, "Anderswo", "town", None, NOW)
            for role, unit, name in [*((role, town, role) for role in ROLES), ("case_worker", elsewhere, "stranger")]:
                grant(
                    session, create_user(session, f"{name}@example.org", f"Konto {name}", PASSWORD, now=NOW), role, unit, now=NOW
                )
            self.town_id, self.path = town.id, town.path

    def person(self, name: str = "Ada", **facts: object) -> str:
        with self.app.app_context(), transaction() as session:
            return somebody(session, session.get_one(Unit, self.town_id), name, **facts).id

    def case(self, person: str) -> str:
        with self.app.app_context(), transaction() as session:
            return open_case(session, SYSTEM, person, "fair", self.town_id, now=NOW).id

    def count(self, form: str, minutes: int, person: str, case: str) -> str:
        with self.app.app_context(), transaction() as session:
            answers = {f"{form}_minutes": minutes, f"{form}_day": MONDAY}
            about = {"unit_path": self.path, "person_id": person, "case_id": case}
            return count(session, SYSTEM, shipped(), form, None, answers, NOW, **about)[0].id

    def visitor(self, name: str) -> Visitor:
        return Visitor(self.app.test_client()).comes_in(f"{name}@example.org")

    def all(self, query: object) -> list:
        with self.app.app_context():
            return list(db.session.scalars(query))

    def close(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


PASSWORD = "ein langer Satz zum Testen"


@pytest.fixture
def fair(tmp_path: Path, database_url: str) -> Iterator[Fair]:
    made = Fair(tmp_path / "data", database_url)
    yield made
    made.close()


def offered(visitor: Visitor, kind: str, **typed: str) -> str:
    """The address of a new offering."""
    about = {"title": "Deutsch am Morgen", "starts_on": FAR, "ends_on": "", "places": "1", "units": "", **typed}
    answer = visitor.post(f"/offerings/new?programme=fair&kind={kind}", **about)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].removesuffix("/particulars")


def sent(visitor: Visitor, path: str, at: str, **typed: str):
    """Send one of the one-button forms of the page `at`: the one that leads to `path`."""
    page = visitor.get(at).text
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if f'action="{path}"' in form)
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    return visitor.client.post(
        path, base_url="http://127.0.0.1", data={**hidden, **typed}, headers={"Sec-Fetch-Site": "same-origin"}
    )


def test_a_course_from_the_offer_to_the_list(fair: Fair) -> None:
    teacher, worker = fair.visitor("provider_staff"), fair.visitor("case_worker")
    course = offered(teacher, "course")
    assert teacher.post(f"{course}/particulars", _do="next", room="Saal 1").status_code == 303
    assert "Saal 1" in teacher.get(course).text
    again = teacher.get(f"{course}/particulars").text
    assert 'value="Saal 1"' in again
    first, second = fair.person("Ada"), fair.person("Berta")
    case = fair.case(first)
    assert course in links(worker.get(f"/offerings?case={case}"), "/offerings/")
    done = sent(worker, f"{course}/sign-up", f"{course}?case={case}")
    assert done.headers["Location"] == f"/cases/{case}"
    found = worker.get(f"{course}/sign-up?q=Beispiel").text
    assert found.count("<form") - found.count("sign-out") >= 1
    assert sent(worker, f"{course}/sign-up", f"{course}/sign-up?q=Berta", person=second).status_code == 303
    page = worker.get(course).text
    assert "Beispiel, Ada" in page and "Beispiel, Berta" in page  # noqa: PT018
    rows = {row.person_id: row for row in fair.all(select(Attendance))}
    assert (rows[first].status, rows[second].status) == ("signed_up", "waiting")
    assert rows[first].case_id == case
    assert sent(worker, f"/attendances/{rows[first].id}/cancel", course).status_code == 303
    assert fair.all(select(Attendance.status).order_by(Attendance.since)) == ["cancelled", "signed_up"]
    row = rows[second].id
    said = {f"{row}.status": "completed", f"{row}.units": "12", f"{row}.note": "fleißig", f"{row}.version": "2"}
    few = teacher.post(f"{course}/presence", **said)
    assert few.status_code == 422
    assert "fleißig" in few.text
    assert teacher.post(f"{course}/presence", **{**said, f"{row}.units": "20"}).status_code == 303
    for kind, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        answer = teacher.get(f"{course}/list.{kind}")
        assert answer.data.startswith(start)
        assert "attachment" in answer.headers["Content-Disposition"]
    paper = teacher.get(f"{course}/list").text
    assert "Beispiel, Berta" in paper
    assert "Beispiel, Ada" not in paper
    assert (
        fair.all(select(Entry.event).where(Entry.event == "record_seen", Entry.subject_id == course.split("/")[2]))
        == ["record_seen"] * 3
    )
    assert teacher.post(f"{course}/close").status_code == 303
    assert course not in links(worker.get("/offerings"), "/offerings/")
    assert course in links(worker.get("/offerings?time=past"), "/offerings/")


def test_an_evening_counts_heads(fair: Fair) -> None:
    worker = fair.visitor("case_worker")
    evening = offered(worker, "evening")
    assert worker.get(f"{evening}/sign-up").status_code == 404
    worker.post(f"{evening}/particulars", _do="next", women="12", men="7", where="Rathaus")
    page = worker.get(evening).text
    assert ">12<" in page and ">7<" in page  # noqa: PT018
    assert fair.all(select(Offering.numbers)) == [{"women": 12, "men": 7}]


def test_what_is_wrong_is_said_and_what_was_typed_stays(fair: Fair) -> None:
    teacher = fair.visitor("provider_staff")
    answer = teacher.post(
        "/offerings/new?programme=fair&kind=course",
        title="Abendkurs",
        starts_on="31.2.2027",
        ends_on="x",
        places="viele",
        units="5",
    )
    assert answer.status_code == 422
    for typed in ("Abendkurs", "31.2.2027", "viele"):
        assert f'value="{typed}"' in answer.text
    for field in ("starts_on", "ends_on", "places"):
        assert f'href="#{field}"' in answer.text
    assert fair.all(select(Offering)) == []


def test_two_clicks_make_one(fair: Fair) -> None:
    teacher = fair.visitor("provider_staff")
    key = {"_key": NOWHERE.replace("8000", "8001")}
    assert offered(teacher, "course", **key) == offered(teacher, "course", **key)
    assert len(fair.all(select(Offering))) == 1


def test_who_does_not_fulfil_the_criteria_is_told_which(fair: Fair) -> None:
    worker = fair.visitor("case_worker")
    club = offered(worker, "club")
    case = fair.case(fair.person(date_of_birth=dt.date.today() - dt.timedelta(days=3000)))  # noqa: DTZ011
    refused = sent(worker, f"{club}/sign-up", f"{club}?case={case}")
    assert refused.status_code == 422
    assert "Erwachsen" in refused.text
    assert "§ 9" in refused.text


def test_what_is_foreign_and_what_is_not_there_answer_alike(fair: Fair) -> None:
    teacher, worker, stranger = fair.visitor("provider_staff"), fair.visitor("case_worker"), fair.visitor("stranger")
    course = offered(teacher, "course")
    person = fair.person()
    case = fair.case(person)
    sent(worker, f"{course}/sign-up", f"{course}?case={case}")
    attendance = fair.all(select(Attendance.id))[0]
    tally = fair.count("guiding", 60, person, case)
    reads = [course, f"{course}/edit", f"{course}/particulars", f"{course}/presence", f"{course}/close", f"{course}/list",
             f"{course}/list.csv", f"{course}/sign-up", f"/tallies/{tally}/correct"]  # fmt: skip
    for address in reads:
        nowhere = address.replace(address.split("/")[2], NOWHERE)
        assert stranger.get(address).status_code == stranger.get(nowhere).status_code == 404, address
    assert stranger.get(f"/offerings?case={case}").status_code == 404
    assert stranger.get(f"/programmes/fair/counters/guiding?case={case}").status_code == 404
    assert person not in stranger.get("/programmes/fair/budget").text
    for path in (f"/attendances/{attendance}/cancel", f"{course}/sign-up", f"{course}/close"):
        token = re.search(r'name="csrf_token" value="([^"]+)"', stranger.get("/offerings").text)
        data = {"csrf_token": token[1] if token else "", "person": person}
        answer = stranger.client.post(path, base_url="http://127.0.0.1", data=data, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 404, path
    assert fair.all(select(Attendance.status)) == ["signed_up"]
    for address in reads[1:7]:
        assert worker.get(address).status_code == 404, address
    auditor = fair.visitor("auditor")
    assert auditor.get(course).status_code == 200
    assert auditor.get(f"{course}/list").status_code == 403
    assert links(auditor.get(course), f"{course}/") == []


def test_the_page_of_a_case_shows_its_courses_and_sums(fair: Fair) -> None:
    worker, teacher = fair.visitor("case_worker"), fair.visitor("provider_staff")
    course, person = offered(teacher, "course"), fair.person()
    case = fair.case(person)
    assert f'href="/offerings?case={case}"' in worker.get(f"/cases/{case}").text
    sent(worker, f"{course}/sign-up", f"{course}?case={case}")
    fair.count("talk", 500, person, case)
    page = worker.get(f"/cases/{case}").text
    for text in ("Deutsch am Morgen", "8\u00a0h\u00a020\u00a0min", "Teilnehmerin", f"/programmes/fair/counters/talk?case={case}"):
        assert text in page


def test_without_the_token_nothing_is_taken(fair: Fair) -> None:
    teacher = fair.visitor("provider_staff")
    course = offered(teacher, "course")
    for path in ("/offerings/new?programme=fair&kind=course", f"{course}/close", f"{course}/presence", f"{course}/edit"):
        assert teacher.client.post(path, base_url="http://127.0.0.1", data={"title": "x"}).status_code in (400, 403), path


def test_sums_and_budgets_and_their_correction(fair: Fair) -> None:
    worker, coordinator = fair.visitor("case_worker"), fair.visitor("coordinator")
    person = fair.person()
    case = fair.case(person)
    for minutes in (100, 60):
        tally = fair.count("mentoring", minutes, person, case)
    page = worker.get("/programmes/fair/budget").text
    for text in ("Beispiel, Ada", "<svg", "aria-hidden"):
        assert text in page
    assert worker.get("/budgets").headers["Location"] == "/programmes/fair/budget"
    listed = worker.get(f"/programmes/fair/counters/mentoring?case={case}")
    assert f"/tallies/{tally}/correct" in links(listed, "/tallies/")
    assert worker.post(f"/tallies/{tally}/correct", amount="-10", reason="zu viel").status_code == 422
    for amount, reason in (("viel", "x"), ("0", "x"), ("10", ""), ("300", "x")):
        refused = worker.post(f"/tallies/{tally}/correct", amount=amount, reason=reason)
        assert refused.status_code == 422
    assert coordinator.post(f"/tallies/{tally}/correct", amount="-0:10", reason="zu viel").status_code == 303
    assert sorted(fair.all(select(Tally.amount))) == [-10, 60, 100]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_stands_empty_and_in_both_languages(fair: Fair, language: str) -> None:
    worker = fair.visitor("case_worker")
    for path in ("/offerings", "/offerings?time=past&kind=club", "/offerings?after=~&time=%00", "/programmes/fair/budget",
                 "/programmes/fair/counters/talk", "/programmes/fair/counters/talk?after=x~%00"):  # fmt: skip
        answer = worker.get(f"{path}{'&' if '?' in path else '?'}lang={language}")
        assert answer.status_code in (200, 400), path
    assert "fk-empty" in worker.get("/offerings").text
    assert worker.get("/programmes/nothing/budget").status_code == 404
    assert worker.get("/programmes/fair/counters/nothing").status_code == 404


def test_the_administration_lists_filters_and_exports_within_the_scope(fair: Fair) -> None:
    teacher, worker = fair.visitor("provider_staff"), fair.visitor("case_worker")
    course = offered(teacher, "course", title="=HYPERLINK(1)")
    person = fair.person()
    case = fair.case(person)
    sent(worker, f"{course}/sign-up", f"{course}?case={case}")
    fair.count("guiding", 60, person, case)
    coordinator = fair.visitor("coordinator")
    told = {
        "offerings": ("HYPERLINK", "HYPERLINK"),
        "attendance": ("angemeldet", "signed_up"),
        "tallies": ("Lotsenstunden", "guiding"),
    }
    for path, (words, text) in told.items():
        assert words in coordinator.get(f"/admin/{path}/").text
        assert coordinator.get(f"/admin/{path}/?flt0_0=fair").status_code == 200
        export = coordinator.get(f"/admin/{path}/export/csv/").text
        assert text in export
        assert ",=" not in export
        assert worker.get(f"/admin/{path}/").status_code == 403
        assert fair.visitor("system_admin").get(f"/admin/{path}/").status_code == 403
