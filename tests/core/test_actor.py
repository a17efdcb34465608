"""Actors: who may do what where."""

from types import SimpleNamespace

import pytest
from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.actor import ANONYMOUS, ROLES, SYSTEM, Actor, Forbidden, Grant, NotFound, require, scoped, under


class Base(DeclarativeBase):
    pass


class Letter(Base):
    __tablename__ = "letter"
    id: Mapped[str] = mapped_column(primary_key=True)
    unit_path: Mapped[str] = mapped_column(String)
    programme: Mapped[str | None]

    @classmethod
    def scope(cls, actor, action):
        return under(actor, action, cls.unit_path, cls.programme)


class Open(Base):
    __tablename__ = "open"
    id: Mapped[str] = mapped_column(primary_key=True)


def clerk(*grants: tuple[str, str, str | None]) -> Actor:
    return Actor("u", "Clerk", grants=tuple(Grant(role, path.split("/")[-2], path, only) for role, path, only in grants))


def record(path: str, programme: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(unit_path=path, programme=programme)


def test_rights_reach_down_the_tree_and_not_beside_it():
    actor = clerk(("case_worker", "/land/usingen/", None))
    assert actor.may("see_people", record("/land/usingen/"))
    assert actor.may("see_people", record("/land/usingen/office/"))
    assert not actor.may("see_people", record("/land/"))
    assert not actor.may("see_people", record("/land/usingen2/"))
    assert not actor.may("see_audit", record("/land/usingen/"))


def test_a_grant_for_one_programme_holds_for_it_alone():
    actor = clerk(("mentor", "/a/", "wir"))
    assert actor.may("see_case", record("/a/", "wir"))
    assert not actor.may("see_case", record("/a/", "my_turn"))


def test_a_stranger_may_nothing_and_the_house_all():
    actions = frozenset().union(*ROLES.values())
    assert not any(ANONYMOUS.may(action) for action in actions)
    assert all(SYSTEM.may(action, record("/x/")) for action in actions)
    assert not SYSTEM.signed_in


def test_a_missing_right_on_a_record_reads_like_a_missing_record():
    with pytest.raises(NotFound):
        require(ANONYMOUS, "see_case", record("/a/"))
    with pytest.raises(Forbidden) as caught:
        require(ANONYMOUS, "see_case")
    assert not isinstance(caught.value, NotFound)


def test_an_action_that_no_role_has_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="no action 'fly'"):
        SYSTEM.may("fly")


def test_a_model_without_a_scope_cannot_be_queried():
    with pytest.raises(TypeError, match="Open has no `scope"):
        scoped(SYSTEM, Open, "see_case")


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (ANONYMOUS, set()),
        (SYSTEM, {"a", "b", "c", "d"}),
        (clerk(("mentor", "/a/", None)), {"a", "b"}),
        (clerk(("mentor", "/a/", "wir"), ("mentor", "/c/", None)), {"a", "c"}),
        (clerk(("mentor", "/%/", None)), set()),
    ],
)
def test_the_scope_of_a_query_is_what_may_says(actor: Actor, seen: set[str]):
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    rows = [("a", "/a/x/", "wir"), ("b", "/a/", "my_turn"), ("c", "/c/", "wir"), ("d", "/d/", "wir")]
    with Session(engine) as session:
        session.add_all(Letter(id=id, unit_path=path, programme=programme) for id, path, programme in rows)
        session.flush()
        assert set(session.scalars(scoped(actor, Letter, "see_case").with_only_columns(Letter.id))) == seen
        assert {letter.id for letter in session.scalars(select(Letter)) if actor.may("see_case", letter)} == seen
    engine.dispose()
