"""My day, the working lists and the figures as browsers without JavaScript see them, and how many statements a page costs."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from sqlalchemy import event, select, update

from core import clock
from core.access.models import User
from core.actor import SYSTEM
from core.database import db, new_id, transaction
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import record
from core.people.shares import Share
from tests.workflows.web import HERE, Town, Visitor, links
from workflows.models import Case, Worklist
from workflows.worklist import NEVER
from workflows.worklist_models import SavedFilter

MOST = {
    "/": 9,
    "/worklist": 8,
    "/worklist?sort=name&text=beispiel": 8,
    "/people?q=beispiel": 4,
    "/figures": 6,
    "person": 21,
    # one for what changed when the case was moved to another revision, one for the letters that were written
    "case": 15,
}
"""Statements that a page may cost, with the three that find out who asks; a page that needs more must say why, here."""


def cases(town: Town, worker: Visitor, number: int) -> list[str]:
    made = []
    for _ in range(number):
        person = town.person()
        made.append(worker.post(f"/people/{person}/programmes/sample", _do="enter").headers["Location"])
    return made


def change(town: Town, statement: Any) -> None:
    with town.app.app_context(), transaction() as session:
        session.execute(statement)


def one(town: Town, query: Any) -> Any:
    with town.app.app_context():
        return db.session.scalars(query).first()


def sent(visitor: Visitor, path: str, page: str, **typed: Any) -> Any:
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get(page).text)
    assert token
    data = {"csrf_token": token[1], **typed}
    return visitor.client.post(path, base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"})


def section(page: str, id: str) -> str:
    """What stands in the section with this heading; empty without it."""
    found = re.search(rf'<section[^>]*aria-labelledby="{id}".*?</section>', page, re.S)
    return found[0] if found else ""


def test_an_empty_day_says_what_to_do(town: Town) -> None:
    page = town.visitor("case_worker").get("/").text
    assert "fk-empty" in page
    assert 'href="/people"' in page
    assert "fk-empty" in town.visitor("auditor").get("/").text
    assert "fk-counts" not in town.visitor("auditor").get("/").text


def test_counts_lead_to_the_list_that_they_count(town: Town) -> None:
    worker = town.visitor("case_worker")
    cases(town, worker, 3)
    today = clock.today(clock.now())
    for number, row in enumerate(one_page(town)):
        due = today + dt.timedelta((-1, -1, 0, 0, 0, 3)[number])
        change(town, update(Worklist).where(Worklist.task_id == row).values(due=due, due_key=due))
    page = worker.get("/").text
    numbers = re.findall(r'href="(/worklist\?due=\w+&amp;assignee=mine)"><span class="fk-count__number">(\d+)', page)
    assert [int(number) for _url, number in numbers] == [2, 3, 1]
    for url, number in numbers:
        assert len(links(worker.get(url.replace("&amp;", "&")), "/tasks/")) == int(number)


def one_page(town: Town) -> list[str]:
    with town.app.app_context():
        return list(db.session.scalars(select(Worklist.task_id).where(Worklist.optional.is_(False)).order_by(Worklist.task_id)))


def test_notes_at_any_time_are_folded_away(town: Town) -> None:
    worker = town.visitor("case_worker")
    cases(town, worker, 2)
    page = worker.get("/").text
    folded = page[page.index('<details class="fk-details fk-section">') :]
    assert "(2)" in folded
    assert len(re.findall(r'href="/tasks/', folded)) == 2


def test_what_a_colleague_has_is_not_in_my_day_but_waits_for_her(town: Town) -> None:
    worker = town.visitor("case_worker")
    cases(town, worker, 1)
    teacher = one(town, select(User.id).where(User.email == "provider_staff@example.org"))
    task = one(town, select(Worklist.task_id).where(Worklist.step == "needs"))
    change(town, update(Worklist).where(Worklist.task_id == task).values(assignee_id=teacher))
    page = worker.get("/").text
    assert f"/tasks/{task}" not in page
    assert "Konto provider_staff" in section(page, "waiting")
    change(town, update(Worklist).where(Worklist.task_id == task).values(assignee_id=None, held_by=" provider_staff "))
    assert "Usingen" in section(worker.get("/").text, "waiting")
    assert not section(town.visitor("stranger").get("/").text, "waiting")


def test_new_referrals_say_whence_they_come(town: Town) -> None:
    worker, stranger = town.visitor("case_worker"), town.visitor("stranger")
    cases(town, worker, 1)
    assert not section(stranger.get("/").text, "referred")
    with town.app.app_context(), transaction() as session:
        there = session.scalars(select(Unit).where(Unit.name == "Anderswo")).one()
        row = session.scalars(select(Worklist).where(Worklist.step == "needs")).one()
        row.unit_id, row.unit_path = there.id, there.path
        session.add(
            Share(
                id=new_id(),
                person_id=row.person_id,
                case_id=row.case_id,
                programme="sample",
                unit_path=there.path,
                reason="needs",
                since=clock.now(),
            )
        )
        task = row.task_id
    page = stranger.get("/").text
    assert f"/tasks/{task}" in section(page, "referred")
    assert "Usingen" in section(page, "referred")
    assert page.count(f'href="/tasks/{task}"') == 2, "what is due stands where it is due as well"
    change(town, update(Worklist).values(due=None, due_key=NEVER))
    page = stranger.get("/").text
    assert page.count(f'href="/tasks/{task}"') == 1, "not once more among the tasks without a deadline"
    assert "fk-empty" not in page
    assert "Anderswo" in section(worker.get("/").text, "waiting")
    seen = stranger.get(f"/people/{one(town, select(Share.person_id))}").text
    assert "Anderswo" in seen, "why she may see it"


@pytest.mark.parametrize(
    ("days", "title", "shown", "words"),
    [
        (-31, "d60a", False, ""),
        (-1, "d60a", True, "abgelaufen"),
        (0, "d60a", True, "innerhalb von 30 Tagen"),
        (30, "d60a", True, "innerhalb von 30 Tagen"),
        (31, "d60a", True, ""),
        (90, "d60a", True, ""),
        (91, "d60a", False, ""),
        (180, "a104c", True, ""),
        (181, "a104c", False, ""),
    ],
)
def test_residence_titles_of_my_people_that_end(town: Town, days: int, title: str, shown: bool, words: str) -> None:
    worker = town.visitor("case_worker")
    cases(town, worker, 1)
    until = clock.today(clock.now()) + dt.timedelta(days)
    with town.app.app_context(), transaction() as session:
        person = session.scalars(select(Person.id)).one()
        record(
            session, SYSTEM, person, {"residence_valid_until": until, "residence_title": title}, source="self", now=clock.now()
        )
    found = section(worker.get("/?lang=de").text, "titles")
    assert bool(found) == shown
    assert words in found
    change(town, update(Case).values(responsible_id=None))
    assert not section(worker.get("/").text, "titles")


def test_marked_tasks_are_given_and_taken_back_by_buttons_alone(town: Town) -> None:
    worker = town.visitor("case_worker")
    cases(town, worker, 2)
    page = worker.get("/worklist?step=profile")
    marks = re.findall(r'type="checkbox" name="task" value="([^"]+)" form="bulk"', page.text)
    assert len(marks) == 2
    answer = sent(worker, "/worklist/assign?step=profile", "/worklist", task=marks, _do="me")
    assert answer.status_code == 303
    assert "step=profile" in answer.headers["Location"]
    after = worker.get(answer.headers["Location"]).text
    assert len(links(worker.get("/worklist?assignee=me"), "/tasks/")) == 2
    undo = re.search(r'action="(/worklist/assignments/[^"]+)"', after)
    assert undo
    assert sent(worker, undo[1].replace("&amp;", "&"), "/worklist").status_code == 303
    assert not links(worker.get("/worklist?assignee=me"), "/tasks/")
    assert sent(worker, undo[1].replace("&amp;", "&"), "/worklist").status_code == 303, "told, not taken for a wrong address"
    assert "Hier ist nichts mehr" in worker.get("/worklist").text


def test_nothing_marked_or_nobody_chosen_is_said(town: Town) -> None:
    worker = town.visitor("case_worker")
    cases(town, worker, 1)
    task = one(town, select(Worklist.task_id).where(Worklist.optional.is_(False)))  # others the list leaves out
    for typed in ({"_do": "me"}, {"_do": "assign", "task": task}, {"_do": "assign", "task": task, "to": ""}):
        answer = sent(worker, "/worklist/assign", "/worklist", **typed)
        assert answer.status_code == 303
        assert "undo" not in answer.headers["Location"]
        page = worker.get(answer.headers["Location"]).text
        assert len(re.findall(r'name="task"[^>]* checked', page)) == len(typed.keys() & {"task"}), "the marks are kept"
    assert sent(worker, "/worklist/assign", "/worklist", _do="assign", task=task, to="no-such-user").status_code == 404
    teacher = town.visitor("provider_staff")
    assert sent(teacher, "/worklist/assign", "/worklist", _do="me", task=task).status_code == 403


def test_who_gives_tasks_out_stays_on_the_page_of_the_list(town: Town) -> None:
    worker = town.visitor("case_worker")
    cases(town, worker, 1)
    task, key = one(town, select(Worklist.task_id)), "2026-01-01~"
    assert "after=2026-01-01" in worker.get(f"/worklist?after={key}").text
    answer = sent(worker, f"/worklist/assign?after={key}", "/worklist", task=task, _do="me")
    assert "after=2026-01-01" in answer.headers["Location"]


def test_a_step_is_chosen_of_one_programme_and_what_narrows_is_always_shown(town: Town) -> None:
    worker = town.visitor("case_worker")
    cases(town, worker, 1)
    page = worker.get("/worklist").text
    assert '<option value="sample/profile">' in page
    page = worker.get("/worklist?step=sample/profile").text
    assert '<option value="sample" selected>' in page
    assert page.count('<option value="profile" selected>') == 1
    assert len(links(worker.get("/worklist?step=sample/profile"), "/tasks/")) == 1
    for query in ("step=profile", "step=gone", "programme=sample&role=gone"):
        name, value = query.rpartition("&")[2].split("=")
        assert f'<option value="{value}" selected>' in worker.get(f"/worklist?{query}").text, name


def test_a_list_is_kept_shown_and_deleted(town: Town) -> None:
    worker = town.visitor("case_worker")
    cases(town, worker, 1)
    assert sent(worker, "/worklist/saved", "/worklist", title="", due="week").status_code == 303
    assert one(town, select(SavedFilter)) is None
    assert sent(worker, "/worklist/saved", "/worklist", title="Eilige <b>", due="week", text="Beispiel").status_code == 303
    kept = one(town, select(SavedFilter))
    assert kept.query == {"due": "week"}
    page = worker.get("/worklist?due=week").text
    assert re.search(r'href="/worklist\?due=week" aria-current="page"><bdi>Eilige &lt;b&gt;', page)
    stranger = town.visitor("stranger")
    assert "Eilige" not in stranger.get("/worklist").text
    assert sent(stranger, f"/worklist/saved/{kept.id}/delete", "/worklist").status_code == 303
    assert sent(worker, "/worklist/saved", "/worklist", title="Alle", share=town.town_id).status_code == 303
    assert "Alle" in town.visitor("provider_staff").get("/worklist").text
    assert sent(worker, f"/worklist/saved/{kept.id}/delete", "/worklist").status_code == 303
    assert "Eilige" not in worker.get("/worklist").text


def test_the_figures_are_of_one_s_own_units(town: Town) -> None:
    worker, stranger = town.visitor("case_worker"), town.visitor("stranger")
    cases(town, worker, 2)
    for language in ("de", "en"):
        page = worker.get(f"/figures?programme=sample&lang={language}").text
        assert page.count("<svg") >= 3
        assert ">2<" in section(page, "phases")
        assert "style=" not in page
    assert "fk-empty" in section(stranger.get("/figures?programme=sample").text, "phases")
    assert worker.get("/figures?programme=nothing").status_code == 200


@pytest.mark.parametrize("number", [2, 14])
def test_a_page_costs_as_many_statements_with_many_rows_as_with_few(town: Town, number: int) -> None:
    worker = town.visitor("case_worker")
    [case, *_more] = cases(town, worker, number)
    person = one(town, select(Case.person_id).where(Case.id == case.rpartition("/")[2]))
    with town.app.app_context():
        engine = db.engine
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, text, *_rest: said.append(text))
    for path, most in MOST.items():
        address = {"person": f"/people/{person}", "case": case}.get(path, path)
        worker.get(address)
        del said[:]
        assert worker.get(address).status_code == 200
        asked = [text for text in said if not text.startswith(("BEGIN", "PRAGMA"))]
        assert len(asked) <= most, "\n".join(text[:160] for text in asked)


def test_every_page_speaks_two_languages_and_has_one_heading(town: Town) -> None:
    worker = town.visitor("case_worker")
    cases(town, worker, 1)
    for path in ("/", "/worklist", "/figures"):
        for language in ("de", "en"):
            page = worker.get(f"{path}?lang={language}").text
            assert f'<html lang="{language}"' in page
            assert page.count("<h1") == 1
