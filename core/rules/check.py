"""The type of a rule: whether each name exists, each code is on its list, and operands fit one another."""

from __future__ import annotations

from decimal import Decimal
from typing import NoReturn

from core.rules import limits
from core.rules import tree as t
from core.rules.calls import call
from core.rules.durations import Duration
from core.rules.entries import entry_type, type_in_entry
from core.rules.errors import RuleError
from core.rules.message import did_you_mean, joined, msg, there_are
from core.rules.operands import among, arithmetic, choice, compare, within
from core.rules.parse import parse
from core.rules.typed import Typed, common_type, near, want
from core.rules.types import BOOLEAN, DATE, DAYS, MONTHS, NULL, NUMBER, TEXT, Row, Scope, Type, in_words

__all__ = ["Typing", "check", "check_rule", "common_type", "type_of"]


def check_rule(text: str, scope: Scope, wanted: Type = BOOLEAN) -> t.Node:
    """The tree of a rule that is sure to give a value of the wanted type. Raises RuleError."""
    node = parse(text)
    found = check(node, scope)
    if found not in (wanted, NULL):
        example = msg("Example: {example}", example="age in [18..27]") if wanted == BOOLEAN else ""
        raise RuleError(
            joined(
                (msg("The rule gives {found}, but {wanted} is needed.", found=in_words(found), wanted=in_words(wanted)), example),
                " ",
            ),
            *node.position,
        )
    return node


def check(node: t.Node, scope: Scope) -> Type:
    """The type of what the rule gives. Raises RuleError for what does not fit; each limit of size is held too."""
    limits.refuse_big_tree(node)
    return Typing(scope).type_of(node)


class Typing(Typed):
    """The types of the parts of a rule. The rule is known to be within the limits."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self._inside: dict[int, tuple[t.Node, Typing]] = {}

    def inside(self, node: t.Quantified) -> Typing:
        """For the condition of a quantifier: there its variable has the type of an entry."""
        if id(node) not in self._inside:
            typing = Typing(self.scope)
            typing.variables = {**self.variables, node.variable: entry_type(node, self)}
            self._inside[id(node)] = node, typing
        return self._inside[id(node)][1]

    def find(self, node: t.Node) -> Type:
        return _find_type(node, self)


def type_of(node: t.Node, scope: Typing) -> Type:
    """As `check`, for a part of a tree that is known to be within the limits."""
    return scope.type_of(node)


def _find_type(node: t.Node, scope: Typing) -> Type:
    match node:
        case t.Literal(value):
            return _type_of_value(value)
        case t.Name(id_):
            return scope.scope[id_] if id_ in scope.scope else _unknown(node, id_, scope)
        case t.Variable() | t.Path():
            return type_in_entry(node, scope)
        case t.Quantified(quantifier, _, _, condition):
            return want(condition, BOOLEAN, scope.inside(node), f"{quantifier} … satisfies")
        case t.And() | t.Or() | t.Not():
            return _logic(node, scope)
        case t.Compare(operator, left, right):
            return compare(node, operator, left, right, scope)
        case t.Between(item, lower, upper):
            return within(node, item, lower, upper, scope)
        case t.In(item, options):
            return among(node, item, options, scope)
    return _type_of_result(node, scope)


def _type_of_result(node: t.Node, scope: Typing) -> Type:
    match node:
        case t.If(condition, then, otherwise):
            return choice(node, condition, then, otherwise, scope)
        case t.Negate(part):
            return want(part, NUMBER, scope, "-")
        case t.Arithmetic(operator, left, right):
            return arithmetic(node, operator, left, right, scope)
        case t.Call(function, arguments):
            return call(node, function, arguments, scope)
    raise RuleError(msg("A range or a list can stand only behind 'in'."), *node.position)


def _logic(node: t.And | t.Or | t.Not, scope: Typing) -> Type:
    word = {t.And: "and", t.Or: "or", t.Not: "not(…)"}[type(node)]
    for part in t.children(node):
        want(part, BOOLEAN, scope, word)
    return BOOLEAN


def _type_of_value(value: t.Value) -> Type:
    match value:
        case None:
            return NULL
        case bool():
            return BOOLEAN
        case str():
            return TEXT
        case Decimal():
            return NUMBER
        case Duration(months):
            return DAYS if months is None else MONTHS
    return DATE


def _unknown(node: t.Node, name: str, typing: Typing) -> NoReturn:
    scope = typing.scope
    answers = [variable for variable, row in typing.variables.items() if isinstance(row, Row) and row.find(name)]
    nearest = f"{answers[0]}.{name}" if answers else near(name, [*scope, *typing.variables])
    some = ", ".join(sorted(scope)[:8]) or "none"
    hint = did_you_mean(nearest) if nearest else there_are(f"{some}{', …' if len(scope) > 8 else ''}")
    raise RuleError(msg("There is no fact '{name}'. {hint}", name=name, hint=hint), *node.position, nearest=nearest)
