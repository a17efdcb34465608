"""The shared parts: each under its own name, whole, in two languages, and with checks that refuse what cannot be."""

from datetime import date
from typing import Any

import pytest

from core import ExitReason, Form, Page, Programme, Role, Step, t
from core.testing import faults, form_of, refused, untranslated
from forms.fill import fill
from forms.kinds.builtin import BUILT_IN
from forms.kinds.registry import register
from forms.plan import Plan
from forms.prefill import prefilled
from plugins import grundlagen
from plugins.grundlagen import FORMS, LETTERS, PAGES

register(BUILT_IN)
ENTRY = date(2026, 3, 1)
BORN = date(1990, 5, 1)
everything = Programme(
    "everything",
    t(de="Alles", en="Everything"),
    forms=[*FORMS, *(Form(f"own_{page.id}", page.title, pages=[page]) for page in PAGES)],
    roles=[Role("office", t(de="Amt", en="Office"))],
    exits=[ExitReason("over", t(de="Vorbei", en="Over"))],
    letters=LETTERS,
    steps=[
        Step(id, t(de=id, en=id), role="office", form=id)
        for id in (*(form.id for form in FORMS), *(f"own_{page.id}" for page in PAGES))
    ],
)


def test_each_part_is_given_once_under_its_own_id():
    given = grundlagen.parts()
    assert len(given) == len(FORMS) + len(PAGES) + len(LETTERS)
    assert all(name == part.id for name, part in given.items())
    assert {name for name, part in given.items() if isinstance(part, Form)} >= {
        *("master_sheet", "competence_profile", "contact_note", "esf_entry", "esf_exit", "follow_up", "leaving"),
    }
    assert all(isinstance(given[page.id], Page) for page in PAGES)


def test_they_have_no_fault_alone_or_together():
    assert faults(everything) == []


def test_every_text_is_in_german_and_english():
    assert untranslated(everything) == []


REFUSED: list[tuple[str, str, dict[str, Any], set[str]]] = [
    ("arrived before birth", "master_sheet", {"arrived_on": date(1990, 4, 30)}, {"arrival_after_birth"}),
    ("arrived on the day of birth", "master_sheet", {"arrived_on": BORN}, set()),
    (
        "document expired before arrival",
        "master_sheet",
        {"arrived_on": date(2015, 9, 10), "residence_valid_until": date(2015, 9, 9)},
        {"residence_after_arrival"},
    ),
    ("unemployed since birth", "master_sheet", {"unemployed_since": BORN}, {"unemployed_after_birth"}),
    ("unemployed only after entry", "esf_entry", {"unemployed_since": date(2026, 3, 2)}, {"unemployed_before_entry"}),
    ("unemployed on the day of entry", "esf_entry", {"unemployed_since": ENTRY}, set()),
    ("exit before entry", "esf_exit", {"exit_on": date(2026, 2, 28)}, {"exit_after_entry"}),
    ("exit on the day of entry", "esf_exit", {"exit_on": ENTRY}, set()),
    (
        "work on the 28th day",
        "esf_exit",
        {"exit_on": date(2026, 9, 30), "work_began_on": date(2026, 10, 28)},
        set(),
    ),
    (
        "work on the 29th day",
        "esf_exit",
        {"exit_on": date(2026, 9, 30), "work_began_on": date(2026, 10, 29)},
        {"work_began_on_in_window"},
    ),
    (
        "work before entry",
        "esf_exit",
        {"exit_on": date(2026, 9, 30), "work_began_on": date(2026, 2, 28)},
        {"work_began_on_after_entry"},
    ),
    ("work during the participation", "esf_exit", {"exit_on": date(2026, 9, 30), "work_began_on": date(2026, 8, 1)}, set()),
    ("asked before entry", "follow_up", {"asked_on": date(2026, 2, 1)}, {"asked_after_entry"}),
    ("nothing answered refuses nothing", "esf_exit", {}, set()),
]


@pytest.mark.parametrize(("form", "answers", "checks"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_is_refused(form, answers, checks):
    assert refused(form_of(everything, form), ENTRY, date_of_birth=BORN, **answers) == checks


def test_each_message_comes_with_an_example():
    for form in everything.forms:
        for check in (*form.checks, *(check for page in form.pages for check in page.checks)):
            for language, example in (("de", "zum Beispiel"), ("en", "for example")):
                assert example in check.message.text(language), check.id
                assert any(sign.isdigit() for sign in check.message.text(language)), check.id


def test_no_file_of_a_part_asks_a_delicate_question_by_force():
    fields = [field for form in everything.forms for field in form.fields if field.privacy == "sensitive"]
    assert fields
    assert not [field.id for field in fields if field.required or field.required_if]


def test_being_informed_and_consenting_are_different_things():
    form = form_of(everything, "esf_entry")
    notice, consent = form.page("esf_notice"), form.page("esf_consents")
    assert notice is not None
    assert consent is not None
    assert {"esf_notice_given", "esf_notice_language", "esf_notice_on"} <= {field.id for field in notice.fields}
    assert {"follow_up_consent", "consent_signature"} <= {field.id for field in consent.fields}


def test_what_part_1_of_the_esf_demands_has_to_be_answered():
    form = form_of(everything, "esf_entry")
    demanded = ("sex", "employment_status", "school_certificate", "vocational_qualification")
    fields = [form.field(name) for name in demanded]
    assert [field.id for field in fields if field is not None and field.required and field.fact == field.id] == list(demanded)


WHERE = {"address.street": ["Musterweg 1"], "address.postal_code": ["36037"], "address.place": ["Fulda"]}


@pytest.mark.parametrize(
    ("raw", "missing"),
    [
        (WHERE, set()),
        (WHERE | {"no_postal_address": ["no"]}, set()),
        ({"no_postal_address": ["yes"]}, set()),
        ({}, {"address"}),
        ({"no_postal_address": ["no"]}, {"address"}),
        ({name: text for name, text in WHERE.items() if name != "address.street"}, {"address.street"}),
        ({name: text for name, text in WHERE.items() if name == "address.place"}, {"address.street", "address.postal_code"}),
        (WHERE | {"address.postal_code": ["3603"]}, {"address.postal_code"}),
    ],
    ids=["address", "address and no", "none", "nothing", "no alone", "no street", "place alone", "bad code"],
)
def test_part_1_of_the_esf_needs_an_address_or_that_there_is_none(raw, missing):
    plan = Plan(form_of(everything, "esf_entry"))
    filled = fill(plan, "esf_base", {"sex": ["female"], **raw}, {"entry_date": ENTRY, "date_of_birth": BORN}, "de", on=ENTRY)
    assert filled.errors.keys() == missing


def test_whoever_has_no_address_now_gives_none():
    filled = fill(Plan(form_of(everything, "esf_entry")), None, WHERE | {"no_postal_address": ["yes"]}, {}, "de", on=ENTRY)
    assert "address" not in filled.answers
    assert filled.answers["no_postal_address"] is True


def test_the_address_of_the_master_sheet_comes_filled_in():
    known = {"street": "Musterweg 1", "postal_code": "36037", "municipality": "Fulda"}
    assert prefilled(Plan(form_of(everything, "esf_entry")), known, {})["esf_base"] == WHERE
