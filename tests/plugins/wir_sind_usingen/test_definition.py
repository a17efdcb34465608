"""The definition of Wir sind Usingen: its forms, what is asked in them, and many texts, all of them in German and English."""

import pytest

from core import Group, Wording
from core.testing import resolved
from plugins import wir_sind_usingen
from tests.plugins.walking import wordings

programme = resolved(wir_sind_usingen.programme)
FORMS = {
    *("master_sheet", "competence_profile", "support_plan", "lessons", "contact_note"),
    *("internship", "work_start", "accompaniment", "exit"),
}


def test_every_text_is_in_german_and_english():
    texts = dict(wordings(programme.as_data()))
    assert len(texts) > 300
    assert not [
        path for path, text in texts.items() if not {"de", "en"} <= {language for language in text if text[language].strip()}
    ]


def test_it_has_the_forms_of_the_programme():
    assert {form.id for form in programme.forms} == FORMS


@pytest.mark.parametrize("form", programme.forms, ids=lambda form: form.id)
def test_options_and_labels_are_told_apart(form):
    for language in ("de", "en"):
        for page in form.pages:
            labels = [field.label.text(language) for field in page.fields]
            assert len(labels) == len(set(labels)), f"{page.id} in {language}"
        for field in form.fields:
            options = [option.label.text(language) for option in getattr(field, "options", ())]
            assert len(options) == len(set(options)), f"{field.id} in {language}"


def test_who_somebody_is_and_what_is_delicate_is_marked():
    fields = programme.fields
    assert {id for id, field in fields.items() if field.privacy == "identity"} == {
        "family_name",
        "given_name",
        "address",
        "phone",
        "email",
    }
    assert {id for id, field in fields.items() if field.privacy == "sensitive"} == {
        *("disability", "minority", "housing_exclusion", "work_restrictions"),
    }


def test_nobody_has_to_answer_a_delicate_question():
    delicate = [field for field in programme.fields.values() if field.privacy == "sensitive"]
    assert not [field.id for field in delicate if field.required or field.required_if]


def test_a_question_that_decides_a_step_has_to_be_answered():
    """An unknown answer would leave the step waiting for good."""
    for name in ("competences_sufficient", "another_internship", "further_support", "exit_reason"):
        asked = [field for form in programme.forms for field in form.fields if field.id == name]
        assert asked, name
        assert all(field.required for field in asked), name


def test_the_profile_has_its_sections():
    profile = programme.form("competence_profile")
    assert profile is not None
    assert [page.id for page in profile.pages] == [
        *("languages", "school", "vocation", "jobs", "skills", "health", "everyday", "wishes"),
    ]
    groups = {field.id: {part.id for part in field.fields} for field in profile.fields if isinstance(field, Group)}
    assert groups["schools"] >= {"country", "from_year", "to_year"}
    assert groups["trainings"] >= {"occupation", "proof"}
    assert groups["jobs"] >= {"tasks", "months"}


@pytest.mark.parametrize("place", ["eligibility", "forms", "roles", "steps", "retention"])
def test_what_the_sources_do_not_say_is_marked(place):
    assert '"unconfirmed"' in programme.as_json()
    part = programme.as_data()[place]
    marks = [part] if isinstance(part, dict) else part
    assert any("unconfirmed" in mark for mark in marks)
    assert isinstance(programme.unconfirmed, Wording)
