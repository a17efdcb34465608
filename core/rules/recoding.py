"""A rule whose codes were merged or split: it says of the new codes what it said of the former ones, or it is left.

A test of codes (`x = "a"`, `x in ("a", "b")`, a range of an ordered list) holds for some codes. It is written anew where the new
test holds for just what became of these. Where a merged code brings in what the test did not hold for, it is written anew only if
nothing denies it: then the rule holds for more than before, which is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from core.rules import tree as t
from core.rules.check import Typing
from core.rules.parse import parse
from core.rules.rewriting import is_marked, operands
from core.rules.tables import cells
from core.rules.text import text
from core.rules.types import Scope

_OF_SETS = ("contains", "done")
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Unclear(ValueError):
    """Somebody has to say what the rule is to mean now."""


@dataclass(frozen=True, slots=True)
class Recoding:
    """What became of the codes of a list: `codes` holds those that are another one now, or several."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]]

    @property
    def touched(self) -> frozenset[str]:
        """What changed, and what took something over: a rule that names it speaks of more now."""
        return frozenset(self.codes).union(*self.codes.values())

    def now(self, code: str) -> tuple[str, ...]:
        return self.codes.get(code, (code,))


def recoded(rule: str, scope: Scope, recoding: Recoding, *, said: bool = True) -> tuple[str, bool]:
    """The rule over the new codes, and whether it holds for more than before. `said`: it stands by itself, so that holding for
    more is no harm. Raises Unclear, and RuleError."""
    node, turning = parse(rule), _Turning(recoding)
    typing = Typing(scope)
    typing.type_of(node)
    made = turning.turned(node, typing, said)
    return (rule if made == node else text(made)), turning.wider


def recoded_cell(cell: str, item: str, scope: Scope, recoding: Recoding) -> str:
    """A cell of a decision table, whose rows must ask for neither more nor less than before. Raises Unclear, RuleError."""
    column = parse(item)
    if cell.strip() in cells.ANY or not is_marked(Typing(scope).type_of(column)):
        return cells.rewritten(cell, item, lambda rule: recoded(rule, scope, recoding, said=False)[0])
    made = cells.with_values(cell, lambda value: _values(value, recoding))
    before, after = cells.condition(cell, column), cells.condition(made, column)
    if before is not None and after is not None and _same(before, after, recoding):
        return cell if before == after else made
    raise Unclear(cell)


def _values(value: str, recoding: Recoding) -> tuple[str, ...]:
    """The values that stand in the place of one of a cell."""
    node = parse(value)
    codes = recoding.now(node.value) if isinstance(node, t.Literal) and isinstance(node.value, str) else ()
    return tuple(text(t.Literal(code)) for code in codes) or (value,)


@dataclass(slots=True)
class _Turning:
    recoding: Recoding
    wider: bool = False

    def turned(self, node: t.Node, typing: Typing, said: bool) -> t.Node:
        """`said` is false wherever something denies the part, or asks more of it than that it holds."""
        self._refuse_counting(node, typing)
        parts = operands(node, typing)
        if self._touched(parts) or (parts and _ordered(node)):
            self._refuse_inner(parts)
            return self._test(node, said)
        match node:
            case t.And(parts) | t.Or(parts):
                made = tuple(self.turned(part, typing, said) for part in parts)
                return node if made == parts else _once(node, made)
            case t.Quantified(_, _, entries, condition):
                return t.rebuilt(node, (entries, self.turned(condition, typing.inside(node), said)))
            case t.If(condition, then, otherwise):
                asked = self.turned(condition, typing, False)
                return t.rebuilt(node, (asked, self.turned(then, typing, said), self.turned(otherwise, typing, said)))
        return t.rebuilt(node, tuple(self.turned(part, typing, False) for part in t.children(node)))

    def _refuse_counting(self, node: t.Node, typing: Typing) -> None:
        """How many were chosen is another number, where one stands for two or two for one."""
        match node:
            case t.Call("count", (entries,)) if is_marked(typing.type_of(entries)):
                raise Unclear("count")

    def _refuse_inner(self, parts: tuple[t.Node, ...]) -> None:
        """A code within what is tested: `(if … then school else "a") = "b"`."""
        for part in parts:
            if not isinstance(part, t.Literal) and self._touched(tuple(each for each, _depth in t.walk(part))):
                raise Unclear(text(part))

    def _touched(self, parts: tuple[t.Node, ...]) -> bool:
        return any(isinstance(part, t.Literal) and part.value in self.recoding.touched for part in parts)

    def _test(self, node: t.Node, said: bool) -> t.Node:
        for made in _tests(node, self.recoding):
            if _same(node, made, self.recoding):
                return made
        if said and not _ordered(node):
            for made in _tests(node, self.recoding):
                if _wider(node, made, self.recoding):
                    self.wider = True
                    return made
        raise Unclear(text(node))


def _once(node: t.And | t.Or, parts: tuple[t.Node, ...]) -> t.Node:
    """What was merged would else stand twice."""
    left = tuple(dict.fromkeys(parts))
    return left[0] if len(left) == 1 else t.rebuilt(node, left)


def _tests(node: t.Node, recoding: Recoding) -> Iterator[t.Node]:
    """What could stand in the place of a test."""
    match node:
        case t.Compare("=" | "!=" as operator, left, right):
            item, codes = (right, left) if isinstance(left, t.Literal) else (left, right)
            yield _equal(item, _each((codes,), recoding), operator == "=")
        case t.In(item, t.Items(items)):
            found = _each(items, recoding)
            yield t.In(item, t.Items(found)) if len(found) > 1 else _equal(item, found, True)
        case t.In(t.Literal(), _):
            yield _any([t.rebuilt(node, (each, node.options)) for each in _each((node.item,), recoding)])
        case t.Call(function, (holder, member)) if function in _OF_SETS:
            yield _any([t.rebuilt(node, (holder, each)) for each in _each((member,), recoding)])
        case t.Compare() | t.Between():
            yield from (t.rebuilt(node, parts) for parts in _each_way(t.children(node), recoding))
        case t.In(item, t.Range() as range_):
            yield from (t.In(item, t.rebuilt(range_, ends)) for ends in _each_way(t.children(range_), recoding))


def _each(parts: tuple[t.Node, ...], recoding: Recoding) -> tuple[t.Node, ...]:
    return tuple(dict.fromkeys(now for part in parts for now in _now(part, recoding)))


def _each_way(parts: tuple[t.Node, ...], recoding: Recoding) -> Iterator[tuple[t.Node, ...]]:
    return product(*(_now(part, recoding) for part in parts))


def _now(part: t.Node, recoding: Recoding) -> tuple[t.Node, ...]:
    if isinstance(part, t.Literal) and isinstance(part.value, str):
        return tuple(t.Literal(code) for code in recoding.now(part.value))
    return (part,)


def _equal(item: t.Node, codes: tuple[t.Node, ...], positive: bool) -> t.Node:
    if len(codes) == 1:
        return t.Compare("=" if positive else "!=", item, codes[0])
    made = t.In(item, t.Items(codes))
    return made if positive else t.Not(made)


def _any(parts: list[t.Node]) -> t.Node:
    return parts[0] if len(parts) == 1 else t.Or(tuple(parts))


def _same(old: t.Node, new: t.Node, recoding: Recoding) -> bool:
    return all(a is b for a, b in _answers(old, new, recoding))


def _wider(old: t.Node, new: t.Node, recoding: Recoding) -> bool:
    """Whether the new test holds for all that the old one held for."""
    return all(b is True or a is False for a, b in _answers(old, new, recoding))


def _answers(old: t.Node, new: t.Node, recoding: Recoding) -> Iterator[tuple[bool, bool]]:
    """What both tests say of each former code and what it has become."""
    for code in recoding.before:
        for now in recoding.now(code):
            yield _holds(old, code, recoding.before), _holds(new, now, recoding.after)


def _ordered(node: t.Node) -> bool:
    match node:
        case t.Compare(operator):
            return operator in _TURNED
        case t.In(_, options):
            return isinstance(options, t.Range)
    return isinstance(node, t.Between)


def _holds(node: t.Node, code: str, codes: tuple[str, ...]) -> bool:
    """Whether a test holds for a code. Raises Unclear for one that hangs on more than the code."""
    match node:
        case t.Not(part):
            return not _holds(part, code, codes)
        case t.Or(parts):
            return any(_holds(part, code, codes) for part in parts)
        case t.Compare(operator, t.Literal(value), right) if not isinstance(right, t.Literal):
            return _compares(_TURNED.get(operator, operator), code, value, codes)
        case t.Compare(operator, _, t.Literal(value)):
            return _compares(operator, code, value, codes)
        case t.In(_, t.Items(items)):
            return code in {each.value for each in items if isinstance(each, t.Literal)}
        case t.Between(_, t.Literal(low), t.Literal(high)):
            return _compares(">=", code, low, codes) and _compares("<=", code, high, codes)
        case t.In(_, t.Range(t.Literal(low), t.Literal(high), low_closed, high_closed)):
            least, most = ">=" if low_closed else ">", "<=" if high_closed else "<"
            return _compares(least, code, low, codes) and _compares(most, code, high, codes)
        case t.In(t.Literal(value), t.Name() | t.Path() | t.Variable()) | t.Call(_, (_, t.Literal(value))):
            return code == value
    raise Unclear(text(node))


def _compares(operator: str, code: str, other: t.Value, codes: tuple[str, ...]) -> bool:
    if operator in ("=", "!="):
        return (code == other) is (operator == "=")
    if other not in codes:
        raise Unclear(str(other))
    mine, its = codes.index(code), codes.index(str(other))
    return {"<": mine < its, "<=": mine <= its, ">": mine > its, ">=": mine >= its}[operator]
