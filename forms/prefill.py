"""Facts and fields: what is known already is filled in and says where it comes from; what is new is written back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.definitions import Address, Field, vocabulary
from core.people.registry import history
from core.web.i18n import show_date
from forms.kinds.registry import kind_of
from forms.plan import Plan, bound_facts, known_value


def prefilled(plan: Plan, known: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, dict[str, list[str]]]:
    """Page id -> raw input that shows what is known, else what was answered `earlier`; every page of the form has its entry."""
    pages: dict[str, dict[str, list[str]]] = {}
    for page in plan.form.pages:
        raw: dict[str, list[str]] = {}
        for field in page.fields:
            value = known_value(field, known)
            value = earlier.get(field.id) if value is None else _as_answer(field, value)
            if value is not None and field.asks and not field.read_only:
                raw |= kind_of(field).raw(field, value)
        pages[page.id] = raw
    return pages


_WHOLE = ("whole_number", "money", "time_span")


def _as_answer(field: Field, value: Any) -> Any:
    """The registry keeps decimals; a whole number shows none of them."""
    return int(value) if field.kind in _WHOLE and value == int(value) else value


def origins(session: Session, plan: Plan, person_id: str | None, known: Mapping[str, Any]) -> dict[str, str]:
    """Field id -> where its prefilled value comes from, in the language of the page."""
    fields = {field.id: field for field in plan.asked if known_value(field, known) is not None}
    if person_id is None or not fields:
        return {}
    told = history(session, person_id, identity=True)
    found = {}
    for id_, field in fields.items():
        names = list(field.facts.values()) if isinstance(field, Address) else [field.fact]
        entries = [told[name][0] for name in names if name in told]
        if entries:
            newest = max(entries, key=lambda entry: entry.valid_from)
            found[id_] = _(
                "From the file, %(date)s, %(source)s",
                date=show_date(newest.valid_from),
                source=source_name(newest.source),
            )
    return found


def source_name(source: str) -> str:
    names = {"self": _("told by the person"), "document": _("document seen"), "office": _("confirmed by an office")}
    return names.get(source, source)


def statements(
    plan: Plan, answers: Mapping[str, Any], known: Mapping[str, Any], source: str, seen: frozenset[str]
) -> dict[str, dict[str, Any]]:
    """Source -> facts to record: what differs from what was known, and what was confirmed by a document."""
    told: dict[str, dict[str, Any]] = {}
    for field in plan.told:
        if field.id not in answers:
            continue
        for fact, value in bound_facts(field, answers[field.id]).items():
            if not vocabulary().has(fact):
                continue
            if field.id in seen:
                told.setdefault("document", {})[fact] = value
            elif fact not in known or known[fact] != value:
                told.setdefault(source, {})[fact] = value
    return told
