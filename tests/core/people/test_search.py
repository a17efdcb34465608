"""Finding people, in the own units alone, and by names only where names may be seen."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from core.people.models import Person
from core.people.registry import record, register
from core.people.search import search
from tests.core.organisations.rooms import NOW, Tree, actor

BORN = dt.date(2001, 5, 17)
NAMES = [
    ("Müller", "Hans-Peter"),
    ("Muster", "Ada"),
    ("Özdemir", "Can"),
    ("Al-Beispiel", "Nour"),
    ("Шевченко", "Олена"),
    ("Weiß", "Ada"),
]


@pytest.fixture
def people(session: Session, tree: Tree) -> dict[str, Person]:
    return {
        family: register(
            session,
            SYSTEM,
            tree.town,
            {"family_name": family, "given_name": given},
            {"date_of_birth": BORN},
            source="self",
            now=NOW,
        )
        for family, given in NAMES
    }


def found(session: Session, who: Actor, text: str, **more) -> list[str]:
    return [hit.identity.family_name if hit.identity else "?" for hit in search(session, who, text, **more).hits]


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("mueller", ["Müller"]),
        ("MÜLL", ["Müller"]),
        ("peter hans", ["Müller"]),
        ("hans mu", ["Müller"]),
        ("mu", ["Müller", "Muster"]),
        ("ada", ["Muster", "Weiß"]),
        ("weiss", ["Weiß"]),
        ("beispiel", ["Al-Beispiel"]),
        ("шев", ["Шевченко"]),
        ("ster", []),
        ("muller", ["Müller"]),
        ("mull", ["Müller"]),
        ("hanspeter", ["Müller"]),
        ("albeispiel", ["Al-Beispiel"]),
        ("al beispiel", ["Al-Beispiel"]),
        ("el-beisbiel nur", ["Al-Beispiel"]),
        ("Schewtschenko", ["Шевченко"]),
        ("shevchenko olena", ["Шевченко"]),
        ("nur", ["Al-Beispiel"]),
        ("osdemir dschan", ["Özdemir"]),
        ("17.05.2001", ["Al-Beispiel", "Müller", "Muster", "Özdemir", "Weiß", "Шевченко"]),
        ("ada 2001-05-17", ["Muster", "Weiß"]),
        ("weiss 2001", ["Weiß"]),
        ("weiss 2002", []),
        ("weiss 31.02.2001", []),
        ("ada can", []),
        ("%", []),
        ("_da", []),
        ("ad%", ["Muster", "Weiß"]),
        ("' or 1=1 --", []),
        ("\ud800", []),
        ("x" * 100_000, []),
    ],
)
def test_the_beginnings_of_names_in_any_order(session: Session, tree: Tree, people, text: str, families: list[str]):
    assert found(session, actor("case_worker", tree.north), text) == families


@pytest.mark.parametrize(
    "text", ["Husseini", "Al-Hussaini", "El Husseini", "Alhusseini", "الحسيني", "حسيني", "Muhamad al Husseini"]
)
def test_the_arabic_article_may_be_there_or_not(session: Session, tree: Tree, text: str):
    for family in ("الحسيني", "Al-Hussaini"):
        _named(session, tree, family)
    _named(session, tree, "Haddad")
    assert sorted(found(session, actor("case_worker", tree.town), text)) == ["Al-Hussaini", "الحسيني"]


@pytest.mark.parametrize("text", ["an-Nur", "Nour", "Al Nur", "النور"])
def test_the_article_is_found_as_it_is_heard(session: Session, tree: Tree, text: str):
    _named(session, tree, "النور")
    assert found(session, actor("case_worker", tree.town), text) == ["النور"]


def _named(session: Session, tree: Tree, family: str) -> None:
    names = {"family_name": family, "given_name": "محمد"}
    register(session, SYSTEM, tree.town, names, {"date_of_birth": BORN}, source="self", now=NOW)


def test_without_a_text_all_come_sorted_by_name(session: Session, tree: Tree, people):
    assert found(session, actor("case_worker", tree.north), " ") == [
        "Al-Beispiel",
        "Müller",
        "Muster",
        "Özdemir",
        "Weiß",
        "Шевченко",
    ]


def test_pages_go_by_key_and_meet_everybody_once(session: Session, tree: Tree, people):
    for who in (actor("case_worker", tree.land), actor("auditor", tree.land), SYSTEM):
        seen, after = [], None
        for _ in range(10):
            part = search(session, who, "", after, limit=2)
            seen += [hit.person.id for hit in part.hits]
            after = part.after
            if after is None:
                break
        assert len(seen) == len(NAMES)
        assert set(seen) == {person.id for person in people.values()}


def test_a_number_is_found_however_it_is_typed(session: Session, tree: Tree, people):
    wanted = people["Muster"]
    for typed in (wanted.number, wanted.number.lower(), wanted.number.replace("-", ""), f" {wanted.number[:6]} "):
        assert wanted.id in [hit.person.id for hit in search(session, actor("auditor", tree.land), typed).hits]


def test_a_part_of_a_number_is_enough(session: Session, tree: Tree, people):
    wanted = people["Muster"]
    bare = wanted.number.replace("-", "")
    parts = [wanted.number[:3], wanted.number[5:8], wanted.number[5:], wanted.number[2:7], wanted.number[3:8]]
    parts += [bare[start : start + length] for length in (4, 5, 6, 7) for start in range(9 - length)]
    for part in parts:
        assert wanted.id in [hit.person.id for hit in search(session, actor("auditor", tree.land), part).hits], part


def test_what_begins_as_typed_stands_before_what_sounds_so_on_every_page(session: Session, tree: Tree):
    for family in ("Mohamed", "Muhammad", "Mohammadi", "Mohamed", "Mehmet", "Mohamed"):
        register(session, SYSTEM, tree.town, {"family_name": family, "given_name": "A"}, {}, source="self", now=NOW)
    who, seen, after = actor("case_worker", tree.north), [], None
    for _ in range(3):
        part = search(session, who, "mohamed", after, limit=2)
        seen += [(hit.identity.family_name, hit.alike) for hit in part.hits]
        after = part.after
    assert after is None
    exact, alike = [("Mohamed", False)] * 3, [("Mehmet", True), ("Mohammadi", True), ("Muhammad", True)]
    assert seen == exact + alike


def test_people_of_foreign_units_are_not_found(session: Session, tree: Tree, people):
    for text in ("", "muster", people["Muster"].number):
        assert found(session, actor("case_worker", tree.south), text) == []


@pytest.mark.parametrize("role", ["auditor", "mentor"])
def test_names_are_neither_shown_nor_told_by_the_search(session: Session, tree: Tree, people, role: str):
    who = actor(role, tree.land)
    assert found(session, who, "") == ["?"] * len(NAMES)
    assert found(session, who, "muster") == []
    by_entry = [hit.person.id for hit in search(session, who, "").hits]
    assert by_entry == sorted(by_entry)


def test_who_sees_names_in_one_unit_does_not_in_another(session: Session, tree: Tree, people):
    other = register(session, SYSTEM, tree.south, {"family_name": "Muster", "given_name": "Süd"}, {}, source="self", now=NOW)
    both = Actor("u", "U", grants=(*actor("case_worker", tree.north).grants, *actor("auditor", tree.south).grants))
    assert found(session, both, "muster") == ["Muster"]
    hits = {hit.person.id: hit.identity for hit in search(session, both, "").hits}
    assert hits[other.id] is None
    assert len(hits) == len(NAMES) + 1


def test_a_new_name_is_found_and_the_old_one_is_not(session: Session, tree: Tree, people):
    record(session, SYSTEM, people["Muster"].id, {"family_name": "Neumann"}, source="office", now=NOW)
    who = actor("case_worker", tree.north)
    assert found(session, who, "muster") == []
    assert found(session, who, "neum ada") == ["Neumann"]
