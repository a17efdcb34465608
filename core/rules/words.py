"""A rule in words: the sentence that a case worker would write, and the same taken apart for screens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from core.rules import tree as t
from core.rules.clauses import Clauses, Group, compose
from core.rules.conditions import Speaker
from core.rules.labels import Labels, Phrase, Unit
from core.rules.types import Scope
from core.rules.wordings import languages, spoken, wordings

__all__ = ["Labels", "Phrase", "Sentence", "Unit", "explain", "in_words", "languages", "sentence", "spoken"]

LONG_LIST = 6
"""Lists with more entries are shown as lists."""
SHORT = 140


@dataclass(frozen=True, slots=True)
class Sentence:
    """A part of a rule in words. `text` says all of it; who has room shows the `children`, joined by `joint`, below the `lead`.

    `label` stands before a branch ("falls …", "sonst"). `state` is what the part gave for somebody, where it was asked for.
    """

    text: str
    label: str = ""
    lead: str = ""
    joint: str = ""
    children: tuple[Sentence, ...] = ()
    state: Literal["", "true", "false", "unknown"] = ""

    @property
    def listing(self) -> bool:
        """Whether the children are the values of a long list, and no conditions."""
        return bool(self.children) and not self.joint and not self.children[0].label

    @property
    def short(self) -> bool:
        """Whether it is read as easily in one line."""
        return not self.children or (len(self.text) <= SHORT and not any(each.children for each in self.children))


class Part(Protocol):
    """What `explain` needs of a rule that was taken apart for somebody; `core.rules.explain.Part` is one."""

    @property
    def node(self) -> t.Node: ...
    @property
    def state(self) -> bool | None: ...
    @property
    def parts(self) -> Sequence[Part]: ...


def in_words(node: t.Node, scope: Scope, locale: str, labels: Labels) -> str:
    """The whole rule as one sentence of this language, or of German where there are no words of it (`spoken` tells)."""
    return _Author(_speaker(scope, locale, labels)).clause(node, True).text


def sentence(node: t.Node, scope: Scope, locale: str, labels: Labels) -> Sentence:
    """As `in_words`, taken apart at its ands, ors and ifs."""
    return _Author(_speaker(scope, locale, labels)).sentence(node, True)


def explain(part: Part, scope: Scope, locale: str, labels: Labels) -> Sentence:
    """As `sentence`, with what each part gave for somebody."""
    states = {id(each.node): each.state for each in _all(part)}
    return _Author(_speaker(scope, locale, labels), states).sentence(part.node, True)


def _speaker(scope: Scope, locale: str, labels: Labels) -> Speaker:
    return Speaker(wordings(locale), scope, labels, {}, compose)


def _all(part: Part) -> Iterator[Part]:
    yield part
    for each in part.parts:
        yield from _all(each)


class _Author(Clauses):
    """Takes sentences apart. `states` tells of the parts by identity what they gave."""

    def __init__(self, speaker: Speaker, states: dict[int, bool | None] | None = None) -> None:
        super().__init__(speaker)
        self._states = states

    def sentence(self, node: t.Node, positive: bool) -> Sentence:
        said, state = self.clause(node, positive).text, self._state((node,), positive)
        match node:
            case t.Not(part):
                return replace(self.sentence(part, not positive), state=state)
            case t.And() | t.Or():
                joint = self.joint(node, positive)
                children = tuple(self._child(group) for group in self.parts(node, positive))
                if len(children) == 1:
                    return replace(children[0], state=state)
                lead, word = self.words["all_of" if joint == "and" else "any_of"], self.words["joints"][joint]
                return Sentence(said, lead=lead, joint=word, children=children, state=state)
            case t.If(condition, then, otherwise) if self.is_truth(node):
                return Sentence(said, children=self._choice(condition, then, otherwise, positive), state=state)
            case t.In(item, t.Items(items)) if len(items) > LONG_LIST:
                return replace(self._listed(item, items, positive), text=said, state=state)
        return Sentence(said, state=state)

    def _child(self, group: Group) -> Sentence:
        if len(group.parts) == 1:
            return self.sentence(*group.parts[0])
        return Sentence(group.clause.text, state=self._state(tuple(node for node, _ in group.parts), group.parts[0][1]))

    def _choice(self, condition: t.Node, then: t.Node, otherwise: t.Node, positive: bool) -> tuple[Sentence, ...]:
        holds = (self._states or {}).get(id(condition))
        if holds is not None:
            # for somebody of whom the condition is known, the other branch says nothing
            because = self.words["because"].format(self.bare(condition, holds))
            return (replace(self._branch(then if holds else otherwise, positive), label=because),)
        first = replace(self._branch(then, positive), label=self.words["if_lead"].format(self.bare(condition, True)))
        if isinstance(otherwise, t.If):
            second, *rest = self._choice(otherwise.condition, otherwise.then, otherwise.otherwise, positive)
            return first, replace(second, label=f"{self.words['else_lead']} {second.label}"), *rest
        return first, replace(self._branch(otherwise, positive), label=self.words["else_lead"])

    def _branch(self, node: t.Node, positive: bool) -> Sentence:
        if isinstance(node, t.Literal):
            return Sentence(self.outcome(node, positive))
        return self.sentence(node, positive)

    def _listed(self, item: t.Node, items: Sequence[t.Node], positive: bool) -> Sentence:
        say = self.speaker
        lead = self.words["one_of" if positive else "none_of"].format(say.value(item).subject, len(items))
        return Sentence("", lead=lead, children=tuple(Sentence(str(say.value(each, item))) for each in items))

    def _state(self, nodes: tuple[t.Node, ...], positive: bool) -> Literal["", "true", "false", "unknown"]:
        if self._states is None or any(id(node) not in self._states for node in nodes):
            return ""
        given = [self._states[id(node)] for node in nodes]
        given = [state if state is None else state is positive for state in given]
        if len(given) == 1 or len(set(given)) == 1:
            return _NAMES[given[0]]
        return ""


_NAMES: dict[bool | None, Literal["true", "false", "unknown"]] = {True: "true", False: "false", None: "unknown"}
