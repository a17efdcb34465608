"""What the case page tells: where the case stands, what is next, what was done, and what lies behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, scoped
from core.definitions import Programme, Step, Wording, vocabulary
from core.journal.models import Entry
from workflows.models import Case, Task
from workflows.progress import Mark, progress
from workflows.run import plays
from workflows.state import State

LONGEST = 200
# what the timeline tells; who read the case is told by the audit trail alone
TOLD = ("case_opened", "step_done", "case_closed")


@dataclass(frozen=True, slots=True)
class Line:
    """A task as the case page shows it. `url` leads to it when this actor may do it, or to its receipt when it is done."""

    step: Step
    task: Task
    url: str | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step whose turn has not come; `needs` names the facts that its rule waits for."""

    step: Step
    needs: tuple[Wording | str, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of the timeline, as the macro shows it."""

    at: datetime
    title: Any
    by: str = ""
    state: str = "done"
    url: str | None = None
    text: Any = ""


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
    timeline: list[Happened]


def case_file(session: Session, actor: Actor, case: Case) -> CaseFile:
    """Reads the tasks and journal entries of a case that the caller has fetched within the actor's scope."""
    programme = catalogue.definition(case.revision)
    state = State.from_json(case.state)
    tasks = session.scalars(select(Task).where(Task.case_id == case.id).order_by(Task.opened_at, Task.id)).all()
    lines = [line for task in tasks if (line := _line(actor, programme, task))]
    to_do = sorted((line for line in lines if line.task.status == "open"), key=_urgency)
    duties = [line for line in to_do if not line.step.optional]
    first = next((line for line in duties if line.mine), None)
    return CaseFile(
        case=case,
        programme=programme,
        marks=progress(programme, state),
        next=first,
        open=[line for line in duties if line is not first],
        at_any_time=[line for line in to_do if line.step.optional],
        waiting=[waits for task in state.tasks if task.status == "waiting" and (waits := _waits(programme, task))],
        done=[line for line in reversed(lines) if line.task.status in ("done", "skipped")],
        timeline=_timeline(session, programme, case, lines),
    )


def running_cases(session: Session, actor: Actor, person_id: str) -> Sequence[Case]:
    """The cases of a person that this actor may see, running ones first."""
    query: Select[Any] = scoped(actor, Case, "see_case").where(Case.person_id == person_id)
    return session.scalars(query.order_by(Case.closed_on.is_not(None), Case.entered_on.desc(), Case.id)).all()


def _urgency(line: Line) -> tuple[date, str]:
    return line.task.due or date.max, line.task.id


def _line(actor: Actor, programme: Programme, task: Task) -> Line | None:
    step = programme.step(task.step)
    if step is None:
        return None
    mine = task.status == "open" and plays(actor, programme.role(task.role), task)
    url = url_for("workflows.task", task_id=task.id) if mine else None
    if task.status == "done" and task.submission_id:
        url = url_for("forms.receipt", submission_id=task.submission_id)
    return Line(step, task, url, mine)


def _waits(programme: Programme, task: Any) -> Waiting | None:
    step = programme.step(task.step)
    return Waiting(step, tuple(fact_title(programme, name) for name in task.waits_for)) if step and not step.optional else None


def fact_title(programme: Programme, name: str) -> Wording | str:
    """What a fact or a field of the programme is called."""
    if vocabulary().has(name):
        return vocabulary().fact(name).title
    field = programme.fields.get(name)
    return field.label if field else name


def _timeline(session: Session, programme: Programme, case: Case, lines: Sequence[Line]) -> list[Happened]:
    """Newest first. The journal says who and when; the task knows the receipt."""
    by_task = {line.task.id: line for line in lines}
    mine = Entry.case_id == case.id, Entry.event.in_(TOLD)
    query = select(Entry).where(*mine).order_by(Entry.at.desc(), Entry.id.desc()).limit(LONGEST)
    found = [_happened(programme, entry, by_task) for entry in session.scalars(query)]
    return [entry for entry in found if entry is not None]


def _happened(programme: Programme, entry: Entry, by_task: dict[str, Line]) -> Happened | None:
    if entry.event == "case_opened":
        return Happened(entry.at, _("Entered the programme"), entry.actor_name, "current")
    if entry.event == "case_closed":
        reason = programme.exit_reason(entry.data.get("reason", ""))
        return Happened(entry.at, _("Left the programme"), entry.actor_name, "closed", text=reason.title if reason else "")
    line = by_task.get(entry.data.get("task_id", ""))
    if entry.event != "step_done" or line is None:
        return None
    return Happened(entry.at, line.step.title, entry.actor_name, "done", line.url)
