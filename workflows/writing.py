"""Read a case under its lock, and write down one move of it with all that hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, NotFound
from core.events import BlockEntered, BlockLeft, BlockQueued, CaseClosed, CaseReferred, Event
from core.journal import delivery_rows, entry_row, ring_after_commit
from workflows.effects import (
    BlockEffect,
    CancelTask,
    CloseCase,
    CompleteBlock,
    Effect,
    EnterBlock,
    LeaveBlock,
    OpenTask,
    WaitForBlock,
)
from workflows.links import end_links
from workflows.models import Case, Task, Worklist
from workflows.places import keep_places
from workflows.planning import Plan, plan
from workflows.progress import phase_of
from workflows.referral import keep_shares, stands_of
from workflows.rows import Here, Stands, new_rows
from workflows.state import Key, State
from workflows.store import Move, store

CASE_COLUMNS = (Case.person_id, Case.programme, Case.revision, Case.unit_id, Case.unit_path, Case.version, Case.state)


def plan_of(digest: str) -> Plan:
    """The compiled steps of a revision."""
    return catalogue.compiled(digest, "engine", plan)


def here_of(read: Any) -> Here:
    state = State.from_json(read.state)
    return Here(read.case_id, read.person_id, read.programme, read.revision, read.unit_id, read.unit_path, read.version, state)


def lock(session: Session, case_id: str, *, pass_over: bool = False) -> Here:
    """The case, with everybody else waiting. Raises NotFound; with `pass_over` also when somebody else has it.

    Who only refers to it, by a link or an entry of a counter, need not wait: its id stays.
    """
    query = select(Case.id.label("case_id"), *CASE_COLUMNS).where(Case.id == case_id)
    read = session.execute(query.with_for_update(skip_locked=pass_over, key_share=True)).one_or_none()
    if read is None:
        raise NotFound("There is no such record.")
    return here_of(read)


def write(
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
    reason: str = "",
    verdict: dict[str, Any] | None = None,
) -> tuple[str, ...]:
    """Store the new state, tasks, lists, entries and deliveries; returns the tasks that opened.

    On PostgreSQL it is one statement; cases with blocks, or with steps that may stand elsewhere, pay for what these need.
    `reason` and `verdict` belong to the blocks that the move enters or leaves.
    """
    programme, stands = catalogue.definition(here.revision), stands_of(session, here, effects)
    told = [*told, *_told(here, effects, stands)]
    entries = [entry_row(event, actor=actor, now=now) for event in told]
    deliveries = [delivery for entry in entries for delivery in delivery_rows(entry, now)]
    tasks, listed = new_rows(here, programme, effects, now, task_id or None, stands)
    closing = any(isinstance(effect, CloseCase) for effect in effects)
    move = Move(
        case_id=here.id,
        version=here.version,
        unit_path=here.unit_path,
        case={
            "state": state.to_json(),
            "phase": phase_of(programme, state),
            "closed_on": state.closed,
            "exit_reason": state.exit,
        },
        now=now,
        task_id=task_id,
        done=done,
        closing=closing,
        tasks=tasks,
        worklist=listed,
        entries=entries,
        deliveries=deliveries,
    )
    store(session, move)
    if not closing:
        _cancel(session, here, [effect.key for effect in effects if isinstance(effect, CancelTask)], now)
    keep_beside(session, here, state, effects, actor, now, reason, verdict)
    if deliveries:
        ring_after_commit(session)
    return tuple(row["task_id"] for row in listed)


def keep_beside(
    session: Session,
    here: Here,
    state: State,
    effects: Sequence[Effect],
    actor: Actor,
    now: datetime,
    reason: str = "",
    verdict: dict[str, Any] | None = None,
) -> None:
    """What a move changes beside the case's own rows: places of blocks, what other units see, links that end with it."""
    if any(isinstance(effect, BlockEffect) for effect in effects):
        keep_places(session, here, effects, now, reason, verdict)
    the_plan = plan_of(here.revision)
    if the_plan.elsewhere:
        keep_shares(session, the_plan, here, state, now)
    if state.closed and the_plan.links:
        end_links(session, here, actor, now)


def _told(here: Here, effects: Iterable[Effect], stands: Stands) -> list[Event]:
    about: dict[str, Any] = {"subject_id": here.id, "person_id": here.person_id, "case_id": here.id}
    told: list[Event] = []
    for effect in effects:
        match effect:
            case CloseCase():
                told.append(CaseClosed(**about, reason=effect.reason))
            case EnterBlock():
                held = here.state.block(effect.block)
                moved_up = held is not None and held.status == "waiting"
                told.append(BlockEntered(**about, programme=here.programme, block=effect.block, moved_up=moved_up))
            case WaitForBlock():
                told.append(BlockQueued(**about, programme=here.programme, block=effect.block))
            case LeaveBlock() | CompleteBlock():
                completed = isinstance(effect, CompleteBlock)
                told.append(BlockLeft(**about, programme=here.programme, block=effect.block, completed=completed))
            case OpenTask() if effect.at is not None and effect.at in stands:
                told.append(CaseReferred(**about, unit_path=stands[effect.at].unit_path))
    return told


def _cancel(session: Session, here: Here, keys: Sequence[Key], now: datetime) -> None:
    """Single tasks, where the case goes on."""
    for step, round_ in keys:
        one = (Task.case_id == here.id, Task.step == step, Task.round == round_)
        found = session.scalar(select(Task.id).where(*one, Task.status == "open"))
        if found is not None:
            session.execute(delete(Worklist).where(Worklist.task_id == found))
            session.execute(update(Task).where(Task.id == found).values(status="cancelled", done_at=now))
