"""The audit chain: each sealed entry carries the hash of itself and of all before it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from core.journal.models import ChainHead, Entry

ENTRY: Any = Entry.__table__  # a mapped class has a Table; the type checker sees less
FIELDS = tuple(column.name for column in ENTRY.columns if column.name not in ("chain_no", "hash"))
START = "0" * 64
LOCK = 7_204_106  # the number of our advisory lock on PostgreSQL; any other would do
BATCH = 1000


def seal(session: Session, limit: int = BATCH) -> int:
    """Give up to `limit` new entries their number and hash; how many. 0 also when another process is sealing.

    SQLite has one writer at a time; on PostgreSQL an advisory lock, held to the end of the transaction, stands for that.
    """
    if session.get_bind().dialect.name == "postgresql" and not session.scalar(select(func.pg_try_advisory_xact_lock(LOCK))):
        return 0
    fresh = session.execute(select(ENTRY).where(ENTRY.c.chain_no.is_(None)).order_by(ENTRY.c.id).limit(limit)).mappings().all()
    if not fresh:
        return 0
    head = session.get(ChainHead, 1, populate_existing=True) or ChainHead(id=1, no=0, hash=START)
    marks = []
    for row in fresh:
        head.no, head.hash = head.no + 1, link(head.hash, row)
        marks.append({"entry": row["id"], "no": head.no, "digest": head.hash})
    session.add(head)
    mark = update(ENTRY).where(ENTRY.c.id == bindparam("entry")).values(chain_no=bindparam("no"), hash=bindparam("digest"))
    session.connection().execute(mark, marks)
    return len(fresh)


def verify(session: Session) -> list[str]:
    """Sentences about every place where the chain does not hold; empty when nobody has touched it.

    After a changed or missing entry the walk goes on from what is stored, so that one wound is named once.
    """
    faults: list[str] = []
    number, digest = 0, START
    for row in _sealed(session):
        if row["chain_no"] != number + 1:
            faults.append(f"The entries {number + 1} to {row['chain_no'] - 1} are missing.")
        elif row["hash"] != link(digest, row):
            faults.append(f"The entry {row['chain_no']} ({row['id']}) is not as it was written.")
        number, digest = row["chain_no"], row["hash"]
    head = session.execute(select(ChainHead.no, ChainHead.hash).where(ChainHead.id == 1)).first()
    if (head.no, head.hash) != (number, digest) if head else number:
        faults.append(
            f"The chain ends at entry {number}, but its head names {head.no if head else 'none'}: entries were cut off or added."
        )
    return faults


def link(previous: str, row: Any) -> str:
    """SHA-256 over the previous hash and the entry (its columns by name) as canonical JSON."""
    facts = {name: row[name] for name in FIELDS}
    facts["at"] = row["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
    text = json.dumps(facts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((previous + text).encode()).hexdigest()


def _sealed(session: Session) -> Iterator[Any]:
    statement = select(ENTRY).where(ENTRY.c.chain_no.is_not(None)).order_by(ENTRY.c.chain_no)
    yield from session.execute(statement, execution_options={"yield_per": BATCH}).mappings()
