"""The mutation check: which small edits of a programme's rules would none of its examples notice?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from core.definitions.criterion import Criterion
from core.definitions.example import Example
from core.definitions.examples import Deciders, Finding, Owner, check_examples, criteria_of, day_of, known, owner_of, unlike
from core.definitions.programme import Programme
from core.definitions.vocabulary import Vocabulary, vocabulary
from core.rules import Decider, RuleError, text
from core.rules.limits import CHARACTERS
from core.rules.mutations import Mutant, mutants
from core.rules.tables import tree_of
from core.rules.verdict import Criterion as AnyCriterion

SECONDS = 60.0
"""How long a programme is looked at, unless somebody asks for more."""


@dataclass
class Score:
    """What became of the edits of one criterion, or of one version of it."""

    owner: Owner
    criterion: Criterion
    killed: int = 0
    survived: list[Mutant] = field(default_factory=list)
    untried: int = 0

    @property
    def tried(self) -> int:
        return self.killed + len(self.survived)


@dataclass(frozen=True)
class Report:
    """The scores of a programme. `findings` are examples that fail already: then nothing was tried."""

    scores: Sequence[Score]
    findings: Sequence[Finding] = ()

    @cached_property
    def killed(self) -> int:
        return sum(score.killed for score in self.scores)

    @cached_property
    def survived(self) -> int:
        return sum(len(score.survived) for score in self.scores)

    @cached_property
    def untried(self) -> int:
        return sum(score.untried for score in self.scores)


def check_mutations(
    programme: Programme, now: Callable[[], float], *, seconds: float = SECONDS, words: Vocabulary | None = None
) -> Report:
    """Try each edit of each criterion on the examples that ask it, until the time is over.

    `now` tells the time in seconds (`time.monotonic`); what is not tried any more is counted.
    """
    words = words or vocabulary()
    if findings := check_examples(programme, words):
        return Report((), findings)
    deadline = now() + seconds
    scores = [score for owner in owners(programme) for score in _Trial(programme, owner, words).scores(now, deadline)]
    return Report(scores)


def owners(programme: Programme) -> list[Owner]:
    """Whoever has criteria."""
    found: list[Owner] = [("", "")] if programme.eligibility else []
    for sort, there in (("track", programme.tracks), ("block", programme.blocks), ("offering", programme.offerings)):
        found += [(sort, each.id) for each in there if each.eligibility]
    return found


class _Trial:
    """The examples of one owner, judged with one criterion edited at a time."""

    def __init__(self, programme: Programme, owner: Owner, words: Vocabulary) -> None:
        self._deciders = Deciders(programme, words)
        self._criteria = criteria_of(programme, owner)
        self._programme, self._owner, self._words = programme, owner, words
        self._examples = [example for example in programme.examples if owner_of(example) == owner]
        self._facts = {example.id: known(example, words) for example in self._examples}

    def scores(self, now: Callable[[], float], deadline: float) -> Iterator[Score]:
        for place, criterion in enumerate(self._criteria):
            score = Score(self._owner, criterion)
            node = tree_of(criterion, self._words.entry_scope)
            # a big table says more than may be written as one rule: its edits cannot be told from it
            writable = len(text(node)) <= CHARACTERS
            for mutant in mutants(criterion, node):
                if not writable or now() >= deadline:
                    score.untried += 1
                elif self._notices(place, mutant):
                    score.killed += 1
                else:
                    score.survived.append(mutant)
            yield score

    def _notices(self, place: int, mutant: Mutant) -> bool:
        """Whether an example fails; an edit that cannot be written as a rule is noticed when it is written."""
        criteria: list[AnyCriterion] = [*self._criteria]
        criteria[place] = mutant.criterion
        try:
            decider = self._deciders.make(criteria)
        except RuleError:
            return True
        return any(self._fails(decider, example) for example in self._examples)

    def _fails(self, decider: Decider, example: Example) -> bool:
        verdict = decider.decide(self._facts[example.id], day_of(self._programme, example), sources=dict(example.sources) or None)
        return unlike(example, verdict)
