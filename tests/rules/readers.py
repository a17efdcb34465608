"""The readers side by side: many rules over many people at once, in Python, SQLite and PostgreSQL, and what differs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Date, Engine, Integer, MetaData, String, Table, create_engine, event, insert, select
from sqlalchemy.exc import DatabaseError

from core.database import Json
from core.people.columns import DIGITS, PLACES, Amount
from core.rules import BOOLEAN, DATE, NUMBER, Code, ListOf, Scope, SetOf, compile_rules, text
from core.rules import tree as t
from core.rules.sql import json_fact, on_list, sql
from core.rules.sqlite_functions import teach
from core.rules.types import Row, Type
from core.rules.values import clean

Facts = Mapping[str, Any]
Answers = list[tuple[bool | None, ...]]
"""One tuple a person: the answers of all rules."""


class PythonReader:
    name = "Python"

    def answers(self, rules: Sequence[t.Node], people: Sequence[Facts], scope: Scope) -> Answers:
        decide = compile_rules({str(place): rule for place, rule in enumerate(rules)}, scope)
        return [decide(person) for person in people]


class SqlReader:
    """Facts as JSON documents, whatever they hold; or as typed columns, which hold what `storable` lets through."""

    def __init__(self, engine: Engine, typed: bool) -> None:
        self.name = f"{engine.dialect.name}, {'typed columns' if typed else 'JSON'}"
        self._engine, self.typed = engine, typed
        self._tables: dict[int, Table] = {}

    def answers(self, rules: Sequence[t.Node], people: Sequence[Facts], scope: Scope) -> Answers:
        table = self._table(scope)
        rows = [{"place": place, **self._row(person, scope)} for place, person in enumerate(people)]
        with self._engine.begin() as connection:
            connection.execute(table.delete())
            connection.execute(insert(table), rows)
        try:
            return self._ask(rules, table, scope)
        except DatabaseError:
            return list(zip(*(self._alone(rule, table, scope, len(people)) for rule in rules), strict=True))

    def _ask(self, rules: Sequence[t.Node], table: Table, scope: Scope) -> Answers:
        # each fact is read once, since many rules ask for it
        facts = [column.label(name) for name, column in self._columns(table, scope)]
        known = select(table.c.place.label("its place"), *facts).offset(0).subquery()
        columns = {name: known.c[name] for name in scope}
        wanted = [sql(rule, scope, columns, self._engine.dialect.name).label(f"r{place}") for place, rule in enumerate(rules)]
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(select(*wanted).select_from(known).order_by(known.c["its place"]))]

    def _alone(self, rule: t.Node, table: Table, scope: Scope, count: int) -> list[Any]:
        """One rule's answers; the error itself where the database refuses it."""
        try:
            return [answer for (answer,) in self._ask([rule], table, scope)]
        except DatabaseError as error:
            return [str(error.orig)[:300]] * count

    def _table(self, scope: Scope) -> Table:
        if id(scope) not in self._tables:
            kept = [Column(name, _column_type(type_)) for name, type_ in scope.items()] if self.typed else [Column("doc", Json)]
            table = Table(
                f"people_{int(self.typed)}_{len(self._tables)}", MetaData(), Column("place", Integer, primary_key=True), *kept
            )
            table.drop(self._engine, checkfirst=True)
            table.create(self._engine)
            self._tables[id(scope)] = table
        return self._tables[id(scope)]

    def _columns(self, table: Table, scope: Scope) -> Iterator[tuple[str, Any]]:
        for name, type_ in scope.items():
            if not self.typed:
                yield name, json_fact(table.c.doc, name, type_, self._engine.dialect.name)
            else:
                yield name, on_list(table.c[name], type_) if isinstance(type_, Code) else table.c[name]

    def _row(self, person: Facts, scope: Scope) -> dict[str, Any]:
        facts = {name: as_json(type_, person[name]) for name, type_ in scope.items() if name in person}
        if not self.typed:
            return {"doc": facts}
        return {name: facts.get(name) if isinstance(type_, SetOf | ListOf) else person.get(name) for name, type_ in scope.items()}


def storable(person: Facts, scope: Scope) -> Facts:
    """What the registry would take: facts of their types, numbers of ten digits and four places."""
    kept = {name: clean(type_, person.get(name)) for name, type_ in scope.items()}
    return {name: None if isinstance(value, int | Decimal) and not _short(value) else value for name, value in kept.items()}


def _short(value: int | Decimal) -> bool:
    exact = Decimal(value)
    return abs(exact) < 10 ** (DIGITS - PLACES) and exact == round(exact, PLACES)


def _column_type(type_: Type) -> Any:
    if isinstance(type_, SetOf | ListOf):
        return Json
    return {NUMBER: Amount, DATE: Date, BOOLEAN: Boolean}.get(type_, String)


def as_json(type_: Type, value: Any) -> Any:
    """A value as JSON keeps it. What is not of its type becomes something that is not of its type in JSON either."""
    match type_, value:
        case (SetOf(item), set() | frozenset()) | (ListOf(item), list() | tuple()):
            entries = [as_json(item, entry) for entry in value]
            return sorted(entries, key=str) if isinstance(type_, SetOf) else entries
        case Row(fields), Mapping():
            return {field: as_json(kind, value[field]) for field, kind in fields if field in value}
        case _, None | bool():
            return value
        case _, int() if abs(value) < 10**300:
            return value
        case _, Decimal() if type_ == NUMBER:
            return str(value)
        case _, datetime():
            return {"wrong": "datetime"}
        case _, date() if type_ == DATE:
            return value.isoformat()
        case _, str() if type_ not in (NUMBER, DATE) and not isinstance(type_, SetOf | ListOf | Row):
            return value
    wrong = {"wrong": type(value).__name__}
    return [wrong] if isinstance(type_, Row) else wrong


@contextmanager
def sql_readers(postgres_url: str | None) -> Iterator[list[SqlReader]]:
    """SQLite in memory and, given its URL, PostgreSQL, both ways."""
    lite = create_engine("sqlite://")

    @event.listens_for(lite, "connect")
    def _connected(connection: sqlite3.Connection, _record: Any) -> None:
        teach(connection)

    # compiling the expressions of a batch to machine code would take longer than all else
    options = {"connect_args": {"options": "-c jit=off"}}
    engines = [lite, *([create_engine(postgres_url, **options)] if postgres_url else [])]
    try:
        yield [SqlReader(engine, typed) for engine in engines for typed in (False, True)]
    finally:
        for engine in engines:
            engine.dispose()


def differences(readers: Sequence[Any], rules: Sequence[t.Node], people: Sequence[Facts], scope: Scope) -> list[str]:
    """Where a reader differs from Python, in words, once a rule; the rules are checked ones."""
    python = PythonReader()
    found: dict[tuple[str, str], str] = {}
    for stored, asked in ((False, people), (True, [storable(person, scope) for person in people])):
        here = [reader for reader in readers if getattr(reader, "typed", False) is stored]
        expected = python.answers(rules, asked, scope) if here else []
        for reader in here:
            given = reader.answers(rules, asked, scope)
            for person, wanted, got in zip(asked, expected, given, strict=True):
                for rule, right, answer in zip(rules, wanted, got, strict=True):
                    if answer is not right:
                        used = {name: person.get(name) for name in t.names(rule)}
                        said = f"{reader.name} says {answer}, Python {right}: {text(rule)}  {used}"
                        found.setdefault((reader.name, text(rule)), said)
    return list(found.values())


class ScriptReader:
    """JavaScript in Node, on the facts as they are."""

    name = "JavaScript"

    def __init__(self) -> None:
        from tests.rules.node import node

        self._node = node()

    def answers(self, rules: Sequence[t.Node], people: Sequence[Facts], scope: Scope) -> Answers:
        told = [self._node.values(rule, scope, people) for rule in rules]
        return list(zip(*told, strict=True))


def script_reader() -> list[ScriptReader]:
    """None where there is no Node."""
    try:
        return [ScriptReader()]
    except (ImportError, FileNotFoundError):
        return []
