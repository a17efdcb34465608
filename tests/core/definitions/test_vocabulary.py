"""The shared vocabulary: the names that the design fixes, lists that exist, German and English everywhere."""

import pytest

from core.definitions.vocabulary import UnknownName, vocabulary
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Ordered, SetOf

IDENTITY = {"family_name", "given_name", "phone", "email", "street", "postal_code"}
SENSITIVE = {"disability", "minority", "housing_exclusion"}
PLAIN = {
    "date_of_birth": DATE,
    "age": NUMBER,
    "entry_date": DATE,
    "arrived_on": DATE,
    "municipality": TEXT,
    "district": TEXT,
    "in_state_reception": BOOLEAN,
    "migration_background": BOOLEAN,
    "own_migration": BOOLEAN,
    "refugee_background": BOOLEAN,
    "residence_valid_until": DATE,
    "work_permitted": BOOLEAN,
    "years_unskilled": NUMBER,
    "regular_school_access": BOOLEAN,
    "unemployed_since": DATE,
    "seeking_work": BOOLEAN,
} | dict.fromkeys(sorted(IDENTITY), TEXT)
CODES = {
    "sex": {"female", "male", "diverse"},
    "residence_category": {
        *("gestattung", "duldung", "aufenthaltserlaubnis", "niederlassungserlaubnis"),
        *("fiktion", "eu", "german", "other"),
    },
    "work_ban": {"none", "temporary", "absolute"},
    "employment_status": {"employed", "self_employed", "marginal", "in_training", "internship", "unemployed", "inactive"},
    "benefits": {"sgb2", "sgb3", "sgb12", "asylblg"},
    "disability": {"yes", "no", "not_stated"},
    "minority": {"yes", "no", "not_stated"},
    "housing_exclusion": {"yes", "no", "not_stated"},
}
OTHERS = {
    *("nationality", "country_of_birth", "residence_title", "german_level"),
    *("school_certificate", "vocational_qualification", "support_needs"),
}


LATER = {"federal_state", "parents_born_abroad", "previous_residence_title", "residence_accepted"}
"""Added since the design was written, each by a dated decision in core/README.md."""


def test_it_has_the_facts_of_the_design_and_no_others():
    assert {fact.id for fact in vocabulary().facts} == PLAIN.keys() | CODES.keys() | OTHERS | LATER


@pytest.mark.parametrize(("name", "expected"), PLAIN.items())
def test_plain_facts_have_the_type_of_the_design(name, expected):
    assert vocabulary().scope[name] == expected


@pytest.mark.parametrize(("name", "codes"), CODES.items())
def test_code_lists_have_the_codes_of_the_design(name, codes):
    listed = vocabulary().scope[name]
    listed = listed.item if isinstance(listed, SetOf) else listed
    assert set(listed.codes) == codes


def test_privacy_classes():
    by_class = {fact.id: fact.privacy for fact in vocabulary().facts if fact.privacy != "normal"}
    assert by_class == dict.fromkeys(IDENTITY, "identity") | dict.fromkeys(SENSITIVE, "sensitive")


def test_derived_facts_are_not_stored():
    derived = {fact.id: fact.derived_from for fact in vocabulary().facts if fact.derived_from}
    assert derived == {"age": "date_of_birth", "residence_category": "residence_title", "entry_date": "entry_date"}
    assert not derived.keys() & {fact.id for fact in vocabulary().stored}


def test_german_level_rises():
    german = vocabulary().scope["german_level"]
    assert isinstance(german, Ordered)
    assert german.codes == ("none", "alpha", "a1", "a2", "b1", "b2", "c1", "c2")


def test_every_residence_title_has_a_known_category():
    known = set(vocabulary().list("residence_category").codes)
    assert set(vocabulary().categories.values()) == known
    assert vocabulary().categories["d60a"] == "duldung"
    assert vocabulary().categories["a25_2f"] == "aufenthaltserlaubnis"


@pytest.mark.parametrize("name", ["school_certificate", "vocational_qualification"])
def test_every_qualification_has_its_isced_level(name):
    assert {entry.attributes["isced"] for entry in vocabulary().list(name).entries} <= set("012345678")


def test_german_and_english_everywhere():
    lists = vocabulary().lists
    wordings = [item.title for item in (*vocabulary().facts, *lists, *(entry for codes in lists for entry in codes.entries))]
    wordings += [fact.help for fact in vocabulary().facts if fact.help]
    assert not [str(wording) for wording in wordings if not {"de", "en"} <= wording.languages]


def test_ids_stand_once():
    for names in ([fact.id for fact in vocabulary().facts], *(codes.codes for codes in vocabulary().lists)):
        assert len(names) == len(set(names))


def test_the_long_lists_are_whole():
    countries = vocabulary().list("country").codes
    assert len(countries) == 249 + 2  # with `xk` and `stateless`
    assert {"de", "sy", "no", "ua", "stateless"} <= set(countries)
    assert {"ar", "fa", "prs", "ps", "so", "ckb", "ti", "tr", "uk", "de"} <= set(vocabulary().list("language").codes)


def test_titles_of_one_list_are_told_apart():
    for codes in vocabulary().lists:
        for language in ("de", "en"):
            titles = [entry.title.text(language) for entry in codes.entries]
            assert len(titles) == len(set(titles)), f"{codes.id} in {language}"


def test_a_wrong_name_names_the_nearest():
    with pytest.raises(UnknownName, match="Did you mean 'municipality'"):
        vocabulary().fact("municipalty")


def test_every_entry_can_be_a_key():
    """What is compiled from definitions is cached by them; attributes are a dictionary and must not stand in the way."""
    entries = vocabulary().list("residence_title").entries
    assert len(set(entries)) == len(entries)
