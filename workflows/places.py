"""The places of blocks: who holds one, who waits, how many there are. Counted under the block's lock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import catalogue
from core.catalogue import UnknownProgramme
from core.definitions import Block
from workflows.effects import CompleteBlock, Effect, EnterBlock, LeaveBlock, WaitForBlock
from workflows.models import BlockPlace
from workflows.rows import Here

STATUS = {EnterBlock: "entered", WaitForBlock: "waiting", LeaveBlock: "left", CompleteBlock: "completed"}


@dataclass(frozen=True, slots=True)
class Seats:
    """How full a block is. `places` is None where as many may come as like."""

    taken: int
    waiting: int
    places: int | None
    hidden: bool = False
    """Takes nobody new in; who is in it or waits for it goes on."""

    @property
    def left(self) -> int | None:
        return None if self.places is None else max(0, self.places - self.taken)


def lock_block(session: Session, programme: str, block: str) -> None:
    """Have those who want a place follow each other. SQLite has one writer anyway; PostgreSQL holds the lock until the commit.

    Who holds it waits for no case: those who enter have theirs already, and who moves up passes over one that is locked.
    """
    if session.connection().dialect.name == "postgresql":
        number = int.from_bytes(sha256(f"block/{programme}/{block}".encode()).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def seats(session: Session, programme: str, block: Block) -> Seats:
    """Counted now. How many places there are is said by the revision that is current, so that all cases share them."""
    return all_seats(session, programme, [block])[block.id]


def all_seats(session: Session, programme: str, blocks: Iterable[Block]) -> dict[str, Seats]:
    """By block id; one query."""
    found: dict[tuple[str, str], int] = {}
    counted = select(BlockPlace.block, BlockPlace.status, func.count()).where(
        BlockPlace.programme == programme, BlockPlace.status.in_(("entered", "waiting"))
    )
    for block, status, count in session.execute(counted.group_by(BlockPlace.block, BlockPlace.status)):
        found[block, status] = count
    now = _current(programme)
    return {
        block.id: Seats(found.get((block.id, "entered"), 0), found.get((block.id, "waiting"), 0), current.places, current.hidden)
        for block in blocks
        for current in [now.get(block.id, block)]
    }


def keep_places(
    session: Session,
    here: Here,
    effects: Iterable[Effect],
    now: datetime,
    reason: str = "",
    verdict: dict[str, Any] | None = None,
) -> None:
    """Write what a move did to the case's blocks."""
    for effect in effects:
        if isinstance(effect, (EnterBlock, WaitForBlock, LeaveBlock, CompleteBlock)):
            place = session.get(BlockPlace, (here.id, effect.block), populate_existing=True)
            if place is None:
                place = BlockPlace(case_id=here.id, block=effect.block, programme=here.programme, verdict={}, reason="")
                session.add(place)
            place.status, place.since, place.reason = STATUS[type(effect)], now, reason
            place.verdict = place.verdict if verdict is None else verdict
    session.flush()


def _current(programme: str) -> dict[str, Block]:
    try:
        blocks = catalogue.definition(catalogue.current(programme).digest).blocks
    except UnknownProgramme:
        blocks = ()
    return {block.id: block for block in blocks}
