"""Enter a block, wait for a place in it, leave it: each with the block's own verdict, and its places counted under lock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import SYSTEM, Actor, NotFound, require
from core.clock import today
from core.definitions import Block, Programme
from workflows import engine
from workflows.effects import NotInBlock
from workflows.eligibility import Exemption, NotEligible, check_exemptions, decide_block, verdict_data
from workflows.models import BlockPlace
from workflows.places import Seats, lock_block, seats
from workflows.writing import lock, plan_of, write

LONGEST_REASON = 500


class Busy(Exception):
    """Somebody works on a case that would move up: try again in a moment."""


def enter_block(
    session: Session, actor: Actor, case_id: str, block_id: str, *, now: datetime, exceptions: Sequence[Exemption] = ()
) -> str:
    """Take a case into a block, or put it on the waiting list when the places are taken or others wait: "entered" or "waiting".

    A block whose first day lies ahead may be entered before; the verdict is that of its first day.
    Raises NotFound, NotInBlock (it is in it already, or closed, or the block takes nobody new in), ExemptionRefused, NotEligible.
    """
    here = lock(session, case_id)
    require(actor, "open_case", here)
    programme = catalogue.definition(here.revision)
    block, the_plan = block_of(programme, block_id), plan_of(here.revision)
    held = here.state.block(block_id)
    if held is not None and held.status == "waiting":
        return "waiting"
    day = max(today(now), block.starts_on or today(now))
    check_exemptions(block.eligibility, exceptions, actor.name, day)
    verdict = decide_block(session, here.person_id, programme, block, today(now), exceptions)
    if verdict.outcome != "eligible":
        raise NotEligible(verdict)
    lock_block(session, here.programme, block_id)
    there = seats(session, here.programme, block)
    if there.hidden:
        raise NotInBlock("The block takes nobody new in.")
    step = engine.enter_block if _free(there) else engine.wait_for_block
    state, effects = step(the_plan, here.state, block_id, now)
    write(session, here, state, effects, actor, now, [], verdict=verdict_data(verdict, exceptions))
    entered = state.block(block_id)
    return entered.status if entered else "entered"


def leave_block(session: Session, actor: Actor, case_id: str, block_id: str, reason: str, now: datetime) -> None:
    """Give up a block, or the wait for it. Its open tasks are cancelled, its place goes to who waits.

    Raises NotFound, NotInBlock, ValueError without a reason.
    """
    here = lock(session, case_id)
    require(actor, "open_case", here)
    block_of(catalogue.definition(here.revision), block_id)
    if not reason.strip():
        raise ValueError("Say why the block is left.")
    state, effects = engine.leave_block(plan_of(here.revision), here.state, block_id, now)
    write(session, here, state, effects, actor, now, [], reason=reason.strip()[:LONGEST_REASON])


def move_up(session: Session, programme_id: str, block_id: str, now: datetime, actor: Actor = SYSTEM) -> int:
    """Give the free places of a block to those who wait, in the order in which they came; returns how many moved up.

    Who does not meet the block's conditions any more keeps waiting and is passed over. Raises Busy when a case that should
    move up is locked by somebody else: who waits for no lock here can stand in nobody's way.
    """
    lock_block(session, programme_id, block_id)
    moved, busy = 0, False
    for place in _queue(session, programme_id, block_id):
        outcome = _try(session, place, block_id, now, actor)
        if outcome is False:
            break
        moved, busy = moved + (outcome is True), busy or outcome is None
    if busy:
        raise Busy(f"A case that waits for the block {block_id!r} is being worked on.")
    return moved


def block_of(programme: Programme, block_id: str) -> Block:
    """Raises NotFound."""
    found = next((block for block in programme.blocks if block.id == block_id), None)
    if found is None:
        raise NotFound("There is no such record.")
    return found


def _free(found: Seats) -> bool:
    return found.left is None or found.left > found.waiting


def _queue(session: Session, programme_id: str, block_id: str) -> Sequence[BlockPlace]:
    waiting = BlockPlace.programme == programme_id, BlockPlace.block == block_id, BlockPlace.status == "waiting"
    query = select(BlockPlace).where(*waiting).order_by(BlockPlace.since, BlockPlace.case_id)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _try(session: Session, place: BlockPlace, block_id: str, now: datetime, actor: Actor) -> bool | str | None:
    """True: it moved up. False: there is no place left. None: somebody has its case. "passed": it may not enter now."""
    try:
        here = lock(session, place.case_id, pass_over=True)
    except NotFound:
        return None
    programme = catalogue.definition(here.revision)
    block = block_of(programme, block_id)
    if seats(session, here.programme, block).left == 0:
        return False
    exemptions = [Exemption(**each) for each in _exemptions(place.verdict)]
    held = here.state.block(block_id)
    verdict = decide_block(session, here.person_id, programme, block, today(now), exemptions)
    if verdict.outcome != "eligible" or held is None or held.status != "waiting":
        return "passed"
    state, effects = engine.enter_block(plan_of(here.revision), here.state, block_id, now)
    write(session, here, state, effects, actor, now, [], verdict=verdict_data(verdict, exemptions))
    return True


def _exemptions(verdict: dict[str, Any]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = verdict.get("exemptions", [])
    return found
