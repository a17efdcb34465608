"""Columns of facts: out of a JSON document, where what is not of its type is unknown, and of codes that may be outdated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, case

from core.rules.sql.postgresql import PostgreSQL
from core.rules.sql.spelling import Expression, Spelling
from core.rules.sql.sqlite import SQLite
from core.rules.types import BOOLEAN, DATE, NUMBER, Code, ListOf, SetOf, Type

SPELLINGS: dict[str, Spelling] = {spelling.name: spelling for spelling in (SQLite(), PostgreSQL())}


def spelling_of(dialect: str) -> Spelling:
    """By the name of a SQLAlchemy dialect. Raises ValueError for a database that rules do not speak to."""
    if dialect not in SPELLINGS:
        raise ValueError(f"Rules speak to {' and '.join(SPELLINGS)}, not to {dialect!r}.")
    return SPELLINGS[dialect]


def json_fact(document: ColumnElement[Any], name: str, type_: Type, dialect: str) -> ColumnElement[Any]:
    """A fact of a JSON document: dates as ISO text, decimals as text, sets as arrays. NULL when it is not of its type."""
    return fact_of(spelling_of(dialect), document, name, type_)


def fact_of(spelling: Spelling, document: ColumnElement[Any], name: str, type_: Type) -> ColumnElement[Any]:
    match type_:
        case Code():
            return on_list(spelling.json_text(document, name), type_)
        case SetOf(item) | ListOf(item):
            return spelling.json_array(document, name, item)
    readers: dict[Type, Callable[[Expression, str], Expression]] = {
        NUMBER: spelling.json_number,
        DATE: spelling.json_date,
        BOOLEAN: spelling.json_truth,
    }
    return readers.get(type_, spelling.json_text)(document, name)


def on_list(column: ColumnElement[Any], codes: Code) -> ColumnElement[Any]:
    """The code, unknown if the list does not hold it (any more)."""
    return case((column.in_(codes.codes), column))
