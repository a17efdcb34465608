"""Write down one move of a case: on PostgreSQL in one statement, on SQLite by the same steps one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Delete,
    Table,
    Update,
    and_,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session

from core.database import Base, Json, UtcTime
from core.journal.models import Delivery, Entry
from workflows.models import Case, Task, Worklist

Row = Mapping[str, Any]
CASE, TASK, WORKLIST, ENTRY, DELIVERY = (
    Base.metadata.tables[model.__tablename__] for model in (Case, Task, Worklist, Entry, Delivery)
)


@dataclass(frozen=True, slots=True)
class Move:
    """All rows that one move writes. `task_id` is the task that was done, empty when none was; `closing` cancels what is open.

    `case` holds the new state, phase, closed_on and exit_reason; the version is counted up by the statement.
    """

    case_id: str
    version: int
    unit_path: str
    case: Row
    now: datetime
    task_id: str = ""
    done: Row | None = None
    closing: bool = False
    tasks: Sequence[Row] = ()
    worklist: Sequence[Row] = ()
    entries: Sequence[Row] = ()
    deliveries: Sequence[Row] = ()


class Overtaken(Exception):
    """The case has moved on since it was read; nothing was written."""


def store(session: Session, move: Move) -> None:
    """Write the move. Raises Overtaken when the case no longer has the version it was read with, or its unit was moved."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        _at_once(connection, move)
    else:
        _one_by_one(connection, move)


def _at_once(connection: Connection, move: Move) -> None:
    lists = {"tasks": move.tasks, "worklist": move.worklist, "entries": move.entries, "deliveries": move.deliveries}
    values = _values(move) | {name: [_texts(row) for row in rows] for name, rows in lists.items()}
    if connection.execute(_statement(), values).scalar_one() != 1:
        raise Overtaken("The case was changed by somebody else at the same moment.")


def _one_by_one(connection: Connection, move: Move) -> None:
    values = _values(move)
    changed = connection.execute(_move_case(), _only(values, _CASE_NAMES))
    if changed.rowcount != 1:
        raise Overtaken("The case was changed by somebody else at the same moment.")
    if move.task_id:
        connection.execute(_finish_task(), _only(values, _DONE_NAMES))
    if move.closing:
        connection.execute(_cancel_tasks(), _only(values, ("b_case", "b_task", "b_now")))
    connection.execute(_unlist(), _only(values, ("b_case", "b_task", "b_closing")))
    for table, rows in ((TASK, move.tasks), (WORKLIST, move.worklist), (ENTRY, move.entries), (DELIVERY, move.deliveries)):
        if rows:
            connection.execute(insert(table), list(rows))


_CASE_NAMES = ("b_case", "b_version", "b_path", "b_state", "b_phase", "b_closed_on", "b_exit_reason")
_DONE_NAMES = ("b_task", "b_now", "b_done_by", "b_done_by_name", "b_submission")


def _values(move: Move) -> dict[str, Any]:
    done = move.done or {}
    return {
        "b_case": move.case_id,
        "b_version": move.version,
        "b_path": move.unit_path,
        "b_state": move.case["state"],
        "b_phase": move.case["phase"],
        "b_closed_on": move.case["closed_on"],
        "b_exit_reason": move.case["exit_reason"],
        "b_task": move.task_id,
        "b_now": move.now,
        "b_done_by": done.get("done_by"),
        "b_done_by_name": done.get("done_by_name"),
        "b_submission": done.get("submission_id"),
        "b_closing": move.closing,
    }


def _only(values: Row, names: Sequence[str]) -> dict[str, Any]:
    return {name: values[name] for name in names}


@cache
def _move_case() -> Update:
    case = CASE.c
    return (
        update(CASE)
        .where(case.id == bindparam("b_case"), case.version == bindparam("b_version"), case.unit_path == bindparam("b_path"))
        .values(
            state=bindparam("b_state", type_=Json),
            phase=bindparam("b_phase", type_=case.phase.type),
            closed_on=bindparam("b_closed_on", type_=case.closed_on.type),
            exit_reason=bindparam("b_exit_reason", type_=case.exit_reason.type),
            version=case.version + 1,
        )
    )


@cache
def _finish_task() -> Update:
    task = TASK.c
    return (
        update(TASK)
        .where(task.id == bindparam("b_task"), task.status == "open")
        .values(
            status="done",
            done_at=bindparam("b_now", type_=UtcTime),
            done_by=bindparam("b_done_by", type_=task.done_by.type),
            done_by_name=bindparam("b_done_by_name", type_=task.done_by_name.type),
            submission_id=bindparam("b_submission", type_=task.submission_id.type),
        )
    )


@cache
def _cancel_tasks() -> Update:
    task = TASK.c
    others = and_(task.case_id == bindparam("b_case"), task.id != bindparam("b_task"), task.status == "open")
    return update(TASK).where(others).values(status="cancelled", done_at=bindparam("b_now", type_=UtcTime))


@cache
def _unlist() -> Delete:
    row = WORKLIST.c
    closing = and_(bindparam("b_closing", type_=_BOOLEAN), row.case_id == bindparam("b_case"))
    return delete(WORKLIST).where(or_(row.task_id == bindparam("b_task"), closing))


_BOOLEAN = WORKLIST.c.optional.type


@cache
def _statement() -> Any:
    """Every write hangs on the case's row: when its version has moved on, nothing at all is written."""
    moved = _move_case().returning(CASE.c.id).cte("moved")
    here = select(moved.c.id).scalar_subquery()
    closing = bindparam("b_closing", type_=_BOOLEAN)
    parts = [
        _finish_task().where(TASK.c.case_id == here).cte("finished"),
        _cancel_tasks().where(TASK.c.case_id == here, closing).cte("cancelled"),
        _unlist().where(WORKLIST.c.case_id == here).cte("unlisted"),
        *(_insert(table, name, moved) for table, name in _LISTS),
    ]
    return select(func.count()).select_from(moved).add_cte(*parts)


_LISTS: tuple[tuple[Table, str], ...] = (
    (TASK, "tasks"),
    (WORKLIST, "worklist"),
    (ENTRY, "entries"),
    (DELIVERY, "deliveries"),
)


def _insert(table: Table, name: str, moved: Any) -> Any:
    """INSERT … SELECT from one JSON list, so that the statement has the same text however many rows there are.

    The text is kept short by `*`: psycopg parses one of more than 4096 characters anew each time.
    """
    columns = [each for each in table.columns if each.name not in _LEFT_OUT.get(name, ())]
    rows = func.jsonb_to_recordset(bindparam(name, type_=Json)).table_valued(*(column(each.name, each.type) for each in columns))
    given = rows.render_derived(name=name[0], with_types=True)
    chosen: Any = select(literal_column(f"{name[0]}.*")).select_from(given.join(moved, true()))
    statement = insert(table).from_select([each.name for each in columns], chosen, include_defaults=False)
    return statement.cte(f"new_{name}")


# what a later hand fills in: why a task was reopened, the sealing of the chain, a delivery that fails
_LEFT_OUT: dict[str, tuple[str, ...]] = {
    "tasks": ("reason",),
    "entries": ("chain_no", "hash"),
    "deliveries": ("error", "parked_at"),
}


def _texts(row: Row) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, (date, datetime)) else value for name, value in row.items()}
