"""A running case for each person of a registry, some days old and at different steps; and a revision that changes them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text

from core.actor import SYSTEM
from core.catalogue import publish, ship
from core.database import db, transaction
from core.definitions import Criterion, Deadline, Programme, Step, t
from tests.bench.bench_rules import PROGRAMMES
from tests.bench.world import NOW, fill
from tests.workflows.sample import PROGRAMME as SAMPLE
from workflows.engine import Outcome, advance, begin
from workflows.rows import NEVER, listing
from workflows.state import State

ON = date(2026, 3, 2)
DAYS = 60
"""On so many days people entered."""
MOVES: tuple[tuple[tuple[str, dict[str, Any]], ...], ...] = (
    (),
    (("profile", {}),),
    (("needs", {"needs_lessons": True}),),
    (("profile", {}), ("needs", {"needs_lessons": True})),
    (("profile", {}), ("needs", {"needs_lessons": False})),
    (("profile", {}), ("needs", {"needs_lessons": True}), ("lessons", {"more_lessons": False})),
    (("profile", {}), ("needs", {"needs_lessons": True}), ("lessons", {"more_lessons": True})),
)
"""How far cases have come."""


def changed(count: int) -> tuple[Programme, Programme]:
    """So many people with their cases; the definition that they began with and the one that is published now."""
    one = before()
    with transaction() as session:
        ship(session, [one], NOW - timedelta(days=DAYS))
    fill(count)
    fill_cases(one)
    other = after(one)
    with transaction() as session:  # whoever needs the definition finds it by its digest
        publish(session, other, actor=SYSTEM, now=NOW)
    return one, other


def before() -> Programme:
    rules = [Criterion(f"c{place}", rule, t(de="Regel")) for place, rule in enumerate(PROGRAMMES["durchstarten"])]
    return SAMPLE.but(eligibility=rules)


def after(programme: Programme) -> Programme:
    """Three more years, a week less, and a step more."""
    age, *rest = programme.eligibility
    rules = [age.but(rule="age in [18..30]"), *rest]
    profile, *others = programme.steps
    new = Step("review", t(de="Rückblick"), role="adviser", phase="work", after=["needs"])
    return programme.but(eligibility=rules, steps=[profile.but(due=Deadline(days=21)), *others, new])


def states(programme: Programme) -> list[State]:
    """A case for each way of MOVES, all entered on ON."""
    found = []
    for moves in MOVES:
        state, _ = begin(programme, {}, NOW)
        for step, answers in moves:
            state, _ = advance(programme, state, Outcome((step, 1), answers), NOW)
        found.append(state)
    return found


def fill_cases(programme: Programme) -> None:
    """A running case for each person, with its open tasks: written by the database."""
    stands = states(programme)
    with transaction() as session:
        for number, state in enumerate(stands):
            session.execute(text(_CASES), {
                "number": number, "ways": len(stands), "days": DAYS, "revision": programme.digest, "programme": programme.id,
                "state": json.dumps(state.to_json()), "on": ON, "now": NOW,
            })  # fmt: skip
            for task in state.open():
                shown = listing(programme, task.step)
                ahead = (task.due - ON).days if task.due else None
                values = {"number": number, "ways": len(stands), "ahead": ahead, "never": NEVER, "now": NOW, **shown}
                session.execute(text(_TASKS), values)
                session.execute(text(_LISTED), values)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


_CASES = """
INSERT INTO case_ (id, number, person_id, programme, track, revision, unit_id, unit_path, state, version, phase, entered_on,
                   verdict, created_at, synthetic)
SELECT 'c' || p.id, p.id, p.id, :programme, '', :revision, p.unit_id, p.unit_path,
       replace(:state, '2026-03-02', (CAST(:on AS date) - p.place % :days)::text)::jsonb, 1, 'start',
       CAST(:on AS date) - p.place % :days, '{}', :now, true
FROM (SELECT *, CAST(substr(id, 2) AS int) AS place FROM person) AS p WHERE p.place % :ways = :number
"""
_TASKS = """
INSERT INTO task (id, case_id, programme, step, round, status, role, unit_path, opened_at, due)
SELECT id || :step, id, programme, :step, 1, 'open', :role, unit_path, CAST(:now AS timestamptz) - (CAST(:now AS date) - entered_on)
       * interval '1 day', entered_on + CAST(:ahead AS int)
FROM case_ WHERE CAST(substr(person_id, 2) AS int) % :ways = :number
"""
_LISTED = """
INSERT INTO worklist (task_id, case_id, person_id, programme, step, phase, role, held_by, unit_id, unit_path, due, due_key,
                      optional, opened_at)
SELECT c.id || :step, c.id, c.person_id, c.programme, :step, :phase, :role, :held_by, c.unit_id, c.unit_path,
       entered_on + CAST(:ahead AS int), coalesce(entered_on + CAST(:ahead AS int), :never), :optional, :now
FROM case_ c WHERE CAST(substr(c.person_id, 2) AS int) % :ways = :number
"""
