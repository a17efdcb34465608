"""Offerings and counters: the forms and fields that they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from core.definitions.checks.names import known
from core.definitions.fields import Date
from core.definitions.files import Fault
from core.definitions.lineage import successors
from core.definitions.offering import Counter
from core.definitions.programme import Programme
from core.definitions.vocabulary import Vocabulary
from core.rules.message import msg
from core.rules.types import NUMBER


def offering_faults(programme: Programme) -> Iterator[Fault]:
    for offering in programme.offerings:
        path = f"offerings/{offering.id}"
        yield from known(offering.role, [role.id for role in programme.roles], f"{path}/role", msg("role"))
        yield from known(offering.form, [form.id for form in programme.forms], f"{path}/form", msg("form"))
        if offering.least_units and offering.most_units and offering.least_units > offering.most_units:
            yield Fault(f"{path}/least_units", msg("The least is more than the most"))


def counter_faults(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    for counter in programme.counters:
        path = f"counters/{counter.id}"
        form = programme.form(counter.form)
        yield from known(counter.form, [form.id for form in programme.forms], f"{path}/form", msg("form"))
        if form:
            amounts = [field.id for field in form.fields if field.type(vocabulary) == NUMBER]
            former = successors(form.fields)
            yield from known(counter.field, amounts, f"{path}/field", msg("number"), former)
            dates = [field.id for field in form.fields if isinstance(field, Date)]
            yield from known(counter.on, dates, f"{path}/on", msg("date"), former)
        yield from _money(counter, path)


def _money(counter: Counter, path: str) -> Iterator[Fault]:
    if counter.budget and not counter.rate and counter.unit != "cents":
        yield Fault(f"{path}/rate", msg("A budget in cents needs a rate that turns {unit} into cents", unit=counter.unit))
