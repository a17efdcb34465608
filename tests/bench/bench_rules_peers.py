"""The measure of `bench_rules` with the fastest JSON Logic engine in the same run: datalogic-py, which is written in Rust.

It is no dependency. Run it by `pip install --target FOLDER datalogic-py` and `PYTHONPATH=FOLDER python -m
tests.bench.bench_rules_peers`. The engine gets the same 39 rules, made from our trees, as one compiled array; JSON Logic has
two values, so each rule asks first whether its facts are there: 2 is yes, 0 no, 1 open. Days are numbers before the clock
starts. All answers are compared before anything is measured.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from importlib import import_module
from itertools import pairwise
from typing import Any

from core.rules import Node, check_rule, compile_verdicts
from core.rules import tree as t
from tests.bench.bench_rules import LEVELS, PROGRAMMES, SCOPE, by_hand, people
from tests.bench.rounds import rounds, table

VALUES = {True: 2, False: 0, None: 1}
OUTCOMES = {2: True, 0: False, 1: None}
SIGNS = {"=": "===", "!=": "!=="}
Logic = Any


def outcome(node: Node) -> Logic:
    """2, 0 or 1."""
    inner, turned = node, False
    while isinstance(inner, t.Not):
        inner, turned = inner.part, not turned
    if isinstance(inner, t.And | t.Or):
        return {"if": [yes(node), 2, no(node), 0, 1]}
    ifs = [test(inner), 0, 2] if turned else [test(inner), 2, 0]
    return {"if": [known(inner), {"if": ifs}, 1]}


def yes(node: Node) -> Logic:
    match node:
        case t.Not(part):
            return no(part)
        case t.And() | t.Or():
            return {"and" if isinstance(node, t.And) else "or": [yes(part) for part in t.children(node)]}
    return {"and": [known(node), test(node)]}


def no(node: Node) -> Logic:
    match node:
        case t.Not(part):
            return yes(part)
        case t.And() | t.Or():
            return {"or" if isinstance(node, t.And) else "and": [no(part) for part in t.children(node)]}
    return {"and": [known(node), {"!": [test(node)]}]}


def known(node: Node) -> Logic:
    return {"!==": [{"var": _fact(node)}, None]}


def test(node: Node) -> Logic:
    """A test of one fact that is known."""
    fact = {"var": _fact(node)}
    match node:
        case t.Name():
            return fact
        case t.Compare(">=", t.Name("german_level"), t.Literal(str() as level)):
            return {"in": [fact, list(LEVELS.codes[LEVELS.codes.index(level) :])]}
        case t.Compare(operator, _, t.Literal(value)):
            return {SIGNS.get(operator, operator): [fact, _plain(value)]}
        case t.In(_, t.Items(items)):
            return {"in": [fact, [_plain(each.value) for each in items if isinstance(each, t.Literal)]]}
        case t.In(_, t.Range(t.Literal(low), t.Literal(high), True, True)):
            return {"and": [{">=": [fact, _plain(low)]}, {"<=": [fact, _plain(high)]}]}
    raise ValueError(f"No test of one fact: {node}")


test.__test__ = False  # type: ignore[attr-defined]  # pytest takes functions of this name for its own


def _fact(node: Node) -> str:
    match node:
        case t.Name(fact) | t.Compare(_, t.Name(fact)) | t.In(t.Name(fact)):
            return fact
    raise ValueError(f"No test of one fact: {node}")


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value)
    return value.toordinal() if isinstance(value, date) else value


def peers(nodes: Mapping[str, Node], edges: list[int]) -> dict[str, Callable[[dict[str, Any]], Any]]:
    """The ways to ask the engine for verdicts and outcomes: with a dictionary, and through a session. Nothing without it."""
    try:
        datalogic_py: Any = import_module("datalogic_py")
    except ImportError:
        print("datalogic-py is not there: pip install --target FOLDER datalogic-py, and PYTHONPATH=FOLDER")
        return {}
    engine = datalogic_py.Engine()
    rule, session = engine.compile([outcome(node) for node in nodes.values()]), engine.session()
    spans = list(pairwise(edges))

    def verdicts(found: list[int]) -> Any:
        # no < open < yes: a programme says what its weakest rule says
        return tuple(min(found[first:end]) for first, end in spans), tuple(found)

    return {
        "datalogic-py, rule": lambda facts: verdicts(rule.evaluate(facts)),
        "datalogic-py, session": lambda facts: verdicts(session.evaluate(rule, facts)),
    }


def _asked(ask: Callable[[dict[str, Any]], Any], people: list[dict[str, Any]], number: int) -> object:
    return ask(people[number & 511])


def main(seconds: float = 0.4, repeats: int = 11) -> None:
    nodes = {
        f"{programme} {place}": check_rule(rule, SCOPE)
        for programme, listed in PROGRAMMES.items()
        for place, rule in enumerate(listed)
    }
    groups = [[name for name in nodes if name.rsplit(" ", 1)[0] == programme] for programme in PROGRAMMES]
    decide, known_people = compile_verdicts(nodes, groups, SCOPE), people(512)
    plain = [{name: _plain(value) for name, value in person.items()} for person in known_people]
    edges = [sum(map(len, groups[:place])) for place in range(len(groups) + 1)]
    cases: dict[str, Callable[[int], object]] = {
        "limit: plain Python function": lambda i: by_hand(known_people[i & 511]),
        "compiled rules": lambda i: decide(known_people[i & 511]),
    }
    for name, ask in peers(nodes, edges).items():
        for person, facts in zip(known_people, plain, strict=True):
            statuses, outcomes = ask(facts)
            if (tuple(map(OUTCOMES.get, statuses)), tuple(map(OUTCOMES.get, outcomes))) != by_hand(person):
                sys.exit(f"{name} answers otherwise for {person}")
        cases[name] = partial(_asked, ask, plain)
    print(f"{len(nodes)} rules of {len(PROGRAMMES)} programmes, {len(known_people)} people: all answers agree")
    found = rounds(cases, seconds, repeats)
    print(table(found, "people/s/core"))
    if best := max(found[2:], key=lambda row: row.rate, default=None):
        print(f"compiled rules : {best.name} = {found[1].rate / best.rate:.2f}")


if __name__ == "__main__":
    main()
