"""Who stands in two programmes at once: for whom one sees, a page at a time."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue import ship
from core.definitions import Combination
from core.organisations.models import Unit
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.sample import NOW, PROGRAMME, TODAY, enrolled, w
from workflows import ledger as module
from workflows.ledger import ledger
from workflows.models import Case
from workflows.run import exit_case, open_case

OTHER = PROGRAMME.but(id="other", combinations=[Combination("sample", wording=w("Bescheid prüfen"))])
LATER = NOW + dt.timedelta(days=3)


def both(session: Session, unit: Unit, name: str = "Beispiel") -> tuple[Case, Case]:
    person = enrolled(session, unit, family_name=name)
    ship(session, [OTHER], NOW)
    first = open_case(session, SYSTEM, person.id, "sample", unit.id, now=NOW)
    return first, open_case(session, SYSTEM, person.id, "other", unit.id, now=LATER, acknowledged=["sample"])


def test_a_pair_says_since_when_and_what_holds(session: Session, tree: Tree):
    first, second = both(session, tree.town)
    (pair,), onward = ledger(session, SYSTEM, TODAY)
    assert (pair.cases, pair.since, pair.effect) == ((first, second), LATER.date(), "warning")
    assert [each.id for each in pair.programmes] == ["sample", "other"]
    assert onward == ""


def test_who_has_left_one_stands_in_it_no_more(session: Session, tree: Tree):
    first, _ = both(session, tree.town)
    exit_case(session, SYSTEM, first.id, "moved", LATER)
    assert ledger(session, SYSTEM, TODAY) == ([], "")


def test_a_unit_sees_its_own(session: Session, tree: Tree):
    both(session, tree.town)
    assert len(ledger(session, actor("case_worker", tree.town), TODAY)[0]) == 1
    assert ledger(session, actor("case_worker", tree.south), TODAY)[0] == []


def test_pages_follow_each_other_without_gaps(session: Session, tree: Tree, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "PAGE", 2)
    people = {both(session, tree.town, f"Name {letter}")[0].person_id for letter in "ABCDE"}
    seen, after = [], ""
    while True:
        found, after = ledger(session, SYSTEM, TODAY, after)
        assert len(found) <= 2
        seen += [pair.person_id for pair in found]
        if not after:
            break
    assert sorted(seen) == sorted(people)
