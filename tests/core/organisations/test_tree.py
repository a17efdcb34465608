"""The tree grows, is renamed and moved; scopes follow at once."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM, NotFound, fetch, scoped
from core.organisations.models import Unit
from core.organisations.tree import MAX_DEPTH, BadUnit, add_unit, change_unit, move_unit
from core.people.models import Person
from core.people.registry import register
from tests.core.organisations.rooms import NOW, Tree, actor


def names(session: Session, who) -> set[str]:
    return {unit.name for unit in session.scalars(scoped(who, Unit, "see_units"))}


def test_a_path_lists_the_units_from_the_root_down(tree: Tree):
    assert tree.town.path == f"/{tree.land.id}/{tree.north.id}/{tree.town.id}/"
    assert tree.town.unit_path.startswith(tree.north.path)


def test_one_sees_the_own_unit_and_what_is_below_it(session: Session, tree: Tree):
    assert names(session, actor("case_worker", tree.north)) == {"Nordkreis", "Nordstadt"}
    assert names(session, actor("case_worker", tree.town)) == {"Nordstadt"}
    assert names(session, actor("case_worker", tree.land)) == {"Land", "Nordkreis", "Südkreis", "Nordstadt"}


def test_a_foreign_unit_is_as_if_it_were_not(session: Session, tree: Tree):
    who = actor("case_worker", tree.town)
    errors = set()
    for id in (tree.south.id, "no-such-unit"):
        with pytest.raises(NotFound) as caught:
            fetch(session, who, Unit, id, "see_units")
        errors.add(str(caught.value))
    assert len(errors) == 1


def test_moving_takes_everything_below_along(session: Session, tree: Tree):
    person = register(session, SYSTEM, tree.town, {"family_name": "Muster"}, {}, source="self", now=NOW)
    before = actor("case_worker", tree.north)
    move_unit(session, tree.town, tree.south, NOW)
    assert tree.town.path == f"/{tree.land.id}/{tree.south.id}/{tree.town.id}/"
    assert tree.town.parent_id == tree.south.id
    assert session.scalars(select(Person.unit_path).where(Person.id == person.id)).one() == tree.town.path
    assert session.scalars(scoped(before, Person, "see_people")).all() == []
    assert [p.id for p in session.scalars(scoped(actor("case_worker", tree.south), Person, "see_people"))] == [person.id]


def test_moving_to_the_same_place_changes_nothing(session: Session, tree: Tree):
    path = tree.town.path
    move_unit(session, tree.town, tree.north, NOW)
    assert tree.town.path == path


def test_a_unit_may_become_a_root(session: Session, tree: Tree):
    move_unit(session, tree.north, None, NOW)
    assert (tree.north.parent_id, tree.north.path) == (None, f"/{tree.north.id}/")
    assert tree.town.path == f"/{tree.north.id}/{tree.town.id}/"


@pytest.mark.parametrize("target", ["north", "town"])
def test_no_unit_below_itself(session: Session, tree: Tree, target: str):
    with pytest.raises(BadUnit, match="below itself"):
        move_unit(session, tree.north, getattr(tree, target), NOW)


def test_bad_units_are_refused_with_a_reason(session: Session, tree: Tree):
    with pytest.raises(BadUnit, match="kinds are land, district"):
        add_unit(session, "X", "planet", None, NOW)
    for name in ("", "   ", "x" * 201):
        with pytest.raises(BadUnit, match="name"):
            add_unit(session, name, "town", None, NOW)
    with pytest.raises(BadUnit, match="name"):
        change_unit(session, tree.town, NOW, name=" ", kind="town")
    change_unit(session, tree.town, NOW, name="  Neue   Stadt ", kind="town")
    assert tree.town.name == "Neue Stadt"


def test_the_tree_has_a_floor(session: Session):
    unit = None
    for level in range(MAX_DEPTH):
        unit = add_unit(session, f"Level {level}", "company", unit, NOW)
    with pytest.raises(BadUnit, match="levels"):
        add_unit(session, "Too deep", "company", unit, NOW)
