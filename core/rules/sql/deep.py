"""Rules that are nested too deep for SQLite's parser, which knows a hundred open brackets: the Python reader answers them.

SQLite runs inside of this process, so the database calls the compiled rule with the facts of the row, as a JSON object.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import String, func, literal
from sqlalchemy.types import TypeEngine

from core.rules import tree as t
from core.rules.python import compile_rule
from core.rules.sql.spelling import Expression
from core.rules.sqlite_functions import DEEP, facts_reader, result_writer
from core.rules.text import text
from core.rules.types import ListOf, Scope, SetOf

_ROOM = 64
_OPEN = {t.Between: 14, t.In: 14, t.Quantified: 18, t.If: 6, t.Call: 8, t.Arithmetic: 6}
"""About how many entries a node keeps open on the parser's stack while its parts are read, others three."""
_SUBSTRING = 18


def is_deep(node: t.Node) -> bool:
    """Whether the rule may be too deep for SQLite."""
    waiting = [(node, 0)]
    while waiting:
        current, open_ = waiting.pop()
        if open_ > _ROOM:
            return True
        more = _SUBSTRING if isinstance(current, t.Call) and current.function == "substring" else _OPEN.get(type(current), 3)
        waiting += [(part, open_ + more) for part in t.children(current)]
    return False


def called(node: t.Node, scope: Scope, columns: Mapping[str, Expression], type_: TypeEngine[Any]) -> Expression:
    """A call of the compiled rule. It is kept for as long as the process runs: there are few such rules."""
    names = t.names_in_order(node)
    types = {name: scope[name] for name in names}
    key = hashlib.sha256(f"{text(node)}\0{types}".encode()).hexdigest()
    if key not in DEEP:
        decide, read = compile_rule(node, scope), facts_reader(types)
        DEEP[key] = lambda facts: result_writer(decide(read(facts)))
    pairs: list[Expression] = []
    for name, kind in types.items():
        column = columns[name]
        pairs += [literal(name, String()), func.json(column) if isinstance(kind, SetOf | ListOf) else column]
    return func.rule_deep(literal(key, String()), func.json_object(*pairs), type_=type_)
