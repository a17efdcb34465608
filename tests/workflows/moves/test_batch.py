"""Two hundred running cases move in one batch, twenty of them need an answer, and an undo restores all: on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Forbidden
from core.catalogue import publish
from core.database import Base, new_id
from core.definitions import Programme, Step, YesNo
from core.journal.models import Entry
from core.people.registry import register
from forms.drafts import open_draft, save_draft
from forms.models import Draft
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.sample import IDENTITY, NOW, PROGRAMME, enrolled, w
from workflows.models import Case, Task, Worklist
from workflows.moves import batch, models
from workflows.moves.batch import MoveRunning, NotMovable, Progress, begin_move, cancel, go_on, undo
from workflows.moves.models import Move, MovedCase
from workflows.run import exit_case, open_case, take

LATER = NOW + dt.timedelta(days=3)
EVEN_LATER = LATER + dt.timedelta(hours=1)


def changed() -> Programme:
    """A field and a step that speaks of it are added, the profile is due a week earlier, the talk is gone."""
    forms = [
        form.but(pages=[form.pages[0].but(fields=[*form.fields, YesNo("car", w("Auto"))])]) if form.id == "needs" else form
        for form in PROGRAMME.forms
    ]
    kept = [step for step in PROGRAMME.steps if step.id not in ("talk", "leave")]
    profile, *others = kept
    new = Step("drive", w("Fahren"), role="adviser", phase="work", after=["lessons"], when="car")
    leave = PROGRAMME.step("leave")
    assert leave is not None
    assert profile.due is not None
    steps = [profile.but(due=profile.due.but(days=21)), *others, new, leave.but(after=["drive"])]
    return PROGRAMME.but(forms=forms, steps=steps)


AFTER = changed()


@pytest.fixture
def cases(session: Session, tree: Tree) -> list[str]:
    """Four, of which the second has passed the form that asks more now."""
    return made(session, tree, 3, 1)


def made(session: Session, tree: Tree, begun: int, asked: int) -> list[str]:
    """So many cases that have just begun, and that have passed the form that asks more now: copies of two that were opened."""
    person = enrolled(session, tree.town)
    first = open_case(session, SYSTEM, person.id, "sample", tree.town.id, now=NOW)
    other = register(session, SYSTEM, tree.town, IDENTITY, {"migration_background": True, **FACTS}, source="self", now=NOW)
    second = open_case(session, SYSTEM, other.id, "sample", tree.town.id, now=NOW)
    for step, answers in (("profile", {}), ("needs", {"needs_lessons": True})):
        done = session.scalars(select(Task.id).where(Task.case_id == second.id, Task.step == step)).one()
        take(session, SYSTEM, done, None, answers, NOW)
    ids = [first.id, second.id]
    ids += [copied(session, first.id, number) for number in range(begun - 1)]
    ids += [copied(session, second.id, 200 + number) for number in range(asked - 1)]
    publish(session, AFTER, actor=SYSTEM, now=LATER)
    session.flush()
    return ids


FACTS = {"date_of_birth": dt.date(1996, 3, 2), "municipality": "Usingen"}


def copied(session: Session, case_id: str, number: int) -> str:
    """The same case of somebody else."""
    tables = Base.metadata.tables
    person_of = select(tables["case_"].c.person_id).where(tables["case_"].c.id == case_id).scalar_subquery()
    new_person, new_case = new_id(), new_id()
    for name in ("person", "identity", "facts"):
        table = tables[name]
        key = table.c.id if name == "person" else table.c.person_id
        row = dict(session.execute(select(table).where(key == person_of)).mappings().one())
        row |= {key.name: new_person} | ({"number": f"P{number:04}"} if name == "person" else {})
        session.execute(insert(table), [row])
    ids = {case_id: new_case, session.scalar(select(person_of)): new_person}
    rows = {"case_": "id", "task": "case_id", "worklist": "case_id"}
    for name, column in rows.items():
        table = tables[name]
        for found in session.execute(select(table).where(table.c[column] == case_id)).mappings().all():
            row = {**found} | ({"number": f"F-{number:04}"} if name == "case_" else {})
            if name == "task":
                ids.setdefault(row["id"], new_id())
            session.execute(
                insert(table), [{key: ids.get(value, value) if isinstance(value, str) else value for key, value in row.items()}]
            )
    return new_case


def all_of_it(session: Session) -> dict[str, Any]:
    """What an undo has to restore; the versions count on."""
    found = {}
    for name, but in {"case_": {"version"}, "task": set(), "worklist": set(), "block_place": set(), "share": set()}.items():
        table = Base.metadata.tables[name]
        rows = session.execute(select(*(column for column in table.c if column.name not in but))).all()
        found[name] = sorted((tuple(row) for row in rows), key=repr)
    return found


def run(session: Session, move: Move, now: dt.datetime = LATER) -> Progress:
    """To its end, chunk by chunk."""
    while (told := go_on(session, SYSTEM, move.id, now)).left and told.status in (models.RUNNING, models.UNDOING):
        assert sum(told.counts.values()) == told.total
    return told


def test_two_hundred_move_twenty_need_an_answer_and_an_undo_restores_all(session: Session, tree: Tree):
    made(session, tree, 180, 20)
    before = all_of_it(session)
    move = begin_move(session, SYSTEM, "sample", AFTER.digest, LATER)
    assert go_on(session, SYSTEM, move.id, LATER).counts[models.WAITING] == 150
    told = run(session, move)
    assert (told.total, told.counts, told.status) == (200, {models.MOVED: 180, models.ASKED: 20}, models.DONE)
    asked = session.scalars(select(MovedCase).where(MovedCase.status == models.ASKED)).all()
    assert {tuple(row.missing) for row in asked} == {("car",)}
    assert len(session.scalars(select(Case.id).where(Case.revision == AFTER.digest)).all()) == 180
    due = {dt.date(2026, 3, 23)}
    moved = Task.case_id.in_(select(Case.id).where(Case.revision == AFTER.digest))
    assert set(session.scalars(select(Task.due).where(Task.step == "profile", moved))) == due
    listed = Worklist.case_id.in_(select(Case.id).where(Case.revision == AFTER.digest))
    assert set(session.scalars(select(Worklist.due_key).where(Worklist.step == "profile", listed))) == due
    assert session.scalars(select(Entry.event).where(Entry.event == "case_moved")).all() == ["case_moved"] * 180

    undo(session, SYSTEM, move.id)
    told = run(session, move, EVEN_LATER)
    assert (told.counts, told.status) == ({models.BACK: 180, models.ASKED: 20}, models.UNDONE)
    assert all_of_it(session) == before
    assert session.scalars(select(Move.id)).one() == move.id
    # and it can be begun anew
    assert begin_move(session, SYSTEM, "sample", AFTER.digest, EVEN_LATER).total == 200


def test_whose_answer_is_given_moves_too_and_goes_back_with_the_others(session: Session, cases: list[str]):
    before = all_of_it(session)
    move = begin_move(session, SYSTEM, "sample", AFTER.digest, LATER, only=[cases[0], cases[1]])
    run(session, move)
    assert session.get_one(MovedCase, (move.id, cases[1])).status == models.ASKED
    moved = batch.answer(session, SYSTEM, move.id, cases[1], {"car": True}, LATER)
    assert moved.status == models.MOVED
    assert session.get_one(Case, cases[1], populate_existing=True).state["known"]["car"] is True
    with pytest.raises(NotMovable):
        batch.answer(session, SYSTEM, move.id, cases[1], {"car": True}, LATER)
    undo(session, SYSTEM, move.id)
    run(session, move, EVEN_LATER)
    assert all_of_it(session) == before


def test_a_case_that_went_on_is_not_undone_and_says_so(session: Session, cases: list[str]):
    move = begin_move(session, SYSTEM, "sample", AFTER.digest, LATER, only=cases[:1])
    run(session, move)
    task = session.scalars(select(Task.id).where(Task.case_id == cases[0], Task.step == "profile")).one()
    take(session, SYSTEM, task, None, {}, LATER)
    undo(session, SYSTEM, move.id)
    assert run(session, move, EVEN_LATER).counts == {models.WENT_ON: 1}
    assert session.get_one(Case, cases[0], populate_existing=True).revision == AFTER.digest


def test_a_case_closed_meanwhile_stays_and_a_cancelled_move_moves_no_more(session: Session, cases: list[str]):
    move = begin_move(session, SYSTEM, "sample", AFTER.digest, LATER, only=cases[:3])
    exit_case(session, SYSTEM, min(cases[:3]), "moved", LATER)
    told = go_on(session, SYSTEM, move.id, LATER, limit=1)
    assert told.counts == {models.STAYS: 1, models.WAITING: 2}
    with pytest.raises(MoveRunning):
        begin_move(session, SYSTEM, "sample", AFTER.digest, LATER)
    cancel(session, SYSTEM, move.id, LATER)
    assert go_on(session, SYSTEM, move.id, LATER).counts == {models.STAYS: 1, models.WAITING: 2}
    assert begin_move(session, SYSTEM, "sample", AFTER.digest, LATER).total == 3


def test_who_may_not_publish_moves_nothing_and_others_only_their_own(session: Session, tree: Tree, cases: list[str]):
    with pytest.raises(Forbidden):
        begin_move(session, actor("coordinator", tree.land), "sample", AFTER.digest, LATER)
    elsewhere = begin_move(session, actor("programme_admin", tree.south), "sample", AFTER.digest, LATER)
    assert elsewhere.total == 0


def test_a_half_filled_form_goes_with_its_case_and_back(session: Session, cases: list[str]):
    task = session.scalars(select(Task.id).where(Task.case_id == cases[0], Task.step == "needs")).one()
    draft = open_draft(session, SYSTEM, f"task:{task}", PROGRAMME.digest, "needs", now=NOW)
    save_draft(session, SYSTEM, draft.id, "main", {"needs_lessons": ["yes"]}, 0, now=NOW)
    move = begin_move(session, SYSTEM, "sample", AFTER.digest, LATER, only=cases[:1])
    run(session, move)
    kept = session.get_one(Draft, draft.id, populate_existing=True)
    assert (kept.digest, kept.pages["main"]["raw"]) == (AFTER.digest, {"needs_lessons": ["yes"]})
    save_draft(session, SYSTEM, draft.id, "main", {"needs_lessons": ["yes"], "car": ["no"]}, kept.version, now=LATER)
    undo(session, SYSTEM, move.id)
    run(session, move, EVEN_LATER)
    kept = session.get_one(Draft, draft.id, populate_existing=True)
    assert (kept.digest, kept.pages["main"]["raw"]) == (PROGRAMME.digest, {"needs_lessons": ["yes"]})
    # what the earlier form does not ask for is there all the same
    assert kept.pages["~aside"]["raw"] == {"car": ["no"]}


def test_the_clock_goes_on_in_the_name_of_who_began(session: Session, tree: Tree, cases: list[str]):
    who = actor("programme_admin", tree.land)
    move = begin_move(session, who, "sample", AFTER.digest, LATER)
    assert batch.go_on_by_clock(session, LATER) == 1
    assert session.get_one(Move, move.id).status == models.DONE
    assert set(session.scalars(select(Entry.actor_name).where(Entry.event == "case_moved"))) == {who.name}
    assert batch.go_on_by_clock(session, LATER) == 0


def test_what_cases_were_is_forgotten_after_a_while_and_then_nothing_is_undone(session: Session, cases: list[str]):
    move = begin_move(session, SYSTEM, "sample", AFTER.digest, LATER, only=cases[:1])
    run(session, move)
    batch.go_on_by_clock(session, LATER + dt.timedelta(days=89))
    assert session.get_one(MovedCase, (move.id, cases[0]), populate_existing=True).before is not None
    batch.go_on_by_clock(session, LATER + dt.timedelta(days=91))
    assert session.get_one(MovedCase, (move.id, cases[0]), populate_existing=True).before is None
    undo(session, SYSTEM, move.id)
    assert run(session, move, EVEN_LATER).counts == {models.WENT_ON: 1}


def test_a_task_of_a_renamed_step_is_the_same_task_and_can_be_done(session: Session, cases: list[str]):
    before = all_of_it(session)
    profile, *others = PROGRAMME.steps
    named = [step.but(after=["portrait", "needs"]) if step.id == "lessons" else step for step in others]
    after = PROGRAMME.but(steps=[profile.but(id="portrait", was=["profile"]), *named])
    publish(session, after, actor=SYSTEM, now=LATER)
    task = session.scalars(select(Task.id).where(Task.case_id == cases[0], Task.step == "profile")).one()
    move = begin_move(session, SYSTEM, "sample", after.digest, LATER)
    assert run(session, move).counts == {models.MOVED: 4}
    assert session.scalar(select(Worklist.step).where(Worklist.task_id == task)) == "portrait"
    undo(session, SYSTEM, move.id)
    run(session, move, EVEN_LATER)
    assert all_of_it(session) == before
    again = begin_move(session, SYSTEM, "sample", after.digest, EVEN_LATER)
    run(session, again, EVEN_LATER)
    take(session, SYSTEM, task, None, {}, EVEN_LATER)
    state = session.get_one(Case, cases[0], populate_existing=True).state
    assert [row[2] for row in state["tasks"] if row[0] == "portrait"] == ["done"]
