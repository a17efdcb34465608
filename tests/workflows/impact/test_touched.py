"""Offerings, counters, charts, exports and contact notes that stand on a name which a change takes away."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue import publish
from core.definitions import Counter, Date, Form, Phase, Programme, Step, WholeNumber
from core.definitions import Offering as Kind
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.sample import NOW, PROGRAMME, enrolled, w
from workflows.impact.touched import Touched, touched
from workflows.models import Case, Task
from workflows.offering_models import Offering, Tally
from workflows.run import open_case

TODAY = NOW.date()
NOTE = Form("visit", w("Kontakt"), fields=[Date("contact_on", w("Am")), WholeNumber("contact_minutes", w("Minuten"))])
MINUTES = Counter("minutes", w("Zeit"), form="visit", field="contact_minutes", on="contact_on", rate=100, budget=90_000)
BEFORE = PROGRAMME.but(
    forms=[*PROGRAMME.forms, NOTE],
    phases=[*PROGRAMME.phases, Phase("rest", w("Ruhe"))],
    steps=[*PROGRAMME.steps, Step("visits", w("Kontakt"), role="adviser", form="visit", optional=True, repeat="true")],
    offerings=[Kind("club", w("Treff"), form="visit", role="adviser")],
    counters=[MINUTES],
)


@pytest.fixture
def case(session: Session, tree: Tree) -> Case:
    publish(session, BEFORE, actor=SYSTEM, now=NOW)
    case = open_case(session, SYSTEM, enrolled(session, tree.town).id, "sample", tree.town.id, now=NOW)
    common: dict[str, Any] = {"programme": "sample", "revision": BEFORE.digest, "unit_path": tree.town.path, "created_at": NOW}
    session.add(Offering(kind="club", unit_id=tree.town.id, title="Freitags im Hof", starts_on=TODAY, **common))
    session.add(Offering(kind="club", unit_id=tree.town.id, title="Vorbei", starts_on=TODAY, closed_on=TODAY, **common))
    tally = {**common, "counter": "minutes", "person_id": case.person_id, "case_id": case.id, "day": TODAY}
    session.add(Tally(amount=30, cost=5000, total=30, **tally))
    session.flush()
    return case


def found(session: Session, after: Programme, who: Any = SYSTEM) -> list[tuple[Any, ...]]:
    rows = touched(session, who, BEFORE, after, TODAY)
    return [(each.what, each.name.text("de"), each.count, each.names, each.table) for each in rows]


def test_nothing_is_touched_by_what_changes_nothing(session: Session, case: Case):
    assert touched(session, SYSTEM, BEFORE, BEFORE.but(title=w("Anders")), TODAY) == []


def test_offerings_whose_kind_or_form_is_gone(session: Session, tree: Tree, case: Case):
    without = BEFORE.but(offerings=[])
    told = ("kind_gone", "Treff", 1, ("Freitags im Hof",), "")
    assert found(session, without) == [told, ("value_gone", "Treff", 2, ("club",), "offerings")]
    assert found(session, without, actor("programme_admin", tree.south))[0] == ("kind_gone", "Treff", 1, (), "")
    formless = BEFORE.but(offerings=[BEFORE.offerings[0].but(form=None)])
    assert found(session, formless) == [("kind_without_form", "Treff", 1, ("Freitags im Hof",), "")]


def test_counters_that_are_gone_count_otherwise_or_are_fed_no_more(session: Session, case: Case):
    gone = [("counter_gone", "Zeit", 1, (), ""), ("value_gone", "Zeit", 1, ("minutes",), "tallies")]
    assert found(session, BEFORE.but(counters=[])) == gone
    assert found(session, BEFORE.but(counters=[MINUTES.but(unit="units")])) == [("counter_other", "Zeit", 1, (), "")]
    unfed = BEFORE.but(steps=PROGRAMME.steps, offerings=[BEFORE.offerings[0].but(form="needs")])
    assert found(session, unfed) == [("counter_unfed", "Zeit", 1, (), "")]


@pytest.mark.parametrize(("budget", "spent"), [(5000, False), (4999, True)])
def test_a_budget_that_is_spent_before_it_begins(session: Session, case: Case, budget: int, spent: bool):
    rows = found(session, BEFORE.but(counters=[MINUTES.but(budget=budget)]))
    assert rows == ([("budget_spent", "Zeit", 1, (), "")] if spent else [])


def test_phases_and_steps_that_charts_show_no_more(session: Session, case: Case):
    phase = session.scalars(select(Case.phase).where(Case.id == case.id)).one()
    title = next(each.title.text("de") for each in BEFORE.phases if each.id == phase)
    kept = [each for each in BEFORE.phases if each.id != phase]
    rows = found(session, BEFORE.but(phases=kept, steps=[step.but(phase=None) for step in BEFORE.steps]))
    assert rows == [("phase_gone", title, 1, (), ""), ("value_gone", title, 1, (str(phase),), "cases")]
    done = {"status": "done", "done_at": NOW}
    session.execute(update(Task).where(Task.case_id == case.id, Task.step == "profile").values(done))
    profile, *others = BEFORE.steps
    assert ("step_gone", profile.title.text("de"), 1, (), "") in found(session, BEFORE.but(steps=others))
    renamed = BEFORE.but(steps=[profile.but(id="portrait", was=["profile"]), *others])
    assert found(session, renamed) == []
    long_ago = NOW - dt.timedelta(days=400)
    session.execute(update(Task).where(Task.step == "profile").values(done_at=long_ago))
    assert not [row for row in found(session, BEFORE.but(steps=others)) if row[0] == "step_gone"]


def test_a_form_that_is_no_contact_note_any_more(session: Session, case: Case):
    day, minutes = NOTE.fields
    hidden = NOTE.but(pages=[NOTE.pages[0].but(fields=[day, minutes.but(hidden=True)])])
    after = BEFORE.but(forms=[*PROGRAMME.forms, hidden])
    assert touched(session, SYSTEM, BEFORE, after, TODAY) == [Touched("contacts", "contact_gone", NOTE.title)]
