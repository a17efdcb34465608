"""Adjustments in plain language, as somebody who signs them reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from core.catalogue.overlay.adjustment import Adjustment, Unfit
from core.catalogue.overlay.applying import apply
from core.catalogue.overlay.saying import Sayer
from core.catalogue.overlay.tree import Tree
from core.definitions import Programme
from core.rules.shipped import shipped_yaml
from core.rules.wordings import spoken

_FOLDER = Path(__file__).parent / "wordings"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one adjustment does, and the key of the place that it speaks of."""

    address: str
    property: str
    text: str


def told(adjustments: Iterable[Adjustment], a: Programme, locale: str) -> list[Sentence]:
    """A sentence for each, in the order of their places in the programme; German where there are no words of a language.
    What would not fit together is told all the same."""
    given = list(adjustments)
    try:
        b = apply(given, a)
    except Unfit:
        b = a
    teller = _Teller(a, b, locale)
    return [Sentence(*each.key, teller.sentence(each)) for each in sorted(given, key=teller.place)]


def where(programme: Programme, address: str, name: str, locale: str) -> str:
    """What a place is called: the element by its title, and of its property the name. An address that is none stays as it is."""
    sayer = _sayer(programme, spoken(locale))
    if address not in sayer.tree.nodes:
        return f"{address}/{name}".strip("/")
    said = sayer.where(address)
    return f"{said[:1].upper()}{said[1:]}" + (f": {sayer.what(name)}" if name else "")


@lru_cache(maxsize=8)
def _sayer(programme: Programme, language: str) -> Sayer:
    """Kept, since a page asks for hundreds of places of the same definition."""
    return Sayer(programme, Tree.of(programme), _words(language), language)


@cache
def _words(language: str) -> dict[str, Any]:
    found: dict[str, Any] = shipped_yaml(_FOLDER / f"{language}.yaml")
    return found


class _Teller:
    """Says what was in the words of the one definition, and what is to be in those of the other."""

    def __init__(self, a: Programme, b: Programme, locale: str) -> None:
        self.words = _words(spoken(locale))
        self.before = Sayer(a, Tree.of(a), self.words, spoken(locale))
        self.after = Sayer(b, Tree.of(b), self.words, spoken(locale))
        self._places = {address: number for number, address in enumerate(self.before.tree.nodes)}
        self._places |= {address: number for number, address in enumerate(self.after.tree.nodes)}

    def place(self, each: Adjustment) -> tuple[int, str, str]:
        return self._places.get(each.address, len(self._places)), *each.key

    def sentence(self, each: Adjustment) -> str:
        sayer = self.before if each.address in self.before.tree.nodes else self.after
        where = sayer.where(each.address)
        if each.op == "set":
            return self._set(each, where)
        name = sayer.name(each.address)
        heirs = self.after.called(self.after.heirs.get(each.address, ()), name) if each.op == "remove" else ""
        former = self.before.called(self._former(each), name) if each.op == "add" else ""
        kind = "became" if heirs else "add_former" if former else each.op
        place = self.after.place(each.address, each.page, each.after)
        text = str(self.words[kind]).format(where=where, place=place, heirs=heirs, former=former)
        return text[:1].upper() + text[1:]

    def _table(self, address: str) -> Any:
        node = self.before.tree.nodes.get(address)
        return node.own.get("table") if node else None

    def _former(self, each: Adjustment) -> list[str]:
        """The addresses of what an added element was before, if it was something."""
        was = each.value.get("was", ()) if isinstance(each.value, dict) else ()
        places = [f"{each.address.rpartition('/')[0]}/{old}" for old in was]
        return [place for place in places if place in self.before.tree.nodes]

    def _set(self, each: Adjustment, where: str) -> str:
        where = where[:1].upper() + where[1:]
        before, after = self.before.value(each.address, each.property), self.after.said(each.address, each.property, each.value)
        flags = self.words["flags"].get(each.property)
        if flags and isinstance(each.value, bool | None):
            return f"{where} {flags[0 if each.value else 1]}"
        if before == after and each.property == "table":
            before, after = self.before.rows(each.address, each.value), self.after.rows(each.address, self._table(each.address))
        kind = "set" if before and after else "first" if after else "back"
        what = self.after.what(each.property)
        return str(self.words[kind]).format(where=where, what=what, before=before, after=after or self.words["nothing"])
