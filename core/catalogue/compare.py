"""What a change set changes, in plain language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from core.catalogue.change_models import ChangeSet, Publication
from core.catalogue.models import Revision, read
from core.catalogue.overlay import Adjustment, Item, Sentence, diff, told, where
from core.definitions import Programme
from core.web.i18n import shell_language

WHOLE = ("add", "remove", "move", "element")
"""What an item names instead of a property where it is about an element as a whole."""


def compare(session: Session, change: ChangeSet) -> list[Sentence]:
    """Its sentences against what it began from; a new programme is told as a whole."""
    programme = change.programme
    if change.base is None:
        base = Programme(programme.id, programme.title)
    else:
        base = read(session.get_one(Revision, change.base).definition)
    return sentences(base, programme)


def between(session: Session, one: Publication, other: Publication) -> list[Sentence]:
    """What became of one publication's programme in another."""
    before, after = (read(session.get_one(Revision, each.revision).definition) for each in (one, other))
    return sentences(before, after)


def sentences(before: Programme, after: Programme, locale: str | None = None) -> list[Sentence]:
    return told(diff(before, after), before, locale or spoken())


def side_told(base: Programme, item: Item, value: Any) -> str:
    """What one side makes of a place that both have changed; "" for what is not one property."""
    if item.property in WHOLE or value is None:
        return ""
    said = value if item.property in ("rule", "table") and isinstance(value, dict) else {item.property: value}
    there = [Adjustment("set", item.address, name, each) for name, each in said.items()]
    return " ".join(each.text for each in told(there, base, spoken()))


def place(programmes: Iterable[Programme], address: str, name: str) -> str:
    """What a place is called, by the first of these programmes that has it."""
    known = ""
    for programme in programmes:
        known = where(programme, address, name, spoken())
        if known != f"{address}/{name}".strip("/"):
            return known
    return known


def spoken() -> str:
    """The language that definitions are told in: that of the words around them."""
    return shell_language()
