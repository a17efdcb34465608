"""From a test server to production: what a file is held against is chosen, or found, and said."""

from __future__ import annotations

import pytest
from flask import Flask

from core import catalogue
from core.actor import NotFound
from core.catalogue import ChangeSet, making, origins, upgrades
from core.database import db, transaction
from core.definitions import DefinitionError, Programme, t, write_yaml
from tests.core.catalogue.shops import ANNA, NOW, limit_of, older, sample, shipped

ID = sample().id


def published(programme: Programme) -> None:
    with transaction() as session:
        catalogue.publish(session, programme, actor=ANNA, now=NOW)


def taken(programme: Programme, choice: str = "", before: bytes = b"") -> tuple[ChangeSet, str]:
    content = write_yaml(programme).encode()
    with transaction() as session:
        found = making.read_file(content)
        origin = origins.chosen(session, found, choice, before)
        assert origin is not None
        return making.take_in(session, ANNA, found, NOW, before=origin), origins.told(session, origin)


@pytest.fixture(autouse=True)
def english(shop: Flask):
    with shop.test_request_context("/?lang=en"):
        yield


def conflicts(change: ChangeSet) -> list[object]:
    merge = upgrades.merge_of(db.session(), change)
    assert merge
    return [item.theirs for item in merge.open()]


def test_a_test_server_that_began_with_the_same_plugin():
    """Production changed the source meanwhile; the test server the age limit."""
    shipped(sample())
    published(sample(source="here"))
    change, told = taken(older(30)(sample()))
    assert told.startswith("published here on ")
    assert (limit_of(change.programme), change.programme.source) == ("age in [18..30]", "here")
    assert conflicts(change) == []


def test_a_test_server_that_began_with_an_export_from_here():
    shipped(sample())
    published(sample(source="here"))
    change, told = taken(older(30)(sample(source="here")))
    assert told.endswith("(no. 2)")
    assert limit_of(change.programme) == "age in [18..30]"


def test_all_that_differs_comes_from_the_file():
    shipped(sample())
    published(sample(source="here"))
    change, _told = taken(older(30)(sample()), origins.CURRENT)
    assert (limit_of(change.programme), change.programme.source) == ("age in [18..30]", sample().source)


def test_what_the_plugin_delivered():
    shipped(sample())
    published(older(29)(sample()))
    change, told = taken(older(30)(sample()), origins.SHIPPED)
    assert told.startswith("published here on "), "it was published here when it was delivered"
    assert conflicts(change) == [{"rule": "age in [18..30]"}]


def test_a_version_that_nobody_knows_here():
    """The test server was three versions further when the change began."""
    shipped(sample())
    published(older(29)(sample()))
    begun = older(28)(sample(source="test"))
    change, told = taken(begun.but(funder=t(de="ESF")), origins.FILE, write_yaml(begun).encode())
    assert told == "the version in the second file, which is not known here"
    assert (limit_of(change.programme), str(change.programme.funder)) == ("age in [18..29]", "ESF")
    assert conflicts(change) == []


@pytest.mark.parametrize(
    ("choice", "before", "says"),
    [
        (origins.FILE, b"", "Choose the file of the version"),
        (origins.FILE, b"id: other\ntitle: {de: X}\n", "different programmes: 'other' and"),
        (origins.FILE, b"id: [", "This is not YAML"),
        (origins.FILE, b"id: trial\nbogus: 1\n", "There is no property 'bogus' here."),
        (origins.SHIPPED, b"", "No plugin delivers this programme here"),
    ],
    ids=["none", "other", "broken", "faulty", "no-plugin"],
)
def test_an_origin_that_is_none_takes_nothing_in(choice: str, before: bytes, says: str):
    published(sample())
    with pytest.raises(DefinitionError, match=says):
        taken(older(30)(sample()), choice, before)
    db.session.rollback()
    assert db.session.query(ChangeSet).count() == 0


def test_a_choice_that_there_is_not():
    published(sample())
    with pytest.raises(NotFound):
        taken(older(30)(sample()), "nonsense")


def test_a_programme_that_is_new_has_no_origin():
    assert origins.chosen(db.session(), sample(), origins.CURRENT) is None
