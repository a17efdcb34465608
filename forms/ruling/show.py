"""What a rule shows wherever it is edited: its blocks with their pickers, each part as a sentence, what is wrong and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask_babel import gettext
from flask_babel import gettext as _

from core.rules import BOOLEAN, DATE, NUMBER, Code, Node, RuleError, Scope, SetOf, parse, text
from core.rules.check import check
from core.rules.labels import Labels
from core.rules.message import said
from core.rules.text import quoted
from core.rules.words import in_words
from forms.ruling import conditions
from forms.ruling.conditions import Condition
from forms.ruling.shape import Block, paths, shape

NO_VALUE = ("yes", "no", "known", "unknown")
SEVERAL = ("one_of", "none_of")


class Ruling:
    """Words and choices of one place where rules are edited. `scope` says what rules may name there; `own` is what of it
    stands nearest: the questions of the form, under the heading `nearest`."""

    no_value, ranges, order = NO_VALUE, (*conditions.RANGES, "between"), conditions.ORDER

    def __init__(self, scope: Scope, labels: Labels, language: str, own: Sequence[str] = (), nearest: str = "") -> None:
        self.scope, self.labels, self.language, self.own, self.nearest = scope, labels, language, own, nearest
        self._titles = {**labels.titles, "done_steps": _("Steps done"), "enrolments": _("Taking part in")}

    def title(self, rule: str) -> str:
        """What a fact is called; another rule is called by its text."""
        return self._titles.get(rule, rule) if rule in self.scope else rule

    def facts(self, also: str = "") -> list[tuple[str, str]]:
        """What a condition may ask about, by title; what stands nearest comes first."""
        known = [(name, self._titles.get(name, name)) for name in self.scope if name in self._titles or name == also]
        return sorted(known, key=lambda each: (each[0] not in self.own, each[1].casefold()))

    def groups(self, also: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
        """The same under headings, where some of it stands nearer than the rest."""
        every = self.facts(also)
        near, far = [each for each in every if each[0] in self.own], [each for each in every if each[0] not in self.own]
        return [(self.nearest, near), (_("Facts"), far)] if near else [("", far)]

    def others(self, condition: Condition) -> list[tuple[str, str]]:
        """What it may be held against instead of a value."""
        alike = conditions.alike(condition.fact, self.scope)
        return [each for each in self.facts() if each[0] in alike]

    def operators(self, condition: Condition) -> list[tuple[str, str]]:
        words, fit = operator_words(), conditions.operators(self.scope[condition.fact], condition.fact)
        return [(each, words[each]) for each in dict.fromkeys((*fit, condition.operator))]

    def input(self, condition: Condition) -> str:
        """How its value is put in: `none`, `codes`, `many`, `date`, `number`, `lines` or `text`."""
        type_ = self._item(condition)
        if "yes" in conditions.operators(self.scope[condition.fact]):
            return "none"
        if isinstance(type_, Code) or self.codes(condition):
            return "many" if condition.operator in SEVERAL else "codes"
        if type_ in (DATE, NUMBER):
            return "date" if type_ == DATE else "number"
        return "lines" if condition.operator in SEVERAL else "text"

    def codes(self, condition: Condition) -> list[tuple[str, str]]:
        """The entries of the list that a value is one of; of the programmes and the steps, where those are meant."""
        type_, things = self._item(condition), self.labels.things.get(conditions.ASKED_BY.get(condition.fact, ""), {})
        if not isinstance(type_, Code):
            return list(things.items())
        titles = {**self.labels.codes.get(type_.list_id, {}), **things}
        return [(code, titles.get(code, code)) for code in type_.codes]

    def _item(self, condition: Condition) -> Any:
        type_ = self.scope[condition.fact]
        return type_.item if isinstance(type_, SetOf) else type_

    def cells(self, rule: str) -> list[tuple[str, str]]:
        """What can be chosen for a cell of a table, where the column looks at a fact with few values."""
        type_ = self.scope.get(rule)
        if isinstance(type_, Code):
            titles = self.labels.codes.get(type_.list_id, {})
            return [("-", _("any")), *((quoted(code), titles.get(code, code)) for code in type_.codes)]
        return [("-", _("any")), ("true", _("yes")), ("false", _("no"))] if type_ == BOOLEAN else []

    def ranged(self, condition: Condition) -> bool:
        """Whether it may lie between two values."""
        return "range[]" in conditions.operators(self.scope[condition.fact])

    def two(self, condition: Condition) -> bool:
        return condition.operator in conditions.RANGES or condition.operator == "between"

    def say(self, node: Node) -> str:
        """The part as a sentence of this page; as its text where something is wrong with it."""
        if self.wrong(node):
            return text(node)
        return in_words(node, self.scope, self.language, self.labels)

    def wrong(self, node: Node) -> str:
        """What is wrong with a part: it names what is not there any more, or asks what cannot be asked of it."""
        try:
            check(node, self.scope)
        except RuleError as error:
            return said(error.message, gettext)
        return ""


@dataclass(frozen=True)
class Rule:
    """One rule as it is shown. `prefix` begins the names of its inputs, `verb` the values of its buttons, `id` their ids.

    `open` is the path of the part that is looked at; `blamed` the one at which something could not be taken, with `told` why and
    `typed` what was typed there; `must`: the rule cannot be taken out.
    """

    ruling: Ruling
    text: str
    name: str
    prefix: str
    verb: str
    id: str
    title: str = ""
    must: bool = False
    open: str | None = None
    blamed: str | None = None
    told: str = ""
    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def root(self) -> Block | None:
        """The rule taken apart; None where there is none, or its text is none."""
        try:
            return shape(parse(self.text), self.ruling.scope) if self.text else None
        except RuleError:
            return None

    def has(self, path: str) -> bool:
        """Whether this part is shown; where there is no rule yet, its beginning stands for it."""
        return path in paths(self.root) if self.root else not self.text

    def at(self, block: Block) -> str:
        """The id of a block."""
        return f"{self.id}-{block.path.replace('.', '-')}" if block.path else self.id

    def called(self, block: Block, what: str) -> str:
        """The name of an input of a block."""
        return f"{self.prefix}:{block.path}:{what}"

    def sent(self, block: Block, what: str, stands: str) -> str:
        """What stands in an input: what was typed, where it could not be taken."""
        values = self.typed.get(self.called(block, what))
        return values[-1] if values else stands

    def is_open(self, block: Block) -> bool:
        return block.path in (self.open, self.blamed)


def operator_words() -> Mapping[str, str]:
    return {
        "yes": _("is so"),
        "no": _("is not so"),
        "known": _("is known"),
        "unknown": _("is not known"),
        "has": _("holds"),
        "has_not": _("does not hold"),
        "=": _("is"),
        "!=": _("is not"),
        "<": _("is less than"),
        "<=": _("is at most"),
        ">": _("is more than"),
        ">=": _("is at least"),
        "one_of": _("is one of"),
        "none_of": _("is none of"),
        "between": _("lies between, ends included"),
        "range[]": _("is from … to …"),
        "range[)": _("is from … to before …"),
        "range(]": _("is after … to …"),
        "range()": _("is after … and before …"),
    }
