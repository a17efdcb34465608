"""Which page edits which part of a draft: designers say so, whoever names a part asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from flask import url_for

Way: TypeAlias = Callable[[str, str, str], str]
"""From the id of a change set, the address of a part and the name of a property to the address of a page. Without an address it
is the list of this name as a whole, or the programme itself."""
_WAYS: dict[str, Way] = {}
PARTS = (
    "eligibility",
    "combinations",
    "roles",
    "phases",
    "blocks",
    "tracks",
    "steps",
    "offerings",
    "counters",
    "exits",
    "letters",
    "lists",
    "examples",
)
ABOUT = "about"
"""What is edited as text, part by part: the programme itself, each of its lists, and each form."""
TEXTS = "texts"
"""For a text in one language: the property is the path of the text with its language."""


def designs(*lists: str) -> Callable[[Way], Way]:
    """The decorator by which a designer says that it edits what stands in these lists of a programme."""

    def taken(way: Way) -> Way:
        _WAYS.update(dict.fromkeys(lists, way))
        return way

    return taken


def way_to(change_id: str, address: str, name: str = "") -> str:
    """The page on which this part is edited; where there is none, the part as text."""
    words = address.split("/")
    # the criteria of a block or a track have the designer of criteria
    sort = "eligibility" if "eligibility" in words[::2] else words[0]
    way = _WAYS.get(sort or name) or _WAYS.get(sort)
    return way(change_id, address, name) if way else url_for("changes.source", change_id=change_id, part=part_of(address, name))


def way_to_text(change_id: str, path: str, language: str) -> str:
    """The page on which this text is translated."""
    way = _WAYS.get(TEXTS)
    return way(change_id, path, language) if way else way_to(change_id, path)


def part_of(address: str, name: str = "") -> str:
    """The part of the page of texts that holds it: a form, a list, or the programme itself."""
    words = address.split("/")
    if words[0] == "forms" and len(words) > 1:
        return "/".join(words[:2])
    return next((each for each in (words[0], name) if each in PARTS), ABOUT)
