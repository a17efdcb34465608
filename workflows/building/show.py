"""What the pages of the builder show: blocks with their pickers, sentences in two languages, and what personas come out as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import gettext as _

from core import catalogue
from core.definitions import Criterion, Example, Programme, Wording, vocabulary
from core.definitions.examples import Deciders, WrongValue, owner_of
from core.definitions.labels import labels
from core.rules import BOOLEAN, DATE, NUMBER, Code, Node, RuleError, Scope, SetOf
from core.rules.labels import Labels
from core.rules.message import said
from core.rules.tables import tree_of
from core.rules.text import quoted
from core.rules.words import in_words, spoken
from core.web.i18n import language
from workflows.building import conditions, shape, tabling
from workflows.building.draft import Content
from workflows.building.marks import Mark

LANGUAGES = (("de", "Deutsch"), ("en", "English"))


@dataclass(frozen=True, slots=True)
class Persona:
    """An example with what the published rules and the draft say; None where it cannot be judged."""

    example: Example
    before: str | None
    now: str | None

    @property
    def changed(self) -> bool:
        return self.before != self.now

    @property
    def right(self) -> bool:
        return self.now == self.example.expects


class Screen:
    """Words and choices for one request."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.scope: Scope = vocabulary().entry_scope
        self.others = catalogue.offered()
        self.language = spoken(language())
        self.labels: Labels = labels(self.language, programme, self.others)
        self._titles = self.labels.titles

    def facts(self, also: str = "") -> list[tuple[str, str]]:
        """What a condition may ask about, by title."""
        known = [(name, self._titles.get(name, name)) for name in self.scope if name in self._titles or name == also]
        return sorted(known, key=lambda each: each[1].casefold())

    def operators(self, condition: conditions.Condition) -> list[tuple[str, str]]:
        words, fit = operator_words(), conditions.operators(self.scope[condition.fact])
        return [(each, words[each]) for each in dict.fromkeys((*fit, condition.operator))]

    def input(self, condition: conditions.Condition) -> str:
        """How its value is put in: `none`, `codes`, `many`, `date`, `number` or `text`."""
        type_ = self.scope[condition.fact]
        type_ = type_.item if isinstance(type_, SetOf) else type_
        if "yes" in conditions.operators(self.scope[condition.fact]):
            return "none"
        if isinstance(type_, Code):
            return "many" if condition.operator in ("one_of", "none_of") else "codes"
        if type_ in (DATE, NUMBER):
            return "date" if type_ == DATE else "number"
        return "lines" if condition.operator in ("one_of", "none_of") else "text"

    def codes(self, condition: conditions.Condition) -> list[tuple[str, str]]:
        type_ = self.scope[condition.fact]
        type_ = type_.item if isinstance(type_, SetOf) else type_
        if not isinstance(type_, Code):
            return []
        titles = self.labels.codes.get(type_.list_id, {})
        return [(code, titles.get(code, code)) for code in type_.codes]

    def title(self, rule: str) -> str:
        """What a fact is called; another rule is called by its text."""
        return self._titles.get(rule, rule) if rule in self.scope else rule

    def cells(self, rule: str) -> list[tuple[str, str]]:
        """What can be chosen for a cell of a table, where the column looks at a fact with few values."""
        type_ = self.scope.get(rule)
        if isinstance(type_, Code):
            titles = self.labels.codes.get(type_.list_id, {})
            return [("-", _("any")), *((quoted(code), titles.get(code, code)) for code in type_.codes)]
        return [("-", _("any")), ("true", _("yes")), ("false", _("no"))] if type_ == BOOLEAN else []

    def two(self, condition: conditions.Condition) -> bool:
        return condition.operator in conditions.RANGES or condition.operator == "between"

    def say(self, node: Node, code: str | None = None) -> str:
        """The part as a sentence; of a language, or of this page."""
        if code is None or code == self.language:
            return in_words(node, self.scope, self.language, self.labels)
        return in_words(node, self.scope, code, labels(code, self.programme, self.others))

    def sentences(self, criterion: Criterion) -> list[tuple[str, str, str]]:
        """Code and name of each language, with the whole rule."""
        node = tree_of(criterion, self.scope)
        return [(code, name, self.say(node, code)) for code, name in LANGUAGES]

    def blocks(self, criterion: Criterion) -> shape.Block | None:
        return None if criterion.table else shape.shape(tree_of(criterion, self.scope), self.scope)

    def marked(self, marks: Sequence[Mark]) -> list[tuple[Mark, str, str]]:
        """Each adjustment with what it is about and what was shipped there, in words."""
        titles = property_titles()
        return [(mark, titles.get(mark.what, mark.what), self._was(mark)) for mark in marks]

    def _was(self, mark: Mark) -> str:
        if mark.shipped is None or mark.what in ("add", "move"):
            return ""
        if mark.what == "rule":
            return self.say(tree_of(mark.shipped, self.scope))
        name, _slash, code = mark.what.partition("/")
        value = getattr(mark.shipped, name, None)
        if isinstance(value, Wording):
            return value.root.get(code, "")
        return value_words().get(value, str(value)) if value not in (None, "") else ""

    def findings(self, criterion: Criterion) -> list[str]:
        return tabling.findings(criterion.table, self.scope) if criterion.table else []


def personas(base: Programme | None, drafted: Programme, owner: str) -> list[Persona]:
    """The examples for this owner, in order; `base` is what is published. A new example comes out as it does now."""
    deciders = Deciders(drafted, vocabulary())
    before = catalogue.compiled(base.digest, "outcomes of the examples", _outcomes) if base else {}
    mine = [each for each in drafted.examples if "/".join(filter(None, owner_of(each))) == owner]
    now = {each.id: _outcome(deciders, each) for each in mine}
    return [Persona(each, before.get(each.id, now[each.id]), now[each.id]) for each in mine]


def _outcomes(programme: Programme) -> Mapping[str, str | None]:
    deciders = Deciders(programme, vocabulary())
    return {each.id: _outcome(deciders, each) for each in programme.examples}


def _outcome(deciders: Deciders, example: Example) -> str | None:
    try:
        return deciders.verdict(example).outcome
    except (LookupError, WrongValue, RuleError):
        return None


def states(base: Content, content: Content) -> Mapping[str, str]:
    """Key → `new` or `changed` against the published revision; empty where it is as it was."""
    before = {each.key: each.criterion for each in base.entries}
    return {
        each.key: "new" if each.key not in before else "changed" if before[each.key] != each.criterion else ""
        for each in content.entries
    }


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


def property_titles() -> Mapping[str, str]:
    return {
        "rule": _("Rule"),
        "title/de": _("Title in German"),
        "title/en": _("Title in English"),
        "source": _("Source (clause)"),
        "strength": _("Strength"),
        "proof": _("Proof"),
        "exception": _("Exception in a justified individual case"),
        "valid_to": _("Valid until"),
    }


def value_words() -> Mapping[object, str]:
    return {
        "must": _("must"),
        "should": _("should"),
        "any": _("what is said suffices"),
        "document_seen": _("document to be seen"),
        "office_confirmed": _("to be confirmed by an office"),
        True: _("yes"),
        False: _("no"),
    }


def told(message: str) -> str:
    """What is wrong with a rule or a table, in the language of this page."""
    return said(message, gettext)


def sent(form: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """What somebody typed, for a page that could not take it; without what is no content."""
    return [(name, ", ".join(values)) for name, values in form.items() if not name.startswith("_") and name != "csrf_token"]
