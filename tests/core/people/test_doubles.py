"""Who may be registered already, why it is thought so, and what is said of people elsewhere."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.organisations.models import Unit
from core.people.doubles import doubles, elsewhere
from core.people.models import Person
from core.people.registry import register
from tests.core.organisations.rooms import NOW, Tree, actor

BORN = dt.date(2001, 5, 17)


def person(session: Session, unit: Unit, family: str, given: str, born: dt.date | None = BORN, **more: Any) -> Person:
    facts = {"date_of_birth": born} if born else {}
    return register(session, SYSTEM, unit, {"family_name": family, "given_name": given, **more}, facts, source="self", now=NOW)


def typed(family: str, given: str, born: dt.date | None = BORN, **more: Any) -> dict[str, Any]:
    return {"family_name": family, "given_name": given, **({"date_of_birth": born} if born else {}), **more}


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        (typed("Müller", "Hans-Peter"), ("same_name", "same_birthday")),
        (typed("Mueller", "HANS PETER"), ("same_name", "same_birthday")),
        (typed("Hans Peter", "Müller"), ("swapped_names", "same_birthday")),
        (typed("Muller", "Hanspeter"), ("same_birthday", "like_name")),
        (typed("Müller", "Johann"), ("same_birthday", "part_of_name")),
        (typed("Müller", "Hans-Peter", dt.date(2001, 5, 18)), None),
        (typed("Müller", "Hans-Peter", None), None),
        (typed("Müller", "Hans-Peter", None, phone="06081 4711"), ("same_name", "same_phone")),
        (typed("Miller", "Johann", dt.date(1980, 1, 1), phone="06081 4711"), None),
        (typed("Beispiel", "Ada"), None),
        ({"date_of_birth": BORN}, None),
        ({}, None),
    ],
)
def test_why_somebody_is_suspected(session: Session, tree: Tree, values: dict[str, Any], reasons: tuple[str, ...] | None):
    known = person(session, tree.town, "Müller", "Hans-Peter", phone="06081 4711")
    found = [(each.hit.person.id, each.reasons) for each in doubles(session, actor("case_worker", tree.north), values)]
    assert found == ([] if reasons is None else [(known.id, reasons)])


def test_day_and_month_may_have_been_swapped(session: Session, tree: Tree):
    known = person(session, tree.town, "Muster", "Ada", dt.date(2001, 5, 7))
    found = doubles(session, actor("case_worker", tree.north), typed("Muster", "Ada", dt.date(2001, 7, 5)))
    assert [(each.hit.person.id, each.reasons) for each in found] == [(known.id, ("same_name", "swapped_birthday"))]


def test_the_first_of_january_says_little(session: Session, tree: Tree):
    person(session, tree.town, "Muster", "Ada", dt.date(2001, 1, 1))
    who = actor("case_worker", tree.north)
    assert not doubles(session, who, typed("Muster", "Eva", dt.date(2001, 1, 1)))
    assert doubles(session, who, typed("Muster", "Ada", dt.date(2001, 1, 1)))[0].reasons == ("same_name", "new_year")


def test_the_likeliest_stands_first(session: Session, tree: Tree):
    like = person(session, tree.town, "Muhammad", "Ali")
    same = person(session, tree.town, "Mohammed", "Ali")
    found = doubles(session, actor("case_worker", tree.north), typed("Mohammed", "Ali"))
    assert [each.hit.person.id for each in found] == [same.id, like.id]


@pytest.mark.parametrize("role", ["auditor", "mentor"])
def test_who_sees_no_names_is_told_of_nobody(session: Session, tree: Tree, role: str):
    person(session, tree.town, "Müller", "Eva")
    assert doubles(session, actor(role, tree.land), typed("Müller", "Eva")) == []


def test_of_people_elsewhere_only_the_whole_name_with_the_birthday_counts(session: Session, tree: Tree):
    known = person(session, tree.town, "Müller", "Eva")
    stranger, worker = actor("case_worker", tree.south), actor("case_worker", tree.north)
    assert doubles(session, stranger, typed("Müller", "Eva")) == []
    assert elsewhere(session, stranger, typed("Mueller", "Eva")) == [known.id]
    assert elsewhere(session, worker, typed("Müller", "Eva")) == []
    for values in (
        typed("Müller", "Ida"),
        typed("Müller", ""),
        typed("Müller", "Eva", None),
        typed("Müller", "Eva", dt.date(2001, 5, 18)),
    ):
        assert elsewhere(session, stranger, values) == []
