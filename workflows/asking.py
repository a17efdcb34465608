"""Ask for missing facts right where they are missed: a form made for the moment, of the programme's own questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.definitions import Choice, Date, Fact, Field, Form, ManyOf, Programme, Scale, Text, WholeNumber, YesNo, t, vocabulary
from forms.plan import Plan, bound_facts

PAGE = "main"


def facts_plan(programme: Programme, names: Iterable[str]) -> Plan:
    """A form of one page that asks for these facts; nobody has to answer all of them at once."""
    title = t(de="Fehlende Angaben", en="Missing facts")
    return Plan(Form("facts", title, fields=[question(programme, name) for name in names if vocabulary().has(name)]))


def question(programme: Programme, name: str) -> Field:
    """How the programme itself asks for a fact, else how its type is asked."""
    for field in programme.fields.values():
        if field.fact == name and not field.read_only:
            changes = {"id": name, "required": False, "required_if": None, "shown_if": None}
            return field.model_copy(update=changes)
    return _plain(vocabulary().fact(name))


def statements(plan: Plan, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Fact → value, for `people.record`."""
    return {
        fact: value
        for field in plan.asked
        if field.id in answers
        for fact, value in bound_facts(field, answers[field.id]).items()
    }


def _plain(fact: Fact) -> Field:
    common: dict[str, Any] = {"fact": fact.id, "help": fact.help}
    if fact.type == "date":
        return Date(fact.id, fact.title, **common)
    if fact.type == "number":
        return WholeNumber(fact.id, fact.title, minimum=0, **common)
    if fact.type == "yes_no":
        return YesNo(fact.id, fact.title, **common)
    if fact.type == "text":
        return Text(fact.id, fact.title, **common)
    codes = vocabulary().list(fact.codes or fact.id)
    kind = ManyOf if fact.type == "set" else Scale if codes.ordered else Choice
    return kind(fact.id, fact.title, codes=codes.id, **common)
