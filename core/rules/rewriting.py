"""A rule whose names or codes are called otherwise: these words of it are written anew, all else stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.rules import tree as t
from core.rules.check import Typing
from core.rules.errors import RuleError
from core.rules.parse import parse
from core.rules.text import quoted
from core.rules.types import Code, Scope, SetOf, Type

MARK = "~"
"""The list id of the codes that are looked for: no list has such a name."""
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_PATH = re.compile(r"[A-Za-z][A-Za-z0-9_]*\s*\.\s*([A-Za-z][A-Za-z0-9_]*)")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
Spot = tuple[int, int, str]
"""From where to where of the text, and what stands there now."""


class Clash(ValueError):
    """The new name means something else in this rule already."""


def with_name(rule: str, old: str, new: str, *, group: str = "", same: bool = False) -> str:
    """The rule with the fact `old` called `new`; with a group it is an answer in its rows: `job.months`.

    Raises RuleError, and Clash where the rule uses the new name; `same`: it means the same thing there.
    """
    if old not in rule and new not in rule:
        return rule
    node = parse(rule)
    if group:
        spots = list(_paths_at(rule, list(_paths(node, group, {})), old, new))
        return _written(rule, spots)
    if _uses(node, new) and not same:
        raise Clash(new)
    spots = list(_names_at(rule, node, old, new))
    made = _written(rule, spots)
    try:
        kept = _shape(parse(made)) == _shape(node)
    except RuleError:
        kept = False  # a word of the language
    if not kept:
        raise Clash(new)
    return made


def unused(rule: str, name: str) -> str:
    """The very rule. Raises Clash where it uses the name, and RuleError."""
    if name in rule and _uses(parse(rule), name):
        raise Clash(name)
    return rule


def _uses(node: t.Node, name: str) -> bool:
    entries = {part.variable for part, _depth in t.walk(node) if isinstance(part, t.Quantified)}
    return name in t.names(node) | entries


def with_codes(rule: str, scope: Scope, codes: Mapping[str, str]) -> str:
    """The rule with these codes of the marked list under their new names. Raises RuleError."""
    node = parse(rule)
    typing = Typing(scope)
    typing.type_of(node)
    found = [each for each in coded(node, typing) if each.value in codes]
    spots = [(*_span(_STRING, rule, each), quoted(codes[str(each.value)])) for each in found]
    return _written(rule, spots)


def coded(node: t.Node, typing: Typing) -> Iterator[t.Literal]:
    """The texts in the rule that are codes of the marked list."""
    for part in operands(node, typing):
        if isinstance(part, t.Literal) and isinstance(part.value, str):
            yield part
    inside = typing.inside(node) if isinstance(node, t.Quantified) else None
    for child in t.children(node):
        here = inside if inside is not None and isinstance(node, t.Quantified) and child is node.condition else typing
        yield from coded(child, here)


def operands(node: t.Node, typing: Typing) -> tuple[t.Node, ...]:
    """What is held against one another by this node, where one of it is of the marked list."""
    match node:
        case t.In(item, t.Range(lower, upper)):
            parts: tuple[t.Node, ...] = (item, lower, upper)
        case t.In(item, t.Items(items)):
            parts = (item, *items)
        case t.If(_, then, otherwise):
            parts = (then, otherwise)
        case t.Compare() | t.Between() | t.In():
            parts = t.children(node)
        case t.Call(_, (_, _, *_) as arguments):
            parts = arguments if is_marked(typing.type_of(arguments[0])) else ()
        case _:
            parts = ()
    return parts if any(is_marked(typing.type_of(part)) for part in parts) else ()


def is_marked(type_: Type) -> bool:
    """Of the marked list, or a set of its codes."""
    inner = type_.item if isinstance(type_, SetOf) else type_
    return isinstance(inner, Code) and inner.list_id == MARK


def _names_at(rule: str, node: t.Node, old: str, new: str) -> Iterator[Spot]:
    for part, _depth in t.walk(node):
        if isinstance(part, t.Name) and part.id == old:
            start, end = _span(_WORD, rule, part)
            # what `done(…)` reads stands in no text
            if rule[start:end] == old:
                yield start, end, new


def _paths(node: t.Node, group: str, rows: Mapping[str, bool]) -> Iterator[t.Path]:
    """The answers in rows of the group, whatever these are called."""
    match node:
        case t.Path(variable) if rows.get(variable):
            yield node
        case t.Quantified(_, variable, entries, condition):
            yield from _paths(entries, group, rows)
            yield from _paths(condition, group, {**rows, variable: entries == t.Name(group)})
        case _:
            for child in t.children(node):
                yield from _paths(child, group, rows)


def _paths_at(rule: str, paths: list[t.Path], old: str, new: str) -> Iterator[Spot]:
    for path in paths:
        found = _PATH.match(rule, _offset(rule, path))
        if found and path.field == old:
            yield found.start(1), found.end(1), new


def _span(pattern: re.Pattern[str], rule: str, node: t.Node) -> tuple[int, int]:
    found = pattern.match(rule, _offset(rule, node))
    return found.span() if found else (0, 0)


def _offset(rule: str, node: t.Node) -> int:
    line, column = node.position
    before = rule.split("\n")[: line - 1]
    return sum(len(each) + 1 for each in before) + column - 1


def _written(rule: str, spots: list[Spot]) -> str:
    for start, end, word in sorted(set(spots), reverse=True):
        rule = rule[:start] + word + rule[end:]
    return rule


def _shape(node: t.Node) -> tuple[object, ...]:
    """The tree without its names: a name that became another thing gives another shape."""
    return tuple((type(part), depth) for part, depth in t.walk(node))
