"""The stored registry in SQL says what the single verdict says, for all people that one may see, in one pass."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import SYSTEM
from core.catalogue import ship
from core.database import db
from core.definitions import Criterion, Programme, vocabulary
from core.organisations.models import Unit
from core.people.models import Facts, Identity, Person
from core.people.registry import known, record, register
from core.people.values import is_identity, to_json
from core.rules import Outcome
from tests.core.organisations.rooms import NOW, Tree, actor
from tests.forms.shipped import programmes
from tests.workflows import sample
from tests.workflows.sample import w
from workflows.eligibility import enrolments, judge
from workflows.eligibility import told as told_of
from workflows.models import Case
from workflows.run import open_case
from workflows.screening import registry
from workflows.screening.known import taking_part
from workflows.screening.registry import Counts
from workflows.screening.screened import Screened, outcome_of

TODAY = dt.date(2026, 3, 2)
DAYS = (TODAY, dt.date(2022, 12, 31), dt.date(2024, 2, 29), dt.date(2031, 5, 1))
RULES = {
    "young": "age < 28 or age = 40.5 or age != 33 and age > 70",
    "then": "age_on(date_of_birth, entry_date) in (16..65]",
    "between": "age between 17.5 and 27",
    "never": "age < -9000",
    "ages": "modulo(age, 2) = 0 and is known(age)",
    "title": 'residence_category in ("duldung", "gestattung") or not(residence_category = "aufenthaltserlaubnis")',
    "category": "is known(residence_category)",
    "before": 'not(enrolled("sample")) or previous_residence_title = residence_title',
    "near": 'starts with(postal_code, "6") or residence_accepted',
    "soon": 'entry_date + duration("P6M") < residence_valid_until',
    "dear": 'some b in benefits satisfies b != "sgb2" or years_unskilled * 1.1 > 3',
    "helped": 'contains(benefits, "sgb2") or count(support_needs) > 2',
}


def alone(id: str, *criteria: Criterion) -> Programme:
    return Programme(id, w(id), eligibility=list(criteria))


TRICKY = [alone(id, Criterion("it", rule, w(id), source="§ 1")) for id, rule in RULES.items()]
YOUNG = TRICKY[0]
LIMITED = alone(
    "limited",
    Criterion("nice", "false", w("Gern"), source="§ 1", strength="should"),
    Criterion("gone", "age < 0", w("Vorbei"), source="§ 2", valid_to=dt.date(2025, 1, 1)),
)


def drawn(rng: random.Random) -> dict[str, Any]:
    """Facts as the registry takes them; a quarter is unknown, nearly nothing for every tenth person."""
    words, few = vocabulary(), rng.random() < 0.1
    found: dict[str, Any] = {}
    for fact in words.stored:
        if (is_identity(fact.id) and fact.id != "postal_code") or rng.random() < (0.9 if few else 0.25):
            continue
        codes = words.list(fact.codes or fact.id).codes if fact.type in ("code", "set") else ()
        found[fact.id] = {
            "text": lambda: rng.choice(["Usingen", "Unna", "Hilden", "65", ""]),
            "number": lambda: rng.choice([0, 3, 4, Decimal("2.7273"), Decimal("2.8")]),
            "date": lambda: dt.date(1950, 1, 1) + dt.timedelta(rng.randrange(29_000)),
            "yes_no": lambda: rng.random() < 0.6,
            "code": lambda codes=codes: rng.choice(codes),
            "set": lambda codes=codes: frozenset(rng.sample(codes, rng.randrange(min(4, len(codes) + 1)))),
        }[fact.type]()
    if rng.random() < 0.2:
        found["date_of_birth"] = rng.choice([dt.date(2004, 2, 29), dt.date(1998, 3, 2), dt.date(1998, 3, 3), dt.date(2008, 3, 2)])
    return found


def settle(session: Session, unit: Unit, people: list[dict[str, Any]]) -> list[str]:
    """The people's rows as the registry would write them, without their history."""
    ids = [f"{unit.id[:20]}-{place}" for place in range(len(people))]
    mine = {"unit_id": unit.id, "unit_path": unit.path, "created_at": NOW}
    session.execute(insert(Person), [{"id": id_, "number": id_[-12:], **mine} for id_ in ids])
    addresses = [{"postal_code": person.get("postal_code"), "more": {}} for person in people]
    session.execute(insert(Identity), [{"person_id": id_, **each} for id_, each in zip(ids, addresses, strict=True)])
    typed = Facts.__table__.columns
    for id_, person in zip(ids, people, strict=True):
        facts = {name: value for name, value in person.items() if not is_identity(name)}
        row = {name: to_json(value) if isinstance(value, frozenset) else value for name, value in facts.items() if name in typed}
        more = {name: to_json(value) for name, value in facts.items() if name not in typed}
        session.execute(insert(Facts).values(person_id=id_, **row, more=more))
    return ids


@pytest.fixture
def people(session: Session, tree: Tree) -> list[str]:
    ship(session, [*programmes(), *TRICKY, LIMITED, sample.PROGRAMME], NOW)
    rng = random.Random(5)
    return settle(session, tree.town, [drawn(rng) for _ in range(80)])


def expected(session: Session, person_id: str, facts: dict[str, Any], on: dt.date) -> dict[str, Outcome]:
    facts = {**facts, "enrolments": enrolments(session, person_id, on)}
    return {each.id: judge(facts, each, on).outcome for each in catalogue.offered()}


def told(found: dict[str, bool | None]) -> dict[str, Outcome]:
    return {programme: outcome_of(status) for programme, status in found.items()}


def test_sql_says_what_the_single_verdict_says(session: Session, people: list[str]):
    facts = {person_id: known(session, person_id) for person_id in people}
    for on in DAYS:
        found = dict(registry.rows(session, SYSTEM, registry.deciders(), on))
        assert set(found) == set(people)
        for person_id, statuses in found.items():
            assert told(statuses) == expected(session, person_id, facts[person_id], on), (on, facts[person_id])
        for settled in ("young", "title", "helped", "wir"):
            assert {statuses[settled] for statuses in found.values()} == {True, False, None}


def test_counts_and_the_table_say_the_same(session: Session, people: list[str]):
    deciders = registry.deciders()
    found = dict(registry.rows(session, SYSTEM, deciders, TODAY))
    counted = {
        programme: Counts(*(sum(each[programme] is status for each in found.values()) for status in (True, False, None)))
        for programme in deciders
    }
    assert registry.counts(session, SYSTEM, deciders, TODAY) == counted
    assert registry.store(session, SYSTEM, deciders, TODAY) == len(people) * len(deciders)
    kept = session.scalars(select(Screened)).all()
    assert {(row.person_id, row.programme): row.status for row in kept} == {
        (person_id, programme): status for person_id, statuses in found.items() for programme, status in statuses.items()
    }
    assert {row.on for row in kept} == {TODAY}
    assert {row.outcome for row in kept} == {"eligible", "not eligible", "open"}


def test_a_second_screening_of_a_day_replaces_the_first(session: Session, people: list[str]):
    deciders = registry.deciders([YOUNG])
    later = TODAY + dt.timedelta(1)
    for on in (TODAY, later, TODAY):
        assert registry.store(session, SYSTEM, deciders, on) == len(people)
    rows = session.execute(select(Screened.on, func.count()).group_by(Screened.on)).all()
    assert dict(map(tuple, rows)) == {TODAY: len(people), later: len(people)}


def test_only_those_are_screened_whom_one_may_see(session: Session, tree: Tree, people: list[str]):
    away = settle(session, tree.south, [{"date_of_birth": dt.date(2004, 2, 29)}])
    deciders = registry.deciders([YOUNG])
    here, there = actor("case_worker", tree.north), actor("case_worker", tree.south)
    assert {person_id for person_id, _ in registry.rows(session, here, deciders, TODAY)} == set(people)
    assert [person_id for person_id, _ in registry.rows(session, there, deciders, TODAY)] == away
    nobody = registry.counts(session, actor("programme_admin", tree.land), deciders, TODAY)
    assert nobody == {"young": Counts(0, 0, 0)}
    assert registry.store(session, SYSTEM, deciders, TODAY) == len(people) + 1
    assert registry.store(session, there, deciders, TODAY) == 1
    assert session.scalar(select(func.count()).select_from(Screened)) == len(people) + 1
    assert len(session.scalars(select(Screened).where(Screened.scope(there, "see_people"))).all()) == 1


def test_whoever_takes_part_already_is_known_to_rules(session: Session, tree: Tree):
    ship(session, [sample.PROGRAMME, *TRICKY], NOW)
    person = register(session, SYSTEM, tree.town, {}, sample.FACTS, source="self", now=NOW)
    before = dict(registry.rows(session, SYSTEM, registry.deciders(), TODAY))
    open_case(session, SYSTEM, person.id, "sample", tree.town.id, now=NOW)
    session.flush()
    facts = known(session, person.id)
    for on in (TODAY, TODAY - dt.timedelta(1)):
        found = dict(registry.rows(session, SYSTEM, registry.deciders(), on))
        assert told(found[person.id]) == expected(session, person.id, facts, on)
    assert before[person.id]["sample"] is True


def test_who_is_there_as_a_mentor_takes_no_part(session: Session, tree: Tree):
    ship(session, [sample.PROGRAMME, *TRICKY], NOW)
    person = register(session, SYSTEM, tree.town, {}, sample.FACTS, source="self", now=NOW)
    case = open_case(session, SYSTEM, person.id, "sample", tree.town.id, now=NOW)
    session.get_one(Case, case.id).track = "mentor"
    session.flush()
    found = dict(registry.rows(session, SYSTEM, registry.deciders(), TODAY))
    assert told(found[person.id]) == expected(session, person.id, known(session, person.id), TODAY)
    assert taking_part(session, [person.id], TODAY) == {}


PAPERS = [
    alone(proof, *(Criterion(id, rule, w(id), source="§ 1", proof=proof) for id, rule in (
        ("age", "age >= 18"), ("title", 'residence_category = "duldung"'), ("near", 'starts with(postal_code, "6")'))))
    for proof in ("any", "document_seen", "office_confirmed")
]  # fmt: skip


def test_a_criterion_that_demands_a_paper_does_not_know_what_was_only_said(session: Session, tree: Tree):
    ship(session, PAPERS, NOW)
    facts = {"date_of_birth": dt.date(1998, 3, 2), "residence_title": "d60a", "residence_valid_until": dt.date(2026, 5, 1)}
    people = {
        source: register(session, SYSTEM, tree.town, {"postal_code": "61250"}, facts, source=source, now=NOW).id
        for source in ("self", "document", "office")
    }
    record(session, SYSTEM, people["office"], {"date_of_birth": dt.date(1990, 1, 1)}, source="office", now=NOW)
    for on in (TODAY, dt.date(2026, 5, 1), dt.date(2026, 5, 2)):
        found = dict(registry.rows(session, SYSTEM, registry.deciders(), on))
        for person_id in people.values():
            given, sources = told_of(session, person_id, on)
            expected = {each.id: judge(given, each, on, sources=sources).outcome for each in catalogue.offered()}
            assert told(found[person_id]) == expected, (person_id, on)
    assert found[people["self"]] == {"any": True, "document_seen": None, "office_confirmed": None}
    said = dict(registry.rows(session, SYSTEM, registry.deciders(), TODAY, papers=False))
    assert {status for statuses in said.values() for status in statuses.values()} == {True}


def test_all_programmes_take_one_statement(session: Session, people: list[str]):
    seen: list[str] = []
    deciders = registry.deciders()
    event.listen(db.engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    list(registry.rows(session, SYSTEM, deciders, TODAY))
    assert len([statement for statement in seen if "FROM facts" in statement]) == 1


def test_no_programme_and_no_people(session: Session, tree: Tree):
    assert registry.counts(session, SYSTEM, {}, TODAY) == {}
    ship(session, [YOUNG], NOW)
    assert registry.counts(session, SYSTEM, registry.deciders(), TODAY) == {"young": Counts(0, 0, 0)}
    assert registry.store(session, SYSTEM, registry.deciders(), TODAY) == 0
