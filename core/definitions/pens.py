"""Pens that change the words of a programme's rules, and the scopes in which they find what is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from core.definitions.checks.scopes import Scope
from core.definitions.fields import Field, Group, Optioned
from core.definitions.rulings import table_with
from core.definitions.table import DecisionTable
from core.rules import RuleError
from core.rules.rewriting import MARK, Clash
from core.rules.tables.cells import rewritten as cell_rewritten
from core.rules.types import Code, ListOf, Ordered, Row, SetOf, Type


class Taken(ValueError):
    """The new id means something else in a rule. `path` says which, `name` is the id."""

    def __init__(self, path: str, name: str) -> None:
        super().__init__(f"{path}: the rule uses '{name}' for something else; choose another id")
        self.path, self.name = path, name


@dataclass(slots=True)
class Words:
    """A pen that changes the words of rules, and keeps in mind where. A rule that cannot be read stays as it is: that is told
    by the check of the whole."""

    change: Callable[[str], str]
    written: list[str] = field(default_factory=list)

    def rule(self, path: str, text: str) -> str:
        made = self._changed(path, text)
        if made != text:
            self.written.append(path)
        return made

    def table(self, path: str, table: DecisionTable) -> DecisionTable:
        change = partial(self._changed, path)
        made = table_with(table, change, lambda cell, column: self._cell(path, cell, column))
        if made != table:
            self.written.append(path)
        return made

    def _cell(self, path: str, cell: str, column: str) -> str:
        try:
            return cell_rewritten(cell, column, self.change)
        except Clash as clash:
            raise Taken(path, str(clash)) from None
        except RuleError:
            return cell

    def _changed(self, path: str, text: str) -> str:
        try:
            return self.change(text)
        except Clash as clash:
            raise Taken(path, str(clash)) from None
        except RuleError:
            return text


def marked(scope: Scope, way: Iterable[str]) -> Scope:
    """The scope in which the codes of this question (of a group, of a question in it) are the marked list."""
    name, *inner = way
    found = dict(scope)
    if name in found:
        found[name] = _row(found[name], inner[0]) if inner else _mark(found[name])
    return found


def of_list(scope: Scope, fields: Iterable[Field], code_list: str) -> Scope:
    """The same for all questions whose answers come from this list."""
    found = scope
    for each in fields:
        for part in each.fields if isinstance(each, Group) else (each,):
            if isinstance(part, Optioned) and part.codes == code_list:
                found = marked(found, (each.id,) if part is each else (each.id, part.id))
    return found


def _mark(type_: Type) -> Type:
    match type_:
        case SetOf(item):
            return SetOf(_mark(item))
        case Ordered(_, codes):
            return Ordered(MARK, codes)
        case Code(_, codes):
            return Code(MARK, codes)
    return type_


def _row(type_: Type, name: str) -> Type:
    match type_:
        case ListOf(Row(fields)):
            return ListOf(Row(tuple((id_, _mark(kind) if id_ == name else kind) for id_, kind in fields)))
    return type_
