"""Days that cannot be are refused: before the birth, after today, and before the entry where a step stands in the case alone."""

from datetime import date, timedelta
from importlib import import_module

import pytest

from core import clock
from core.testing import form_of
from forms.fill import fill
from forms.kinds.builtin import BUILT_IN
from forms.kinds.registry import register
from forms.plan import Plan

register(BUILT_IN)
TODAY = clock.today(clock.now())
ENTRY, BORN = TODAY - timedelta(days=40), date(1990, 5, 1)
HAPPENED = (
    ("my_turn", "contact_note", "contact_on", BORN),
    ("wir_onnfit", "contact_note", "contact_on", BORN),
    ("wir_onnfit", "counselling", "counselling_on", BORN),
    ("drei_phasen_modell", "screening", "screening_on", BORN),
    ("drei_phasen_modell", "assessment", "assessment_on", ENTRY),
    ("drei_phasen_modell", "mentor_training", "mentor_training_on", BORN),
)
BEGINS = (
    ("my_turn", "minijob"),
    ("wir_onnfit", "job"),
    ("drei_phasen_modell", "job"),
)


def refuses(programme: str, form: str, field: str, day: date, **more: str) -> bool:
    plan = Plan(form_of(import_module(f"plugins.{programme}").programme, form))
    raw = {field: [day.isoformat()], **{name: [value] for name, value in more.items()}}
    return field in fill(plan, None, raw, {"entry_date": ENTRY, "date_of_birth": BORN}, "de", on=TODAY).errors


@pytest.mark.parametrize(("programme", "form", "field", "first"), HAPPENED, ids=[f"{row[0]}-{row[2]}" for row in HAPPENED])
def test_what_has_happened_lies_between_its_first_day_and_today(programme: str, form: str, field: str, first: date) -> None:
    days = (first - timedelta(days=1), first, TODAY, TODAY + timedelta(days=1))
    # a talk on the day of the birth itself is refused by a check of its own
    wanted = [True, field == "counselling_on", False, True]
    assert [refuses(programme, form, field, day) for day in days] == wanted


@pytest.mark.parametrize(("programme", "kind"), BEGINS, ids=[row[0] for row in BEGINS])
def test_a_placement_begins_on_the_day_of_entry_or_later_and_may_be_ahead(programme: str, kind: str) -> None:
    days = (ENTRY - timedelta(days=1), ENTRY, TODAY, TODAY + timedelta(days=300))
    found = [refuses(programme, "placement", "placement_from", day, placement_kind=kind) for day in days]
    assert found == [True, False, False, False]


def test_without_a_known_entry_no_day_is_held_against_it() -> None:
    plan = Plan(form_of(import_module("plugins.my_turn").programme, "placement"))
    raw = {"placement_from": [(ENTRY - timedelta(days=1)).isoformat()], "placement_kind": ["minijob"]}
    assert "placement_from" not in fill(plan, None, raw, {}, "de", on=TODAY).errors
