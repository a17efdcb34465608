"""The rule that a change has changed in one criterion, where other criteria still have it as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.catalogue.overlay.tree import Node, Tree
from core.definitions import Fault, Programme
from core.rules import RuleError, parse
from core.rules import tree as t
from core.rules.message import msg
from core.rules.text import text


def elsewhere(base: Programme, programme: Programme) -> Iterator[Fault]:
    """A hint at each criterion that still holds an old rule, by itself or as one of several conditions."""
    before, after = _rules(base), _rules(programme)
    told: set[str] = set()
    for address, rule in after.items():
        old = before.get(address)
        now = _parts(rule)
        # of a rule that cannot be read nobody knows what is left of the old one
        gone = _parts(old) - now if old and old != rule and now else set()
        for other, held in after.items():
            left = sorted(gone & _parts(held))
            # who was changed, too, was looked at
            if left and other != address and other not in told and before.get(other) == held:
                told.add(other)
                yield Fault(other, msg("The same rule still stands here: {rule}. It was changed elsewhere.", rule=left[0]))


def _rules(programme: Programme) -> Mapping[str, str]:
    nodes = Tree.of(programme).nodes
    return {address: str(node.own["rule"]) for address, node in nodes.items() if _is_criterion(address) and _ruled(node)}


def _is_criterion(address: str) -> bool:
    return "eligibility" in address.split("/")[::2]


def _ruled(node: Node) -> bool:
    return bool(node.own.get("rule"))


def _parts(rule: str) -> set[str]:
    """The conditions that all have to hold, written in one way."""
    try:
        return set(_conditions(parse(rule)))
    except RuleError:
        return set()


def _conditions(node: t.Node) -> Iterator[str]:
    if isinstance(node, t.And):
        for each in node.parts:
            yield from _conditions(each)
    else:
        yield text(node)
