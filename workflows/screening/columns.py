"""The registry as rules read it: for each fact an expression over the tables, as of a given day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, case, cast, func, literal, or_, select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB

from core.database import Json
from core.definitions import vocabulary
from core.people.models import Facts, Identity
from core.rules import Scope, parse
from core.rules.sql import json_fact, sql
from workflows.models import Case

Column = ColumnElement[Any]


def columns_at(names: Iterable[str], on: date, dialect: str) -> Mapping[str, Column]:
    """Fact → expression that is NULL where the fact is unknown, for these names of the vocabulary's scope.

    Typed columns hold what `core.people.values.accept` let through, so they are read as they are; what lies in JSON is held
    against its type. The statement selects from Facts, and from Identity if `needs_identity`.
    """
    return {name: _column(name, on, dialect) for name in names}


def needs_identity(names: Iterable[str]) -> bool:
    """Whether a rule asks for something of the person's identity, such as the postal code."""
    return any(_is_identity(name) for name in names)


def _is_identity(name: str) -> bool:
    words = vocabulary()
    return words.has(name) and words.fact(name).privacy == "identity"


def _column(name: str, on: date, dialect: str) -> Column:
    match name:
        case "entry_date":
            return literal(on, Date())
        case "age":
            return _age(on, dialect)
        case "residence_category":
            return case(vocabulary().categories, value=Facts.residence_title)
        case "enrolments":
            return _enrolments(on, dialect)
    holder = Identity if _is_identity(name) else Facts
    if name in holder.__table__.columns:
        return holder.__table__.columns[name]
    return json_fact(holder.__table__.columns["more"], name, vocabulary().entry_scope[name], dialect)


def _age(on: date, dialect: str) -> Column:
    scope: Scope = {name: vocabulary().scope[name] for name in ("date_of_birth", "entry_date")}
    columns = columns_at(scope, on, dialect)
    return sql(parse("age_on(date_of_birth, entry_date)"), scope, columns, dialect)


def _enrolments(on: date, dialect: str) -> Column:
    """The programmes that a person takes part in on the day, as a set."""
    running = select(Case.programme).where(
        Case.person_id == Facts.person_id, Case.entered_on <= on, or_(Case.closed_on.is_(None), Case.closed_on > on)
    )
    gather = func.jsonb_agg if dialect == "postgresql" else func.json_group_array
    found = running.with_only_columns(gather(Case.programme.distinct())).correlate(Facts).scalar_subquery()
    if dialect == "postgresql":
        return func.coalesce(found, cast("[]", JSONB()), type_=Json)
    return type_coerce(found, Json)
