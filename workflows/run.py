"""Open a case, take a task, end a case: each one transaction in which the case is locked, moved and told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from secrets import choice
from typing import Any

from sqlalchemy import Select, bindparam, insert, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, NotFound, fetch, require, scoped
from core.clock import today
from core.database import new_id
from core.definitions import Programme, Role
from core.events import CaseClosed, CaseOpened, Event, StepDone
from core.journal import announce, delivery_rows, entry_row, ring_after_commit
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import known as known_facts
from workflows.eligibility import Exemption, NotEligible, check_exemptions, decide, verdict_data
from workflows.engine import CancelTask, CloseCase, Effect, Outcome, Plan, advance, begin, close, plan, wake
from workflows.models import Case, Task, Worklist
from workflows.progress import phase_of
from workflows.rows import Here, new_rows
from workflows.state import State
from workflows.store import Move, store

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
    """What a task led to: the tasks that opened with it, and whether the case is closed now."""

    case_id: str
    task_id: str
    opened: tuple[str, ...] = ()
    closed: bool = False


def open_case(
    session: Session,
    actor: Actor,
    person_id: str,
    programme_id: str,
    unit_id: str,
    *,
    now: datetime,
    exceptions: Sequence[Exemption] = (),
) -> Case:
    """Take a person into a programme today. Raises NotFound, AlreadyRunning, ExemptionRefused, NotEligible."""
    person = fetch(session, actor, Person, person_id, "open_case")
    unit = fetch(session, actor, Unit, unit_id, "open_case")
    _refuse_second(session, person_id, programme_id)
    revision = catalogue.current(programme_id)
    programme = catalogue.definition(revision.digest)
    check_exemptions(programme, exceptions, actor.name, today(now))
    verdict = decide(session, person_id, programme, today(now), exceptions)
    if verdict.outcome != "eligible":
        raise NotEligible(verdict)
    state, effects = begin(plan_of(revision.digest), known_facts(session, person_id), now)
    case = Case(
        id=new_id(),
        number=_number(),
        person_id=person_id,
        programme=programme_id,
        revision=revision.digest,
        unit_id=unit.id,
        unit_path=unit.path,
        state=state.to_json(),
        phase=phase_of(programme, state),
        entered_on=state.entered,
        verdict=verdict_data(verdict, exceptions),
        responsible_id=actor.user_id,
        responsible_name=actor.name or None,
        created_at=now,
        synthetic=person.synthetic,
    )
    session.add(case)
    session.flush()
    here = Here(case.id, person_id, programme_id, revision.digest, unit.id, unit.path, 1, state)
    opened, listed = new_rows(here, programme, effects, now)
    if opened:
        session.execute(insert(Task), opened)
    if listed:
        session.execute(insert(Worklist), listed)
    announce(
        session,
        CaseOpened(subject_id=case.id, person_id=person_id, case_id=case.id, programme=programme_id),
        actor=actor,
        now=now,
    )
    return case


def take(
    session: Session, actor: Actor, task_id: str, submission_id: str | None, answers: Mapping[str, Any], now: datetime
) -> Taken:
    """Complete a task with what was answered. The same submission again gives the same result.

    Raises NotFound when the actor may not do this task, TaskTaken when it is no longer open.
    """
    read = session.connection().execute(_task_and_case(), {"b_task": task_id}).one_or_none()
    if read is None:
        raise NotFound("There is no such record.")
    programme = catalogue.definition(read.revision)
    require_task(actor, programme, read)
    here = _here(read)
    standing = here.state.task((read.step, read.round))
    if standing is None or standing.status != "open":
        return _again(session, here, task_id, actor, submission_id)
    outcome = Outcome((read.step, read.round), answers)
    state, effects = advance(plan_of(read.revision), here.state, outcome, now)
    done = {"done_by": actor.user_id, "done_by_name": actor.name or None, "submission_id": submission_id}
    told: list[Event] = [
        StepDone(subject_id=here.id, person_id=here.person_id, case_id=here.id, task_id=task_id, step=read.step),
    ]
    opened = _write(session, here, state, effects, actor, now, told, task_id=task_id, done=done)
    return Taken(here.id, task_id, opened, state.closed is not None)


def exit_case(session: Session, actor: Actor, case_id: str, reason: str, now: datetime) -> None:
    """End a case for one of its programme's reasons, whatever is open; a closed one stays so. Raises NotFound, ValueError."""
    here = _lock(session, case_id)
    require(actor, "exit_case", here)
    programme = catalogue.definition(here.revision)
    if programme.exit_reason(reason) is None:
        known = ", ".join(each.id for each in programme.exits) or "none"
        raise ValueError(f"The programme {programme.id!r} has no exit reason {reason!r}; it has: {known}.")
    state, effects = close(plan_of(here.revision), here.state, reason, now)
    if state is not here.state:
        _write(session, here, state, effects, actor, now, [])


def wake_cases(session: Session, actor: Actor, person_id: str, now: datetime) -> int:
    """Let the running cases of a person see what is known of her now; returns how many moved."""
    moved = 0
    facts = known_facts(session, person_id)
    running = select(Case.id).where(Case.person_id == person_id, Case.closed_on.is_(None)).order_by(Case.id)
    for case_id in session.scalars(running).all():
        here = _lock(session, case_id)
        state, effects = wake(plan_of(here.revision), here.state, facts, now)
        if state != here.state:
            _write(session, here, state, effects, actor, now, [])
            moved += 1
    return moved


def plan_of(digest: str) -> Plan:
    """The compiled steps of a revision."""
    return catalogue.compiled(digest, "engine", plan)


def plays(actor: Actor, role: Role | None, record: Any) -> bool:
    """Whether the actor may do tasks of this role at the record's unit: by a grant that the role names, or as coordinator."""
    held_by = {"coordinator", *(role.held_by if role else ())}
    grants = tuple(grant for grant in actor.grants if grant.role in held_by)
    return actor.everything or Actor(actor.user_id, actor.name, grants=grants).may("do_task", record)


def require_task(actor: Actor, programme: Programme, task: Any) -> None:
    """Raise NotFound unless the actor may do this task; `task` has role, unit_path and programme."""
    if not plays(actor, programme.role(task.role), task):
        raise NotFound("There is no such record.")


def may_do(session: Session, actor: Actor, task_id: str) -> bool:
    """Whether the actor may do this task: in scope, and of a role that she plays."""
    task = session.scalars(scoped(actor, Task, "do_task").where(Task.id == task_id)).first()
    revision = session.scalar(select(Case.revision).where(Case.id == task.case_id)) if task else None
    return task is not None and revision is not None and plays(actor, catalogue.definition(revision).role(task.role), task)


def _write(
    session: Session,
    here: Here,
    state: State,
    effects: Sequence[Effect],
    actor: Actor,
    now: datetime,
    told: list[Event],
    *,
    task_id: str = "",
    done: Mapping[str, Any] | None = None,
) -> tuple[str, ...]:
    programme = catalogue.definition(here.revision)
    told = told + [
        CaseClosed(subject_id=here.id, person_id=here.person_id, case_id=here.id, reason=effect.reason)
        for effect in effects
        if isinstance(effect, CloseCase)
    ]
    entries = [entry_row(event, actor=actor, now=now) for event in told]
    deliveries = [delivery for entry in entries for delivery in delivery_rows(entry, now)]
    tasks, listed = new_rows(here, programme, effects, now, task_id or None)
    case = {"state": state.to_json(), "phase": phase_of(programme, state), "closed_on": state.closed, "exit_reason": state.exit}
    move = Move(
        case_id=here.id,
        version=here.version,
        case=case,
        now=now,
        task_id=task_id,
        done=done,
        closing=any(isinstance(effect, (CancelTask, CloseCase)) for effect in effects),
        tasks=tasks,
        worklist=listed,
        entries=entries,
        deliveries=deliveries,
    )
    store(session, move)
    if deliveries:
        ring_after_commit(session)
    return tuple(row["task_id"] for row in listed)


_CASE_COLUMNS = (Case.person_id, Case.programme, Case.revision, Case.unit_id, Case.unit_path, Case.version, Case.state)


@cache
def _task_and_case() -> Select[Any]:
    """The case is locked, not the task: two tasks of one case follow each other too.

    Who had to wait for the lock gets the case as it is now, but of the task only what never changes: PostgreSQL reads
    the rows again that it locks, and no others. Whether the task is open is told by the case's state.
    """
    task = (Task.id, Task.step, Task.round, Task.role)
    return (
        select(Case.id.label("case_id"), *_CASE_COLUMNS, *task)
        .join(Task, Task.case_id == Case.id)
        .where(Task.id == bindparam("b_task"))
        .with_for_update(of=Case)
    )


def _here(read: Any) -> Here:
    state = State.from_json(read.state)
    return Here(read.case_id, read.person_id, read.programme, read.revision, read.unit_id, read.unit_path, read.version, state)


def _lock(session: Session, case_id: str) -> Here:
    query = select(Case.id.label("case_id"), *_CASE_COLUMNS).where(Case.id == case_id).with_for_update()
    read = session.execute(query).one_or_none()
    if read is None:
        raise NotFound("There is no such record.")
    return _here(read)


def _again(session: Session, here: Here, task_id: str, actor: Actor, submission_id: str | None) -> Taken:
    """The answer to a task that is not open: the same as before for the same submission, else a refusal."""
    now = session.execute(select(Task.status, Task.submission_id, Task.done_by).where(Task.id == task_id)).one()
    same = now.submission_id == submission_id and (submission_id is not None or now.done_by == actor.user_id)
    if now.status != "done" or not same:
        raise TaskTaken(here.id, now.status)
    followed = select(Task.id).where(Task.case_id == here.id, Task.follows_id == task_id, Task.status != "skipped")
    opened = tuple(session.scalars(followed.order_by(Task.id)))
    return Taken(here.id, task_id, opened, here.state.closed is not None)


def _refuse_second(session: Session, person_id: str, programme_id: str) -> None:
    # the person's row is the lock: two clerks who enrol her at the same moment follow each other
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    running = select(Case.id).where(Case.person_id == person_id, Case.programme == programme_id, Case.closed_on.is_(None))
    if found := session.scalar(running):
        raise AlreadyRunning(found)


def _number() -> str:
    return "F-" + "".join(choice(LETTERS) for _ in range(4)) + "-" + "".join(choice(LETTERS) for _ in range(4))
