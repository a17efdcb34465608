"""What was found is shown with its place in words, its address, and the way to the designer; in German on German pages."""

import datetime as dt

import pytest
from flask import Flask
from flask_babel import force_locale

from core.catalogue.designers import part_of, way_to
from core.catalogue.finding import Finder, lines
from core.definitions import Choice, Criterion, Fault, Form, Option, Page, Programme, Text, check, t, vocabulary
from core.rules.message import msg

SCHOOL = Choice("school", t(de="Schule", en="School"), options=[Option("none", t(de="Keine", en="None"))])
FORM = Form(
    "intake",
    t(de="Stammblatt", en="Master sheet"),
    pages=[Page("main", t(de="Seite"), fields=[SCHOOL, Text("name", t(de="Name"))])],
)
AGE = Criterion("age", "age > 17", t(de="Alter", en="Age"))
SHOP = Programme(
    "shop",
    t(de="Laden"),
    forms=[FORM],
    eligibility=[AGE.but(valid_to=dt.date(2026, 12, 31)), AGE.but(valid_from=dt.date(2027, 1, 1))],
)


@pytest.fixture
def german(shop: Flask):
    with shop.test_request_context("/?lang=de"):
        yield


@pytest.fixture
def english(shop: Flask):
    with shop.test_request_context("/?lang=en"):
        yield


PLACES = [
    ("forms/intake/fields/school", "Formular „Stammblatt“, Feld „Schule“"),
    ("forms/intake/fields/school/label/en", "Formular „Stammblatt“, Feld „Schule“: Beschriftung (Englisch)"),
    ("forms/intake/pages/main/fields/school/shown_if", "Formular „Stammblatt“, Feld „Schule“: Anzeige"),
    ("forms/intake/fields/school/options", "Formular „Stammblatt“, Feld „Schule“: Auswahl"),
    ("forms/intake/fields/school/options/none", "Formular „Stammblatt“, Feld „Schule“, Auswahl „Keine“"),
    ("eligibility/age/table/rows/3", "Kriterium „Alter“: Regel"),
    ("title/en", "Programm: Titel (Englisch)"),
    ("exits", "Programm: Austrittsgründe"),
    ("line 3", ""),
    ("forms/7", "Programm: Formulare"),
    ("hack/<b>", ""),
]


@pytest.mark.parametrize(("path", "place"), PLACES, ids=[path for path, _place in PLACES])
@pytest.mark.usefixtures("german")
def test_a_place_is_said_in_words(path, place):
    assert Finder(SHOP).shown(Fault(path, "x")).place.replace("»", "„").replace("«", "“") == place


@pytest.mark.usefixtures("german")
def test_a_fault_is_said_in_german():
    shop = SHOP.but(forms=[FORM.but(pages=[FORM.pages[0].but(fields=[SCHOOL.but(fact="schoool_certificate")])])])
    told = [Finder(shop).shown(fault).text for fault in check(shop, vocabulary())]
    assert "Es gibt keine Angabe „schoool_certificate“. Meinten Sie „school_certificate“?" in told
    assert not [each for each in told if "There" in each or " is " in each]


@pytest.mark.usefixtures("english")
def test_and_in_english():
    shown = Finder(SHOP).shown(Fault("exits", msg("There is no {what} '{name}'.", what=msg("fact"), name="x")))
    assert (shown.place, shown.text) == ("Programme: exit reasons", "There is no fact 'x'.")


def test_a_page_in_another_language_tells_it_in_the_words_around(shop: Flask):
    with shop.test_request_context("/?lang=ar"):
        assert Finder(SHOP).shown(Fault("exits", "x")).place == "Programm: Austrittsgründe"


@pytest.mark.usefixtures("german")
def test_what_this_change_takes_out_is_called_as_it_was():
    less = SHOP.but(forms=[])
    assert "Schule" in Finder(less, SHOP).shown(Fault("forms/intake/fields/school", "x")).place


@pytest.mark.usefixtures("german")
def test_where_an_id_stands_twice_the_rest_is_still_told():
    twice = SHOP.but(forms=[FORM, FORM])
    shown = Finder(twice).shown(Fault("forms/intake", msg("'{name}' is missing", name="x")))
    assert (shown.place, shown.text) == ("", "„x“ fehlt")


@pytest.mark.usefixtures("german")
def test_lines_name_the_place_or_the_line_of_a_file():
    fault = Fault(msg("line {line}", line=3), msg("The file is not UTF-8; save it so"))
    assert lines([fault, Fault("", "x")]) == ["Zeile 3: Die Datei ist nicht in UTF-8; speichern Sie sie so", "x"]


@pytest.mark.parametrize(
    ("address", "part"),
    [("forms/intake/fields/x", "forms/intake"), ("steps/x", "steps"), ("", "about"), ("exits", "exits"), ("hack/x", "about")],
)
def test_what_has_no_designer_is_edited_as_text(address, part):
    assert part_of(address) == part


WAYS = [
    ("forms/intake/fields/school", "/admin/changes/C/forms/intake?at=fields/school#panel"),
    ("eligibility/age@2027-01-01", "/admin/changes/C/rules/eligibility/age@2027-01-01"),
    ("blocks/b/eligibility/age", "/admin/changes/C/rules/blocks/b/eligibility/age"),
    ("steps/profile", "/admin/changes/C/steps?at=steps/profile#panel"),
    ("lists/rooms/entries/red", "/admin/changes/C/lists?at=lists/rooms/entries/red#panel"),
    ("letters/invitation", "/admin/changes/C/letters?at=letters/invitation#panel"),
    ("offerings/course", "/admin/changes/C/basics?at=offerings/course#panel"),
    ("", "/admin/changes/C/basics#panel"),
    ("examples/x", "/admin/changes/C/text?part=examples"),
]


LISTS = [
    ("exits", "/admin/changes/C/steps#panel"),
    ("forms", "/admin/changes/C/forms"),
    ("eligibility", "/admin/changes/C/rules"),
    ("lists", "/admin/changes/C/lists#panel"),
    ("title/en", "/admin/changes/C/basics#panel"),
]


@pytest.mark.parametrize(("name", "way"), LISTS, ids=[name for name, _way in LISTS])
@pytest.mark.usefixtures("german")
def test_a_list_as_a_whole_has_one_too(name, way):
    assert way_to("C", "", name) == way


@pytest.mark.parametrize(("address", "way"), WAYS, ids=[address for address, _way in WAYS])
@pytest.mark.usefixtures("german")
def test_each_place_has_a_way_to_where_it_is_mended(address, way):
    assert way_to("C", address) == way


@pytest.mark.parametrize(
    ("path", "german", "english"),
    [
        ("id", "Kennung (id): x", "id: x"),
        ("steps/0/id", "steps/0/id (Kennung): x", "steps/0/id: x"),
        ("steps/0/role", "steps/0/role: x", "steps/0/role: x"),
        ("grid", "grid: x", "grid: x"),
        ("", "x", "x"),
    ],
)
def test_an_id_that_is_no_place_yet_has_the_word_of_the_screens(shop: Flask, path: str, german: str, english: str) -> None:
    for language, said in (("de", german), ("en", english)):
        with shop.test_request_context(), force_locale(language):
            assert lines([Fault(path, msg("x"))]) == [said]
