"""What a case was before it moved: read as JSON, and put back as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Table, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from core.database import Base, UtcTime
from core.people.shares import Share
from forms.models import Draft
from workflows.models import BlockPlace, Case, Task, Worklist

TASK, WORKLIST, PLACE, SHARE = (Base.metadata.tables[model.__tablename__] for model in (Task, Worklist, BlockPlace, Share))
_LISTS: Mapping[str, Table] = {"tasks": TASK, "worklist": WORKLIST, "places": PLACE, "shares": SHARE}
_REPLACED = ("worklist", "places", "shares")
_CASE = ("revision", "state", "phase", "closed_on", "exit_reason")
# somebody may have been given the task since
_STAYS = frozenset({"assignee_id"})


def keep(session: Session, case_ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """By case, the rows that a move may change, as JSON values: a few statements, however many cases."""
    columns = [Case.__table__.c[name] for name in _CASE]
    rows = session.execute(select(Case.id.label("kept_id"), *columns).where(Case.id.in_(case_ids))).mappings()
    found: dict[str, dict[str, Any]] = {
        row["kept_id"]: {"case": _plain({name: row[name] for name in _CASE}), **{name: [] for name in _LISTS}} for row in rows
    }
    for name, table in _LISTS.items():
        for row in session.execute(select(table).where(table.c.case_id.in_(case_ids))).mappings():
            found[row["case_id"]][name].append(_plain(row))
    return found


def put_back(session: Session, case_id: str, before: Mapping[str, Any], version: int) -> None:
    """The case as it was, with this version. Who has a task by now keeps it."""
    now = {row["id"]: dict(row) for row in session.execute(_of(TASK, case_id)).mappings()}
    held = {id: row["assignee_id"] for id, row in now.items() if row["status"] == "open"}
    tasks = [_rich(TASK, row) for row in before["tasks"]]
    session.execute(delete(WORKLIST).where(WORKLIST.c.case_id == case_id))
    session.execute(delete(TASK).where(TASK.c.case_id == case_id, TASK.c.id.not_in([row["id"] for row in tasks])))
    rename(session, [(row["id"], row["step"], row["round"]) for row in tasks if _place(row) != _place(now[row["id"]])])
    for row in tasks:
        given = {name: value for name, value in row.items() if name not in {"id", *_STAYS}}
        if any(now[row["id"]][name] != value for name, value in given.items()):
            session.execute(update(TASK).where(TASK.c.id == row["id"]).values(given))
    for name in _REPLACED:
        table = _LISTS[name]
        if name != "worklist":
            session.execute(delete(table).where(table.c.case_id == case_id))
        rows = [_rich(table, row) for row in before[name]]
        if name == "worklist":
            rows = [{**row, "assignee_id": held.get(row["task_id"], row["assignee_id"])} for row in rows]
        if rows:
            session.execute(insert(table), rows)
    case = _rich(Case.__table__, before["case"])  # type: ignore[arg-type]  # a mapped class has a Table
    session.execute(update(Case).where(Case.id == case_id).values({**case, "version": version}))


def _place(row: Mapping[str, Any]) -> tuple[str, int]:
    return row["step"], row["round"]


def rename(session: Session, places: Iterable[tuple[str, str, int]]) -> None:
    """Task id → its step and round. Two tasks may change places: so each steps aside first."""
    rows = list(places)
    for number, (task_id, _step, _round) in enumerate(rows, 1):
        session.execute(update(TASK).where(TASK.c.id == task_id).values(round=-number))
    for task_id, step, round_ in rows:
        session.execute(update(TASK).where(TASK.c.id == task_id).values(step=step, round=round_))


def begun_since(session: Session, case_id: str, before: Mapping[str, Any]) -> bool:
    """Whether somebody writes in a task that the move opened: an undo would take it from her."""
    new = select(Task.id).where(Task.case_id == case_id, Task.id.not_in([row["id"] for row in before["tasks"]]))
    subjects = [f"task:{id}" for id in session.scalars(new)]
    open_ones = select(Draft.id).where(Draft.subject.in_(subjects), Draft.open_key.is_not(None), Draft.version > 0)
    return bool(subjects) and session.scalar(open_ones.limit(1)) is not None


def _of(table: Table, case_id: str) -> Any:
    return select(table).where(table.c.case_id == case_id)


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): each.isoformat() if isinstance(each, (date, datetime)) else each for name, each in row.items()}


def _rich(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name].type, each) for name, each in row.items() if name in table.c}


def _value(type_: TypeEngine[Any], stored: Any) -> Any:
    if isinstance(stored, str) and isinstance(type_, UtcTime):
        return datetime.fromisoformat(stored)
    return date.fromisoformat(stored) if isinstance(stored, str) and isinstance(type_, Date) else stored
