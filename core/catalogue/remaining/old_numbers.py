"""Texts that still name a number which was changed in a rule, a deadline or a limit: hints, since they may mean another one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import islice
from typing import Any, TypeAlias

from core.catalogue.overlay.tree import Node, Tree
from core.catalogue.remaining.number_words import MOST as MOST_SPELLED
from core.catalogue.remaining.number_words import Named, numbers_in, spelled
from core.definitions import Fault, Programme
from core.rules.message import joined, msg

RULES = frozenset({"rule", "table", "shown_if", "required_if", "when", "repeat"})
EVERYWHERE = RULES | {"due", "places", "caps", "retention", "budget", "thresholds"}
"""What other texts of the programme speak of, too; the limits of a field are named beside it."""
NOT_SAID = frozenset({"version", "was", "locked", "max_bytes", "valid_from", "valid_to", "starts_on", "source", "attributes"})
PLAIN, MOST, AROUND, THOUSAND = 10, 50, 24, 1000
"""Smaller numbers without a unit are too common to be looked for elsewhere; so many hints; so much of a text beside it."""
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_SPAN = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")
_FIGURES = re.compile(r"(?<![\w])\d+(?:\.\d+)?(?!\w)")


Text: TypeAlias = tuple[str, str, str]
"""The address of an element, the property and the text itself."""


@dataclass(frozen=True, slots=True)
class Number:
    """How much, and of what where it is a span of time: "days" or "months"."""

    value: Decimal
    unit: str = ""

    @property
    def said(self) -> dict[str, Decimal]:
        """Unit → number: 28 days are four weeks, 24 months are two years."""
        more, by = {"days": ("weeks", 7), "months": ("years", 12)}.get(self.unit, ("", 1))
        found = {self.unit: self.value}
        return {**found, more: self.value / by} if more and self.value % by == 0 else found


@dataclass(frozen=True)
class Changed:
    """Numbers that went from a place, and those that came; `within`: they concern this element alone."""

    address: str
    gone: frozenset[Number]
    came: frozenset[Number]
    within: bool

    @cached_property
    def needles(self) -> frozenset[str]:
        """What a text has to hold before it is worth reading: the figures and words of the old numbers."""
        values = {value for number in self.gone for value in number.said.values()}
        whole = [int(value) for value in values if value == int(value)]
        figures = {figure for value in values for figure in (f"{value:f}", f"{value:f}".replace(".", ","))}
        spoken = {spelled(value, code) for value in whole if value <= MOST_SPELLED for code in ("de", "en")}
        plain = {word.replace("ß", "ss") for word in spoken} | ({"ein", "one"} if 1 in whole else set())
        return frozenset(figures | {str(value) for value in whole} | spoken | plain)

    def may_be_in(self, text: str) -> bool:
        """Quickly, and too often rather than too seldom."""
        low = text.lower()
        if any(needle in low for needle in self.needles):
            return True
        other_digits = not text.isascii() and any(sign.isdecimal() and not sign.isascii() for sign in text)
        return other_digits or any(number.value >= THOUSAND for number in self.gone)


def old_numbers(base: Programme, programme: Programme) -> Iterator[Fault]:
    """A hint for each text that names an old number, at the text."""
    before, after = Tree.of(base), Tree.of(programme)
    texts = _Texts(after)
    return islice((fault for change in _changes(before, after) for fault in _left(change, before, after, texts)), MOST)


class _Texts:
    """The texts of a tree that may name an old number; for changes of the same number they are looked through once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._found: dict[frozenset[Number], list[Text]] = {}

    def of(self, change: Changed) -> list[Text]:
        if change.within:
            below = [each for each in self._tree.inside(change.address) if each.startswith(change.address)]
            return list(self._holding(change, below))
        if change.gone not in self._found:
            self._found[change.gone] = list(self._holding(change, self._tree.nodes))
        return self._found[change.gone]

    def _holding(self, change: Changed, addresses: Iterable[str]) -> Iterator[Text]:
        for address in addresses:
            for path, text in _texts(self._tree.nodes[address]):
                if change.may_be_in(text):
                    yield address, path, text


def _left(change: Changed, before: Tree, after: Tree, texts: _Texts) -> Iterator[Fault]:
    for address, path, text in texts.of(change):
        near = address == change.address or address.startswith(f"{change.address}/")
        if not near and (change.within or _holds(after.nodes[address], change.gone)):
            continue
        old = before.nodes.get(address)
        fresh = old is not None and old.own.get(path) != text
        if hint := _hint(text, path.partition("/")[2], change, near=near, fresh=fresh):
            yield Fault(f"{address}/{path}".lstrip("/"), hint)


def _changes(before: Tree, after: Tree) -> Iterator[Changed]:
    for address, node in after.nodes.items():
        old = before.nodes.get(address)
        earlier = old or _earlier(before, address)
        if earlier is None:
            continue
        for name in sorted(node.own.keys() | earlier.own.keys()):
            if "/" in name or name in NOT_SAID or node.own.get(name) == earlier.own.get(name):
                continue
            was, now = (frozenset(numbers(name, each.own.get(name))) for each in (earlier, node))
            if was - now:
                yield Changed(address, was - now, now - was, within=old is None or name not in EVERYWHERE)


def _earlier(before: Tree, address: str) -> Node | None:
    """Of a new version of a criterion the one that it follows."""
    home = address.partition("@")[0]
    versions = [each for each in before.nodes if each.partition("@")[0] == home] if "@" in address else []
    return before.nodes[max(versions)] if versions else None


def numbers(name: str, value: Any) -> Iterator[Number]:
    """All that stand in a property: in the text of a rule, in a deadline, as a limit."""
    match value:
        case bool() | None:
            return
        case int() | float():
            yield Number(Decimal(str(value)))
        case str() if name in RULES or name in ("cells", "gives", "otherwise"):
            yield from _in_rule(value)
        case str():
            yield from _plain(value)
        case list() | tuple():
            for each in value:
                yield from numbers(name, each)
        case dict():
            for inner, each in value.items():
                if name == "due" or (name == "retention" and inner == "years"):
                    yield from _span(inner, each)
                elif inner not in ("title", "label", "id", "notes"):
                    yield from numbers(inner, each)


def _span(unit: str, value: Any) -> Iterator[Number]:
    if isinstance(value, int):
        yield Number(Decimal(value * 12), "months") if unit == "years" else Number(Decimal(value), unit)


def _plain(value: str) -> Iterator[Number]:
    try:
        found = Decimal(value)
    except InvalidOperation:
        return
    if found.is_finite():
        yield Number(found)


def _in_rule(rule: str) -> Iterator[Number]:
    for years, months, days in _SPAN.findall(rule):
        if years or months:
            yield Number(Decimal(12 * int(years or 0) + int(months or 0)), "months")
        if days:
            yield Number(Decimal(days), "days")
    for each in _FIGURES.findall(_QUOTED.sub('""', rule)):
        yield Number(Decimal(each))


def _texts(node: Node) -> Iterable[tuple[str, str]]:
    return [(name, value) for name, value in node.own.items() if "/" in name and isinstance(value, str)]


def _holds(node: Node, gone: frozenset[Number]) -> bool:
    """Whether an element has the number itself: then its text speaks of its own."""
    own: Mapping[str, Any] = node.own
    return any(gone & set(numbers(name, value)) for name, value in own.items() if "/" not in name and name not in NOT_SAID)


def _hint(text: str, language: str, change: Changed, *, near: bool, fresh: bool) -> Any:
    said = list(numbers_in(text, language))
    if fresh and any(_means(each, number, language, near=True) for each in said for number in change.came):
        return None  # it was rewritten in this change, and names the new one
    for each in said:
        for number in change.gone:
            if _means(each, number, language, near=near):
                return _told(text, each, number, change.came)
    return None


def _means(named: Named, number: Number, language: str, *, near: bool) -> bool:
    for unit, value in number.said.items():
        if named.value != value:
            continue
        known = language in ("de", "en")
        if not unit:
            return named.value >= PLAIN or (near and named.value > 1)
        if named.of(unit) if known else near:
            return True
    return False


def _told(text: str, named: Named, number: Number, came: frozenset[Number]) -> Any:
    new = joined([_figure(each) for each in sorted(came, key=lambda each: each.value) if each.unit == number.unit], ", ")
    values = {"text": _around(text, named), "old": _figure(number), "new": new}
    if not new:
        return msg("This still says “{text}”; {old} is not there any more.", **values)
    return msg("This still says “{text}”; {old} became {new}.", **values)


def _figure(number: Number) -> Any:
    value = f"{number.value.normalize():f}"
    if number.unit == "months" and not number.value % 12:
        return msg("{count} years", count=f"{number.value / 12:f}")
    return {"days": msg("{count} days", count=value), "months": msg("{count} months", count=value)}.get(number.unit, value)


def _around(text: str, named: Named) -> str:
    """The number with the words beside it."""
    start, end = max(0, named.start - AROUND), min(len(text), named.end + AROUND)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = end if end == len(text) else (text.find(" ", end) if text.find(" ", end) > 0 else len(text))
    shown = text[start:end].replace("\n", " ").strip()
    return f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}"
