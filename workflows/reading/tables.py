"""A decision table for reading: cells with the titles of codes and plain signs instead of the language of rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from core.definitions import DecisionTable
from core.rules import RuleError, Scope, check, parse
from core.rules import tree as t
from core.rules.labels import Labels
from core.rules.tables.cells import ANY, condition, parts_of
from core.rules.types import Code

_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}
_NEGATED = re.compile(r"not\s*\((.*)\)", re.DOTALL)
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_DAY = re.compile(r'date\("(\d{4})-(\d{2})-(\d{2})"\)')


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Heads of inputs, of the answer and of notes; each row with as many cells. `policy` says what counts, in a sentence."""

    inputs: Sequence[str]
    notes: Sequence[str]
    rows: Sequence[Sequence[str]]
    policy: str
    otherwise: str

    @property
    def heads(self) -> Sequence[str]:
        return [*self.inputs, _("Result"), *self.notes]


def shown(table: DecisionTable, scope: Scope, labels: Labels, language: str) -> ShownTable:
    """The table in this language."""
    heads = [each.title.text(language) if each.title else labels.titles.get(each.rule, each.rule) for each in table.inputs]
    codes = [_codes(each.rule, scope, labels) for each in table.inputs]
    notes = list(table.note_titles) or ([_("Note")] if any(row.notes for row in table.rows) else [])
    rows = [
        [
            *(_cell(cell, titles) for cell, titles in zip(row.cells, codes, strict=False)),
            _value(row.gives),
            *(*row.notes, *([""] * len(notes)))[: len(notes)],
        ]
        for row in table.rows
    ]
    return ShownTable(heads, notes, rows, _policy(table), _value(table.otherwise) if table.otherwise else "")


def _codes(rule: str, scope: Scope, labels: Labels) -> dict[str, str]:
    """Code → title, for an input that gives codes."""
    try:
        type_ = check(parse(rule), scope)
    except RuleError:
        return {}
    return dict(labels.codes.get(type_.list_id, {})) if isinstance(type_, Code) else {}


def _cell(cell: str, titles: dict[str, str]) -> str:
    text = cell.strip()
    if text in ANY:
        return _("any")
    negated = _NEGATED.fullmatch(text)
    if negated is None or not _is_whole(text):
        return _(" or ").join(_test(part, titles) for part in parts_of(text))
    parts = [_test(part, titles) for part in parts_of(negated[1])]
    said = ", ".join(parts)
    return _("not: %(values)s", values=said) if len(parts) == 1 else _("none of these: %(values)s", values=said)


def _is_whole(text: str) -> bool:
    """Whether the brackets of `not(…)` enclose all of the cell."""
    try:
        return isinstance(condition(text, t.Literal(None)), t.Not)
    except RuleError:
        return False


def _test(part: str, titles: dict[str, str]) -> str:
    for written, sign in _SIGNS.items():
        if part.startswith(written):
            return f"{sign} {_plain(part[len(written) :].strip(), titles)}"
    return _plain(part, titles)


def _plain(text: str, titles: dict[str, str]) -> str:
    if text in ("true", "false"):
        return _value(text)
    text = _DAY.sub(r"\3.\2.\1", text)
    return _QUOTED.sub(lambda found: titles.get(found[1], found[1]), text).replace("..", " – ")


def _value(text: str) -> str:
    words = {"true": _("yes"), "false": _("no"), "null": _("open")}
    return words.get(text) or _DAY.sub(r"\3.\2.\1", _QUOTED.sub(r"\1", text))


def _policy(table: DecisionTable) -> str:
    match table.hit, table.collect:
        case "F", _any:
            return _("The first row that matches counts.")
        case "P", _any:
            return _("If several rows match, the most important answer counts: %(order)s.", order=_order(table))
        case "A", _any:
            return _("Rows that match at the same time give the same answer.")
        case "C", "sum":
            return _("What all matching rows give is added up.")
        case "C", "count":
            return _("The matching rows are counted.")
        case "C", least:
            return _("The least of all matching rows counts.") if least == "min" else _("The most of all matching rows counts.")
    return _("No two rows match at the same time.")


def _order(table: DecisionTable) -> str:
    return ", ".join(map(_value, table.values))
