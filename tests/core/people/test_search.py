"""Finding people, in the own units alone, and by names only where names may be seen."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from core.people.models import Person
from core.people.registry import record, register
from core.people.search import doubles, search
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


def test_doubles_have_the_same_name_and_day_in_the_own_units(session: Session, tree: Tree, people):
    typed = {"family_name": "Mueller", "given_name": "HANS PETER", "date_of_birth": BORN}
    assert [hit.person.id for hit in doubles(session, actor("case_worker", tree.north), typed)] == [people["Müller"].id]
    assert doubles(session, actor("case_worker", tree.south), typed) == []
    assert doubles(session, actor("auditor", tree.land), typed) == []
    assert doubles(session, actor("case_worker", tree.north), typed | {"date_of_birth": BORN + dt.timedelta(1)}) == []
    assert doubles(session, actor("case_worker", tree.north), {"family_name": "Müller", "given_name": "Hans-Peter"}) == []
    assert doubles(session, actor("case_worker", tree.north), {"date_of_birth": BORN}) == []
