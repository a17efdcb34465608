"""Screening of the stored registry: the database decides, in one pass, for all people of a scope and all programmes.

A programme's status is one expression: true is eligible, false is not eligible, NULL is open. Criteria count that are valid
on the day; a should-criterion never does. It is decided on what the registry knows now; with `papers`, as the single verdict
does it, a criterion that demands a proof does not know what nobody has seen a paper for. Exceptions are made for one person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor
from core.definitions import Programme, vocabulary
from core.people.models import Facts, Identity, Person
from core.rules import Decider, names
from core.rules.sql import at_date, sql
from workflows.eligibility import make_decider
from workflows.screening.columns import columns_at, needs_identity
from workflows.screening.screened import Screened

Status = bool | None
Deciders = Mapping[str, Decider]
ACTION = "see_people"
ROWS_AT_ONCE = 5_000
BASES = frozenset({"date_of_birth", "residence_title"})
"""What `at_date` may turn a derived fact into."""
LONGEST = "15min"
"""PostgreSQL may take so long: a screening is no page that somebody waits for."""
READING, WRITING = {"plan_cache_mode": "force_custom_plan"}, {"plan_cache_mode": "auto"}
"""A plan for all values would know no list of codes. But what writes checks a foreign key a row, whose plan must be kept."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people a programme would take, would not take, and cannot tell."""

    eligible: int
    not_eligible: int
    open: int


def deciders(programmes: Sequence[Programme] | None = None) -> Deciders:
    """The deciders of all programmes on offer, or of these revisions, by the id of the programme."""
    wanted = catalogue.offered() if programmes is None else programmes
    return {each.id: catalogue.compiled(each.digest, ("eligibility", ""), make_decider) for each in wanted}


def counts(
    session: Session, actor: Actor, deciders: Deciders, on: date, papers: bool = True, action: str = ACTION
) -> dict[str, Counts]:
    """How the people whom the actor may see (or do another action with) fall, by programme."""
    inner = statuses(actor, deciders, on, _dialect(session), papers, action).offset(0).subquery()
    marks = [inner.c[_label(place)] for place in range(len(deciders))]
    wanted = [func.count(), *(each for mark in marks for each in (func.count().filter(mark), func.count(mark)))]
    take_time(session, **READING)
    everybody, *found = session.execute(select(*wanted).select_from(inner)).one()
    pairs = zip(deciders, found[::2], found[1::2], strict=True)
    return {programme: Counts(yes, known - yes, everybody - known) for programme, yes, known in pairs}


def rows(
    session: Session, actor: Actor, deciders: Deciders, on: date, papers: bool = True
) -> Iterator[tuple[str, dict[str, Status]]]:
    """Person id → status by programme, read from the server bit by bit: memory does not grow with the people."""
    take_time(session, **READING)
    statement = statuses(actor, deciders, on, _dialect(session), papers)
    streamed = session.execute(statement, execution_options={"stream_results": True, "yield_per": ROWS_AT_ONCE})
    for person_id, *marks in streamed:
        yield person_id, dict(zip(deciders, marks, strict=True))


def store(session: Session, actor: Actor, deciders: Deciders, on: date, papers: bool = True) -> int:
    """Writes the statuses into `screening`, in place of what stood there for the day: the number of rows. In transaction()."""
    if not deciders:
        return 0
    take_time(session, **WRITING)
    old = delete(Screened).where(Screened.on == on, Screened.programme.in_(list(deciders)))
    session.execute(old.where(Screened.scope(actor, ACTION)), execution_options={"synchronize_session": False})
    found = one_row_each(statuses(actor, deciders, on, _dialect(session), papers), list(deciders), on)
    written: Any = session.execute(
        insert(Screened).from_select(["person_id", "programme", "on", "status"], found),
        execution_options={"preserve_rowcount": True},
    )
    return int(written.rowcount)


def statuses(actor: Actor, deciders: Deciders, on: date, dialect: str, papers: bool = False, action: str = ACTION) -> Select[Any]:
    """`person_id` and a column for each programme, of the people whom the actor may see (or do another action with)."""
    marks = [_status(each, on, dialect, papers).label(_label(place)) for place, each in enumerate(deciders.values())]
    found = select(Facts.person_id, *marks).select_from(Facts)
    if any(needs_identity(names_read(decider, on)) for decider in deciders.values()):
        found = found.join(Identity, Identity.person_id == Facts.person_id)
    if actor.everything:  # each person has facts, and none of them needs to be looked up
        return found
    return found.join(Person, Person.id == Facts.person_id).where(Person.scope(actor, action))


def one_row_each(statuses: Select[Any], programmes: Sequence[str], on: date) -> Select[Any]:
    """The columns of `statuses` as rows: person, programme, day, status."""
    inner = statuses.offset(0).subquery()
    listed = [
        select(literal(place).label("place"), literal(programme, String()).label("programme"))
        for place, programme in enumerate(programmes)
    ]
    each = union_all(*listed).subquery()
    mark = case({place: inner.c[_label(place)] for place in range(len(programmes))}, value=each.c.place)
    crossed = inner.join(each, true())
    return select(inner.c.person_id, each.c.programme, literal(on, Date()), mark).select_from(crossed)


@lru_cache(maxsize=64)
def _status(decider: Decider, on: date, dialect: str, papers: bool) -> ColumnElement[Any]:
    return and_(true(), *(holds(decider, place, on, dialect, papers) for place in decider.stretch(on).musts))


def holds(decider: Decider, place: int, on: date, dialect: str, papers: bool) -> ColumnElement[Any]:
    """Whether one criterion of those that apply on the day is met: `place` is its own in the decider's stretch."""
    stretch = decider.stretch(on)
    node, proof = stretch.nodes[place], stretch.criteria[place].proof if papers else "any"
    columns = columns_at(names(node) | BASES, on, dialect, proof)
    return sql(at_date(node, on, vocabulary().categories), decider.scope, columns, dialect)


def holds_at(decider: Decider, place: int, on: date, day: Any, but: Any, dialect: str) -> ColumnElement[Any]:
    """As `holds`, with papers, of people who have come already: each as of `day`, a column, when the criteria of `on` applied.
    `but` is the case with which she came."""
    stretch = decider.stretch(on)
    node, proof = stretch.nodes[place], stretch.criteria[place].proof
    return sql(node, decider.scope, columns_at(names(node) | BASES, day, dialect, proof, but), dialect)


def names_read(decider: Decider, on: date) -> frozenset[str]:
    """What the criteria that apply on the day speak of."""
    return frozenset(name for node in decider.stretch(on).nodes for name in names(node))


def _label(place: int) -> str:
    return f"s{place}"


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def take_time(session: Session, **more: str) -> None:
    """For this transaction. Machine code for a long expression takes longer to make than it saves."""
    if _dialect(session) == "postgresql":
        wanted = {"statement_timeout": LONGEST, "jit": "off", **more}
        session.execute(select(*(func.set_config(name, value, true()) for name, value in wanted.items())))
