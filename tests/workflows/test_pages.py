"""What staff see and do: the verdict, the entry, the tasks, the case and its end, each in its own town alone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from core.database import db
from forms.models import Submission
from tests.workflows.web import Town, Visitor, links
from workflows.models import Case, Task


def entry(person: str) -> str:
    return f"/people/{person}/programmes/sample"


def taken_in(worker: Visitor, person: str) -> str:
    """The address of the new case."""
    answer = worker.post(entry(person), _do="enter")
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def task_address(town: Town, step: str) -> str:
    with town.app.app_context():
        query = select(Task.id).where(Task.step == step).order_by(Task.round.desc())
        return f"/tasks/{db.session.scalars(query).first()}"


def test_missing_facts_are_given_where_they_are_missed(town: Town) -> None:
    person, worker = town.person(date_of_birth=None), town.visitor("case_worker")
    page = worker.get(entry(person)).text
    assert 'value="enter"' not in page
    refused = worker.post(entry(person), _do="facts", date_of_birth="31.2.1990")
    assert refused.status_code == 422
    assert worker.post(entry(person), _do="facts", date_of_birth="1.2.1990", _source="document").status_code == 303
    assert taken_in(worker, person).startswith("/cases/")


def test_who_is_not_eligible_enters_by_an_exception_that_names_a_second_person(town: Town) -> None:
    person, worker = town.person(date_of_birth=dt.date(1950, 1, 1)), town.visitor("case_worker")
    assert worker.post(entry(person), _do="enter").status_code in (200, 422)
    alone = worker.post(entry(person), _do="enter", **{"reason.age": "Kurs läuft", "second.age": "Konto case_worker"})
    assert alone.status_code == 422
    both = worker.post(entry(person), _do="enter", **{"reason.age": "Kurs läuft", "second.age": "Max Muster"})
    assert "Max Muster" in worker.get(both.headers["Location"]).text


def test_a_criterion_that_allows_no_exception_closes_the_door(town: Town) -> None:
    person, worker = town.person(migration_background=False), town.visitor("case_worker")
    page = worker.get(entry(person)).text
    assert "reason.age" not in page
    assert 'value="enter"' not in page


def test_from_my_day_to_the_exit(town: Town) -> None:
    person, worker, teacher = town.person(), town.visitor("case_worker"), town.visitor("provider_staff")
    case = taken_in(worker, person)
    assert len(links(worker.get("/"), "/tasks/")) == 3, "two duties, and a note at any time"
    done = worker.post(task_address(town, "profile"), _do="next", skills="kochen")
    assert "/receipts/" in done.headers["Location"]
    assert worker.get(done.headers["Location"]).status_code == 200
    worker.post(task_address(town, "needs"), _do="next", needs_lessons="yes")
    lessons = task_address(town, "lessons")
    assert worker.get(lessons).status_code == 404
    assert links(teacher.get("/"), "/tasks/") == [lessons]
    teacher.post(lessons, _do="next", more_lessons="no")
    talk = task_address(town, "talk")
    assert worker.post(talk, _do="done").headers["Location"] == f"{talk}/onward"
    assert worker.get(f"{talk}/onward").headers["Location"] == task_address(town, "leave")
    assert worker.post(f"{case}/exit", reason="work").status_code == 303
    assert not links(worker.get("/"), "/tasks/")
    assert worker.get(f"{case}/exit").headers["Location"] == case


def test_a_form_that_is_sent_twice_gives_the_same_receipt(town: Town) -> None:
    worker = town.visitor("case_worker")
    taken_in(worker, town.person())
    address = task_address(town, "needs")
    first = worker.post(address, _do="next", needs_lessons="yes")
    again = worker.get(address)
    assert again.headers["Location"] == first.headers["Location"]
    with town.app.app_context():
        assert len(db.session.scalars(select(Submission)).all()) == 1


def test_leaving_asks_for_a_reason(town: Town) -> None:
    worker = town.visitor("case_worker")
    case = taken_in(worker, town.person())
    assert worker.post(f"{case}/exit", reason="fired").status_code == 422
    with town.app.app_context():
        assert db.session.scalars(select(Case.closed_on)).all() == [None]


def test_what_is_foreign_and_what_is_not_there_answer_alike(town: Town) -> None:
    person, worker, stranger = town.person(), town.visitor("case_worker"), town.visitor("stranger")
    case = taken_in(worker, person)
    for address in (case, f"{case}/exit", task_address(town, "needs"), entry(person)):
        nowhere = address.replace(address.split("/")[2], "00000000-0000-7000-8000-000000000000")
        assert stranger.get(address).status_code == stranger.get(nowhere).status_code == 404
    assert not links(stranger.get("/worklist"), "/tasks/")


def test_the_worklist_goes_page_by_page_and_filters(town: Town) -> None:
    worker = town.visitor("case_worker")
    for _ in range(15):
        taken_in(worker, town.person())
    first = worker.get("/worklist")
    assert len(links(first, "/tasks/")) == 25
    following = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = links(worker.get(following), "/tasks/")
    assert len(second) == 5
    assert not set(second) & set(links(first, "/tasks/"))
    assert len(links(worker.get("/worklist?step=profile"), "/tasks/")) == 15
    assert len(links(worker.get("/worklist?step=note&optional=yes"), "/tasks/")) == 15
    for strange in (
        "/worklist?after=~",
        "/worklist?after=2026-01-01~%00",
        "/worklist?after=x&step=%F0%9F%92%A9",
        "/worklist?programme=%00",
    ):
        assert worker.get(strange).status_code in (200, 400)
    assert town.visitor("auditor").get("/worklist").status_code == 403
