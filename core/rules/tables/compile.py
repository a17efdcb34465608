"""A table as one rule tree, which every reader reads as any other rule.

With r₁ … rₙ the conditions of the rows, a value v is given *for sure* when one of its rows matches and no row that comes
first and gives something else may match; it is *excluded* when each of its rows is false or comes behind another one that
matches for sure. Kleene's `and`, `or` and `not` say just that, so the tree is: `if v₁ holds then v₁ else if v₂ holds …`.
An unknown input leaves the answer unknown unless all rows that may still match give the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from core.rules import tree as t
from core.rules.check import check
from core.rules.errors import RuleError
from core.rules.limits import refuse_big_tree, too_long
from core.rules.message import msg
from core.rules.tables.atoms import Grid
from core.rules.tables.last import need_to_be_last
from core.rules.tables.look import is_complete
from core.rules.tables.model import TYPES, Table, TableError
from core.rules.tables.read import ReadTable, read
from core.rules.text import text
from core.rules.types import BOOLEAN, Scope, Type, in_words

OPEN = t.Literal(None)
ONE, ZERO = t.Literal(Decimal(1)), t.Literal(Decimal(0))
_CONTRARY = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
Ranked = list[tuple[t.Node, t.Node]]
"""Conditions with what they give, in the order in which they count."""


def check_table(table: Table, scope: Scope, wanted: Type = BOOLEAN) -> t.Node:
    """The rule that the table stands for, sure to give a value of the wanted type. Raises TableError."""
    if TYPES[table.gives] != wanted:
        raise TableError(
            msg("The table gives {types}, but {wanted} is needed.", types=in_words(TYPES[table.gives]), wanted=in_words(wanted))
        )
    node = compile_table(table, scope)
    try:
        check(node, scope)
        # so that it can be written out as a rule wherever one is wanted
        if (long := too_long(text(node))) is not None:
            raise long
    except RuleError as error:
        raise TableError(msg("As one rule the table is too much: {message}", message=error.message)) from None
    return node


def compile_table(table: Table, scope: Scope) -> t.Node:
    """The tree alone; `check_table` also holds it against the limits of a rule."""
    found = read(table, scope)
    grid = Grid(found)
    complete = is_complete(grid)
    if table.collect in ("sum", "count"):
        return _collected(found, complete=complete)
    ranked = table.hit not in ("U", "A")
    order = _in_order(found)
    rows = [(found.asks(row), found.outputs[row]) for row in order]
    if not complete:
        node = _choice(*_cut(rows, found.otherwise, ranked=ranked), ranked=ranked)
    else:
        node = _complete(rows, need_to_be_last(grid, order, ranked=ranked), ranked=ranked)
    return node if ranked else _guarded(found, grid, node)


def _in_order(found: ReadTable) -> list[int]:
    """First (F): as they stand. Priority: by the list of values. The least or greatest number is a priority too."""
    rows = list(range(len(found.rows)))
    if found.table.hit == "P":
        ranks = {value: rank for rank, value in enumerate(found.values)}
        for row in rows:
            if found.outputs[row] not in ranks:
                raise TableError(msg("What it gives is not on the list of values, so it has no priority."), row=row + 1)
        rows.sort(key=lambda row: ranks[found.outputs[row]])
    elif found.table.collect is not None:
        numbers = [_number(output, number) for number, output in enumerate(found.outputs, start=1)]
        rows.sort(key=lambda row: numbers[row], reverse=found.table.collect == "max")
    return rows


def _number(node: t.Node, row: int) -> Decimal:
    if isinstance(node, t.Literal) and isinstance(node.value, Decimal):
        return node.value
    raise TableError(msg("The least or greatest is taken of written numbers; this row gives something worked out."), row=row)


def _cut(rows: Ranked, otherwise: t.Node | None, *, ranked: bool) -> tuple[Ranked, t.Node]:
    """What comes behind a row that always matches is never reached: that row says what holds otherwise."""
    for place, (asks, gives) in enumerate(rows):
        if ranked and asks == t.Literal(True):
            return rows[:place], gives
    return rows, OPEN if otherwise is None else otherwise


def _complete(rows: Ranked, needed: Sequence[t.Node], *, ranked: bool) -> t.Node:
    """Some row always matches, so the last value needs no question. Where several need to be last, the first that is known."""
    chains = [_choice(rows, value, ranked=ranked) for value in needed or (rows[-1][1],)]
    node = chains[-1]
    for chain in reversed(chains[:-1]):
        node = t.If(t.Call("is known", (chain,)), chain, node)
    return node if _within(node) else chains[0]


def _choice(rows: Ranked, last: t.Node, *, ranked: bool) -> t.Node:
    """One value after the other; `last` is what holds when none of them does."""
    chain: Ranked = []
    for value in dict.fromkeys(gives for _, gives in rows):
        if value != last:
            chain.append((_holds(rows, value, ranked=ranked), value))
            rows = [row for row in rows if row[1] != value]
    node = last
    for asks, value in reversed(chain):
        node = _if(asks, value, node)
    return node


def _within(node: t.Node) -> bool:
    """Whether the tree keeps to the limits of a rule."""
    try:
        refuse_big_tree(node)
    except RuleError:
        return False
    return True


def _if(asks: t.Node, then: t.Node, otherwise: t.Node) -> t.Node:
    if then == t.Literal(True) and otherwise == t.Literal(False):
        return asks
    if then == t.Literal(False) and otherwise == t.Literal(True):
        return negated(asks)
    return t.If(asks, then, otherwise)


def negated(node: t.Node) -> t.Node:
    """`not(…)` as people write it: De Morgan's laws and the contrary of a comparison hold for unknown too."""
    match node:
        case t.Not(part):
            return part
        case t.And(parts):
            return t.Or(_flat(t.Or, map(negated, parts)))
        case t.Or(parts):
            return t.And(_flat(t.And, map(negated, parts)))
        case t.Compare(operator, left, right):
            return t.Compare(_CONTRARY[operator], left, right)
    return t.Not(node)


def _flat(kind: type[t.And] | type[t.Or], parts: Iterable[t.Node]) -> tuple[t.Node, ...]:
    return tuple(inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,)))


def _holds(rows: Ranked, value: t.Node, *, ranked: bool) -> t.Node:
    """When this value is given: `r₁ or (not(r₂) and (r₃ or …))`, as far as its last row."""
    if not ranked:
        return _joined(t.Or, _flat(t.Or, [asks for asks, gives in rows if gives == value]))
    found: t.Node | None = None
    for gives, conditions in reversed(_runs(rows)):
        if gives == value:
            found = _joined(t.Or, _flat(t.Or, [*conditions, *([found] if found else [])]))
        elif found is not None:
            found = t.And(_flat(t.And, [*map(negated, conditions), found]))
    assert found is not None
    return found


def _runs(rows: Ranked) -> list[tuple[t.Node, list[t.Node]]]:
    """Neighbours that give the same, together."""
    found: list[tuple[t.Node, list[t.Node]]] = []
    for asks, gives in rows:
        if found and found[-1][0] == gives:
            found[-1][1].append(asks)
        else:
            found.append((gives, [asks]))
    return found


def _joined(kind: type[t.And] | type[t.Or], parts: Sequence[t.Node]) -> t.Node:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _guarded(found: ReadTable, grid: Grid, node: t.Node) -> t.Node:
    """Unknown while two rows that must not meet may both match. Pairs that cannot meet need no such guard."""
    rows = range(len(found.rows))
    partners = [grid.partners(row, sure=False) for row in rows]
    pairs = [
        t.And((found.asks(one), found.asks(other)))
        for one, other in combinations(rows, 2)
        if partners[one] >> other & 1 and (found.table.hit == "U" or found.outputs[one] != found.outputs[other])
    ]
    return t.If(_joined(t.Or, pairs), OPEN, node) if pairs else node


def _collected(found: ReadTable, *, complete: bool) -> t.Node:
    """The sum of what the matching rows give, or how many match; unknown while any row is."""
    count = found.table.collect == "count"
    rows = [(found.asks(row), output) for row, output in enumerate(found.outputs)]
    parts = [t.If(asks, ONE if count else gives, ZERO) for asks, gives in rows]
    total = _sum(parts)
    if (count and found.otherwise is None) or complete:
        return total
    return t.If(_joined(t.Or, [asks for asks, _ in rows]), total, found.otherwise or OPEN)


def _sum(parts: Sequence[t.Node]) -> t.Node:
    """In halves, so that many rows do not nest deeply."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return t.Arithmetic("+", _sum(parts[:middle]), _sum(parts[middle:]))
