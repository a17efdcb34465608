"""The way through Wir sind Usingen: order, roles, deadlines, repetition, the end."""

from itertools import pairwise

import pytest

from core import Choice
from core.testing import resolved
from plugins import wir_sind_usingen

programme = resolved(wir_sind_usingen.programme)
WAY = [
    *("registration", "competence_profile", "support_plan", "lessons"),
    *("internship", "work_start", "accompaniment", "closing"),
]
STEPS = {step.id: step for step in programme.steps}


@pytest.mark.parametrize(("before", "after"), list(pairwise(WAY)))
def test_each_step_follows_the_one_before(before, after):
    assert tuple(STEPS[after].after) == (before,)


def test_the_way_and_the_contact_note_are_all_there_is():
    assert STEPS.keys() == {*WAY, "contact"}
    assert not STEPS["registration"].after


def test_the_profile_is_due_28_days_after_entry():
    due = STEPS["competence_profile"].due
    assert due is not None
    assert (due.days, due.months, due.after) == (28, 0, "entry")
    assert due.source
    assert not [step.id for step in programme.steps if step.due and step.id != "competence_profile"], (
        "the sources name no other deadline"
    )


def test_lessons_go_on_until_the_competences_suffice():
    assert STEPS["lessons"].repeat == "not(competences_sufficient)"
    assert STEPS["internship"].when == "competences_sufficient"


def test_a_contact_can_be_noted_at_any_time_and_holds_nobody_up():
    contact = STEPS["contact"]
    assert contact.optional
    assert contact.repeat == "true"
    assert not [step.id for step in programme.steps if "contact" in (*step.after, *step.after_any)]


def test_the_five_bodies_have_their_roles():
    assert {role.id for role in programme.roles} == {
        *("training_provider", "district", "town_office", "integration_office", "business_promotion"),
    }
    assert all(role.held_by for role in programme.roles)
    provider = programme.role("training_provider")
    assert provider is not None
    assert {"case_worker", "provider_staff"} <= set(provider.held_by)


def test_every_phase_has_a_step_and_comes_in_the_order_of_the_way():
    seen = [STEPS[name].phase for name in WAY]
    assert list(dict.fromkeys(seen)) == [phase.id for phase in programme.phases]


def test_the_closing_asks_for_one_of_the_exit_reasons():
    closing = STEPS["closing"]
    form = programme.form(closing.form or "")
    assert form is not None
    reason = form.field(closing.exit or "")
    assert isinstance(reason, Choice)
    assert [option.id for option in reason.options] == [found.id for found in programme.exits]


def test_work_is_the_aim():
    assert {found.id for found in programme.exits if found.success} == {"employment", "training", "self_employment"}


def test_papers_are_kept_for_five_years_and_that_is_marked_as_unconfirmed():
    assert programme.retention is not None
    assert programme.retention.years == 5
    assert programme.retention.unconfirmed
