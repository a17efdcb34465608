"""Change sets: each edit is a step there and back, nobody overwrites unseen, and nothing of it touches what is on offer."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from core.actor import SYSTEM, Actor, Forbidden, NotFound
from core.catalogue import ChangeSet, ProgrammeRow, changes, current
from core.catalogue.trouble import Locked, Refused, Stale
from core.database import db, transaction
from core.definitions import Criterion, DefinitionError, Programme, Wording, t
from core.journal import Entry
from tests.core.catalogue.shops import ANNA, BERTA, NOW, admin, fresh, limit_of, older, sample, shipped

ID, TO_30 = sample().id, older()


@pytest.fixture
def change(shop: Flask) -> ChangeSet:
    """Anna's draft of what was shipped."""
    shipped(sample(), sample_two())
    with transaction() as session:
        return changes.open_change(session, ANNA, ID, "Bis 30", NOW, reason="Erlass vom Mai")


def sample_two() -> Programme:
    return Programme("other", t(de="Andere", en="Other"))


def edited(
    change: ChangeSet, make: changes.Make = TO_30, actor: Actor = ANNA, version: int | None = None, what: str = "Alter"
) -> None:
    with transaction() as session:
        changes.edit(session, actor, change.id, version or fresh(change).version, make, NOW, what)


def undone(change: ChangeSet) -> None:
    with transaction() as session:
        changes.undo(session, BERTA, change.id, fresh(change).version, NOW)


def redone(change: ChangeSet) -> None:
    with transaction() as session:
        changes.redo(session, BERTA, change.id, fresh(change).version, NOW)


def test_it_begins_as_what_is_on_offer(change: ChangeSet):
    found = fresh(change)
    assert found.programme == sample()
    assert (found.base, found.shipped, found.status, found.kind) == (sample().digest, sample().digest, "draft", "change")
    assert (found.title, found.reason, found.author_name) == ("Bis 30", "Erlass vom Mai", "Anna")
    assert db.session.scalars(select(Entry.data).where(Entry.event == "change_set_moved")).all() == [
        {"programme": ID, "what": "opened"}
    ]


def test_an_edit_changes_the_draft_alone(change: ChangeSet):
    edited(change)
    found = fresh(change)
    assert limit_of(found.programme) == "age in [18..30]"
    assert found.version == 2
    assert current(ID).digest == sample().digest
    step = changes.steps(db.session(), found)[0]
    assert (step.author_name, step.what, step.undone) == ("Anna", "Alter", False)
    assert [each["address"] for each in step.forward] == ["eligibility/age"]


def test_what_changes_nothing_is_no_step(change: ChangeSet):
    edited(change, lambda programme: programme)
    assert fresh(change).version == 1
    assert changes.steps(db.session(), change) == []


def test_steps_are_taken_back_and_made_again(change: ChangeSet):
    for limit in (28, 29, 30):
        edited(change, older(limit))
    undone(change)
    undone(change)
    assert limit_of(fresh(change).programme) == "age in [18..28]"
    redone(change)
    assert limit_of(fresh(change).programme) == "age in [18..29]"
    undone(change)
    undone(change)
    assert fresh(change).programme == sample()
    with pytest.raises(Refused, match="taken back"):
        undone(change)


def test_another_edit_ends_what_could_be_made_again(change: ChangeSet):
    edited(change, older(28))
    undone(change)
    edited(change, older(35))
    with pytest.raises(Refused, match="made again"):
        redone(change)
    assert [step.undone for step in changes.steps(db.session(), fresh(change))] == [False]


def test_the_later_one_is_told_what_the_earlier_one_did(change: ChangeSet):
    edited(change, actor=BERTA, what="Altersgrenze 30")
    with pytest.raises(Stale, match=r"Version 2 is by Berta\. Berta: Altersgrenze 30") as stale:
        edited(change, older(35), version=1)
    assert [(step.author_name, step.what) for step in stale.value.steps] == [("Berta", "Altersgrenze 30")]
    assert limit_of(fresh(change).programme) == "age in [18..30]"


def test_also_of_a_step_that_was_taken_back(change: ChangeSet):
    edited(change)
    undone(change)
    with pytest.raises(Stale, match=r"Berta: Alter \(taken back\)"):
        edited(change, older(35), version=2)


def test_several_drafts_stand_side_by_side(change: ChangeSet):
    with transaction() as session:
        other = changes.open_change(session, BERTA, ID, "Titel", NOW)
    edited(change)
    assert fresh(other).programme == sample()
    assert limit_of(fresh(change).programme) == "age in [18..30]"


def test_what_is_fixed_stays_and_says_why(shop: Flask):
    fixed = Criterion("age", "age in [18..27]", t(de="Alter"), locked="§ 1 der Richtlinie")
    shipped(sample(eligibility=[fixed]))
    with transaction() as session:
        change = changes.open_change(session, ANNA, ID, "Bis 30", NOW)
    with pytest.raises(Locked, match="§ 1 der Richtlinie"):
        edited(change)
    for text in ("العمر", "السن"):
        edited(change, lambda programme, text=text: _arabic(programme, text))
    assert fresh(change).programme.eligibility[0].title.text("ar") == "السن", "wordings in further languages may be written"


def _arabic(programme: Programme, text: str) -> Programme:
    first = programme.eligibility[0]
    return programme.but(eligibility=[first.but(title=Wording({**first.title.root, "ar": text}))])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda programme: programme.but(id="another"), "never changes"),
        (lambda programme: programme.but(source="a\0b"), "NUL"),
        (lambda programme: programme.but(roles=[{"id": "Ä"}]), "roles/0"),
        (lambda programme: programme.but(forms=[*programme.forms, programme.forms[0]]), "intake"),
    ],
    ids=["id", "nul", "key", "twice"],
)
def test_what_cannot_be_kept_is_refused_and_nothing_changes(change: ChangeSet, make: changes.Make, words: str):
    with pytest.raises(DefinitionError, match=words):
        edited(change, make)
    assert fresh(change).version == 1
    assert fresh(change).programme == sample()


def test_one_that_is_discarded_stays_to_be_read(change: ChangeSet):
    with transaction() as session:
        changes.discard(session, ANNA, change.id, 1, NOW)
    assert fresh(change).status == "discarded"
    for verb in (edited, undone):
        with pytest.raises(Refused, match="published or discarded"):
            edited(change) if verb is edited else _discard(change)


def _discard(change: ChangeSet) -> None:
    with transaction() as session:
        changes.discard(session, ANNA, change.id, fresh(change).version, NOW)


def test_a_right_for_one_programme_ends_there(change: ChangeSet):
    other = admin("Olga", only="other")
    with pytest.raises(NotFound):
        edited(change, actor=other)
    with pytest.raises(NotFound), transaction() as session:
        changes.open_change(session, other, ID, "x", NOW)
    with transaction() as session:
        assert changes.open_change(session, other, "other", "x", NOW).programme_id == "other"
        assert changes.open_change(session, SYSTEM, ID, "x", NOW).author_id is None


def test_who_may_only_read_changes_nothing(change: ChangeSet):
    auditor = ANNA.__class__("id", "Rita", grants=(ANNA.grants[0].__class__("auditor", "unit", "unit/"),))
    assert changes.find(db.session(), auditor, change.id).id == change.id
    with pytest.raises(Forbidden):
        edited(change, actor=auditor)


def test_the_way_back_from_an_edit_needs_no_offer(change: ChangeSet):
    """A draft is bound to no row of the catalogue: what is on offer may change beside it."""
    edited(change)
    with transaction() as session:
        assert session.get_one(ProgrammeRow, ID).current == sample().digest
    undone(change)
    assert fresh(change).programme == sample()
