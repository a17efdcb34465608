"""Open a case, take a task, end a case: each one transaction in which the case is locked, moved and told of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from secrets import choice
from typing import Any

from sqlalchemy import Select, bindparam, insert, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, NotFound, fetch, require
from core.clock import today
from core.database import new_id
from core.definitions import ExitReason, Programme
from core.definitions.checks import ENROLMENTS
from core.events import CaseAssigned, CaseOpened, Event, StepDone
from core.journal import announce
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import known as known_facts
from workflows.combining import check_combinations, combinations_data, overlaps
from workflows.eligibility import Exemption, NotEligible, check_exemptions, criteria_of, decide, enrolments, verdict_data
from workflows.engine import Outcome, advance, begin, close, wake
from workflows.models import Case, Task, Worklist
from workflows.planning import Plan
from workflows.players import may_do, plays, require_task
from workflows.progress import phase_of
from workflows.referral import stands_of
from workflows.rows import Here, Stand, new_rows
from workflows.writing import CASE_COLUMNS, here_of, keep_beside, lock, plan_of, write

# No vowels and nothing that is misread: numbers are spoken on the phone and must not be words.
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"


class TaskTaken(Exception):
    """The task is no longer open: somebody else did it, or the case was closed. `case_id` says where to look."""

    def __init__(self, case_id: str, status: str) -> None:
        super().__init__(f"The task is {status}, not open.")
        self.case_id, self.status = case_id, status


class AlreadyRunning(Exception):
    """The person is in this programme already; `case_id` is her running case."""

    def __init__(self, case_id: str) -> None:
        super().__init__("There is a running case of this person in this programme.")
        self.case_id = case_id


@dataclass(frozen=True, slots=True)
class Taken:
    """What a task led to: the tasks that opened with it, and whether the case is closed now. `before`: the case until then."""

    case_id: str
    task_id: str
    opened: tuple[str, ...] = ()
    closed: bool = False
    before: Here | None = field(default=None, compare=False, repr=False)


def open_case(
    session: Session,
    actor: Actor,
    person_id: str,
    programme_id: str,
    unit_id: str,
    *,
    now: datetime,
    exceptions: Sequence[Exemption] = (),
    track: str = "",
    acknowledged: Collection[str] = (),
) -> Case:
    """Take a person into a programme today, on the participants' way or a track of its own.

    `acknowledged` are the programmes of which the actor has read that standing in both is warned of. Raises NotFound,
    LookupError, AlreadyRunning, ExemptionRefused, NotEligible, Combined.
    """
    person = fetch(session, actor, Person, person_id, "open_case")
    unit = fetch(session, actor, Unit, unit_id, "open_case")
    _refuse_second(session, person_id, programme_id, track)
    revision = catalogue.current(programme_id)
    programme = catalogue.definition(revision.digest)
    check_exemptions(criteria_of(programme, track), exceptions, actor.name, today(now))
    verdict = decide(session, person_id, programme, today(now), exceptions, track)
    if verdict.outcome != "eligible":
        raise NotEligible(verdict)
    beside = overlaps(session, person_id, programme, today(now), track)
    warned = check_combinations(beside, acknowledged)
    known = {**known_facts(session, person_id), **_enrolments(session, plan_of(revision.digest), person_id, now)}
    if ENROLMENTS in known and not track:
        known[ENROLMENTS] |= {programme_id}
    state, effects = begin(plan_of(revision.digest), known, now, track)
    case = Case(
        id=new_id(),
        number=_number(),
        person_id=person_id,
        programme=programme_id,
        track=track,
        revision=revision.digest,
        unit_id=unit.id,
        unit_path=unit.path,
        state=state.to_json(),
        phase=phase_of(programme, state),
        entered_on=state.entered,
        verdict={
            **verdict_data(verdict, exceptions, revision.digest),
            **({"combinations": combinations_data(beside, acknowledged)} if beside else {}),
        },
        responsible_id=actor.user_id,
        responsible_name=actor.name or None,
        created_at=now,
        synthetic=person.synthetic,
    )
    session.add(case)
    session.flush()
    here = Here(case.id, person_id, programme_id, revision.digest, unit.id, unit.path, 1, state)
    opened, listed = new_rows(here, programme, effects, now, stands=stands_of(session, here, effects))
    if opened:
        session.execute(insert(Task), opened)
    if listed:
        session.execute(insert(Worklist), listed)
    keep_beside(session, here, state, effects, actor, now)
    announce(
        session,
        CaseOpened(
            subject_id=case.id,
            person_id=person_id,
            case_id=case.id,
            programme=programme_id,
            acknowledged=tuple(each.programme.id for each in warned),
        ),
        actor=actor,
        now=now,
    )
    return case


def read_task(session: Session, actor: Actor, task_id: str, *, locked: bool = False) -> Any:
    """A task and its case as one row, of which `here_of` makes the case; raises NotFound when the actor may not do it."""
    read = session.connection().execute(_task_and_case(locked), {"b_task": task_id}).one_or_none()
    if read is None:
        raise NotFound("There is no such record.")
    require_task(actor, catalogue.definition(read.revision), read.role, Stand("", read.task_path, read.programme))
    return read


def take(
    session: Session,
    actor: Actor,
    task_id: str,
    submission_id: str | None,
    answers: Mapping[str, Any],
    now: datetime,
    read: Any = None,
) -> Taken:
    """Complete a task with what was answered. The same submission again gives the same result.

    `read` is what `read_task` gave in this request: then nothing is read or locked before it is written, and Overtaken is
    raised, with nothing written, when the case has moved since; begin anew without it then.
    Raises NotFound when the actor may not do this task, TaskTaken when it is no longer open.
    """
    read = read or read_task(session, actor, task_id, locked=True)
    here = here_of(read)
    standing = here.state.task((read.step, read.round))
    if standing is None:  # while this one waited for the lock, the case moved to a revision where the step has another name
        read = read_task(session, actor, task_id, locked=True)
        here = here_of(read)
        standing = here.state.task((read.step, read.round))
    if standing is None or standing.status != "open":
        return _again(session, here, task_id, actor, submission_id)
    known = {**answers, **_enrolments(session, plan_of(read.revision), here.person_id, now)}
    outcome = Outcome((read.step, read.round), known)
    state, effects = advance(plan_of(read.revision), here.state, outcome, now)
    done = {"done_by": actor.user_id, "done_by_name": actor.name or None, "submission_id": submission_id}
    told: list[Event] = [
        StepDone(subject_id=here.id, person_id=here.person_id, case_id=here.id, task_id=task_id, step=read.step),
    ]
    opened = write(session, here, state, effects, actor, now, told, task_id=task_id, done=done)
    return Taken(here.id, task_id, opened, state.closed is not None, here)


def exit_case(session: Session, actor: Actor, case_id: str, reason: str, now: datetime) -> None:
    """End a case for one of its programme's reasons, whatever is open; a closed one stays so. Raises NotFound, ValueError."""
    here = lock(session, case_id)
    require(actor, "exit_case", here)
    programme = catalogue.definition(here.revision)
    reasons = exits_of(programme, here.state.track)
    if reason not in [each.id for each in reasons]:
        known = ", ".join(each.id for each in reasons) or "none"
        raise ValueError(f"The programme {programme.id!r} has no exit reason {reason!r}; it has: {known}.")
    state, effects = close(plan_of(here.revision), here.state, reason, now)
    if state is not here.state:
        write(session, here, state, effects, actor, now, [])


def exits_of(programme: Programme, track: str) -> list[ExitReason]:
    """Why a case of this track may end."""
    return [each for each in programme.exits if (each.track or "") == track]


def assign_case(session: Session, actor: Actor, case_id: str, user_id: str | None, name: str | None, now: datetime) -> None:
    """Make somebody, or nobody, responsible for a case; the caller has seen that this user may work in it. Raises NotFound."""
    require(actor, "assign_task", lock(session, case_id))
    case = session.get_one(Case, case_id, populate_existing=True)
    if case.responsible_id == user_id and case.responsible_name == name:
        return
    case.responsible_id, case.responsible_name = user_id, name
    session.flush()
    event = CaseAssigned(subject_id=case_id, person_id=case.person_id, case_id=case_id, user_id=user_id or "")
    announce(session, event, actor=actor, now=now)


def wake_cases(session: Session, actor: Actor, person_id: str, now: datetime) -> int:
    """Let the running cases of a person see what is known of her now; returns how many moved."""
    moved = 0
    facts = known_facts(session, person_id)
    running = select(Case.id).where(Case.person_id == person_id, Case.closed_on.is_(None)).order_by(Case.id)
    for case_id in session.scalars(running).all():
        here = lock(session, case_id)
        plan = plan_of(here.revision)
        state, effects = wake(plan, here.state, {**facts, **_enrolments(session, plan, person_id, now)}, now)
        if state != here.state:
            write(session, here, state, effects, actor, now, [])
            moved += 1
    return moved


def _enrolments(session: Session, plan: Plan, person_id: str, now: datetime) -> dict[str, Any]:
    """What she takes part in today, where a rule of a step asks for it."""
    return {ENROLMENTS: enrolments(session, person_id, today(now))} if ENROLMENTS in plan.names else {}


@cache
def _task_and_case(locked: bool) -> Select[Any]:
    """The case is locked, not the task: two tasks of one case follow each other too.

    Who had to wait for the lock gets the case as it is now, but of the task only what never changes: PostgreSQL reads
    the rows again that it locks, and no others. Whether the task is open is told by the case's state.
    """
    task = (Task.step, Task.round, Task.status, Task.role, Task.due, Task.submission_id, Task.unit_path.label("task_path"))
    columns = (Case.id.label("case_id"), Case.entered_on, *CASE_COLUMNS, *task)
    query = select(*columns).join(Task, Task.case_id == Case.id).where(Task.id == bindparam("b_task"))
    return query.with_for_update(of=Case, key_share=True) if locked else query


def _again(session: Session, here: Here, task_id: str, actor: Actor, submission_id: str | None) -> Taken:
    """The answer to a task that is not open: the same as before for the same submission, else a refusal."""
    now = session.execute(select(Task.status, Task.submission_id, Task.done_by).where(Task.id == task_id)).one()
    same = now.submission_id == submission_id and (submission_id is not None or now.done_by == actor.user_id)
    if now.status != "done" or not same:
        raise TaskTaken(here.id, now.status)
    followed = select(Task.id).where(Task.case_id == here.id, Task.follows_id == task_id, Task.status != "skipped")
    opened = tuple(session.scalars(followed.order_by(Task.id)))
    return Taken(here.id, task_id, opened, here.state.closed is not None, here)


def _refuse_second(session: Session, person_id: str, programme_id: str, track: str) -> None:
    # the person's row is the lock: two clerks who enrol her at the same moment follow each other
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
    running = select(Case.id).where(Case.person_id == person_id, Case.programme == programme_id, Case.track == track)
    if found := session.scalar(running.where(Case.closed_on.is_(None))):
        raise AlreadyRunning(found)


def _number() -> str:
    return "F-" + "".join(choice(LETTERS) for _ in range(4)) + "-" + "".join(choice(LETTERS) for _ in range(4))


__all__ = [
    "AlreadyRunning",
    "Taken",
    "TaskTaken",
    "assign_case",
    "exit_case",
    "exits_of",
    "may_do",
    "open_case",
    "plan_of",
    "plays",
    "read_task",
    "take",
    "wake_cases",
]
