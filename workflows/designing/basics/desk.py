"""What can be set about a programme as a whole, its offerings, counters and combinations, and what the buttons do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _

from core.definitions import Combination, Counter, Fault, Offering, Programme, Wording, vocabulary
from core.definitions.checks.combinations import combination_faults
from core.definitions.checks.offers import counter_faults, offering_faults
from core.web.i18n import SHELL
from forms.designing.asked import Done
from forms.designing.properties import Property, Sort
from forms.kinds.spoken import said
from workflows.designing.addresses import changed, id_of
from workflows.designing.basics import edits, typed
from workflows.designing.desk import Asked, Desk

LISTS = ("combinations", "offerings", "counters")
_OWN = ("title", "summary", "funder", "source", "unconfirmed", "four_eyes", "retention")
Choices: TypeAlias = Sequence[tuple[str, Any]]
_NOTHING: tuple[str, Any] = ("", "–")


def properties(programme: Programme, _part: str, thing: Any) -> list[Property]:
    """All properties of a part, in the order of the panel."""
    made = []
    for name, sort in _OF.get(type(thing), {}).items():
        label, hint = _LABELS[name]
        choices = _CHOICES[name](programme, thing) if name in _CHOICES else ()
        must = type(thing).model_fields[name].is_required() or (sort == "choice" and name != "form")
        made.append(Property(name, sort, label, hint, list(choices), must, *_LIMITS.get(name, (None, None))))
    return made


_OF: Mapping[type[Any], Mapping[str, Sort]] = {
    Programme: {
        "title": "wording",
        "summary": "wording",
        "funder": "wording",
        "source": "text",
        "four_eyes": "yes",
        "retention": "text",
        "unconfirmed": "wording",
    },
    Combination: {
        "effect": "choice",
        "wording": "wording",
        "source": "text",
        "valid_from": "day",
        "valid_to": "day",
        "unconfirmed": "wording",
    },
    Offering: {
        "title": "wording",
        "help": "wording",
        "role": "choice",
        "form": "choice",
        "attendance": "choice",
        "places": "yes",
        "units": "yes",
        "least_units": "whole",
        "most_units": "whole",
        "unconfirmed": "wording",
    },
    Counter: {
        "title": "wording",
        "form": "choice",
        "field": "choice",
        "on": "choice",
        "of": "choice",
        "unit": "choice",
        "caps": "text",
        "thresholds": "text",
        "rate": "euro",
        "budget": "euro",
        "source": "text",
        "unconfirmed": "wording",
    },
}
_LIMITS: Mapping[str, tuple[int, int]] = {
    "least_units": (0, 10_000),
    "most_units": (0, 10_000),
    "rate": (1, 10**9),
    "budget": (1, 10**13),
}
_LABELS: Mapping[str, tuple[Any, Any]] = {
    "title": (_("Title"), ""),
    "summary": (_("Summary"), _("what it is, in a few sentences")),
    "funder": (_("Funder"), ""),
    "source": (_("Source"), _("the paper and the clause that it comes from")),
    "four_eyes": (_("Changes need a second signature"), _("somebody who did not write them signs before they are published")),
    "retention": (_("How long closed cases are kept"), ""),
    "unconfirmed": (_("What is not confirmed yet"), _("shown to admins, not to staff")),
    "effect": (_("Effect"), ""),
    "wording": (_("Wording"), ""),
    "valid_from": (_("First day"), ""),
    "valid_to": (_("Last day"), ""),
    "help": (_("Help"), ""),
    "role": (_("Who keeps it"), ""),
    "form": (_("Form"), ""),
    "attendance": (_("Attendance"), ""),
    "places": (_("Places are limited"), _("who comes later waits, in the order of sign-up")),
    "units": (_("Teaching units are counted"), ""),
    "least_units": (_("Least units"), ""),
    "most_units": (_("Most units"), ""),
    "field": (_("The amount stands in"), ""),
    "on": (_("It counts for the day in"), ""),
    "of": (_("One sum for"), ""),
    "unit": (_("Counted in"), ""),
    "caps": (_("Caps"), _("an entry that would go over one is refused")),
    "thresholds": (_("Thresholds"), _("from this amount on it is noticed")),
    "rate": (_("Rate in euro"), _("an hour, or a unit")),
    "budget": (_("Budget in euro"), _("an entry that would overdraw it is refused")),
}


def _titled(things: Sequence[Any]) -> Choices:
    return [(each.id, each.title) for each in things]


def _labelled(fields: Sequence[Any]) -> Choices:
    return [(each.id, each.label) for each in fields]


def _form_choices(programme: Programme, thing: Any) -> Choices:
    if isinstance(thing, Counter):
        return _titled([form for form in programme.forms if form.id == thing.form or (edits.amounts(form) and edits.days(form))])
    return [_NOTHING, *_titled(programme.forms)]


_CHOICES: Mapping[str, Callable[[Programme, Any], Choices]] = {
    "effect": lambda _programme, _thing: [
        ("bar", _("excludes: nobody stands in both")),
        ("warning", _("warns: who lets in takes note of it")),
        ("allowed", _("allows in so many words")),
    ],
    "role": lambda programme, _thing: _titled(programme.roles),
    "form": _form_choices,
    "attendance": lambda _programme, _thing: [("people", _("a list of people")), ("numbers", _("heads are counted"))],
    "field": lambda programme, counter: _labelled(edits.amounts(programme.form(counter.form))),
    "on": lambda programme, counter: _labelled(edits.days(programme.form(counter.form))),
    "of": lambda _programme, _thing: [("person", _("each person")), ("programme", _("the whole programme"))],
    "unit": lambda _programme, _thing: [("minutes", _("minutes")), ("units", _("units")), ("cents", _("cents"))],
}


def faults(programme: Programme) -> Iterator[Fault]:
    yield from combination_faults(programme)
    yield from offering_faults(programme)
    yield from counter_faults(programme, vocabulary())


def alone(programme: Programme) -> Programme:
    kept = {name: getattr(programme, name) for name in (*_OWN, *LISTS) if name != "title"}
    return Programme(programme.id, programme.title, **kept)


def _back(draft: Programme, back: Programme) -> Programme:
    return draft.but(**{name: getattr(back, name) for name in (*_OWN, *LISTS)})


def _both(text: Any) -> Wording:
    return Wording({code: said(code, text) for code in SHELL})


def _new(asked: Asked) -> Done:
    match asked.about:
        case "offerings":
            made = edits.add_offering(asked.programme, _both(_("New offering")))
        case "counters":
            made = edits.add_counter(asked.programme, _both(_("New counter")))
        case _:
            wording = _both(_("Whoever takes part there cannot take part here without a second look."))
            made = edits.add_combination(asked.programme, asked.one("_with"), wording)
    name = asked.about if asked.about in LISTS else "combinations"
    return Done(made, f"{name}/{id_of(getattr(made, name)[-1])}")


def _set(asked: Asked) -> Done:
    """A sentence that holds from another day on has another address."""
    here = [id_of(each) for each in (asked.before or asked.programme).combinations]
    name, _slash, id_ = asked.part.partition("/")
    now = [id_of(each) for each in asked.programme.combinations]
    if name == "combinations" and id_ in here and id_ not in now:
        return Done(asked.programme, f"combinations/{now[here.index(id_)]}")
    return Done(asked.programme, asked.part)


def _form(programme: Programme, part: str, value: Any) -> Programme:
    if part.startswith("counters/"):
        return edits.on_form(programme, part, value)
    return changed(programme, part, lambda thing: thing.but(form=value))


DESK = Desk(
    properties=properties,
    faults=faults,
    alone=alone,
    back=_back,
    verbs={"new": _new, "set": _set},
    names=frozenset(LISTS),
    writers={"form": _form},
    follow={"form": ("field", "on")},
    readers={"retention": typed.retention, "caps": typed.caps, "thresholds": typed.thresholds},
)
