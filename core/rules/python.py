"""The Python reader: rules → one compiled function that reads each fact once and gives True, False or None for each rule."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from core.rules import tree as t
from core.rules import values
from core.rules.check import check
from core.rules.emit import Emitter
from core.rules.pieces import junction, load, same
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, Scope, Type

Facts: TypeAlias = Mapping[str, object]
"""Names of facts with their values. A name that is not there, None, and a value of a wrong type are all unknown."""

_QUICK: Mapping[Type, str] = {NUMBER: "int", DATE: "date", TEXT: "str"}
"""Types whose values have one usual Python type: only a value of another one is looked at closer."""

_SMALL = 10**9
"""Whole numbers below it need no closer look, and Python compares them fastest."""

_FRAME = """
def decide(facts):
    try:
        pass
    except (KeyError, TypeError):
        return again(facts)
"""


def compile_rule(node: t.Node, scope: Scope) -> Callable[[Facts], Any]:
    """The value of one rule, None when it is unknown. Raises RuleError for a rule that does not fit the scope."""
    check(node, scope)
    emitter = Emitter(scope, partial(_table, scope))
    return _function(emitter, [], emitter.value(node))


def compile_rules(rules: Mapping[str, t.Node], scope: Scope) -> Callable[[Facts], tuple[Any, ...]]:
    """The values of all rules, in their order."""
    emitter, body, outcomes = _outcomes(rules, scope)
    return _function(emitter, body, ast.Tuple([*outcomes.values()], ast.Load()))


def compile_verdicts(
    rules: Mapping[str, t.Node], verdicts: Sequence[Collection[str]], scope: Scope
) -> Callable[[Facts], tuple[tuple[bool | None, ...], tuple[bool | None, ...]]]:
    """Two tuples: for each verdict whether all the rules that it names hold (Kleene's `and`), and the outcome of each rule."""
    emitter, body, outcomes = _outcomes(rules, scope)
    states: list[ast.expr] = []
    for named in verdicts:
        uses = [outcomes[name] for name in named]
        states.append(junction([same(use, False) for use in uses], uses, settles=False) if uses else ast.Constant(True))
    answer = ast.Tuple([ast.Tuple(states, ast.Load()), ast.Tuple([*outcomes.values()], ast.Load())], ast.Load())
    return _function(emitter, body, answer)


def _outcomes(rules: Mapping[str, t.Node], scope: Scope) -> tuple[Emitter, list[ast.stmt], dict[str, ast.expr]]:
    emitter = Emitter(scope, partial(_table, scope))
    body: list[ast.stmt] = []
    outcomes: dict[str, ast.expr] = {}
    known: dict[t.Node, ast.expr] = {}
    for place, (name, node) in enumerate(rules.items()):
        check(node, scope)
        if node not in known:
            value = emitter.value(node)
            if not isinstance(value, ast.Name):
                body.append(_assign(f"r{place}", value))
                value = load(f"r{place}")
            known[node] = value
        outcomes[name] = known[node]
    return emitter, body, outcomes


def _table(scope: Scope, node: t.Node, fact: str) -> dict[object, object]:
    """A rule over a single coded fact, worked out for each code and for unknown: at run time it is one look-up."""
    emitter = Emitter(scope)
    function = _function(emitter, [], emitter.value(node))
    codes = scope[fact]
    known = codes.codes if isinstance(codes, Code) else ()
    return {value: function({fact: value}) for value in (*known, None)}


class _Cleaned(dict[str, object]):
    """Facts of which each is of its type or None."""


def _function(emitter: Emitter, body: list[ast.stmt], answer: ast.expr) -> Callable[[Facts], Any]:
    constants: dict[str, object] = {
        **emitter.constants,
        "__builtins__": {},
        "KeyError": KeyError,
        "TypeError": TypeError,
        "type": type,
        "int": int,
        "str": str,
        "date": date,
    }
    reads = [statement for fact, local in emitter.facts.items() for statement in _read(emitter, fact, local, constants)]
    module = ast.parse(_FRAME)
    attempt = module.body[0].body[0]  # type: ignore[attr-defined]  # the frame above
    attempt.body = [*reads, *body, ast.Return(answer)]
    ast.fix_missing_locations(module)
    # the tree is built node by node from a checked rule, holds no text of it as code, and runs without builtins;
    # a code object can be made into a function in no other way that every version of Python has
    exec(compile(module, "<rules>", "exec"), constants)  # noqa: S102
    function: Callable[[Facts], Any] = constants["decide"]  # type: ignore[assignment]
    types = {fact: emitter.scope[fact] for fact in emitter.facts}

    def again(facts: Facts) -> Any:
        """For facts of a wrong type: the quick way assumes that there are none."""
        if type(facts) is _Cleaned:
            raise  # called while the error of the quick way is handled: with clean facts it is a real one
        return function(_Cleaned({fact: values.clean(type_, facts.get(fact)) for fact, type_ in types.items()}))

    constants["again"] = again
    return function


def _read(emitter: Emitter, fact: str, local: str, constants: dict[str, object]) -> list[ast.stmt]:
    """`f0 = facts.get("age")`, then a check of its type that costs next to nothing when the type is right."""
    value = ast.Call(ast.Attribute(load("facts"), "get", ast.Load()), [ast.Constant(fact)], [])
    read = ast.Assign([ast.Name(local, ast.Store())], value)
    type_ = emitter.scope[fact]
    if isinstance(type_, Code):
        # in tables an unknown code raises KeyError of its own
        guard = [_assign(local, _listed(type_, local, constants))] if fact in emitter.unguarded else []
        return [read, *guard, *_looked_up(emitter.looked_up.get(fact, ()), local, constants)]
    if type_ == BOOLEAN:
        strange: ast.expr = ast.BoolOp(ast.And(), [_is_not(load(local), ast.Constant(truth)) for truth in (True, False)])
        return [read, ast.If(strange, [_assign(local, ast.Constant(None))], [])]
    fit = f"fit_{local}"
    constants[fit] = partial(values.clean, type_)
    fitted = _assign(local, ast.Call(load(fit), [load(local)], []))
    if type_ not in _QUICK:
        return [read, fitted]
    strange = _is_not(ast.Call(load("type"), [load(local)], []), load(_QUICK[type_]))
    if type_ == NUMBER:
        limit = ast.Constant(_SMALL)
        inside = ast.Compare(ast.UnaryOp(ast.USub(), limit), [ast.Lt(), ast.Lt()], [load(local), limit])
        strange = ast.BoolOp(ast.Or(), [strange, ast.UnaryOp(ast.Not(), inside)])
    return [read, ast.If(strange, [fitted], [])]


def _looked_up(tables: Sequence[tuple[str, Mapping[object, object]]], local: str, constants: dict[str, object]) -> list[ast.stmt]:
    """`q0, q3 = at_f1[f1]`: whatever hangs on this code alone."""
    if not tables:
        return []
    names: list[ast.expr] = [ast.Name(name, ast.Store()) for name, _ in tables]
    constants[f"at_{local}"] = {code: tuple(table[code] for _, table in tables) for code in tables[0][1]}
    found = ast.Subscript(load(f"at_{local}"), load(local), ast.Load())
    return [ast.Assign([ast.Tuple(names, ast.Store())], found)]


def _listed(codes: Code, local: str, constants: dict[str, object]) -> ast.expr:
    constants[f"fit_{local}"] = {code: code for code in (*codes.codes, None)}
    return ast.Subscript(load(f"fit_{local}"), load(local), ast.Load())


def _assign(local: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(local, ast.Store())], value)


def _is_not(value: ast.expr, other: ast.expr) -> ast.Compare:
    return ast.Compare(value, [ast.IsNot()], [other])
