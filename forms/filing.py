"""File a submission with all that hangs on it: closed draft, parked text, journal. One statement on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import CTE, Delete, Executable, Insert, Table, Update, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from core.database import Base, Json, UtcTime
from core.journal import Entry, outbox
from forms.models import Draft, Parked, Submission

Row = Mapping[str, Any]
DRAFT, PARKED, SUBMISSION, ENTRY = (Base.metadata.tables[model.__tablename__] for model in (Draft, Parked, Submission, Entry))
# the sealing of the chain fills them in
_LATER = frozenset({"chain_no", "hash"})


def file(session: Session, version: int, submission: Row, entry: Row, now: dt.datetime) -> bool:
    """False, with nothing written, when its draft is no longer open, or was saved since it had this version."""
    connection = session.connection()
    closing = {"b_draft": submission["draft_id"], "b_version": version, "b_pages": {}, "b_now": now}
    parking = {"b_parked": submission["draft_id"], "b_user": submission["user_id"] or ""}
    if connection.dialect.name == "postgresql":
        values = {**closing, **parking, **_named("s_", submission), **_named("e_", entry)}
        filed = connection.execute(_at_once(), values).first() is not None
    elif filed := connection.execute(_close(), closing).rowcount == 1:
        connection.execute(_forget(), parking)
        connection.execute(insert(SUBMISSION), [submission])
        connection.execute(insert(ENTRY), [entry])
    if filed:
        outbox.write_deliveries(session, dict(entry), now)
    return filed


def _named(prefix: str, row: Row) -> dict[str, Any]:
    return {prefix + name: value for name, value in row.items()}


@cache
def _close() -> Update:
    """The answers live on in the submission alone."""
    mine = DRAFT.c.id == bindparam("b_draft"), DRAFT.c.version == bindparam("b_version"), DRAFT.c.open_key.is_not(None)
    emptied = {"open_key": None, "pages": bindparam("b_pages", type_=Json), "updated_at": bindparam("b_now", type_=UtcTime)}
    return update(DRAFT).where(*mine).values(emptied)


@cache
def _forget() -> Delete:
    """What others have parked is all that there is of it: they are shown it when they come back."""
    return delete(PARKED).where(PARKED.c.draft_id == bindparam("b_parked"), PARKED.c.user_id == bindparam("b_user"))


@cache
def _at_once() -> Executable:
    """Every write hangs on the draft's row: when it is closed, or was saved, nothing at all is written."""
    closed = _close().returning(DRAFT.c.id).cte("closed")
    gone = _forget().where(PARKED.c.draft_id == select(closed.c.id).scalar_subquery()).cte("gone")
    told = _inserted(ENTRY, "e_", closed).cte("told")
    return _inserted(SUBMISSION, "s_", closed).returning(SUBMISSION.c.id).add_cte(gone, told)


def _inserted(table: Table, prefix: str, closed: CTE) -> Insert:
    columns = [column for column in table.columns if column.name not in _LATER]
    row = select(*(bindparam(prefix + column.name, type_=column.type) for column in columns)).select_from(closed)
    return insert(table).from_select([column.name for column in columns], row, include_defaults=False)
