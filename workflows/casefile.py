"""What the case page tells: where the case stands, what is next, what was done, and what lies behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, scoped
from core.clock import today
from core.definitions import Programme, Step, Wording, vocabulary
from core.web.i18n import language
from forms.guards import may_read
from forms.kinds.registry import kind_of
from workflows.case_parts import Blocks, Card, Involved, Sent, involved, referrals
from workflows.models import Case, Task
from workflows.moves.history import Steps
from workflows.planning import Plan
from workflows.progress import Mark, progress
from workflows.reopening import reopenable
from workflows.run import plan_of, plays
from workflows.state import State
from workflows.timeline import Happened, timeline


@dataclass(frozen=True, slots=True)
class Line:
    """A task as the case page shows it. `url` leads to it when this actor may do it, or to the receipt if it is done and she
    may see it. `outcome` is the step's result in words; `again` leads to where it can be taken back."""

    step: Step
    task: Task
    url: str | None
    mine: bool
    outcome: str = ""
    again: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step whose turn has not come; `needs` names the facts that its rule waits for, `after` the steps that come before."""

    step: Step
    needs: tuple[Wording | str, ...]
    after: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that the case page shows of one case."""

    case: Case
    programme: Programme
    marks: list[Mark]
    next: Line | None
    open: list[Line]
    at_any_time: list[Line]
    waiting: list[Waiting]
    done: list[Line]
    notes: list[Line]
    timeline: list[Happened]
    cards: list[Card]
    referrals: list[Sent]
    involved: list[Involved]
    deadlines: list[Line]


def case_file(session: Session, actor: Actor, case: Case, now: datetime) -> CaseFile:
    """Reads the tasks and journal entries of a case that the caller has fetched within the actor's scope."""
    programme, the_plan = catalogue.definition(case.revision), plan_of(case.revision)
    state = State.from_json(case.state)
    tasks = session.scalars(select(Task).where(Task.case_id == case.id).order_by(Task.opened_at, Task.id)).all()
    last = reopenable(case, tasks, now) if actor.may("assign_task", case) else None
    steps = Steps(session, case, programme)
    lines = [line for task in tasks if (line := _line(actor, programme, case, state, task, last, steps))]
    to_do = sorted((line for line in lines if line.task.status == "open"), key=_urgency)
    duties = [line for line in to_do if not line.step.optional]
    # the way out is next when nothing else is to do any more
    first = next((line for line in duties if line.mine and (len(duties) == 1 or not line.step.exit)), None)
    passed = sorted((line for line in lines if line.task.status in ("done", "skipped")), key=_recency, reverse=True)
    return CaseFile(
        case=case,
        programme=programme,
        marks=progress(programme, state),
        next=first,
        open=[line for line in duties if line is not first],
        at_any_time=[line for line in to_do if line.step.optional],
        waiting=_waiting(programme, the_plan, state),
        done=[line for line in passed if not _is_note(line)],
        notes=[line for line in passed if _is_note(line)],
        timeline=timeline(session, programme, case, {line.task.id: line.url for line in lines}, steps),
        cards=Blocks(session, case, state, today(now), judged=actor.may("open_case", case)).cards(),
        referrals=referrals(session, case, programme, tasks, {line.task.id: line.outcome for line in lines}),
        involved=involved(session, actor, case, programme),
        deadlines=[line for line in to_do if line.task.due],
    )


def _is_note(line: Line) -> bool:
    """What may be written at any time, again and again."""
    return line.step.optional and line.step.repeat is not None and line.step.form is not None and line.task.status == "done"


def running_cases(session: Session, actor: Actor, person_id: str) -> Sequence[Case]:
    """The cases of a person that this actor may see, running ones first."""
    query: Select[Any] = scoped(actor, Case, "see_case").where(Case.person_id == person_id)
    return session.scalars(query.order_by(Case.closed_on.is_not(None), Case.entered_on.desc(), Case.id)).all()


def _urgency(line: Line) -> tuple[bool, date, str]:
    """What is due first; the way out of the programme stands last, as long as it has no day of its own."""
    due = line.task.due or date.max
    return due == date.max and line.step.exit is not None, due, line.task.id


def _recency(line: Line) -> tuple[datetime, datetime, str]:
    """When it was done, to the second: several of a day stand as they happened."""
    return line.task.done_at or line.task.opened_at, line.task.opened_at, line.task.id


def _line(
    actor: Actor, programme: Programme, case: Case, state: State, task: Task, last: Task | None, steps: Steps
) -> Line | None:
    step = steps(task.step)
    if step is None:
        return None
    mine = task.status == "open" and plays(actor, programme.role(task.role), task)
    url = url_for("workflows.task", task_id=task.id) if mine else None
    # a unit that a case was referred to sees what it handed in itself
    if (
        task.status == "done"
        and task.submission_id
        and any(actor.may("see_case", _Place(path, case.programme)) for path in (case.unit_path, task.unit_path))
    ):
        url = url_for("forms.receipt", submission_id=task.submission_id)
    again = url_for("cases.reopen", task_id=task.id) if last is not None and task.id == last.id else None
    return Line(step, task, url, mine, _outcome(actor, programme, case, state, step, task), again)


@dataclass(frozen=True, slots=True)
class _Place:
    unit_path: str
    programme: str
    user_id: str | None = None


def _outcome(actor: Actor, programme: Programme, case: Case, state: State, step: Step, task: Task) -> str:
    """The result of a step, to whom the answer may be shown."""
    past = {each.key: each for each in state.past}
    held, form = state.task((task.step, task.round)) or past.get((task.step, task.round)), programme.form(step.form or "")
    field = form.field(step.outcome) if form and step.outcome else None
    if field is None or held is None or held.outcome is None:
        return ""
    if not may_read(actor, _Place(case.unit_path, case.programme, task.done_by), field):
        return ""
    return kind_of(field).show(field, held.outcome, language())


def _waiting(programme: Programme, the_plan: Plan, state: State) -> list[Waiting]:
    """Steps still to come, but for those of blocks that are not entered: their cards tell of them."""
    unpassed = {task.step for task in state.tasks if task.status in ("waiting", "open")}
    entered = {block.id for block in state.blocks if block.status in ("entered", "completed")}
    found = []
    for task in state.tasks:
        step = the_plan.by_id[task.step].step
        if task.status != "waiting" or step.optional or (step.block and step.block not in entered):
            continue
        before = [the_plan.by_id[id].step for id in (*step.after, *step.after_any) if id in unpassed]
        needs = tuple(fact_title(programme, name) for name in task.waits_for)
        found.append(Waiting(step, needs, tuple(each.title for each in before if not each.optional)))
    return found


def fact_title(programme: Programme, name: str) -> Wording | str:
    """What a fact or a field of the programme is called."""
    if vocabulary().has(name):
        return vocabulary().fact(name).title
    field = programme.fields.get(name)
    return field.label if field else name
