"""What the pages of the builder show: blocks with their pickers, sentences in two languages, and what personas come out as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext
from flask_babel import gettext as _

from core import catalogue
from core.definitions import Criterion, Example, Programme, Wording, vocabulary
from core.definitions.examples import Deciders, WrongValue, owner_of
from core.definitions.labels import labels
from core.rules import Node, RuleError, text
from core.rules.message import said
from core.rules.tables import tree_of
from core.rules.words import in_words, spoken
from core.web.i18n import language
from forms.ruling.asked import PartError
from forms.ruling.show import Rule, Ruling
from workflows.building import tabling
from workflows.building.asked import RULE, Form, rule_scope
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


class Screen(Ruling):
    """Words and choices for one request."""

    def __init__(self, programme: Programme) -> None:
        self.programme, self.offered = programme, catalogue.offered()
        code = spoken(language())
        super().__init__(rule_scope(), labels(code, programme, self.offered), code)

    def rule(
        self, criterion: Criterion, open_: str | None = None, wrong: PartError | None = None, typed: Form | None = None
    ) -> Rule:
        """Its rule, with what was typed at the part that could not be taken."""
        rule = text(tree_of(criterion, self.scope)) if criterion.table else criterion.rule
        made = Rule(
            self, rule, RULE, f"r::{RULE}", f"rule:{RULE}", "b", criterion.title.text(self.language), must=True, open=open_
        )
        if wrong is None or not made.has(wrong.part):
            return made
        return replace(made, blamed=wrong.part, told=told(wrong.message), typed=typed or {})

    def say(self, node: Node, code: str | None = None) -> str:
        """The part as a sentence; of a language, or of this page."""
        if code is None or code == self.language:
            return super().say(node)
        return in_words(node, self.scope, code, labels(code, self.programme, self.offered))

    def sentences(self, criterion: Criterion) -> list[tuple[str, str, str]]:
        """Code and name of each language, with the whole rule."""
        node = tree_of(criterion, self.scope)
        return [(code, name, self.say(node, code)) for code, name in LANGUAGES]

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
