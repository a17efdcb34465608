"""A form revision made ready: readers, rules and names, compiled once and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from core.definitions import Address, Field, Form, Group, Page, PartialDate
from forms.kinds.base import Parser, Reader
from forms.kinds.date import BIRTH
from forms.kinds.partial_date import whole_day
from forms.kinds.registry import kind_of
from forms.rules import Rules

TECHNICAL = frozenset(
    {"csrf_token", "_draft", "_version", "_page", "_do", "_add", "_remove", "_seal", "_source", "_seen", "_shown"}
)
"""Input names that are no answers."""


class Plan:
    """What `fill` and `render` need of one form, by the digest of its programme."""

    def __init__(self, form: Form, digest: str = "") -> None:
        whole, form = form, asked(form)
        self.form, self.digest = form, digest
        self.fields: dict[str, Field] = {field.id: field for field in form.fields}
        self.place = {id_: number for number, id_ in enumerate(self.fields)}
        self.page_of = {field.id: page.id for page in form.pages for field in page.fields}
        self.asked = [field for field in form.fields if field.asks and not field.read_only]
        parsers = {field.id: kind_of(field).parser(field) for field in self.asked}
        self.parsers: list[tuple[str, Parser]] = [(id_, parse) for id_, parse in parsers.items() if parse is not None]
        self.readers: list[tuple[str, Reader]] = [
            (field.id, kind_of(field).reader(field, field.id)) for field in self.asked if parsers[field.id] is None
        ]
        self.confirmed = [(field, kind) for field in self.asked if (kind := kind_of(field)).confirms(field)]
        self.dated = [(field, kind) for field in self.asked if (kind := kind_of(field)).dated(field)]
        self.births = [field.id for field in self.asked if field.fact == BIRTH]
        self.takers: dict[str, Callable[[str], bool]] = {f.id: t for f in self.asked if (t := kind_of(f).takes(f, f.id))}
        self.required = frozenset(field.id for field in self.asked if field.required)
        self.given = [(field.id, field.fact) for field in form.fields if field.read_only and field.fact]
        self.rules = Rules(form, whole)
        # what may be recorded or shown of the answers: what was asked, and what was worked out
        self.told = [*self.asked, *self.rules.computed]
        # what `render`, `build` and `live` make of the form at its first use
        self.templates: dict[tuple[str, str, bool], Any] = {}
        self.sheets: dict[str, Any] = {}
        self.live: dict[str, Any] = {}
        self._names: dict[str | None, frozenset[str]] = {None: self._plain(None)} | {p.id: self._plain(p) for p in form.pages}

    def _plain(self, page: Page | None) -> frozenset[str]:
        """The input names that are fields themselves, whole form or one page."""
        fields = self.asked if page is None else [field for field in page.fields if field.asks and not field.read_only]
        return frozenset(field.id for field in fields)

    def strange(self, raw: Mapping[str, Any], page: str | None) -> list[str]:
        """Input names that nobody asked for on this page (None: in the whole form)."""
        if raw.keys() <= self._names[page]:
            return []
        return [key for key in raw.keys() - self._names[page] if key not in TECHNICAL and not self._part(key, page)]

    def _part(self, key: str, page: str | None) -> bool:
        field_id = key.partition(".")[0]
        takes = self.takers.get(field_id)
        return takes is not None and (page is None or self.page_of[field_id] == page) and takes(key)

    def page(self, page_id: str | None) -> Page | None:
        return self.form.page(page_id) if page_id else None


def asked(form: Form) -> Form:
    """The form without what is hidden in it; the same one where nothing is."""
    if not any(field.hidden or _hides(field) for field in form.fields):
        return form
    pages = [page.but(fields=_asked(page.fields)) for page in form.pages]
    there = {field.id for page in pages for field in page.fields}
    return form.but(pages=pages, checks=[check for check in form.checks if check.field in there])


def _hides(field: Field) -> bool:
    return isinstance(field, Group) and any(inner.hidden for inner in field.fields)


def _asked(fields: Iterable[Field]) -> list[Field]:
    """A group keeps those of its parts that are asked, and goes when none is."""
    shown = [field.but(fields=_asked(field.fields)) if isinstance(field, Group) and _hides(field) else field for field in fields]
    return [field for field in shown if not field.hidden and not (isinstance(field, Group) and not field.fields)]


def bound_facts(field: Field, value: Any) -> dict[str, Any]:
    """The shared facts that an answer says something about."""
    if isinstance(field, Address):
        return {fact: value[part] for part, fact in field.facts.items() if part in value}
    if isinstance(field, PartialDate):
        value = whole_day(value)
    return {field.fact: value} if field.fact and value is not None else {}


def known_value(field: Field, known: Mapping[str, Any]) -> Any:
    """What is known already about what a field asks; None for nothing."""
    if isinstance(field, Address):
        parts: dict[str, Any] = {part: known[fact] for part, fact in field.facts.items() if fact in known}
        return parts or None
    value = known.get(field.fact) if field.fact else None
    return value.isoformat() if isinstance(field, PartialDate) and isinstance(value, date) else value


def bound_names(fields: Iterable[Field]) -> frozenset[str]:
    """The names of all shared facts that these fields ask for."""
    found: set[str] = set()
    for field in fields:
        found |= set(field.facts.values()) if isinstance(field, Address) else {field.fact} if field.fact else set()
    return frozenset(found)
