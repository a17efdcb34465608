"""Blocks are entered side by side, each with its own verdict; places are given in the order in which people came."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM, NotFound
from core.catalogue import current, definition, publish
from core.database import db, transaction
from core.journal.models import Entry
from core.organisations.tree import add_unit
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.test_concurrency import app, at_once
from tests.workflows.wider import NOW, enrolled
from workflows.blocks import enter_block, leave_block, move_up
from workflows.case_parts import Blocks, Card
from workflows.eligibility import Exemption, ExemptionRefused, NotEligible
from workflows.engine import NotInBlock
from workflows.models import BlockPlace, Case, Task, Worklist
from workflows.run import exit_case, open_case, take
from workflows.state import State

__all__ = ["app"]
LATER = NOW + dt.timedelta(hours=1)


def opened(session: Session, tree: Tree, **facts: object) -> Case:
    return open_case(session, SYSTEM, enrolled(session, tree.town, **facts).id, "wider", tree.town.id, now=NOW)


def open_steps(session: Session, case: Case) -> set[str]:
    return set(session.scalars(select(Worklist.step).where(Worklist.case_id == case.id)))


def state(session: Session, case: Case) -> State:
    return State.from_json(session.get_one(Case, case.id, populate_existing=True).state)


def status(session: Session, case: Case, block: str = "course") -> str | None:
    held = state(session, case).block(block)
    place = session.get(BlockPlace, (case.id, block), populate_existing=True)
    assert held is None or (place is not None and place.status == held.status)
    return held.status if held else None


def do(session: Session, case: Case, step: str, **answers: object) -> None:
    query = select(Task.id).where(Task.case_id == case.id, Task.step == step, Task.status == "open")
    take(session, SYSTEM, session.scalars(query).one(), None, answers, LATER)


def test_steps_of_a_block_stand_open_once_it_is_entered(session: Session, tree: Tree) -> None:
    case = opened(session, tree)
    assert open_steps(session, case) == {"choose", "refer"}
    assert enter_block(session, SYSTEM, case.id, "course", now=NOW) == "entered"
    assert enter_block(session, SYSTEM, case.id, "coaching", now=NOW) == "entered"
    assert open_steps(session, case) == {"choose", "refer", "lesson", "coach"}
    with pytest.raises(NotInBlock):
        enter_block(session, SYSTEM, case.id, "course", now=NOW)


def test_a_block_is_completed_by_its_last_duty_and_keeps_the_result(session: Session, tree: Tree) -> None:
    case = opened(session, tree)
    enter_block(session, SYSTEM, case.id, "course", now=NOW)
    do(session, case, "lesson")
    do(session, case, "test", grade="a")
    assert status(session, case) == "completed"
    assert state(session, case).task(("test", 1)).outcome == "a"  # type: ignore[union-attr]  # it was done just now
    told = session.scalars(select(Entry).where(Entry.event == "block_left")).one()
    assert told.data == {"programme": "wider", "block": "course", "completed": True}


def test_who_comes_when_it_is_full_waits_and_moves_up_in_order(session: Session, tree: Tree) -> None:
    cases = [opened(session, tree, family_name=name) for name in ("Eins", "Zwei", "Drei")]
    for minutes, case in enumerate(cases):
        enter_block(session, SYSTEM, case.id, "course", now=NOW + dt.timedelta(minutes=minutes))
    assert [status(session, case) for case in cases] == ["entered", "waiting", "waiting"]
    assert enter_block(session, SYSTEM, cases[1].id, "course", now=LATER) == "waiting"
    assert move_up(session, "wider", "course", LATER) == 0
    leave_block(session, SYSTEM, cases[0].id, "course", "Umzug", LATER)
    assert open_steps(session, cases[0]) == {"choose", "refer"}
    assert move_up(session, "wider", "course", LATER) == 1
    assert [status(session, case) for case in cases] == ["left", "entered", "waiting"]
    entry = session.scalars(select(Entry).where(Entry.event == "block_entered", Entry.case_id == cases[1].id)).one()
    assert entry.data["moved_up"] is True
    exit_case(session, SYSTEM, cases[1].id, "work", LATER)
    assert move_up(session, "wider", "course", LATER) == 1
    assert status(session, cases[2]) == "entered"


def test_a_free_place_is_for_who_waits_not_for_who_comes(session: Session, tree: Tree) -> None:
    first, second, third = (opened(session, tree, family_name=name) for name in ("Eins", "Zwei", "Drei"))
    enter_block(session, SYSTEM, first.id, "course", now=NOW)
    enter_block(session, SYSTEM, second.id, "course", now=NOW)
    leave_block(session, SYSTEM, first.id, "course", "Umzug", LATER)
    assert enter_block(session, SYSTEM, third.id, "course", now=LATER) == "waiting"
    assert move_up(session, "wider", "course", LATER) == 1
    assert status(session, second) == "entered"


def test_the_waiting_list_can_be_left(session: Session, tree: Tree) -> None:
    first, second = opened(session, tree), opened(session, tree, family_name="Zwei")
    enter_block(session, SYSTEM, first.id, "course", now=NOW)
    enter_block(session, SYSTEM, second.id, "course", now=NOW)
    leave_block(session, SYSTEM, second.id, "course", "Wartet nicht mehr", LATER)
    assert status(session, second) is None
    assert session.get_one(BlockPlace, (second.id, "course")).reason == "Wartet nicht mehr"
    with pytest.raises(NotInBlock):
        leave_block(session, SYSTEM, second.id, "course", "noch einmal", LATER)


def test_a_block_that_was_left_begins_anew(session: Session, tree: Tree) -> None:
    case = opened(session, tree)
    enter_block(session, SYSTEM, case.id, "course", now=NOW)
    do(session, case, "lesson")
    leave_block(session, SYSTEM, case.id, "course", "krank", LATER)
    enter_block(session, SYSTEM, case.id, "course", now=LATER)
    found = session.execute(select(Task.step, Task.round, Task.status).where(Task.step.in_(("lesson", "test")))).all()
    assert sorted(map(tuple, found)) == [("lesson", 1, "done"), ("lesson", 2, "open"), ("test", 1, "cancelled")]


def test_each_block_has_its_own_verdict_and_its_own_exceptions(session: Session, tree: Tree) -> None:
    case = opened(session, tree, date_of_birth=dt.date(1990, 1, 1))
    clerk = replace(actor("case_worker", tree.town), name="Erika Beispiel")
    with pytest.raises(NotEligible) as told:
        enter_block(session, clerk, case.id, "course", now=NOW)
    assert told.value.verdict.decided_by == ("young",)
    with pytest.raises(ExemptionRefused):
        enter_block(session, clerk, case.id, "course", now=NOW, exceptions=[Exemption("young", "Weil", "erika beispiel")])
    exemption = Exemption("young", "Kurs passt sonst nirgends", "Max Muster")
    assert enter_block(session, clerk, case.id, "course", now=NOW, exceptions=[exemption]) == "entered"
    kept = session.get_one(BlockPlace, (case.id, "course")).verdict
    assert kept["exemptions"] == [{"criterion": "young", "reason": "Kurs passt sonst nirgends", "second_person": "Max Muster"}]


def test_a_block_that_starts_later_is_judged_on_its_first_day(session: Session, tree: Tree) -> None:
    thirty_by_then = opened(session, tree, date_of_birth=dt.date(1996, 9, 1))
    a_day_too_young = opened(session, tree, date_of_birth=dt.date(1996, 9, 2), family_name="Jünger")
    assert enter_block(session, SYSTEM, thirty_by_then.id, "later", now=NOW) == "entered"
    with pytest.raises(NotEligible):
        enter_block(session, SYSTEM, a_day_too_young.id, "later", now=NOW)


def test_a_hidden_block_takes_nobody_new_in_and_keeps_who_came_before(session: Session, tree: Tree) -> None:
    first, second, third = (
        opened(session, tree),
        opened(session, tree, family_name="Zwei"),
        opened(session, tree, family_name="Drei"),
    )
    assert enter_block(session, SYSTEM, first.id, "course", now=NOW) == "entered"
    assert enter_block(session, SYSTEM, second.id, "course", now=NOW) == "waiting"
    now = definition(current("wider").digest)
    blocks = [block.but(hidden=True) if block.id == "course" else block for block in now.blocks]
    publish(session, now.but(blocks=blocks), actor=SYSTEM, now=LATER)
    with pytest.raises(NotInBlock):
        enter_block(session, SYSTEM, third.id, "course", now=LATER)
    assert "course" not in [card.block.id for card in shown_blocks(session, third)]
    assert "course" in [card.block.id for card in shown_blocks(session, first)]
    leave_block(session, SYSTEM, first.id, "course", "fertig", LATER)
    assert move_up(session, "wider", "course", LATER) == 1
    assert status(session, second) == "entered"


def shown_blocks(session: Session, case: Case) -> list[Card]:
    return Blocks(session, case, state(session, case), LATER.date(), judged=False).cards()


def test_who_may_open_cases_here_moves_them_in_and_out_of_blocks(session: Session, tree: Tree) -> None:
    case = opened(session, tree)
    for stranger in (actor("case_worker", tree.south), actor("provider_staff", tree.town), actor("auditor", tree.land)):
        with pytest.raises(NotFound):
            enter_block(session, stranger, case.id, "course", now=NOW)
    enter_block(session, actor("case_worker", tree.town), case.id, "course", now=NOW)
    with pytest.raises(NotFound):
        leave_block(session, actor("case_worker", tree.south), case.id, "course", "so", NOW)
    with pytest.raises(NotFound):
        enter_block(session, SYSTEM, case.id, "no_such_block", now=NOW)
    with pytest.raises(ValueError, match="why"):
        leave_block(session, SYSTEM, case.id, "course", " ", NOW)


def test_eight_who_want_the_last_place_at_once(app: Flask) -> None:
    with transaction() as session:
        town = add_unit(session, "Usingen", "town", None, NOW)
        people = [enrolled(session, town, family_name=f"Person {number}").id for number in range(8)]
        cases = [open_case(session, SYSTEM, person, "wider", town.id, now=NOW).id for person in people]

    def entering(case: str, minutes: int):
        def work() -> str:
            with transaction() as session:
                return enter_block(session, SYSTEM, case, "course", now=NOW + dt.timedelta(minutes=minutes))

        return work

    found = at_once(app, [entering(case, minutes) for minutes, case in enumerate(cases)])
    assert Counter(found) == {"entered": 1, "waiting": 7}
    holder = db.session.scalars(select(BlockPlace.case_id).where(BlockPlace.status == "entered")).one()
    queue = db.session.scalars(select(BlockPlace.case_id).where(BlockPlace.status == "waiting").order_by(BlockPlace.since)).all()
    assert list(queue) == [case for case in cases if case != holder]
    db.session.rollback()

    def leaving() -> str:
        with transaction() as session:
            leave_block(session, SYSTEM, holder, "course", "Umzug", LATER)
            return "left"

    def rising() -> int:
        with transaction() as session:
            return move_up(session, "wider", "course", LATER)

    at_once(app, [leaving, rising, rising, rising])
    rising()
    entered = db.session.scalars(select(BlockPlace.case_id).where(BlockPlace.status == "entered")).all()
    assert list(entered) == [queue[0]]
