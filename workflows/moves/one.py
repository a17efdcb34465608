"""One case goes over to another revision, or back: under its lock, with its tasks, its lists, its drafts and the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor
from core.definitions import Programme
from core.events import CaseMoved
from core.journal import announce
from workflows.models import Case, Task, Worklist
from workflows.moves.bridge import Bridge, bridge
from workflows.moves.carry import carry_drafts
from workflows.moves.judge import Change, Judged, changes, judge
from workflows.moves.kept import begun_since, put_back, rename
from workflows.rows import NEVER, Here, listing
from workflows.state import Key, TaskState
from workflows.writing import lock, write


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case that was to move: how it was judged, what it was before, and its version now."""

    judged: Judged
    changes: tuple[Change, ...] = ()
    before: Mapping[str, Any] | None = None
    version: int = 0


def bridge_of(before: str, after: str) -> Bridge:
    """Between two published revisions, made once a process."""
    return catalogue.compiled(after, ("bridge", before), lambda programme: bridge(catalogue.definition(before), programme))


def move_one(
    session: Session,
    actor: Actor,
    here: Here,
    digest: str,
    told: Mapping[str, Any],
    now: datetime,
    move_id: str,
    before: Mapping[str, Any],
    *,
    anyway: bool = False,
    drafts: bool = True,
) -> Outcome:
    """Move a case that the caller has locked, if it is safe, or `anyway` if an answer is missing alone. `told` is what is known
    beside its state, `before` what `keep` keeps of it; without `drafts` nothing is being written for it."""
    way = bridge_of(here.revision, digest)
    judged = judge(way, here.state, told, now)
    if judged.answer == "stays" or (judged.answer == "needs_answer" and not anyway):
        return Outcome(judged)
    after, there = catalogue.definition(digest), replace(here, revision=digest)
    session.execute(update(Case).where(Case.id == here.id).values(revision=digest))
    _carry_tasks(session, here, judged, after, {(row["step"], row["round"]): row["id"] for row in before["tasks"]})
    told_of = CaseMoved(
        subject_id=here.id,
        person_id=here.person_id,
        case_id=here.id,
        programme=here.programme,
        came_from=here.revision,
        went_to=digest,
        move_id=move_id,
    )
    write(session, there, judged.state, judged.effects, actor, now, [told_of])
    if drafts:
        carry_drafts(session, here.id, digest, now)
    return Outcome(judged, changes(way, here.state, judged), before, here.version + 1)


def move_back(
    session: Session, actor: Actor, case_id: str, before: Mapping[str, Any], version: int, now: datetime, move_id: str
) -> bool:
    """Put a case back to what it was; False, with nothing changed, when it has gone on since."""
    here = lock(session, case_id)
    if here.version != version or begun_since(session, case_id, before):
        return False
    put_back(session, case_id, before, version + 1)
    event = CaseMoved(
        subject_id=case_id,
        person_id=here.person_id,
        case_id=case_id,
        programme=here.programme,
        came_from=here.revision,
        went_to=before["case"]["revision"],
        move_id=move_id,
        back=True,
    )
    announce(session, event, actor=actor, now=now)
    carry_drafts(session, case_id, before["case"]["revision"], now)
    return True


def as_data(found: tuple[Change, ...]) -> list[dict[str, Any]]:
    """Changes as they are stored with the case."""
    return [{name: _plain(value) for name, value in asdict(each).items() if value is not None} for each in found]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _carry_tasks(session: Session, here: Here, judged: Judged, after: Programme, rows: Mapping[Key, str]) -> None:
    """The rows of tasks that go on get their new names, and what lists show of the open ones is written anew."""
    keys = {old: new for old, new in (judged.keys or {}).items() if old in rows}
    if any(old != new for old, new in keys.items()):
        rename(session, [(rows[old], *new) for old, new in keys.items()])
    before = catalogue.definition(here.revision)
    for old, new in keys.items():
        task, was = judged.state.task(new), here.state.task(old)
        if task is None or was is None or (task.status, was.status) != ("open", "open"):
            continue
        listed = listing(after, task.step)
        # most tasks stand in the lists as they stood
        if task.due != was.due or listed != listing(before, was.step):
            _carry_open(session, rows[old], task, listed)


def _carry_open(session: Session, task_id: str, task: TaskState, listed: Mapping[str, Any]) -> None:
    session.execute(update(Task).where(Task.id == task_id).values(role=listed["role"], due=task.due))
    shown = {**listed, "due": task.due, "due_key": task.due or NEVER}
    session.execute(update(Worklist).where(Worklist.task_id == task_id).values(shown))
