"""A tree back to the text of a rule, in one canonical form: `parse(text(tree)) == tree`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.rules import tree as t
from core.rules.durations import Duration
from core.rules.functions import FUNCTIONS

# how tightly each construct binds; a looser part stands in brackets; `some` and `every` bind as `if`
IF, OR, AND, COMPARISON, SUM, PRODUCT, UNARY, PRIMARY = range(8)


def text(node: t.Node) -> str:
    """The rule as it is written: single spaces, no brackets but the needed ones."""
    return _write(node)[0]


def quoted(value: str) -> str:
    """A text in double quotes, as the grammar reads it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def literal(value: t.Value) -> str:
    """A value as a rule writes it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case Decimal():
            return format(value, "f")
        case date():
            return f'date("{value.isoformat()}")'
        case Duration():
            return f'duration("{value}")'


def _part(node: t.Node, level: int) -> str:
    written, binds = _write(node)
    return written if binds >= level else f"({written})"


def _write(node: t.Node) -> tuple[str, int]:
    match node:
        case t.Literal(value):
            return literal(value), UNARY if isinstance(value, Decimal) and value < 0 else PRIMARY
        case t.Name(id_):
            return id_, PRIMARY
        case t.Variable(id_):
            return id_, PRIMARY
        case t.Path(variable, field):
            return f"{variable}.{field}", PRIMARY
        case t.Call(function, arguments):
            return f"{function}({_list(arguments[_hidden(function) :])})", PRIMARY
        case t.Not(part):
            return f"not({text(part)})", PRIMARY
        case t.If(condition, then, otherwise):
            return f"if {text(condition)} then {text(then)} else {text(otherwise)}", IF
        case t.Quantified(quantifier, variable, entries, condition):
            return f"{quantifier} {variable} in {text(entries)} satisfies {text(condition)}", IF
        case t.Or(parts):
            return " or ".join(_part(part, AND) for part in parts), OR
        case t.And(parts):
            return " and ".join(_part(part, COMPARISON) for part in parts), AND
    return _write_operation(node)


def _write_operation(node: t.Node) -> tuple[str, int]:
    match node:
        case t.Negate(part):
            return f"-{_part(part, UNARY)}", UNARY
        case t.Arithmetic(operator, left, right):
            level = SUM if operator in "+-" else PRODUCT
            return f"{_part(left, level)} {operator} {_part(right, level + 1)}", level
        case t.Compare(operator, left, right):
            return f"{_part(left, SUM)} {operator} {_part(right, SUM)}", COMPARISON
        case t.Between(item, lower, upper):
            return f"{_part(item, SUM)} between {_part(lower, SUM)} and {_part(upper, SUM)}", COMPARISON
        case t.In(item, options):
            return f"{_part(item, SUM)} in {_options(options)}", COMPARISON
    raise TypeError(f"{type(node).__name__} cannot stand alone in a rule")


def _options(node: t.Node) -> str:
    match node:
        case t.Items(items):
            return f"({_list(items)})"
        case t.Range(lower, upper, lower_closed, upper_closed):
            return f"{'[' if lower_closed else '('}{text(lower)}..{text(upper)}{']' if upper_closed else ')'}"
    return _part(node, PRIMARY)


def _hidden(function: str) -> int:
    """How many of the first arguments the parser put there."""
    known = FUNCTIONS.get(function)
    return int(known is not None and known.reads is not None)


def _list(nodes: tuple[t.Node, ...]) -> str:
    return ", ".join(text(node) for node in nodes)
