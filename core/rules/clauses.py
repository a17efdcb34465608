"""Conditions joined by and, or, if and not as one sentence that can be read in one way only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core.rules import tree as t
from core.rules.conditions import Speaker
from core.rules.types import SetOf

Shape = Literal["leaf", "and", "or", "if", "deep"]


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    shape: Shape = "leaf"


Signed = tuple[t.Node, bool]
"""A part, and whether it is said as it is or denied."""


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that are said in one clause."""

    parts: tuple[Signed, ...]
    clause: Clause = Clause("")


class Clauses:
    """Writes conditions. `positive` is False below an odd number of `not`: negation is said at the single condition, where
    people expect it; three-valued logic allows that everywhere."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker, self.words = speaker, speaker.words

    # one sentence

    def clause(self, node: t.Node, positive: bool) -> Clause:
        match node:
            case t.Not(part):
                return self.clause(part, not positive)
            case t.And() | t.Or():
                return self._joined(node, positive)
            case t.If(condition, then, otherwise) if self.is_truth(node):
                said = self._branches(condition, then, otherwise, positive)
                return Clause(self.words["if"].format(*said), "if")
            case t.Quantified():
                return Clause(self._quantified(node, positive))
        return Clause(self._single(node, positive))

    def _single(self, node: t.Node, positive: bool) -> str:
        say = self.speaker
        if (found := _membership(node, say)) is not None:
            return self._members(found[0], [found[1]], positive, "or")
        match node:
            case t.Literal(bool() as value):
                return str(self.words["always" if value is positive else "never"])
            case t.Compare(operator, left, right):
                return self._compare(operator, left, right, positive)
            case t.Between(item, lower, upper) | t.In(item, t.Range(lower, upper, True, True)):
                return say.between(item, lower, upper, positive)
            case t.In(item, t.Range() as range_):
                return say.half_open(item, range_, positive)
            case t.In(item, t.Items(items)):
                return say.one_of(item, items, positive)
            case t.Call() if say.is_truth(node):
                return say.asked(node, positive)
            case t.Name() | t.Path() | t.Variable() if say.is_truth(node):
                return say.fact(node, positive)
        return self.value(node)

    def value(self, node: t.Node) -> str:
        """A rule that gives a number, a day or a text."""
        if isinstance(node, t.If):
            then, otherwise = self.value(node.then), self.value(node.otherwise)
            then = f"({then})" if isinstance(node.then, t.If) else then
            return str(self.words["if_value"].format(self.bare(node.condition, True), then, otherwise))
        return str(self.speaker.value(node))

    def _compare(self, operator: str, left: t.Node, right: t.Node, positive: bool) -> str:
        if operator in ("=", "!=") and self.is_truth(left) and self.is_truth(right):
            same = (operator == "=") is positive
            for one, other in ((left, right), (right, left)):
                if isinstance(one, t.Literal):
                    return self.bare(other, bool(one.value) is same)
            key = "same" if same else "different"
            return str(self.words[key].format(self.bare(left, True), self.bare(right, True)))
        return self.speaker.compare(operator, left, right, positive)

    def _quantified(self, node: t.Quantified, positive: bool) -> str:
        entries = self.speaker.value(node.entries)
        inside = Clauses(self.speaker.within(node.variable, node.entries))
        if node.quantifier == "some":
            said = self.words["quantified"]["some" if positive else "none"]
            return str(said.format(entries, inside.bare(node.condition, True)))
        said = self.words["quantified"]["every" if positive else "some"]
        return str(said.format(entries, inside.bare(node.condition, positive)))

    def _branches(self, condition: t.Node, then: t.Node, otherwise: t.Node, positive: bool) -> tuple[str, str, str]:
        last = self.clause(otherwise, positive)
        return (
            self.bare(condition, True),
            self.outcome(then, positive),
            last.text if last.shape == "if" else self.outcome(otherwise, positive),
        )

    def outcome(self, node: t.Node, positive: bool) -> str:
        if isinstance(node, t.Literal) and isinstance(node.value, bool):
            return str(self.words["fulfilled" if node.value is positive else "refused"])
        return self.bare(node, positive)

    def bare(self, node: t.Node, positive: bool) -> str:
        """A condition inside another sentence: in brackets unless it is a single one."""
        clause = self.clause(node, positive)
        return clause.text if clause.shape in ("leaf", "and", "or") else f"({clause.text})"

    # and, or

    def _joined(self, node: t.And | t.Or, positive: bool) -> Clause:
        joint = self.joint(node, positive)
        clauses = [group.clause for group in self.parts(node, positive)]
        if len(clauses) == 1:
            return clauses[0]
        shapes = {clause.shape for clause in clauses}
        if shapes == {"leaf"}:
            return Clause(self._in_a_row([clause.text for clause in clauses], joint), joint)
        if shapes <= {"leaf", "or"} and joint == "and":
            either = [self.words["either"].format(c.text) if c.shape == "or" else c.text for c in clauses]
            return Clause(str(self.words["joints"]["strong_and"]).join(either), "deep")
        if shapes <= {"leaf", "and"}:
            return Clause(self.words["joints"]["strong_or"].join(clause.text for clause in clauses), "deep")
        lead = self.words["all_of" if joint == "and" else "any_of"]
        listed = "; ".join(clause.text if clause.shape == "leaf" else f"({clause.text})" for clause in clauses)
        return Clause(f"{lead}: {listed}", "deep")

    def _in_a_row(self, parts: Sequence[str], joint: Literal["and", "or"]) -> str:
        # a list of lists would be misread
        if any(", " in part for part in parts):
            return str(self.words["joints"][f"strong_{joint}"]).join(parts)
        return self.words.joined(parts, joint)

    def joint(self, node: t.And | t.Or, positive: bool) -> Literal["and", "or"]:
        return "and" if isinstance(node, t.And) is positive else "or"

    def parts(self, node: t.And | t.Or, positive: bool) -> list[Group]:
        """What is joined, in groups of neighbours that speak of one set: these become one clause."""
        joint, found = self.joint(node, positive), list[Group]()
        for part in self._flat(node, positive, joint):
            if found and _of_one_set(found[-1].parts[-1], part, self.speaker):
                found[-1] = Group((*found[-1].parts, part))
            else:
                found.append(Group((part,)))
        return [replace(group, clause=self._grouped(group.parts, joint)) for group in found]

    def _flat(self, node: t.And | t.Or, positive: bool, joint: str) -> Iterator[Signed]:
        """The parts with their signs; those that are joined in the same way stand in one row with the others."""
        for part in _needed(node):
            inner, sign = part, positive
            while isinstance(inner, t.Not):
                inner, sign = inner.part, not sign
            if isinstance(inner, t.And | t.Or) and self.joint(inner, sign) == joint:
                yield from self._flat(inner, sign, joint)
            else:
                yield part, positive

    def _grouped(self, parts: tuple[Signed, ...], joint: Literal["and", "or"]) -> Clause:
        members = [found for node, _ in parts if (found := _membership(node, self.speaker)) is not None]
        if len(parts) > 1:
            return Clause(self._members(members[0][0], [member for _, member in members], parts[0][1], joint))
        return self.clause(*parts[0])

    def _members(self, holder: t.Node, members: Sequence[t.Node], positive: bool, joint: Literal["and", "or"]) -> str:
        say = self.speaker
        if not positive and joint == "or" and len(members) > 1:
            # not all of them: each is denied by itself
            return self._in_a_row([self._members(holder, [each], False, "and") for each in members], "or")
        return say.value(holder).subject + say.options(holder, members, positive, joint)

    def is_truth(self, node: t.Node) -> bool:
        return self.speaker.is_truth(node)


def _needed(node: t.And | t.Or) -> tuple[t.Node, ...]:
    """The parts without those that change nothing: `… and true`."""
    idle = isinstance(node, t.And)
    kept = tuple(part for part in node.parts if not (isinstance(part, t.Literal) and part.value is idle))
    return kept or node.parts[:1]


def _membership(node: t.Node, speaker: Speaker) -> tuple[t.Node, t.Node] | None:
    """The set and the member that a part asks for, in either way of writing it."""
    match node:
        case t.Call("contains", (holder, member)) if isinstance(speaker.kind(holder), SetOf):
            return holder, member
        case t.In(member, t.Name() | t.Path() as holder):
            return holder, member
    return None


def _of_one_set(one: Signed, other: Signed, speaker: Speaker) -> bool:
    first, second = _membership(one[0], speaker), _membership(other[0], speaker)
    return first is not None and second is not None and first[0] == second[0] and one[1] == other[1]


def compose(speaker: Speaker, node: t.Node) -> str:
    """What is made of conditions, as a value in another sentence."""
    clauses = Clauses(speaker)
    return clauses.bare(node, True) if clauses.is_truth(node) else clauses.value(node)
