"""A plugin's new version is rehearsed: what was adjusted stays, what is new comes, and where both changed somebody chooses."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from core import catalogue
from core.catalogue import ChangeSet, changes, current, publishing, upgrades, waiting
from core.catalogue.commands import programme as command
from core.catalogue.shipping import newest
from core.catalogue.trouble import Refused
from core.database import db, transaction
from core.definitions import Criterion, Deadline, Programme, Wording
from tests.core.catalogue.shops import ANNA, NOW, fresh, limit_of, older, sample, shipped

ID = sample().id


def second(limit: int = 25) -> Programme:
    """The plugin's next version: another age limit, another deadline."""
    first = sample().eligibility[0]
    steps = [each.but(due=Deadline(days=21)) if each.due else each for each in sample().steps]
    return sample(version="2", steps=steps, eligibility=[first.but(rule=f"age in [18..{limit}]")])


def adjusted(make: changes.Make) -> None:
    with transaction() as session:
        change = changes.open_change(session, ANNA, ID, "Unsere", NOW)
        changes.edit(session, ANNA, change.id, 1, make, NOW)
        publishing.publish_change(session, ANNA, change.id, 2, NOW)


def waits() -> ChangeSet:
    db.session.rollback()
    return waiting(db.session())[ID]


def offered() -> Programme:
    db.session.rollback()
    return catalogue.definition(current(ID).digest)


def call(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def dari(programme: Programme) -> Programme:
    first = programme.eligibility[0]
    return programme.but(eligibility=[first.but(title=Wording({**first.title.root, "prs": "سن"}))])


def test_what_was_not_adjusted_comes_and_what_was_stays(shop: Flask):
    shipped(sample())
    adjusted(dari)
    shipped(second())
    change = waits()
    assert (change.kind, change.shipped, change.base) == ("upgrade", second().digest, current(ID).digest)
    assert limit_of(offered()) == "age in [18..27]", "rehearsed, not switched on"
    merge = upgrades.merge_of(db.session(), change)
    assert merge
    assert merge.open() == []
    assert {(item.address, item.state) for item in merge.items()} >= {("eligibility/age", "taken"), ("eligibility/age", "kept")}
    with transaction() as session:
        publishing.publish_change(session, ANNA, change.id, change.version, NOW)
    assert limit_of(offered()) == "age in [18..25]"
    assert offered().eligibility[0].title.text("prs") == "سن"
    assert offered().steps[0].due == Deadline(days=21)
    assert newest(db.session(), ID) is None


def test_where_both_changed_the_same_nothing_is_lost(shop: Flask):
    shipped(sample())
    adjusted(older(30))
    shipped(second())
    change = waits()
    assert limit_of(change.programme) == "age in [18..30]", "ours stands until somebody chooses"
    with pytest.raises(Refused, match="choose a side"), transaction() as session:
        publishing.publish_change(session, ANNA, change.id, change.version, NOW)
    merge = upgrades.merge_of(db.session(), change)
    assert merge
    (conflict,) = merge.open()
    assert (conflict.ours, conflict.theirs) == ({"rule": "age in [18..30]"}, {"rule": "age in [18..25]"})
    settle(change, conflict.key, "theirs")
    assert limit_of(fresh(change).programme) == "age in [18..25]"
    settle(change, conflict.key, "ours")
    assert limit_of(fresh(change).programme) == "age in [18..30]"
    with transaction() as session:
        changes.undo(session, ANNA, change.id, fresh(change).version, NOW)
    assert limit_of(fresh(change).programme) == "age in [18..25]", "a choice is a step like any other"
    merge = upgrades.merge_of(db.session(), fresh(change))
    assert merge
    assert merge.choices == {conflict.key: "theirs"}


def settle(change: ChangeSet, key: tuple[str, str], side: upgrades.Side) -> None:
    with transaction() as session:
        upgrades.settle(session, ANNA, change.id, fresh(change).version, {key: side}, NOW)


def test_what_was_edited_since_stays_when_a_side_is_chosen(shop: Flask):
    shipped(sample())
    adjusted(older(30))
    shipped(second())
    change = waits()
    with transaction() as session:
        changes.edit(session, ANNA, change.id, 1, lambda p: p.but(source="§ 7"), NOW)
    merge = upgrades.merge_of(db.session(), fresh(change))
    assert merge
    settle(change, merge.open()[0].key, "theirs")
    assert (fresh(change).programme.source, limit_of(fresh(change).programme)) == ("§ 7", "age in [18..25]")


def test_what_is_no_conflict_cannot_be_settled(shop: Flask):
    shipped(sample())
    shipped(second())
    with pytest.raises(Refused, match="no such conflict"):
        settle(waits(), ("nowhere", "rule"), "ours")


def test_a_still_newer_version_takes_the_place_of_the_one_that_waits(shop: Flask):
    shipped(sample())
    shipped(second())
    first = waits()
    shipped(second(24).but(version="3"))
    assert waits().id != first.id
    assert fresh(first).status == "discarded"
    assert limit_of(waits().programme) == "age in [18..24]"


def test_a_plugin_that_goes_and_comes_back_changes_nothing(shop: Flask):
    shipped(sample())
    adjusted(older(30))
    shipped(second())
    before, change = offered(), waits().id
    shipped()
    assert offered() == before
    shipped(second())
    shipped(sample())
    assert (offered(), waits().id) == (before, change)


def test_one_that_was_discarded_can_be_looked_at_again(shop: Flask):
    shipped(sample())
    shipped(second())
    change = waits()
    with transaction() as session:
        changes.discard(session, ANNA, change.id, change.version, NOW)
    row = newest(db.session(), ID)
    assert row
    with transaction() as session:
        again = upgrades.rehearse(session, ANNA, second(), NOW)
    assert again.status == "draft"


def test_what_the_plugin_locks_anew_keeps_the_upgrade_from_going_out(shop: Flask):
    shipped(sample())
    adjusted(older(30))
    fixed = Criterion("age", "age in [18..27]", sample().eligibility[0].title, locked="§ 1", source="§ 1")
    shipped(sample(version="2", eligibility=[fixed]))
    with pytest.raises(Exception, match="§ 1"), transaction() as session:
        publishing.publish_change(session, ANNA, waits().id, waits().version, NOW)


class TestAtTheConsole:
    def test_a_version_without_a_conflict_goes_out(self, shop: Flask):
        shipped(sample())
        adjusted(dari)
        shipped(second())
        shown = call("diff", ID)
        assert shown.exit_code == 0
        assert "Version 2 waits and would change:" in shown.stdout
        assert "25" in shown.stdout
        assert call("publish", ID).exit_code == 0
        assert limit_of(offered()) == "age in [18..25]"
        assert call("publish", ID).exit_code == 1, "nothing waits any more"

    def test_a_conflict_is_listed_and_settled_by_a_side(self, shop: Flask):
        shipped(sample())
        adjusted(older(30))
        shipped(second())
        refused = call("publish", ID)
        assert refused.exit_code == 1
        assert "eligibility/age/rule" in refused.stderr
        assert "age in [18..30]" in refused.stderr
        assert limit_of(offered()) == "age in [18..30]"
        assert call("publish", ID, "--take", "theirs").exit_code == 0
        assert limit_of(offered()) == "age in [18..25]"

    def test_two_publications_are_compared_in_words(self, shop: Flask):
        shipped(sample())
        adjusted(older(30))
        assert "18 und 30" in call("diff", ID, "--from", "1", "--to", "2", "--language", "de").stdout
        assert "no difference" in call("diff", ID, "--from", "2", "--to", "2").stdout
        for words in (("diff", "nothing"), ("diff", ID, "--from", "9")):
            assert call(*words).exit_code == 1
