"""Mentee and mentor: choosing a person joins two cases, choosing another parts them, and closing either ends it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import SYSTEM
from core.definitions import PersonChoice, t
from core.journal.models import Entry
from forms.kinds.asker import Asker
from forms.kinds.person import PersonKind
from tests.core.organisations.rooms import Tree
from tests.workflows.test_blocks import LATER
from tests.workflows.wider import NOW, enrolled
from workflows import plugin
from workflows.eligibility import NotEligible
from workflows.links import NoSuchCase, follow, in_track, links_of
from workflows.models import Case, CaseLink, Task
from workflows.run import AlreadyRunning, exit_case, open_case


def entered(session: Session, tree: Tree, name: str, track: str = "", **facts: object) -> Case:
    person = enrolled(session, tree.town, family_name=name, **facts)
    return open_case(session, SYSTEM, person.id, "wider", tree.town.id, now=NOW, track=track)


def choose(session: Session, case: Case, person_id: str | None) -> None:
    answers = {"mentor": person_id} if person_id else {"word": "nichts"}
    follow(session, SYSTEM, case, catalogue.definition(case.revision), "choose", answers, LATER)


def mentors(session: Session, case: Case) -> list[str]:
    return [linked.other.id for linked in links_of(session, case.id)]


def test_a_mentor_goes_a_way_of_her_own(session: Session, tree: Tree) -> None:
    mentor = entered(session, tree, "Mentorin", "mentor", migration_background=False)
    assert mentor.track == "mentor"
    assert session.scalars(select(Task.step).where(Task.case_id == mentor.id)).all() == ["training"]
    with pytest.raises(NotEligible):
        open_case(session, SYSTEM, mentor.person_id, "wider", tree.town.id, now=NOW)
    with pytest.raises(AlreadyRunning):
        open_case(session, SYSTEM, mentor.person_id, "wider", tree.town.id, now=NOW, track="mentor")
    with pytest.raises(LookupError, match="no track 'guide'; it has: mentor"):
        open_case(session, SYSTEM, mentor.person_id, "wider", tree.town.id, now=NOW, track="guide")
    with pytest.raises(ValueError, match="it has: stopped"):
        exit_case(session, SYSTEM, mentor.id, "work", LATER)


def test_whoever_was_a_participant_may_become_a_mentor_beside(session: Session, tree: Tree) -> None:
    case = entered(session, tree, "Beides")
    second = open_case(session, SYSTEM, case.person_id, "wider", tree.town.id, now=NOW, track="mentor")
    assert second.id != case.id


def test_who_runs_in_a_track_may_be_chosen_there(session: Session, tree: Tree) -> None:
    case, one, two = (entered(session, tree, "M"), entered(session, tree, "A", "mentor"), entered(session, tree, "B", "mentor"))
    exit_case(session, SYSTEM, two.id, "stopped", LATER)
    asker = Asker(session, SYSTEM, LATER, case.revision)
    assert session.scalars(in_track(asker, "mentor")).all() == [one.person_id]
    assert plugin.in_track is in_track, "the wing says it to the kind when it is loaded"
    field = PersonChoice("mentor", t(de="Wer"), track="mentor")
    assert [found.id for found in PersonKind.candidates(field, asker, "", 9)] == [one.person_id]


def test_choosing_joins_and_choosing_another_parts(session: Session, tree: Tree) -> None:
    case, one, two = (
        entered(session, tree, "Mentee"),
        entered(session, tree, "Eins", "mentor"),
        entered(session, tree, "Zwei", "mentor"),
    )
    choose(session, case, one.person_id)
    choose(session, case, one.person_id)
    choose(session, case, None)
    assert mentors(session, case) == [one.id]
    assert mentors(session, one) == [case.id]
    choose(session, case, two.person_id)
    assert mentors(session, case) == [two.id]
    assert mentors(session, one) == []
    assert session.scalars(select(CaseLink.until).where(CaseLink.to_case == one.id)).all() == [LATER]
    told = sorted(session.scalars(select(Entry.event).where(Entry.event.in_(("cases_linked", "link_ended")))))
    assert told == ["cases_linked", "cases_linked", "link_ended"]


def test_the_end_of_either_case_is_the_end_of_the_link(session: Session, tree: Tree) -> None:
    case, mentor = entered(session, tree, "Mentee"), entered(session, tree, "Mentorin", "mentor")
    choose(session, case, mentor.person_id)
    exit_case(session, SYSTEM, mentor.id, "stopped", LATER)
    assert mentors(session, case) == []


def test_somebody_without_such_a_case_is_refused_at_the_field(session: Session, tree: Tree) -> None:
    case, participant = entered(session, tree, "Mentee"), entered(session, tree, "Keine Mentorin")
    with pytest.raises(NoSuchCase) as told:
        choose(session, case, participant.person_id)
    assert told.value.field == "mentor"
