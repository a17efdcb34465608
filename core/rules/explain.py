"""A rule taken apart: which of its parts are fulfilled, which are not, which are open, and on what facts each rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.rules import tree as t
from core.rules.derive import DERIVED_FROM
from core.rules.proof import OURS, Doubt, without
from core.rules.python import Facts, compile_rules
from core.rules.types import Scope

Kind: TypeAlias = Literal["all", "any", "not", "if", "test"]


@dataclass(frozen=True, slots=True)
class Used:
    """A fact that a part rests on, as the rule names it: its value (None: unknown), its source, and what speaks against it."""

    name: str
    value: object
    source: str | None = None
    doubt: Doubt | None = None

    @property
    def asked(self) -> str:
        """The fact to ask for: the base of a derived one."""
        return DERIVED_FROM.get(self.name, self.name)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a rule. `state` is True (fulfilled), False (not fulfilled) or None (open).

    `all` and `any` have their parts, `not` has one, `if` has its condition and the branch that holds (both branches while the
    condition is open); a `test` is not taken apart. `node` is for who puts it into words.
    """

    kind: Kind
    node: t.Node
    state: bool | None
    facts: tuple[Used, ...]
    parts: tuple[Part, ...] = ()

    def tests(self) -> Iterator[Part]:
        """The parts that are not taken apart, in the order of writing."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.tests()


class Explainer:
    """Made once for a rule: each of its true/false parts is compiled, so that a part means what it means in the whole."""

    def __init__(self, node: t.Node, scope: Scope) -> None:
        self._node = node
        parts = list(_truths(node))
        self._places = {id(part): place for place, part in enumerate(parts)}
        self._states = compile_rules({str(place): part for place, part in enumerate(parts)}, scope)

    def explain(self, facts: Facts, sources: Mapping[str, str] | None = None, doubts: Mapping[str, Doubt] | None = None) -> Part:
        """The tree for these facts, derived ones among them. What is doubted counts as unknown, and is shown with its value."""
        doubted = doubts or {}
        states = self._states(without(facts, doubted) if doubted else facts)
        return self._part(self._node, states, _Known(facts, sources or {}, doubted))

    def _part(self, node: t.Node, states: tuple[object, ...], known: _Known) -> Part:
        state = states[self._places[id(node)]]
        parts = tuple(self._part(part, states, known) for part in self._inner(node, states))
        truth = state if isinstance(state, bool) else None
        return Part(_KINDS.get(type(node), "test"), node, truth, known.used(node), parts)

    def _inner(self, node: t.Node, states: tuple[object, ...]) -> tuple[t.Node, ...]:
        if not isinstance(node, t.If):
            return _parts(node)
        truth = states[self._places[id(node.condition)]]
        return node.condition, *((node.then, node.otherwise) if truth is None else (node.then if truth else node.otherwise,))


@dataclass(frozen=True, slots=True)
class _Known:
    facts: Facts
    sources: Mapping[str, str]
    doubts: Mapping[str, Doubt]

    def used(self, node: t.Node) -> tuple[Used, ...]:
        return tuple(self._used(name) for name in t.names_in_order(node))

    def _used(self, name: str) -> Used:
        base, value = DERIVED_FROM.get(name, name), self.facts.get(name)
        source = None if value is None or base in OURS else self.sources.get(base)
        return Used(name, value, source, self.doubts.get(base))


_KINDS: Mapping[type[t.Node], Kind] = {t.And: "all", t.Or: "any", t.Not: "not", t.If: "if"}


def _parts(node: t.Node) -> tuple[t.Node, ...]:
    return t.children(node) if isinstance(node, t.And | t.Or | t.Not | t.If) else ()


def _truths(node: t.Node) -> Iterator[t.Node]:
    """The parts that are true or false and are taken apart: what stands in a comparison is not."""
    yield node
    for part in _parts(node):
        yield from _truths(part)
