"""A form revision made ready: readers, rules and names, compiled once and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from core import clock
from core.definitions import Address, Field, Form, Page, vocabulary
from core.definitions.checks import form_scope
from core.rules import check_rule, derive, names
from core.rules.python import compile_rules
from forms.kinds.base import Reader
from forms.kinds.registry import kind_of

TECHNICAL = frozenset(
    {"csrf_token", "_draft", "_version", "_page", "_do", "_add", "_remove", "_seal", "_source", "_seen", "_shown"}
)
"""Input names that are no answers."""
_DERIVED = frozenset({"age", "residence_category", "entry_date"})


class Plan:
    """What `fill` and `render` need of one form, by the digest of its programme."""

    def __init__(self, form: Form, digest: str = "") -> None:
        self.form, self.digest = form, digest
        self.fields: dict[str, Field] = {field.id: field for field in form.fields}
        self.page_of = {field.id: page.id for page in form.pages for field in page.fields}
        self.asked = [field for field in form.fields if field.asks and not field.read_only]
        self.readers: list[tuple[str, Reader]] = [(field.id, kind_of(field).reader(field, field.id)) for field in self.asked]
        self.takers: dict[str, Callable[[str], bool]] = {f.id: t for f in self.asked if (t := kind_of(f).takes(f, f.id))}
        self.required = frozenset(field.id for field in self.asked if field.required)
        self.given = [(field.id, field.fact) for field in form.fields if field.read_only and field.fact]
        self.rules = _Rules(form)
        # what `render` and `build` make of the form at its first use
        self.templates: dict[tuple[str, str], Any] = {}
        self.sheets: dict[str, Any] = {}
        self._names: dict[str | None, frozenset[str]] = {None: self._plain(None)} | {p.id: self._plain(p) for p in form.pages}

    def _plain(self, page: Page | None) -> frozenset[str]:
        """The input names that are fields themselves, whole form or one page."""
        fields = self.asked if page is None else [field for field in page.fields if field.asks and not field.read_only]
        return frozenset(field.id for field in fields)

    def strange(self, raw: Mapping[str, Any], page: str | None) -> list[str]:
        """Input names that nobody asked for on this page (None: in the whole form)."""
        return [key for key in raw.keys() - self._names[page] if key not in TECHNICAL and not self._part(key, page)]

    def _part(self, key: str, page: str | None) -> bool:
        field_id = key.partition(".")[0]
        takes = self.takers.get(field_id)
        return takes is not None and (page is None or self.page_of[field_id] == page) and takes(key)

    def page(self, page_id: str | None) -> Page | None:
        return self.form.page(page_id) if page_id else None


class _Rules:
    """All `shown_if` and `required_if` of a form as one compiled function."""

    def __init__(self, form: Form) -> None:
        scope = form_scope(form, vocabulary())
        texts: dict[tuple[str, str], str] = {}
        for page in form.pages:
            if page.shown_if:
                texts["page", page.id] = page.shown_if
            for field in page.fields:
                texts |= {("shown", field.id): field.shown_if} if field.shown_if else {}
                texts |= {("needed", field.id): field.required_if} if field.required_if else {}
        trees = {f"{kind} {id_}": check_rule(text, scope) for (kind, id_), text in texts.items()}
        self.keys = list(texts)
        self.empty = not texts
        self._outcomes: Callable[[Any], tuple[Any, ...]] = compile_rules(trees, scope) if trees else lambda _facts: ()
        mentioned = frozenset(name for tree in trees.values() for name in names(tree))
        self.mentions = {key: frozenset(names(tree)) for key, tree in zip(texts, trees.values(), strict=True)}
        self.derives = bool(mentioned & _DERIVED)
        self.facts = _facts_of(form)
        self.under = {field.id: page.id for page in form.pages for field in page.fields if page.shown_if}
        self.hideable = frozenset(id_ for kind, id_ in texts if kind == "shown") | frozenset(self.under)

    def outcomes(self, known: Mapping[str, Any], answers: Mapping[str, Any], on: date | None) -> dict[tuple[str, str], Any]:
        """Each rule's value, None where it is unknown. An answer counts more than what was known before."""
        facts: Mapping[str, Any] = {**known, **self._as_facts(answers), **answers}
        if self.derives:
            facts = derive(facts, on or clock.today(clock.now()), categories=vocabulary().categories)
        return dict(zip(self.keys, self._outcomes(facts), strict=True))

    def hidden(self, outcomes: Mapping[tuple[str, str], Any], *, surely: bool = False) -> frozenset[str]:
        """The fields that are not asked: their rule is not true. `surely`: only those whose rule is false whatever follows."""
        gone = {key for key, value in outcomes.items() if (value is False if surely else value is not True)}
        return frozenset(i for i in self.hideable if ("shown", i) in gone or ("page", self.under.get(i, "")) in gone)

    def _as_facts(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        return {fact: answers[id_] for id_, fact in self.facts if id_ in answers}


def _facts_of(form: Form) -> list[tuple[str, str]]:
    return [(field.id, field.fact) for field in form.fields if field.fact]


def bound_facts(field: Field, value: Any) -> dict[str, Any]:
    """The shared facts that an answer says something about."""
    if isinstance(field, Address):
        return {fact: value[part] for part, fact in field.facts.items() if part in value}
    return {field.fact: value} if field.fact else {}


def known_value(field: Field, known: Mapping[str, Any]) -> Any:
    """What is known already about what a field asks; None for nothing."""
    if isinstance(field, Address):
        parts: dict[str, Any] = {part: known[fact] for part, fact in field.facts.items() if fact in known}
        return parts or None
    return known.get(field.fact) if field.fact else None


def bound_names(fields: Iterable[Field]) -> frozenset[str]:
    """The names of all shared facts that these fields ask for."""
    found: set[str] = set()
    for field in fields:
        found |= set(field.facts.values()) if isinstance(field, Address) else {field.fact} if field.fact else set()
    return frozenset(found)
