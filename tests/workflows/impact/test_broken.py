"""What would name something that is gone: drafts, documents, saved lists."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.accounts import create_user
from core.actor import SYSTEM, Actor, Grant
from core.definitions import Audience, DocumentKind, DocumentSection, Programme
from forms.drafts import open_draft, save_draft
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.sample import NOW, PROGRAMME, enrolled, w
from workflows.impact.broken import Cut, Drafts, Lists, documents, drafts, drafts_in_work, lists
from workflows.models import Case, Task
from workflows.run import open_case
from workflows.saved import save
from workflows.worklist_filters import Filters


def without_skills() -> Programme:
    forms = [form.but(pages=[form.pages[0].but(fields=[])]) if form.id == "profile" else form for form in PROGRAMME.forms]
    return PROGRAMME.but(forms=forms)


@pytest.fixture
def case(session: Session, tree: Tree) -> Case:
    return open_case(session, SYSTEM, enrolled(session, tree.town).id, "sample", tree.town.id, now=NOW)


def test_drafts_of_changed_forms_are_counted_and_named_to_who_may_see_them(session: Session, tree: Tree, case: Case):
    for step, name in (("profile", "skills"), ("needs", "needs_lessons")):
        task = session.scalars(select(Task.id).where(Task.case_id == case.id, Task.step == step)).one()
        draft = open_draft(session, SYSTEM, f"task:{task}", PROGRAMME.digest, step, now=NOW, person_id=case.person_id)
        save_draft(session, SYSTEM, draft.id, "main", {name: ["yes"]}, 0, now=NOW)
    assert drafts(session, PROGRAMME, without_skills()) == [Drafts("profile", False, ("skills",), 1)]
    assert drafts(session, PROGRAMME, PROGRAMME) == []
    found = drafts_in_work(session, actor("case_worker", tree.town), "sample", ["profile"])
    assert [(each.form, each.person_id, each.by) for each in found] == [("profile", case.person_id, SYSTEM.name)]
    assert drafts_in_work(session, actor("programme_admin", tree.land), "sample", ["profile"]) == []
    assert drafts_in_work(session, SYSTEM, "sample", ["profile"], found[0].id) == []


def test_a_document_that_reads_a_field_which_is_gone():
    section = DocumentSection("s", w("Teil"), fields=["skills"])
    kind = DocumentKind("d", w("Bogen"), form="profile", audiences=[Audience("all", w("Alle"))], sections=[section])
    other = kind.but(id="o", form="needs")
    assert documents([kind, other], PROGRAMME, without_skills()) == [Cut(w("Bogen"), ("skills",))]
    assert documents([kind, other], PROGRAMME, PROGRAMME) == []


def test_saved_lists_that_would_find_nothing(session: Session, tree: Tree, case: Case):
    users = [create_user(session, f"{name}@example.org", name, "ein langer Satz zum Testen", now=NOW) for name in ("one", "two")]
    session.flush()
    one, two = (Actor(user.id, user.name, grants=(Grant("case_worker", tree.town.id, tree.town.path),)) for user in users)
    save(session, one, "Gespräche", Filters(programme="sample", step="talk"), NOW)
    save(session, two, "Auch Gespräche", Filters(programme="sample", step="talk"), NOW)
    save(session, one, "Profile", Filters(programme="sample", step="profile"), NOW)
    save(session, one, "Anderswo", Filters(programme="other", step="talk"), NOW)
    after = PROGRAMME.but(steps=[step for step in PROGRAMME.steps if step.id not in ("talk", "leave")])
    assert lists(session, one, PROGRAMME, after) == Lists(2, ("Gespräche",))
    assert lists(session, one, PROGRAMME, PROGRAMME) == Lists(0, ())
