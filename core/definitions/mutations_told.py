"""The report of a mutation check in sentences: what no example would notice, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from core.definitions.checks.scopes import case_scope
from core.definitions.labels import labels
from core.definitions.mutated import Report, Score
from core.definitions.programme import Programme
from core.definitions.vocabulary import vocabulary
from core.rules import Node, text
from core.rules.mutations import Mutant
from core.rules.tree import In, Items
from core.rules.wordings import wordings
from core.rules.words import in_words

_SHOWN = 160
"""What is longer is told by its end points alone."""


def told(report: Report, programme: Programme, language: str = "en") -> Iterator[str]:
    """A line for the whole, one for each criterion, and one for each edit that would pass unseen."""
    if report.findings:
        yield f"{len(report.findings)} examples fail; mend them first, then the mutation check tells something:"
        yield from (f"  {finding}" for finding in report.findings)
        return
    tried = report.killed + report.survived
    yield f"{report.killed} of {tried} edits would be noticed by an example, {report.survived} would not."
    if report.untried:
        yield f"The time was over: {report.untried} edits were not tried. Give more time with --seconds."
    if report.survived:
        yield "For each of these, add an example that tells the two apart; an edit that changes nothing needs none."
    teller = Told(programme, language)
    for score in report.scores:
        yield f"  {teller.place(score)}: {score.killed} of {score.tried} noticed"
        yield from (f"    {teller.survivor(mutant)}" for mutant in score.survived)


class Told:
    def __init__(self, programme: Programme, language: str) -> None:
        self._language = language
        self._scope = {**case_scope(programme, vocabulary()), **vocabulary().entry_scope}
        self._labels = labels(language, programme)

    def place(self, score: Score) -> str:
        sort, id = score.owner
        since = f" (from {score.criterion.valid_from})" if score.criterion.valid_from else ""
        title = score.criterion.title.text(self._language)
        return f"{f'{sort} {id}, ' if sort else ''}{score.criterion.id}{since} “{title}”"

    def survivor(self, mutant: Mutant) -> str:
        if mutant.change is not None:
            name, before, after = mutant.change
            return f"{_NAMES[name]} could be {self._plain(after)} instead of {self._plain(before)}"
        edit = mutant.edit
        assert edit is not None, "a mutant is an edit of the rule or a change beside it"
        if edit.dropped is not None:
            return f"{self._short(edit.before)} could lose {self._member(edit.before, edit.dropped)}"
        before, after = self._said(edit.before), self._said(edit.after)
        if before == after or max(len(before), len(after)) > _SHOWN:
            before, after = _cut(text(edit.before), text(edit.after))
        return f"“{before}” could be “{after}”"

    def _short(self, node: Node) -> str:
        said = self._said(node)
        return f"“{said}”" if len(said) <= _SHOWN else f"“{said[: _SHOWN // 2]} …”"

    def _member(self, holder: Node, dropped: Node) -> str:
        """A lost entry of a list as the list says it, a lost condition as a sentence."""
        alone = In(holder.item, Items((dropped,))) if isinstance(holder, In) else dropped
        return f"“{self._said(alone)}”"

    def _said(self, node: Node) -> str:
        return in_words(node, self._scope, self._language, self._labels)

    def _plain(self, value: object) -> str:
        return wordings(self._language).day(value) if isinstance(value, date) else str(value)


_NAMES = {"strength": "the strength", "valid_from": "the first day of validity", "valid_to": "the last day of validity"}


def _cut(before: str, after: str) -> tuple[str, str]:
    """Two long rules where they differ, with some of what stands around."""
    start = next((place for place, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    begin = max(0, start - _SHOWN // 4)
    first, second = (("… " if begin else "") + each[begin : begin + _SHOWN // 2] + " …" for each in (before, after))
    return first, second
