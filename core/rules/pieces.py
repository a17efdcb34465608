"""Pieces of Python's own syntax tree, of which the Python reader puts rules together."""

from __future__ import annotations

import ast
from collections.abc import Sequence

NOTHING = ast.Constant(None)


def load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def bind(name: str, value: ast.expr) -> ast.NamedExpr:
    return ast.NamedExpr(ast.Name(name, ast.Store()), value)


def same(value: ast.expr, constant: bool | None) -> ast.Compare:
    return ast.Compare(value, [ast.Is()], [ast.Constant(constant)])


def either(tests: Sequence[ast.expr]) -> ast.expr:
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), list(tests))


def junction(tests: Sequence[ast.expr], uses: Sequence[ast.expr], settles: bool) -> ast.expr:
    """Kleene's `and` (False settles it) or `or` (True settles it): tests bind and ask in order, uses read what was bound."""
    rest = uses[-1]
    for use in reversed(uses[:-1]):
        rest = ast.IfExp(same(use, None), NOTHING, rest)
    return ast.IfExp(either(tests), ast.Constant(settles), rest)


def chain(low: ast.Compare, high: ast.Compare) -> ast.expr:
    """`18 <= x <= 27` in one chained comparison, `x >= 18 and x <= 27` in two."""
    turned = {ast.GtE: ast.LtE, ast.Gt: ast.Lt}[type(low.ops[0])]
    return ast.Compare(low.comparators[0], [turned(), high.ops[0]], [low.left, high.comparators[0]])
