"""A step is two round trips on PostgreSQL; only cases that use blocks or referrals pay for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.database import db
from core.organisations.tree import add_unit
from tests.core.organisations.rooms import Tree
from tests.workflows import sample, wider
from workflows.blocks import enter_block
from workflows.models import Case, Task
from workflows.run import open_case, take

NOW = sample.NOW


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent inside."""
    found: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        found.append(statement)

    event.listen(db.engine, "before_cursor_execute", heard)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", heard)


def cost(session: Session, case: Case, step: str, **answers: object) -> int:
    query = select(Task.id).where(Task.case_id == case.id, Task.step == step, Task.status == "open")
    task = session.scalars(query).one()
    with counted() as sent:
        take(session, SYSTEM, task, None, answers, NOW)
    return len(sent)


@pytest.fixture
def postgresql(session: Session) -> None:
    if session.connection().dialect.name != "postgresql":
        pytest.skip("SQLite writes the same rows one after the other")


@pytest.mark.usefixtures("postgresql")
def test_a_plain_step_costs_two(session: Session, tree: Tree) -> None:
    case = open_case(session, SYSTEM, sample.enrolled(session, tree.town).id, "sample", tree.town.id, now=NOW)
    assert cost(session, case, "profile", skills="viele") == 2
    assert cost(session, case, "needs", needs_lessons=True) == 2


@pytest.mark.usefixtures("postgresql")
def test_so_does_one_of_a_programme_with_blocks_and_referrals_that_uses_none_of_them(session: Session, tree: Tree) -> None:
    case = open_case(session, SYSTEM, wider.enrolled(session, tree.town).id, "wider", tree.town.id, now=NOW)
    enter_block(session, SYSTEM, case.id, "course", now=NOW)
    assert cost(session, case, "choose") == 2
    assert cost(session, case, "lesson") == 2


@pytest.mark.usefixtures("postgresql")
def test_a_referral_and_the_end_of_a_block_cost_a_few_more(session: Session, tree: Tree) -> None:
    provider = add_unit(session, "Bildungswerk", "provider", tree.south, NOW)
    case = open_case(session, SYSTEM, wider.enrolled(session, tree.town).id, "wider", tree.town.id, now=NOW)
    enter_block(session, SYSTEM, case.id, "course", now=NOW)
    assert cost(session, case, "refer", referred_to=provider.id) <= 7
    cost(session, case, "lesson")
    assert cost(session, case, "test", grade="a") <= 8
