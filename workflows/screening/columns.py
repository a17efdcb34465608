"""The registry as rules read it: for each fact an expression over the tables, as of a given day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, cast, func, literal, or_, select, true, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased

from core.database import Json
from core.definitions import vocabulary
from core.people.models import FactEntry, Facts, Identity, IdentityEntry
from core.rules import Scope, parse
from core.rules.proof import DEMAND, STRENGTH, Proof
from core.rules.sql import json_fact, sql
from workflows.models import Case

Column = ColumnElement[Any]
Day = date | Column


def columns_at(
    names: Iterable[str], on: Day, dialect: str, proof: Proof = "any", but: Column | None = None
) -> Mapping[str, Column]:
    """Fact → expression that is NULL where the fact is unknown, for these names of the vocabulary's scope.

    The day may be a column of the statement: then each row is judged as of its own. `but` is a case that does not count as taking
    part, since it was not there yet when she came.

    Typed columns hold what `core.people.values.accept` let through, so they are read as they are; what lies in JSON is held
    against its type. With a proof, facts are unknown that come from too weak a source or whose paper has expired on the day.
    The statement selects from Facts, and from Identity if `needs_identity`.
    """
    return {name: _column(name, on, dialect, proof, but) for name in names}


def needs_identity(names: Iterable[str]) -> bool:
    """Whether a rule asks for something of the person's identity, such as the postal code."""
    return any(_is_identity(name) for name in names)


def _is_identity(name: str) -> bool:
    words = vocabulary()
    return words.has(name) and words.fact(name).privacy == "identity"


def _column(name: str, on: Day, dialect: str, proof: Proof, but: Column | None = None) -> Column:
    match name:
        case "entry_date":
            return literal(on, Date()) if isinstance(on, date) else on
        case "age":
            return _age(on, dialect, proof)
        case "residence_category":
            return case(vocabulary().categories, value=_column("residence_title", on, dialect, proof))
        case "enrolments":
            return _enrolments(on, dialect, but)
    said = _said(name, dialect)
    return said if proof == "any" else case((_is_sure(name, on, dialect, proof), said))


def _said(name: str, dialect: str) -> Column:
    holder = Identity if _is_identity(name) else Facts
    if name in holder.__table__.columns:
        return holder.__table__.columns[name]
    return json_fact(holder.__table__.columns["more"], name, vocabulary().entry_scope[name], dialect)


def _is_sure(name: str, on: Day, dialect: str, proof: Proof) -> ColumnElement[bool]:
    """Whether the statement that holds comes from a source that is strong enough, and its paper still holds."""
    entry = IdentityEntry if _is_identity(name) else FactEntry
    last = select(entry.source).where(entry.person_id == Facts.person_id, entry.fact == name).correlate(Facts)
    last = last.order_by(entry.valid_from.desc(), entry.version.desc(), entry.id.desc()).limit(1)
    strong = last.scalar_subquery().in_([source for source, rank in STRENGTH.items() if rank >= DEMAND[proof]])
    until = vocabulary().validities.get(name)
    if until is None:
        return strong
    last_day = _said(until, dialect)
    return and_(strong, or_(last_day.is_(None), last_day >= on))


def _age(on: Day, dialect: str, proof: Proof) -> Column:
    scope: Scope = {name: vocabulary().scope[name] for name in ("date_of_birth", "entry_date")}
    columns = columns_at(scope, on, dialect, proof)
    return sql(parse("age_on(date_of_birth, entry_date)"), scope, columns, dialect)


def _enrolments(on: Day, dialect: str, but: Column | None = None) -> Column:
    """The programmes that a person takes part in on the day, not as a mentor or the like, as a set."""
    beside = aliased(Case)  # the statement may read her case, too
    running = select(beside.programme).where(
        beside.person_id == Facts.person_id,
        beside.track == "",
        beside.entered_on <= on,
        or_(beside.closed_on.is_(None), beside.closed_on > on),
        true() if but is None else beside.id != but,
    )
    gather = func.jsonb_agg if dialect == "postgresql" else func.json_group_array
    outer = (Facts,) if but is None else (Facts, Case)
    found = running.with_only_columns(gather(beside.programme.distinct())).correlate(*outer).scalar_subquery()
    if dialect == "postgresql":
        return func.coalesce(found, cast("[]", JSONB()), type_=Json)
    return type_coerce(found, Json)
