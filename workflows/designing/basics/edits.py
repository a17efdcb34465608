"""Pure verbs on what a programme offers, counts and may be combined with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import Combination, Counter, Date, Field, Form, Offering, Programme, Wording, vocabulary
from core.rules.types import NUMBER
from forms.designing.edits import fresh_id
from forms.designing.places import Refused
from workflows.designing.addresses import changed, id_of

MOST = 100
_ID = re.compile(r"[a-z][a-z0-9_]{0,62}")


def add_offering(programme: Programme, title: Wording) -> Programme:
    """A further kind of offering, kept by the first role."""
    _room(programme.offerings)
    if not programme.roles:
        raise Refused("offerings", _("Somebody has to keep an offering: add a role first, in the step designer."))
    made = Offering(fresh_id("offering", [each.id for each in programme.offerings]), title, role=programme.roles[0].id)
    return programme.but(offerings=[*programme.offerings, made])


def add_counter(programme: Programme, title: Wording) -> Programme:
    """A further counter, of the first form that asks for a number and a day."""
    _room(programme.counters)
    form = next((form for form in programme.forms if amounts(form) and days(form)), None)
    if form is None:
        raise Refused("counters", _("A counter adds up a number for a day: no form asks for both. Add such questions first."))
    id_ = fresh_id("counter", [each.id for each in programme.counters])
    made = Counter(id_, title, form=form.id, field=amounts(form)[0].id, on=days(form)[0].id)
    return programme.but(counters=[*programme.counters, made])


def add_combination(programme: Programme, other: str, wording: Wording) -> Programme:
    """A sentence about another programme; a warning until somebody says otherwise."""
    _room(programme.combinations)
    if not _ID.fullmatch(other):
        raise Refused("combinations", _("Choose the other programme."))
    if any(id_of(each) == other for each in programme.combinations):
        raise Refused("combinations", _("There is a sentence about this programme already; give that one a first day before."))
    return programme.but(combinations=[*programme.combinations, Combination(other, wording=wording)])


def on_form(programme: Programme, part: str, form_id: str) -> Programme:
    """A counter of another form counts the first number and the first day of that one, where it lacks those of the old one."""
    form = programme.form(form_id)

    def moved(counter: Counter) -> Counter:
        field, on = _kept(counter.field, amounts(form)), _kept(counter.on, days(form))
        return counter.but(form=form_id, field=field, on=on)

    return changed(programme, part, moved)


def amounts(form: Form | None) -> list[Field]:
    """The questions that give a number."""
    return [field for field in (form.fields if form else ()) if _type(field) == NUMBER]


def days(form: Form | None) -> list[Field]:
    return [field for field in (form.fields if form else ()) if isinstance(field, Date)]


def _kept(id_: str, fields: Sequence[Field]) -> str:
    return id_ if not fields or any(field.id == id_ for field in fields) else fields[0].id


def _type(field: Field) -> Any:
    try:
        return field.type(vocabulary())
    except LookupError:
        return None


def _room(parts: Sequence[Any]) -> None:
    if len(parts) >= MOST:
        raise Refused("", _("There are at most %(most)s of them.", most=MOST))
