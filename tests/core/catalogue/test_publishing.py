"""A change set goes out: signed by a second person, now or on its day, as one; and comes back as one."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from core import catalogue, clock
from core.actor import Actor
from core.catalogue import AdjustmentRow, ChangeSet, Publication, changes, current, publishing, upgrades, whole
from core.catalogue.trouble import Faulty, Refused
from core.database import db, transaction
from core.definitions import Programme
from core.journal import ticking
from tests.core.catalogue.shops import ANNA, BERTA, NOW, day, fresh, limit_of, older, sample, shipped

ID = sample().id


def begun(limit: int = 30, actor: Actor = ANNA) -> ChangeSet:
    """A change set with one edit."""
    with transaction() as session:
        change = changes.open_change(session, actor, ID, f"Bis {limit}", NOW, reason="Erlass")
        changes.edit(session, actor, change.id, 1, older(limit), NOW, f"Alter bis {limit}")
        return change


def go(change: ChangeSet, actor: Actor = ANNA, on: dt.date | None = None) -> Publication | None:
    with transaction() as session:
        return publishing.publish_change(session, actor, change.id, fresh(change).version, NOW, on=on)


def ask(change: ChangeSet, actor: Actor = ANNA) -> None:
    with transaction() as session:
        publishing.ask_for_signature(session, actor, change.id, fresh(change).version, NOW)


def sign(change: ChangeSet, actor: Actor = BERTA) -> None:
    with transaction() as session:
        publishing.sign(session, actor, change.id, fresh(change).version, NOW)


def back(line: Publication, actor: Actor = ANNA) -> ChangeSet:
    with transaction() as session:
        return publishing.roll_back(session, actor, line.id, "war falsch", NOW)


def lines() -> list[Publication]:
    db.session.rollback()
    return list(db.session.scalars(select(Publication).where(Publication.programme_id == ID).order_by(Publication.number)))


def offered() -> Programme:
    db.session.rollback()
    return catalogue.definition(current(ID).digest)


@pytest.fixture
def two(shop: Flask) -> None:
    shipped(sample())


@pytest.fixture
def four_eyes(shop: Flask) -> None:
    shipped(sample(four_eyes=True))


def test_published_now(two: None):
    change = begun()
    go(change)
    assert limit_of(offered()) == "age in [18..30]"
    found, (first, second) = fresh(change), lines()
    assert (found.status, found.publication_id) == ("published", second.id)
    assert (second.previous_id, second.by_name, second.note) == (first.id, "Anna", "Bis 30\nErlass")
    assert (second.shipped, second.change_set_id) == (sample().digest, change.id)


def test_the_adjustments_of_a_publication_say_who_and_why(two: None):
    go(begun(30))
    go(begun(30 + 5, BERTA))
    with transaction() as session:
        change = changes.open_change(session, ANNA, ID, "Titel", NOW)
        changes.edit(session, ANNA, change.id, 1, lambda p: p.but(source="§ 2"), NOW)
    go(change)
    rows = db.session.scalars(select(AdjustmentRow).where(AdjustmentRow.publication_id == lines()[-1].id)).all()
    assert {(row.address, row.property): row.author_name for row in rows} == {
        ("eligibility/age", "rule"): "Berta",
        ("", "source"): "Anna",
    }
    assert {row.reason for row in rows} == {"Erlass", "Titel"}
    assert all(row.base or not row.address for row in rows)


def test_a_value_that_is_set_back_is_no_adjustment(two: None):
    go(begun(30))
    go(begun(27))
    assert offered() == sample()
    assert db.session.scalars(select(AdjustmentRow).where(AdjustmentRow.publication_id == lines()[-1].id)).all() == []


def test_roll_back_publishes_the_earlier_one_as_a_whole(two: None):
    go(begun())
    undo = back(lines()[0])
    assert offered() == sample()
    assert (undo.kind, fresh(undo).status) == ("rollback", "published")
    assert [line.revision for line in lines()] == [sample().digest, lines()[1].revision, sample().digest]
    assert "war falsch" in lines()[-1].note
    with pytest.raises(Refused, match="on offer"):
        back(lines()[0])
    back(lines()[1])
    assert limit_of(offered()) == "age in [18..30]"


def look(line: Publication, reason: str = "", actor: Actor = ANNA) -> ChangeSet:
    with transaction() as session:
        return publishing.roll_back(session, actor, line.id, reason, NOW, publish=False)


def test_a_roll_back_can_be_looked_at_first(two: None):
    go(begun())
    draft = look(lines()[0])
    assert (draft.kind, draft.status, len(lines())) == ("rollback", "draft", 2)
    assert limit_of(fresh(draft).programme) == "age in [18..27]"
    assert limit_of(offered()) == "age in [18..30]"
    assert look(lines()[0]).id == draft.id, "who looks twice has one draft"
    assert look(lines()[0], actor=BERTA).id != draft.id, "each has her own"
    with pytest.raises(Refused, match="goes back"):
        go(draft)
    with transaction() as session:
        changes.describe(session, ANNA, draft.id, fresh(draft).version, "Zurück", "Erlass aufgehoben", NOW)
    go(draft)
    assert offered() == sample()
    assert lines()[-1].note == "Zurück\nErlass aufgehoben"


def test_a_roll_back_that_was_looked_at_is_behind_what_came_meanwhile(two: None):
    go(begun())
    draft = look(lines()[0], "war falsch")
    go(begun(33))
    with pytest.raises(Refused, match="meanwhile"):
        go(draft)
    assert look(lines()[0], "war falsch").id != draft.id


def test_what_is_on_offer_is_not_looked_at_as_a_way_back(two: None):
    with pytest.raises(Refused, match="on offer"):
        look(lines()[0])


def test_what_is_published_again_keeps_who_made_it(two: None):
    go(begun(30))
    go(begun(27, BERTA), BERTA)
    back(lines()[1], BERTA)
    rows = db.session.scalars(select(AdjustmentRow).where(AdjustmentRow.publication_id == lines()[-1].id)).all()
    assert [(row.author_name, row.reason) for row in rows] == [("Anna", "Erlass")]


def test_what_changes_nothing_is_not_published(two: None):
    with transaction() as session:
        change = changes.open_change(session, ANNA, ID, "Nichts", NOW)
    with pytest.raises(Refused, match="changes nothing"):
        go(change)


def test_with_faults_nothing_goes_out(two: None):
    with transaction() as session:
        change = changes.open_change(session, ANNA, ID, "Falsch", NOW)
        changes.edit(session, ANNA, change.id, 1, lambda p: p.but(roles=[]), NOW)
    with pytest.raises(Faulty, match="steps/welcome"):
        go(change)
    assert offered() == sample()
    assert any(found.blocks for found in whole.faults(db.session(), fresh(change), day(0)))


class TestFourEyes:
    def test_nobody_publishes_alone(self, four_eyes: None):
        change = begun()
        with pytest.raises(Refused, match="second person"):
            go(change)
        ask(change)
        with pytest.raises(Refused, match="cannot sign"):
            sign(change, ANNA)
        sign(change)
        go(change)
        line = lines()[-1]
        assert (line.by_name, line.signed_name) == ("Anna", "Berta")

    def test_who_wrote_a_part_does_not_sign_the_whole(self, four_eyes: None):
        change = begun()
        with transaction() as session:
            changes.edit(session, BERTA, change.id, fresh(change).version, older(40), NOW)
        ask(change)
        with pytest.raises(Refused, match="cannot sign"):
            sign(change)

    def test_an_edit_takes_the_signature_off(self, four_eyes: None):
        change = begun()
        ask(change)
        sign(change)
        with transaction() as session:
            changes.edit(session, ANNA, change.id, fresh(change).version, older(60), NOW)
        assert (fresh(change).status, fresh(change).signed) == ("draft", False)
        with pytest.raises(Refused, match="second person"):
            go(change)

    def test_nobody_switches_it_off_alone(self, four_eyes: None):
        with transaction() as session:
            change = changes.open_change(session, ANNA, ID, "Allein", NOW)
            changes.edit(session, ANNA, change.id, 1, lambda p: p.but(four_eyes=False), NOW)
        with pytest.raises(Refused, match="second person"):
            go(change)

    def test_nor_rolls_back_alone(self, four_eyes: None):
        change = begun()
        ask(change)
        sign(change)
        go(change)
        undo = back(lines()[0])
        assert fresh(undo).status == "waiting"
        assert limit_of(offered()) == "age in [18..30]"
        sign(undo)
        go(undo, BERTA)
        assert limit_of(offered()) == "age in [18..27]"

    def test_nor_rolls_back_alone_what_was_looked_at(self, four_eyes: None):
        change = begun()
        ask(change)
        sign(change)
        go(change)
        draft = look(lines()[0], "war falsch")
        assert fresh(draft).status == "draft", "nobody is asked to sign before it was looked at"
        with pytest.raises(Refused, match="second person"):
            go(draft)
        ask(draft)
        sign(draft)
        go(draft, BERTA)
        assert limit_of(offered()) == "age in [18..27]"

    def test_the_house_may_demand_it(self, two: None, shop: Flask):
        shop.config["SETTINGS"] = shop.config["SETTINGS"].model_copy(update={"four_eyes": True})
        with pytest.raises(Refused, match="second person"):
            go(begun())


def tick(days: int) -> list[Publication]:
    with transaction() as session:
        return publishing.due_changes(session, NOW + dt.timedelta(days=days))


class TestOnADay:
    def test_it_is_published_on_its_day(self, two: None):
        change = begun()
        assert go(change, on=day(3)) is None
        assert fresh(change).status == "scheduled"
        assert tick(2) == []
        assert offered() == sample()
        assert len(tick(3)) == 1
        assert tick(3) == [], "once"
        assert limit_of(offered()) == "age in [18..30]"
        assert lines()[-1].by_name == "Anna"

    def test_the_day_begins_in_berlin(self, two: None):
        go(begun(), on=day(3))
        midnight = dt.datetime.combine(day(3), dt.time(), clock.BERLIN)
        with transaction() as session:
            assert publishing.due_changes(session, midnight - dt.timedelta(seconds=1)) == []
            assert len(publishing.due_changes(session, midnight)) == 1

    def test_it_is_not_edited_meanwhile(self, two: None):
        change = begun()
        go(change, on=day(3))
        with pytest.raises(Refused, match="take the day back"), transaction() as session:
            changes.edit(session, ANNA, change.id, fresh(change).version, older(50), NOW)
        with transaction() as session:
            publishing.unschedule(session, BERTA, change.id, fresh(change).version, NOW)
        assert (fresh(change).status, fresh(change).publish_on) == ("draft", None)
        assert tick(3) == []

    def test_a_day_that_is_over(self, two: None):
        with pytest.raises(Refused, match="past"):
            go(begun(), on=day(-1))

    def test_what_was_overtaken_is_held_and_says_why(self, two: None):
        change = begun()
        go(change, on=day(3))
        go(begun(33, BERTA))
        assert tick(3) == []
        assert limit_of(offered()) == "age in [18..33]"
        assert fresh(change).status == "draft"
        assert fresh(change).held == "behind"


def test_the_clock_of_the_house_publishes_it(two: None):
    change, then = begun(), NOW - dt.timedelta(days=3)
    with transaction() as session:
        publishing.publish_change(session, ANNA, change.id, 2, then, on=day(-1))
    ticking.tick()
    assert limit_of(offered()) == "age in [18..30]"


def test_another_that_was_published_meanwhile_is_merged_first(two: None):
    change = begun()
    with transaction() as session:
        other = changes.open_change(session, BERTA, ID, "Quelle", NOW)
        changes.edit(session, BERTA, other.id, 1, lambda p: p.but(source="§ 2"), NOW)
    go(other, BERTA)
    with pytest.raises(Refused, match="bring this one up to date"):
        go(change)
    with transaction() as session:
        upgrades.bring_up_to_date(session, ANNA, change.id, fresh(change).version, NOW)
    go(change)
    assert (limit_of(offered()), offered().source) == ("age in [18..30]", "§ 2")


def test_where_both_changed_the_same_somebody_chooses(two: None):
    change, other = begun(30), begun(33, BERTA)
    go(other, BERTA)
    with transaction() as session:
        found = upgrades.bring_up_to_date(session, ANNA, change.id, fresh(change).version, NOW)
    assert limit_of(found.programme) == "age in [18..30]", "ours stands until then"
    with pytest.raises(Refused, match="choose a side"):
        go(change)
    with pytest.raises(Refused, match="taken back"), transaction() as session:
        changes.undo(session, ANNA, change.id, fresh(change).version, NOW)
    merge = upgrades.merge_of(db.session(), fresh(change))
    assert merge
    (conflict,) = merge.open()
    with transaction() as session:
        upgrades.settle(session, ANNA, change.id, fresh(change).version, {conflict.key: "ours"}, NOW)
    go(change)
    assert limit_of(offered()) == "age in [18..30]"
