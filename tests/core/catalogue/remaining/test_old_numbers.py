"""Who changes a number is told which texts still name the old one, and where the same rule still stands."""

import datetime as dt

import pytest

from core.catalogue.remaining import elsewhere, old_numbers
from core.definitions import Block, Criterion, Deadline, Form, Page, Programme, Retention, Step, Text, Track, t

AGE = Criterion("age", "age in [18..27]", t(de="18 bis 27 Jahre", en="18 to 27 years", uk="18–27"))
FORM = Form("f", t(de="Formular"), pages=[Page("p", t(de="Seite"), fields=[Text("name", t(de="Name"), max_length=27)])])
PROFILE = Step("profile", t(de="Profil binnen vier Wochen", en="Profile in 28 days"), role="r", form="f", due=Deadline(days=28))
SHOP = Programme("shop", t(de="Probe"), eligibility=[AGE], forms=[FORM], steps=[PROFILE])


def older(rule: str = "age in [18..30]", **more: object) -> Programme:
    return SHOP.but(eligibility=[AGE.but(rule=rule)], **more)


def told(base: Programme, programme: Programme) -> dict[str, str]:
    return {fault.path: str(fault.message) for fault in old_numbers(base, programme)}


def test_the_title_still_says_the_old_number():
    assert told(SHOP, older()) == {
        "eligibility/age/title/de": "This still says “18 bis 27 Jahre”; 27 became 30.",
        "eligibility/age/title/en": "This still says “18 to 27 years”; 27 became 30.",
        "eligibility/age/title/uk": "This still says “18–27”; 27 became 30.",
    }


def test_nothing_is_said_where_nothing_changed_or_all_was_changed():
    assert told(SHOP, SHOP) == {}
    wording = t(de="18 bis 30 Jahre", en="18 to 30", uk="18–30")
    assert told(SHOP, SHOP.but(eligibility=[AGE.but(rule="age in [18..30]", title=wording)])) == {}


def test_a_text_that_was_rewritten_and_names_both_is_right():
    wording = t(de="bis 30, früher bis 27", en="to 30", uk="18–30")
    assert told(SHOP, SHOP.but(eligibility=[AGE.but(rule="age in [18..30]", title=wording)])) == {}


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Für Menschen bis 27", True),
        ("Für Menschen bis siebenundzwanzig", True),
        ("bis zum 27. Lebensjahr", True),
        ("270 Plätze", False),
        ("seit 2027", False),
        ("nach § 27 SGB II", False),
        ("bis 27.03.2026", False),
        ("27 % davon", False),
    ],
)
def test_other_texts_of_the_programme_are_looked_at(text, is_told):
    base, after = SHOP.but(summary=t(de=text)), older(summary=t(de=text))
    assert ("summary/de" in told(base, after)) is is_told


def test_small_numbers_without_a_unit_are_looked_for_at_their_own_place_alone():
    years = Criterion("years", "years_unskilled >= 4", t(de="Mindestens vier Jahre"))
    base = SHOP.but(eligibility=[years], summary=t(de="In vier Orten"))
    found = told(base, base.but(eligibility=[years.but(rule="years_unskilled >= 5")]))
    assert found == {"eligibility/years/title/de": "This still says “Mindestens vier Jahre”; 4 became 5."}


def test_a_deadline_is_looked_for_in_days_and_weeks():
    shorter = SHOP.but(steps=[PROFILE.but(due=Deadline(days=21))], summary=t(de="Das Profil entsteht in 4 Wochen an 28 Orten"))
    assert told(SHOP.but(summary=shorter.summary), shorter) == {
        "summary/de": "This still says “Das Profil entsteht in 4 Wochen an 28 Orten”; 28 days became 21 days.",
        "steps/profile/title/de": "This still says “Profil binnen vier Wochen”; 28 days became 21 days.",
        "steps/profile/title/en": "This still says “Profile in 28 days”; 28 days became 21 days.",
    }


def test_years_of_keeping():
    base = SHOP.but(retention=Retention(years=10), summary=t(de="Nach zehn Jahren gelöscht"))
    found = told(base, base.but(retention=Retention(years=6)))
    assert found == {"summary/de": "This still says “Nach zehn Jahren gelöscht”; 10 years became 6 years."}


def test_another_element_that_has_the_number_itself_speaks_of_its_own():
    other = Criterion("other", "age < 27", t(de="Unter 27"))
    base = SHOP.but(eligibility=[AGE, other])
    found = told(base, base.but(eligibility=[AGE.but(rule="age in [18..30]"), other]))
    assert "eligibility/other/title/de" not in found


def test_the_limit_of_a_field_concerns_the_field_alone():
    field = FORM.pages[0].fields[0]
    page = FORM.pages[0].but(fields=[field.but(max_length=50)])
    base = SHOP.but(summary=t(de="27 Orte"))
    assert told(base, base.but(forms=[FORM.but(pages=[page])])) == {}


def test_a_new_version_of_a_criterion_that_kept_the_old_title():
    old = AGE.but(valid_to=dt.date(2026, 12, 31))
    new = AGE.but(rule="age in [18..30]", valid_from=dt.date(2027, 1, 1))
    assert set(told(SHOP, SHOP.but(eligibility=[old, new]))) == {
        f"eligibility/age@2027-01-01/title/{code}" for code in ("de", "en", "uk")
    }


class TestElsewhere:
    YOUNG = Criterion("young", 'german_level >= "a2" and age in [18..27]', t(de="Jung"))
    BLOCK = Block("b", t(de="Baustein"), eligibility=[YOUNG])
    BASE = SHOP.but(blocks=[BLOCK], tracks=[Track("mentor", t(de="Mentor"), eligibility=[AGE])])

    def found(self, programme: Programme) -> list[str]:
        return [fault.path for fault in elsewhere(self.BASE, programme)]

    def test_the_same_rule_in_a_track_and_as_a_part_in_a_block(self):
        after = self.BASE.but(eligibility=[AGE.but(rule="age in [18..30]")])
        assert sorted(self.found(after)) == ["blocks/b/eligibility/young", "tracks/mentor/eligibility/age"]

    def test_what_was_changed_with_it_is_not_told(self):
        track = self.BASE.tracks[0].but(eligibility=[AGE.but(rule="age in [18..30]")])
        after = self.BASE.but(eligibility=[AGE.but(rule="age in [18..30]")], tracks=[track])
        assert self.found(after) == ["blocks/b/eligibility/young"]

    def test_nothing_where_nothing_changed(self):
        assert self.found(self.BASE) == []

    def test_a_rule_that_cannot_be_read_says_nothing(self):
        assert sorted(self.found(self.BASE.but(eligibility=[AGE.but(rule="age in [")]))) == []
