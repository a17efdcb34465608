"""Labels that stand twice where somebody has to choose by them: on one page, in one question, among the steps or letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from core.definitions import Fault, Group, Programme, Wording
from core.definitions.fields import Optioned
from core.rules.message import Message, msg

SORTS = ("steps", "letters", "blocks", "tracks", "exits", "offerings", "lists")


def doubled(programme: Programme) -> Iterator[Fault]:
    """In every language; what is alike in German is told of German alone."""
    for form in programme.forms:
        here = f"forms/{form.id}"
        yield from _twice(f"{here}/pages", form.pages, _pages)
        for page in form.pages:
            yield from _twice(f"{here}/pages/{page.id}", [each for each in page.fields if not each.hidden], _questions)
        for field in form.fields:
            inner = field.options if isinstance(field, Optioned) else field.fields if isinstance(field, Group) else ()
            name = "options" if isinstance(field, Optioned) else "fields"
            said = _options if isinstance(field, Optioned) else _questions
            yield from _twice(f"{here}/fields/{field.id}/{name}", [each for each in inner if not each.hidden], said)
    for codes in programme.lists:
        yield from _twice(f"lists/{codes.id}/entries", [each for each in codes.entries if not each.hidden], _entries)
    for sort in SORTS:
        yield from _twice(sort, [each for each in getattr(programme, sort) if not getattr(each, "hidden", False)], _parts)


def _twice(path: str, things: Sequence[Any], said: Any) -> Iterator[Fault]:
    wordings: list[Wording] = [getattr(each, "label", None) or each.title for each in things]
    german = {label for label, count in Counter(each.text("de") for each in wordings).items() if count > 1}
    for label in sorted(german):
        yield Fault(path, said(label))
    for code in sorted({code for each in wordings for code in each.languages} - {"de"}):
        # those that are called alike in German are told already
        labels = Counter(each.root[code] for each in wordings if code in each.root and each.text("de") not in german)
        yield from (Fault(path, said(label)) for label, count in labels.items() if count > 1)


def _questions(label: str) -> Message:
    return msg("Several questions are called '{label}': who hears the page cannot tell them apart", label=label)


def _options(label: str) -> Message:
    return msg("Several options are called '{label}'", label=label)


def _entries(label: str) -> Message:
    return msg("Several entries are called '{label}'", label=label)


def _pages(label: str) -> Message:
    return msg("Several pages are called '{label}'", label=label)


def _parts(label: str) -> Message:
    return msg("Several of them are called '{label}': who chooses by name cannot tell them apart", label=label)
