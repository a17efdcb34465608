"""What would become of many cases: piece by piece, stopped and gone on with, kept for one version, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue import publish
from core.catalogue.changes import edit, open_change
from core.definitions import Programme, Step
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.moves.test_batch import AFTER, made
from tests.workflows.sample import NOW, PROGRAMME, w
from workflows.impact import stored, tasks
from workflows.impact.models import DONE, FAILED, RUNNING, STOPPED, ImpactCase, ImpactWork
from workflows.models import Case

LATER = NOW + dt.timedelta(days=3)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "AT_ONCE", 3)


@pytest.fixture
def cases(session: Session, tree: Tree) -> list[str]:
    return made(session, tree, 5, 3)


def begun(session: Session) -> ImpactWork:
    return stored.begin(session, PROGRAMME.digest, AFTER, None, LATER)


def test_few_are_judged_on_the_spot_and_many_are_not(session: Session, cases: list[str], monkeypatch: pytest.MonkeyPatch):
    assert stored.many(session, AFTER)
    monkeypatch.setattr(stored, "AT_ONCE", 8)
    assert not stored.many(session, AFTER)


def test_piece_by_piece_it_comes_to_what_is_worked_out_at_once(session: Session, tree: Tree, cases: list[str]):
    work = begun(session)
    told = [(stored.go_on(session, LATER), work.looked, work.status) for _ in range(3)]
    assert told == [(True, 3, RUNNING), (True, 6, RUNNING), (False, 8, DONE)]
    assert (work.total, work.begun_at, work.ended_at) == (8, LATER, LATER)
    whole, kept = tasks.counts(session, AFTER, LATER), stored.counted(work)
    assert (kept.cases, kept.matter, kept.answers) == (whole.cases, whole.matter, whole.answers) == (8, 3, whole.answers)
    assert kept.missing == whole.missing
    assert (kept.stays, kept.kinds) == (whole.stays, whole.kinds)
    one_by_one = tasks.affected(session, SYSTEM, AFTER, LATER, tasks.matters)
    assert stored.listed(session, SYSTEM, work).rows == one_by_one.rows
    assert stored.listed(session, actor("case_worker", tree.south), work).rows == []
    assert stored.go_on(session, LATER) is False


def test_it_is_begun_once_for_a_version_and_what_is_on_offer(session: Session, cases: list[str]):
    work = begun(session)
    assert begun(session).id == work.id
    assert stored.begin(session, "0" * 64, AFTER, None, LATER).id != work.id


def test_a_list_goes_on_behind_its_last_case(session: Session, cases: list[str], monkeypatch: pytest.MonkeyPatch):
    work = begun(session)
    while stored.go_on(session, LATER):
        pass
    monkeypatch.setattr(stored, "PAGE", 2)
    first = stored.listed(session, SYSTEM, work)
    then = stored.listed(session, SYSTEM, work, first.after)
    assert (len(first.rows), len(then.rows), then.after) == (2, 1, "")


def test_it_can_be_stopped_and_goes_on_behind_what_it_saw(session: Session, cases: list[str]):
    work = begun(session)
    stored.go_on(session, LATER)
    stored.ACTS["stop"](session, work, LATER)
    assert (work.status, stored.go_on(session, LATER), work.looked) == (STOPPED, False, 3)
    stored.ACTS["on"](session, work, LATER)
    while stored.go_on(session, LATER):
        pass
    assert (work.status, stored.counted(work).cases) == (DONE, 8)
    # a button of a page that stood open
    stored.ACTS["stop"](session, work, LATER)
    assert work.status == DONE


def test_anew_is_as_of_now(session: Session, cases: list[str]):
    work = begun(session)
    while stored.go_on(session, LATER):
        pass
    session.execute(Case.__table__.update().where(Case.id == cases[0]).values(closed_on=LATER.date()))
    again = LATER + dt.timedelta(hours=2)
    stored.ACTS["anew"](session, work, again)
    assert (work.status, work.looked, work.total, work.begun_at) == (RUNNING, 0, 7, again)
    assert session.scalar(select(func.count()).select_from(ImpactCase)) == 0
    while stored.go_on(session, again):
        pass
    assert stored.counted(work).cases == 7


def drafted(programme: Programme) -> Programme:
    return programme.but(steps=[*programme.steps, Step("more", w("Mehr"), role="adviser")])


def test_a_draft_that_is_another_by_now_is_worked_out_no_more(session: Session, cases: list[str]):
    publish(session, PROGRAMME, actor=SYSTEM, now=LATER)
    change = open_change(session, SYSTEM, "sample", "Mehr", LATER)
    edit(session, SYSTEM, change.id, 1, drafted, LATER)
    work = stored.begin(session, PROGRAMME.digest, change.programme, change.id, LATER)
    assert stored.go_on(session, LATER)
    edit(session, SYSTEM, change.id, change.version, lambda programme: programme.but(title=w("Anders")), LATER)
    assert stored.go_on(session, LATER) is False
    assert session.get(ImpactWork, work.id, populate_existing=True) is None
    assert session.scalar(select(func.count()).select_from(ImpactCase)) == 0


def test_a_rule_that_cannot_be_read_ends_it_with_its_fault(session: Session, cases: list[str], monkeypatch: pytest.MonkeyPatch):
    work = begun(session)

    def broken(*_given: object) -> None:
        raise ValueError("no such name")

    monkeypatch.setattr(stored, "Shapes", broken)
    assert stored.go_on(session, LATER) is False
    assert (work.status, work.fault) == (FAILED, "no such name")


def test_two_are_worked_on_one_after_the_other(session: Session, cases: list[str]):
    first = begun(session)
    second = stored.begin(session, "0" * 64, AFTER, None, LATER + dt.timedelta(seconds=1))
    for _ in range(6):
        stored.go_on(session, LATER)
    assert (first.status, second.status) == (DONE, DONE)
    assert stored.go_on(session, LATER) is False


def test_it_is_forgotten_after_a_week(session: Session, cases: list[str]):
    work = begun(session)
    while stored.go_on(session, LATER):
        pass
    stored.forget(session, LATER + dt.timedelta(days=6))
    assert session.get(ImpactWork, work.id, populate_existing=True) is not None
    stored.forget(session, LATER + dt.timedelta(days=8))
    assert session.scalar(select(func.count()).select_from(ImpactWork)) == 0
