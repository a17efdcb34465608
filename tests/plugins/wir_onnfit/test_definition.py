"""The definition of ONnFIT: its shared forms; the structural strand names nobody."""

import pytest

from core import Group, Signature
from core.testing import form_of, resolved
from forms.fill import fill
from forms.plan import Plan
from plugins.wir_onnfit import programme


def test_shared_forms_are_taken_in_by_name():
    named = {data["part"] for data in programme.as_data()["forms"] if "part" in data}
    assert named == {"master_sheet", "contact_note", "competence_profile", "esf_entry", "leaving", "esf_exit", "follow_up"}


def test_the_structural_strand_counts_heads_and_names_nobody():
    assert {offering.id for offering in programme.offerings} == {"authority_training", "company_training", "information_event"}
    assert all(offering.attendance == "numbers" for offering in programme.offerings)


def test_eight_hours_of_contact_are_noticed():
    (counter,) = programme.counters
    assert (counter.form, counter.field, counter.on, counter.unit, counter.of) == (
        *("contact_note", "contact_minutes", "contact_on"),
        *("minutes", "person"),
    )
    assert [threshold.amount for threshold in counter.thresholds] == [480]
    assert counter.unconfirmed


def test_the_family_is_counselled_without_names():
    family = form_of(programme, "counselling").field("family_members")
    assert isinstance(family, Group)
    assert {part.id for part in family.fields} == {"relation", "advice"}


def test_a_guardian_signs_for_minors():
    signature = form_of(programme, "esf_entry").field("guardian_signature")
    assert isinstance(signature, Signature)
    assert signature.shown_if == signature.required_if == "age < 18"


def test_nobody_has_to_answer_a_delicate_question():
    delicate = [field for field in resolved(programme).fields.values() if field.privacy == "sensitive"]
    assert {field.id for field in delicate} >= {"disability", "minority", "housing_exclusion", "special_regard"}
    assert not [field.id for field in delicate if field.required or field.required_if]


def test_what_decides_a_step_has_to_be_answered():
    fields = resolved(programme).fields
    for name in ("participation", "qualification_needed", "another_qualification", "another_placement", "further_support"):
        assert fields[name].required, name
    for name in ("follow_up_consent", "exit_kind", "exit_reason"):
        assert fields[name].required, name


def test_papers_are_kept_for_five_years_after_the_year_of_the_last_payment():
    assert programme.retention is not None
    assert (programme.retention.years, programme.retention.anchor) == (5, "end_of_payment_year")
    assert programme.retention.unconfirmed


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({"residence_title": "d60b"}, True),
        ({"residence_title": "d60a"}, False),
        ({"residence_title": "fb81", "previous_residence_title": "ne9"}, True),
        ({"residence_title": "fb81", "previous_residence_title": "g55"}, False),
    ],
    ids=["silent", "named", "silent before", "named before"],
)
def test_the_funders_answer_is_asked_for_only_where_the_guideline_is_silent(known, asked):
    plan = Plan(form_of(programme, "counselling"))
    filled = fill(plan, "counselling_result", {"residence_accepted": ["yes"]}, known, "de")
    assert ("residence_accepted" in filled.answers) == asked
