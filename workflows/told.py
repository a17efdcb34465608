"""Rules of a programme in words of this request's language: for pages that people read before they decide something."""

from __future__ import annotations

from functools import cached_property

from core.catalogue import offered
from core.definitions import Programme, vocabulary
from core.definitions.checks import case_scope
from core.definitions.labels import labels
from core.rules import Node, Reason, RuleError, names, parse
from core.rules.tables import Ruled, tree_of
from core.rules.words import Labels, Sentence, explain, sentence, spoken
from core.web.i18n import direction, language
from workflows.reading.tables import ShownTable, shown


class Teller:
    """Says the rules of one programme; without one, rules that speak of shared facts alone."""

    def __init__(self, programme: Programme | None = None) -> None:
        self.language = spoken(language())
        self._programme = programme
        self._scope = case_scope(programme, vocabulary()) if programme else vocabulary().entry_scope

    @property
    def direction(self) -> str:
        return direction(self.language)

    def say(self, rule: str | None) -> Sentence | None:
        """The rule as a sentence; None for no rule, and for one that cannot be read: pages then show it as it is written."""
        try:
            node = parse(rule) if rule else None
        except RuleError:
            return None
        return sentence(node, self._scope, self.language, self._labels(node)) if node else None

    def tell(self, ruled: Ruled) -> Sentence | None:
        """A criterion or a computed field, be it a rule or a table."""
        try:
            node = tree_of(ruled, self._scope)
        except RuleError:
            return None
        return sentence(node, self._scope, self.language, self._labels(node))

    def table(self, ruled: Ruled) -> ShownTable | None:
        """Its table for reading; None where it has a rule."""
        table = getattr(ruled, "table", None)
        if table is None:
            return None
        return shown(table, self._scope, labels(self.language, self._programme), self.language)

    def explain(self, reason: Reason) -> Sentence | None:
        """Why a criterion came out as it did; None for a reason that was read from a record, without its rule."""
        try:
            tree = reason.tree
        except LookupError:
            return None
        return explain(tree, self._scope, self.language, self._labels(tree.node))

    @cached_property
    def _known(self) -> Labels:
        return labels(self.language, self._programme)

    def _labels(self, node: Node) -> Labels:
        # titles of other programmes cost a query, and few rules speak of them
        return labels(self.language, self._programme, offered()) if "enrolments" in names(node) else self._known


def says_more(sentence: Sentence | None, title: str) -> bool:
    """Whether a sentence tells anything beside the title that stands above it."""
    return sentence is not None and sentence.text.casefold() != title.strip().casefold()
