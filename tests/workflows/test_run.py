"""Cases are opened, moved and ended in one piece: what a list shows, what the case says and what the journal tells are one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.actor import SYSTEM, NotFound
from core.journal.models import Entry
from core.people.models import Person
from core.people.registry import record
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.sample import NOW, TODAY, enrolled
from workflows.eligibility import Exemption, ExemptionRefused, NotEligible
from workflows.models import Case, Task, Worklist
from workflows.run import AlreadyRunning, TaskTaken, exit_case, open_case, take, wake_cases


@pytest.fixture
def person(session: Session, tree: Tree) -> Person:
    return enrolled(session, tree.town)


@pytest.fixture
def case(session: Session, tree: Tree, person: Person) -> Case:
    return open_case(session, SYSTEM, person.id, "sample", tree.town.id, now=NOW)


def task(session: Session, case: Case, step: str) -> str:
    """The latest task of this step."""
    query = select(Task.id).where(Task.case_id == case.id, Task.step == step).order_by(Task.round.desc()).limit(1)
    return session.scalars(query).one()


def do(session: Session, case: Case, step: str, when: dt.datetime = NOW, **answers: object):
    task_id = task(session, case, step)
    return take(session, SYSTEM, task_id, f"submission-{task_id[-12:]}", answers, when)


def steps_of(session: Session, case: Case, status: str) -> list[str]:
    query = select(Task.step).where(Task.case_id == case.id, Task.status == status)
    return sorted(session.scalars(query))


def listed(session: Session, case: Case) -> list[str]:
    return sorted(session.scalars(select(Worklist.step).where(Worklist.case_id == case.id)))


def events(session: Session, case: Case) -> list[str]:
    """In the order of the alphabet: ids of one millisecond have no order."""
    return sorted(session.scalars(select(Entry.event).where(Entry.case_id == case.id)))


def fresh(session: Session, case: Case) -> Case:
    return session.get_one(Case, case.id, populate_existing=True)


def test_a_case_begins_with_its_first_tasks_and_its_verdict(session: Session, case: Case) -> None:
    assert steps_of(session, case, "open") == listed(session, case) == ["needs", "note", "profile"]
    assert case.entered_on == TODAY
    assert case.phase == "start"
    assert case.verdict["outcome"] == "eligible"
    profile = session.scalars(select(Task).where(Task.step == "profile")).one()
    assert profile.due == dt.date(2026, 3, 30)
    assert events(session, case) == ["case_opened"]


def test_from_the_first_talk_to_the_exit(session: Session, case: Case) -> None:
    do(session, case, "profile", skills="viele")
    opened = do(session, case, "needs", needs_lessons=True)
    assert [session.get_one(Task, id).step for id in opened.opened] == ["lessons"]
    assert session.get_one(Task, opened.opened[0]).due == dt.date(2026, 4, 2)
    assert fresh(session, case).phase == "learn"
    do(session, case, "lessons", more_lessons=True)
    do(session, case, "lessons", more_lessons=False)
    do(session, case, "note", what="rief an")
    do(session, case, "talk")
    done = do(session, case, "leave", reason="work")
    assert done.closed
    ended = fresh(session, case)
    assert (ended.closed_on, ended.exit_reason, ended.version) == (TODAY, "work", 8)
    assert listed(session, case) == []
    assert steps_of(session, case, "cancelled") == ["note"]
    assert events(session, case) == ["case_closed", "case_opened", *["step_done"] * 7]


def test_a_step_whose_guard_fails_is_skipped_and_what_follows_opens(session: Session, case: Case) -> None:
    do(session, case, "needs", needs_lessons=False)
    do(session, case, "profile", skills="viele")
    assert steps_of(session, case, "skipped") == ["lessons"]
    assert "talk" in listed(session, case)


def test_the_same_submission_again_gives_the_same_result(session: Session, case: Case) -> None:
    do(session, case, "profile", skills="viele")
    first = do(session, case, "needs", needs_lessons=True)
    assert do(session, case, "needs", NOW + dt.timedelta(days=2), needs_lessons=True) == first
    assert fresh(session, case).version == 3
    assert events(session, case).count("step_done") == 2


def test_another_submission_for_a_done_task_is_told_so(session: Session, case: Case) -> None:
    do(session, case, "needs", needs_lessons=True)
    with pytest.raises(TaskTaken, match="done") as told:
        take(session, SYSTEM, task(session, case, "needs"), "another", {"needs_lessons": False}, NOW)
    assert told.value.case_id == case.id


def test_a_task_is_done_only_by_who_plays_its_role_at_its_place(session: Session, tree: Tree, case: Case) -> None:
    do(session, case, "profile", skills="viele")
    do(session, case, "needs", needs_lessons=True)
    lessons = task(session, case, "lessons")
    for stranger in (actor("case_worker", tree.town), actor("provider_staff", tree.south), actor("auditor", tree.land)):
        with pytest.raises(NotFound):
            take(session, stranger, lessons, "one", {"more_lessons": False}, NOW)
    with pytest.raises(NotFound):
        take(session, actor("provider_staff", tree.town, "another_programme"), lessons, "one", {"more_lessons": False}, NOW)
    take(session, actor("provider_staff", tree.north), lessons, "one", {"more_lessons": False}, NOW)
    assert session.get_one(Task, lessons, populate_existing=True).done_by == "user-provider_staff"
    assert take(session, actor("coordinator", tree.land), task(session, case, "talk"), None, {}, NOW).opened


def test_a_task_that_does_not_exist_and_one_of_others_give_the_same_answer(session: Session, tree: Tree, case: Case) -> None:
    answers = []
    for id in (task(session, case, "needs"), "no-such-task"):
        with pytest.raises(NotFound) as told:
            take(session, actor("case_worker", tree.south), id, "one", {}, NOW)
        answers.append(str(told.value))
    assert answers[0] == answers[1]


def test_leaving_early_cancels_what_is_open_and_is_done_once(session: Session, case: Case) -> None:
    exit_case(session, SYSTEM, case.id, "moved", NOW)
    exit_case(session, SYSTEM, case.id, "work", NOW)
    ended = fresh(session, case)
    assert (ended.exit_reason, ended.phase) == ("moved", "start")
    assert listed(session, case) == steps_of(session, case, "open") == []
    assert events(session, case) == ["case_closed", "case_opened"]
    with pytest.raises(TaskTaken, match="cancelled"):
        do(session, case, "needs", needs_lessons=True)


def test_an_exit_reason_that_the_programme_does_not_know_is_refused(session: Session, case: Case) -> None:
    with pytest.raises(ValueError, match="has no exit reason 'fired'; it has: work, moved"):
        exit_case(session, SYSTEM, case.id, "fired", NOW)


def test_one_running_case_a_person_and_programme(session: Session, tree: Tree, person: Person, case: Case) -> None:
    with pytest.raises(AlreadyRunning) as told:
        open_case(session, SYSTEM, person.id, "sample", tree.town.id, now=NOW)
    assert told.value.case_id == case.id
    exit_case(session, SYSTEM, case.id, "moved", NOW)
    assert open_case(session, SYSTEM, person.id, "sample", tree.town.id, now=NOW).number != case.number


def test_who_is_too_old_enters_only_as_an_exception_that_two_agree_on(session: Session, tree: Tree) -> None:
    clerk = replace(actor("case_worker", tree.town), name="Erika Beispiel")
    old = enrolled(session, tree.town, date_of_birth=dt.date(1950, 1, 1))
    with pytest.raises(NotEligible) as told:
        open_case(session, clerk, old.id, "sample", tree.town.id, now=NOW)
    assert told.value.verdict.decided_by == ("age",)
    for wrong in (
        Exemption("age", " ", "Max"),
        Exemption("age", "Weil", "erika beispiel"),
        Exemption("background", "Weil", "Max"),
    ):
        with pytest.raises(ExemptionRefused):
            open_case(session, clerk, old.id, "sample", tree.town.id, now=NOW, exceptions=[wrong])
    exemption = Exemption("age", "Sprachkurs läuft schon", "Max Muster")
    case = open_case(session, clerk, old.id, "sample", tree.town.id, now=NOW, exceptions=[exemption])
    assert case.verdict["exemptions"] == [{"criterion": "age", "reason": "Sprachkurs läuft schon", "second_person": "Max Muster"}]


def test_an_open_verdict_names_what_is_missing_and_lets_nobody_in(session: Session, tree: Tree) -> None:
    unknown = enrolled(session, tree.town, date_of_birth=None)
    with pytest.raises(NotEligible) as told:
        open_case(session, SYSTEM, unknown.id, "sample", tree.town.id, now=NOW)
    assert (told.value.verdict.outcome, told.value.verdict.missing) == ("open", ("date_of_birth",))
    assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_eighteen_on_the_day_and_not_the_day_before(session: Session, tree: Tree) -> None:
    young = enrolled(session, tree.town, date_of_birth=dt.date(2008, 3, 2))
    late_evening = dt.datetime(2026, 3, 1, 22, 59, tzinfo=dt.UTC)
    record(session, SYSTEM, young.id, {"date_of_birth": dt.date(2008, 3, 2), "migration_background": True}, source="office",
           now=late_evening, valid_from=dt.date(2026, 2, 1))  # fmt: skip
    with pytest.raises(NotEligible):
        open_case(session, SYSTEM, young.id, "sample", tree.town.id, now=late_evening)
    midnight_in_berlin = late_evening + dt.timedelta(minutes=1)
    case = open_case(session, SYSTEM, young.id, "sample", tree.town.id, now=midnight_in_berlin)
    assert case.entered_on == TODAY


def test_foreign_people_cannot_be_enrolled(session: Session, tree: Tree, person: Person) -> None:
    with pytest.raises(NotFound):
        open_case(session, actor("case_worker", tree.south), person.id, "sample", tree.south.id, now=NOW)


def test_waking_without_news_changes_nothing(session: Session, person: Person, case: Case) -> None:
    assert wake_cases(session, SYSTEM, person.id, NOW) == 0
    assert fresh(session, case).version == 1
