"""The criteria of a programme in order, each under its address; each verb gives new ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

from pydantic import ValidationError

from core.actor import NotFound
from core.definitions import Criterion, Programme, vocabulary
from core.rules import BOOLEAN, RuleError, check_rule
from core.rules.message import msg
from core.rules.tables import tree_of

CRITERIA = 200
SORTS = {"track": "tracks", "block": "blocks", "offering": "offerings"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A criterion of the draft. `owner` is empty for the programme's own, else `track/id`."""

    owner: str
    criterion: Criterion

    @property
    def key(self) -> str:
        """The address that adjustments have for it."""
        sort, _slash, id = self.owner.partition("/")
        since = f"@{self.criterion.valid_from}" if self.criterion.valid_from else ""
        return f"{f'{SORTS[sort]}/{id}/' if sort else ''}eligibility/{self.criterion.id}{since}"


@dataclass(frozen=True, slots=True)
class Content:
    """All criteria in order. Frozen: each verb gives new content."""

    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, programme: Programme) -> Self:
        return cls(tuple(Entry(owner, each) for owner, each in _criteria(programme)))

    def find(self, key: str) -> Entry | None:
        return next((each for each in self.entries if each.key == key), None)

    def entry(self, key: str) -> Entry:
        """Raises NotFound."""
        found = self.find(key)
        if found is None:
            raise NotFound("There is no such record.")
        return found

    def changed(self, key: str, criterion: Criterion) -> Self:
        """With another criterion at this key. Raises RuleError unless its rule or table is sound."""
        tree_of(criterion, vocabulary().entry_scope)
        entry = self.entry(key)
        made = replace(entry, criterion=criterion)
        if made.key != key and self.find(made.key):
            raise RuleError(msg("There is a version of this criterion with this first day already."))
        return replace(self, entries=tuple(made if each is entry else each for each in self.entries))

    def added(self, owner: str, criterion: Criterion) -> Self:
        """A new one, behind the others of its owner."""
        if len(self.entries) >= CRITERIA:
            raise RuleError(msg("A programme may have at most {criteria} criteria.", criteria=CRITERIA))
        check_rule(criterion.rule, vocabulary().entry_scope, BOOLEAN)
        places = [place for place, each in enumerate(self.entries) if each.owner == owner]
        place = places[-1] + 1 if places else (0 if not owner else len(self.entries))
        return replace(self, entries=(*self.entries[:place], Entry(owner, criterion), *self.entries[place:]))

    def removed(self, key: str) -> Self:
        entry = self.entry(key)
        return replace(self, entries=tuple(each for each in self.entries if each is not entry))

    def moved(self, key: str, by: int) -> Self:
        """One place up (-1) or down (1) among the criteria of the same owner."""
        entry = self.entry(key)
        same = [place for place, each in enumerate(self.entries) if each.owner == entry.owner]
        here = next(number for number, place in enumerate(same) if self.entries[place] is entry)
        if not 0 <= here + by < len(same):
            raise RuleError(msg("The criterion already stands at this end of its list."))
        entries = list(self.entries)
        one, other = same[here], same[here + by]
        entries[one], entries[other] = entries[other], entries[one]
        return replace(self, entries=tuple(entries))

    def within(self, programme: Programme) -> Programme:
        """The programme with these criteria instead of its own."""
        changes: dict[str, Any] = {"eligibility": self._of("")}
        for sort, name in SORTS.items():
            parts = getattr(programme, name)
            changes[name] = [each.but(eligibility=self._of(f"{sort}/{each.id}")) for each in parts]
        return programme.but(**changes)

    def _of(self, owner: str) -> list[Criterion]:
        return [each.criterion for each in self.entries if each.owner == owner]


def owners(programme: Programme) -> Iterator[tuple[str, Any]]:
    """Whose criteria there are, with their titles: the programme, then its tracks, blocks and offerings."""
    yield "", programme.title
    for sort, name in SORTS.items():
        yield from ((f"{sort}/{each.id}", each.title) for each in getattr(programme, name))


def owned(programme: Programme, part: str) -> tuple[str, list[Entry]]:
    """How the pages call a part that has criteria of its own (`blocks/f1` → `block/f1`), with these; empty for all else."""
    plural, _slash, id = part.partition("/")
    sort = next((sort for sort, name in SORTS.items() if name == plural), "")
    owner = f"{sort}/{id}" if sort and id else ""
    return owner, [each for each in Content.of(programme).entries if each.owner == owner] if owner else []


def _criteria(programme: Programme) -> Iterator[tuple[str, Criterion]]:
    yield from (("", each) for each in programme.eligibility)
    for sort, name in SORTS.items():
        for part in getattr(programme, name):
            yield from ((f"{sort}/{part.id}", each) for each in part.eligibility)


class AtInput(RuleError):
    """What was typed into one input of a form cannot be taken; `input` is its name."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.input = name


def criterion(before: Criterion, **changes: Any) -> Criterion:
    """The criterion with these changes. Raises RuleError in words where they do not fit."""
    try:
        return before.but(**changes)
    except ValidationError as error:
        name = ".".join(map(str, error.errors()[0]["loc"]))
        if name == "id":
            raise AtInput(
                "id", msg("An id has at most 63 small letters, digits and _, and begins with a letter: {id}.", id=changes["id"])
            ) from None
        raise RuleError(msg("What stands in '{name}' does not fit there.", name=name)) from None
