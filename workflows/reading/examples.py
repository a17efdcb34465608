"""The examples of a programme as people read them: who, when, what is known, and the verdict that is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.definitions import Criterion, Example, Programme, vocabulary
from core.definitions.examples import criteria_of, known, owner_of
from core.web.i18n import wording_text
from workflows.reading import definition
from workflows.words import KINDS, fact_text, title_of


@dataclass(frozen=True, slots=True)
class Told:
    """One example: `because` are the titles of the criteria that exclude, or of the facts that are missing."""

    example: Example
    facts: list[tuple[str, str]]
    kind: str
    because: list[Any]


def examples(programme: Programme) -> list[tuple[Any, Sequence[Told]]]:
    """The title of whoever's criteria are asked, with the examples for them; those without examples are left out."""
    found: dict[tuple[str, str], list[Told]] = {}
    for example in programme.examples:
        found.setdefault(owner_of(example), []).append(_told(programme, example))
    return [(_title(programme, *owner), told) for owner, told in found.items()]


def _title(programme: Programme, sort: str, id: str) -> Any:
    return definition.title_of(programme, f"{sort}s", id) if sort else programme.title


def _told(programme: Programme, example: Example) -> Told:
    facts = known(example, vocabulary())
    # of several versions of a criterion the one that holds on the day, which stands last here
    versions = sorted(criteria_of(programme, owner_of(example)), key=lambda each: _holds(each, example.on))
    titles = {each.id: each.title for each in versions}
    because = [titles.get(id, id) for id in example.decided_by] + [title_of(name) for name in example.missing]
    said = [(wording_text(title_of(name)), fact_text(name, value)) for name, value in facts.items()]
    return Told(example, said, KINDS[example.expects], because)


def _holds(criterion: Criterion, on: date) -> bool:
    return (criterion.valid_from or date.min) <= on <= (criterion.valid_to or date.max)
