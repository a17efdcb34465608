"""A referral lends a person and a case to the unit that receives it: as far as it needs, and no longer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor, NotFound, fetch, scoped
from core.journal.models import Entry
from core.organisations.models import Unit
from core.organisations.tree import add_unit, move_unit
from core.people.models import Person
from core.people.search import search
from core.people.shares import Share
from forms.drafts import open_draft
from forms.models import Draft, Submission
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.test_blocks import LATER
from tests.workflows.wider import NOW, enrolled
from workflows import plugin
from workflows.models import Case, Task, Worklist
from workflows.players import may_do
from workflows.run import exit_case, open_case, take
from workflows.worklist import stands_before

assert plugin  # what a draft of a task needs beside its unit is named there


@dataclass
class Referred:
    """A case of the town that was referred to a provider of another district, beside one that was not."""

    session: Session
    provider: Unit
    other: Unit
    case: Case
    beside: Case
    answer: str

    @property
    def staff(self) -> Actor:
        return actor("provider_staff", self.provider)

    def sees(self, who: Actor, action: str = "see_case") -> bool:
        return self.case.id in self.session.scalars(scoped(who, Case, action).with_only_columns(Case.id)).all()

    def knows(self, who: Actor, action: str = "see_people") -> bool:
        return self.case.person_id in self.session.scalars(scoped(who, Person, action).with_only_columns(Person.id)).all()

    def do(self, step: str, who: Actor = SYSTEM, **answers: object) -> None:
        query = select(Task.id).where(Task.case_id == self.case.id, Task.step == step, Task.status == "open")
        take(self.session, who, self.session.scalars(query).one(), None, answers, LATER)


@pytest.fixture
def referred(session: Session, tree: Tree) -> Referred:
    provider = add_unit(session, "Bildungswerk", "provider", tree.south, NOW)
    other = add_unit(session, "Anderes Werk", "provider", tree.south, NOW)
    cases = [
        open_case(session, SYSTEM, enrolled(session, tree.town, family_name=name).id, "wider", tree.town.id, now=NOW)
        for name in ("Eins", "Zwei")
    ]
    found = Referred(session, provider, other, cases[0], cases[1], "")
    assert not found.sees(found.staff)
    found.do("refer", referred_to=provider.id)
    found.answer = session.scalars(select(Task.id).where(Task.case_id == cases[0].id, Task.step == "answer")).one()
    return found


def test_the_task_stands_at_the_receiver(referred: Referred) -> None:
    row = referred.session.get_one(Worklist, referred.answer)
    assert (row.unit_id, row.unit_path) == (referred.provider.id, referred.provider.path)
    before = select(Worklist.task_id).where(stands_before(referred.staff))
    assert referred.session.scalars(before).all() == [referred.answer]
    told = referred.session.scalars(select(Entry).where(Entry.event == "case_referred")).one()
    assert told.data == {"unit_path": referred.provider.path}


MATRIX = [
    # role, which unit, sees the case, the person, the name; does the task
    ("provider_staff", "provider", True, True, True, True),
    ("coordinator", "provider", True, True, True, True),
    ("case_worker", "provider", True, True, True, False),
    ("mentor", "provider", True, True, False, False),
    ("auditor", "provider", True, True, False, False),
    ("system_admin", "provider", False, False, False, False),
    ("provider_staff", "south", True, True, True, True),
    ("provider_staff", "other", False, False, False, False),
    ("coordinator", "other", False, False, False, False),
    ("provider_staff", "town", True, True, True, False),
    ("case_worker", "town", True, True, True, False),
    ("coordinator", "land", True, True, True, True),
]


@pytest.mark.parametrize(("role", "place", "case", "person", "name", "task"), MATRIX)
def test_who_sees_what(
    referred: Referred, tree: Tree, role: str, place: str, case: bool, person: bool, name: bool, task: bool
) -> None:
    units = {"provider": referred.provider, "other": referred.other, "town": tree.town, "south": tree.south, "land": tree.land}
    who, session = actor(role, units[place]), referred.session
    assert referred.sees(who) is case
    assert referred.knows(who) is person
    assert referred.knows(who, "see_identity") is name
    found = session.get_one(Person, referred.case.person_id)
    assert (who.may("see_people", found), who.may("see_identity", found)) == (person, name)
    assert may_do(session, who, referred.answer) is task


@pytest.mark.parametrize("role", ["provider_staff", "case_worker", "coordinator"])
def test_the_receiver_may_change_nothing_else(referred: Referred, role: str) -> None:
    who, session = actor(role, referred.provider), referred.session
    person = session.get_one(Person, referred.case.person_id)
    for action in ("edit_people", "open_case", "exit_case", "assign_task"):
        assert not who.may(action, person)
        assert not who.may(action, referred.case)
        assert not referred.sees(who, action)
        assert not referred.knows(who, action)
    with pytest.raises(NotFound):
        exit_case(session, who, referred.case.id, "work", LATER)
    others = session.scalars(scoped(who, Task, "do_task").with_only_columns(Task.id)).all()
    assert others == [referred.answer]
    assert [hit.person.id for hit in search(session, who).hits] == [person.id]
    with pytest.raises(NotFound):
        fetch(session, who, Case, referred.beside.id, "see_case")


def test_a_grant_for_another_programme_sees_nothing(referred: Referred) -> None:
    who = actor("provider_staff", referred.provider, "sample")
    assert not referred.sees(who)
    assert not referred.knows(who)


def test_drafts_and_submissions_of_the_task_are_the_receivers_too(referred: Referred, tree: Tree) -> None:
    session, case = referred.session, referred.case

    def draft(task_id: str) -> str:
        made = open_draft(
            session, SYSTEM, f"task:{task_id}", case.revision, "answer",
            now=LATER, person_id=case.person_id, unit_path=case.unit_path,
        )  # fmt: skip
        return made.id

    own = draft(referred.answer)
    foreign = draft(session.scalars(select(Task.id).where(Task.case_id == case.id, Task.step == "refer")).one())
    assert session.scalars(scoped(referred.staff, Draft).with_only_columns(Draft.id)).all() == [own]
    town = session.scalars(scoped(actor("case_worker", tree.town), Draft).with_only_columns(Draft.id)).all()
    assert sorted(town) == sorted([own, foreign])
    assert session.scalars(scoped(actor("provider_staff", referred.other), Draft)).all() == []
    assert session.scalars(scoped(referred.staff, Submission)).all() == []


def test_who_declines_sees_it_no_more_and_who_accepts_until_the_end(referred: Referred) -> None:
    referred.do("answer", referred.staff, accepted=True)
    assert referred.sees(referred.staff)
    exit_case(referred.session, SYSTEM, referred.case.id, "work", LATER)
    assert not referred.sees(referred.staff)
    assert not referred.knows(referred.staff)
    share = referred.session.scalars(select(Share)).one()
    assert (share.since, share.until) == (LATER, LATER)


def test_a_declined_referral_ends_what_was_shared(referred: Referred) -> None:
    referred.do("answer", referred.staff, accepted=False)
    assert not referred.sees(referred.staff)
    assert not referred.knows(referred.staff)
    assert referred.session.scalars(select(Share.until)).one() == LATER


def test_when_the_receiver_moves_in_the_tree_it_still_sees(referred: Referred, tree: Tree) -> None:
    move_unit(referred.session, referred.provider, tree.north, LATER)
    assert referred.sees(actor("provider_staff", tree.north))
    assert not referred.sees(actor("provider_staff", tree.south))


def test_a_unit_that_is_gone_leaves_the_task_with_the_case(session: Session, tree: Tree) -> None:
    case = open_case(session, SYSTEM, enrolled(session, tree.town).id, "wider", tree.town.id, now=NOW)
    refer = session.scalars(select(Task.id).where(Task.case_id == case.id, Task.step == "refer")).one()
    taken = take(session, SYSTEM, refer, None, {"referred_to": "no-such-unit"}, LATER)
    assert session.get_one(Worklist, taken.opened[0]).unit_id == tree.town.id
    assert session.scalars(select(Share)).all() == []


def test_the_day_of_entry_is_what_rules_of_steps_speak_of(referred: Referred) -> None:
    referred.do("answer", referred.staff, accepted=True)
    query = select(Task.step).where(Task.case_id == referred.case.id, Task.status == "open", Task.step == "after")
    assert referred.session.scalars(query).all() == ["after"]
    assert dt.date(2026, 3, 2) == referred.case.entered_on
