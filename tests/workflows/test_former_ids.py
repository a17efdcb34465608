"""What was recorded under a former id is counted, filtered, told and put into documents under the one of now."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue import current, definition, publish
from core.database import new_id, transaction
from core.definitions import Counter, Date, Form, LongText, Programme, Step, WholeNumber, t
from core.definitions.renaming import renamed_everywhere
from core.organisations.models import Unit
from core.people.models import Person
from forms.models import Submission
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.documents.file import KIND, PROFILE, filed, handed_in
from tests.workflows.sample import NOW, PROGRAMME, TODAY, enrolled
from tests.workflows.web import Town
from workflows.charts import in_step
from workflows.counter_sums import account
from workflows.counters import count
from workflows.documents import store
from workflows.documents.gather import gather
from workflows.dossier import _is_contact
from workflows.models import Task
from workflows.run import open_case
from workflows.worklist import listing
from workflows.worklist_filters import Filters, called_now, read

LATER = NOW + dt.timedelta(days=1)
ASSESSED = renamed_everywhere(PROGRAMME, "steps/needs", "assessment").programme
CONTACTS = Form(
    "talks",
    t(de="Gespräche"),
    fields=[
        Date("contact_on", t(de="Am")),
        WholeNumber("contact_minutes", t(de="Minuten")),
        LongText("contact_note", t(de="Notiz")),
    ],
)
TALKING = PROGRAMME.but(
    forms=[*PROGRAMME.forms, CONTACTS],
    steps=[*PROGRAMME.steps, Step("talks", t(de="Gespräche"), role="adviser", form="talks", optional=True, repeat="true")],
    counters=[Counter("minutes", t(de="Minuten"), form="talks", field="contact_minutes", on="contact_on")],
)


@pytest.fixture
def case(session: Session, tree: Tree) -> str:
    return open_case(session, SYSTEM, enrolled(session, tree.town).id, "sample", tree.town.id, now=NOW).id


def test_time_in_a_step_counts_tasks_of_its_former_id(session: Session, tree: Tree, case: str) -> None:
    row = dict(session.execute(select(Task.__table__).where(Task.case_id == case, Task.step == "needs")).mappings().one())
    for number, (step, days) in enumerate((("needs", 2), ("assessment", 4), ("assessment", 6))):
        more = {"id": new_id(), "step": step, "round": 2 + number, "status": "done", "opened_at": NOW - dt.timedelta(days)}
        session.execute(insert(Task), [{**row, **more, "done_at": NOW}])
    [found] = in_step(session, actor("case_worker", tree.north), ASSESSED, TODAY)
    assert (found.step, found.tasks, round(found.days)) == ("assessment", 3, 4)


def test_a_kept_list_finds_the_step_under_either_name(session: Session, tree: Tree, case: str) -> None:
    worker = actor("case_worker", tree.north)
    kept = Filters(programme="sample", step="needs").kept()
    publish(session, ASSESSED, actor=SYSTEM, now=LATER)
    now = called_now(read(kept), [ASSESSED])
    assert now.step == "assessment"
    for step in ("needs", "assessment"):
        rows = listing(session, worker, Filters(programme="sample", step=step), TODAY).rows
        assert [row.step for row in rows] == ["needs"], step
    assert listing(session, worker, Filters(step="profile"), TODAY).rows
    assert not listing(session, worker, Filters(step="gone"), TODAY).rows
    assert called_now(Filters(step="gone"), [ASSESSED]) == Filters(step="gone")
    assert called_now(Filters(), [ASSESSED]) == Filters()


def test_a_counter_goes_on_with_a_question_that_is_called_otherwise(session: Session, tree: Tree, case: str) -> None:
    named: Programme = TALKING
    for old, new in (("contact_minutes", "length"), ("contact_on", "day")):
        named = renamed_everywhere(named, f"forms/talks/fields/{old}", new).programme
    named = renamed_everywhere(named, "forms/talks", "contacts").programme
    common = {"unit_path": tree.town.path, "case_id": case, "person_id": None}
    for programme, form, answers in (
        (TALKING, "talks", {"contact_minutes": 30, "contact_on": TODAY}),
        (named, "contacts", {"length": 45, "day": TODAY}),
    ):
        publish(session, programme, actor=SYSTEM, now=LATER)
        count(session, SYSTEM, programme, form, None, answers, NOW, **common)
    assert account(session, SYSTEM, named, named.counters[0]).total == 75


def test_a_contact_is_one_whatever_its_questions_are_called(session: Session, tree: Tree, case: str) -> None:
    named = renamed_everywhere(TALKING, "forms/talks/fields/contact_minutes", "length").programme
    named = renamed_everywhere(named, "forms/talks/fields/contact_note", "said").programme
    publish(session, named, actor=SYSTEM, now=LATER)
    answers = {"contact_on": "2026-03-02", "length": 30, "said": "Angerufen"}
    filed_ = Submission(
        draft_id="d", subject="s", form="talks", digest=current("sample").digest, unit_path=tree.town.path,
        answers=answers, source="self", submitted_at=NOW, user_name="Konto",
    )  # fmt: skip
    assert _is_contact(filed_)


def test_a_document_finds_answers_under_former_names_of_form_and_question(town: Town) -> None:
    """What a plugin asks for by its name of then, and what was answered before a question got the name of now."""
    with town.app.app_context(), transaction() as session:
        person = filed(session, session.get_one(Unit, town.town_id))
        before = said(session, person)
        assert before["informal_skills"] == "Nähen und Sticken"
        mine = renamed_everywhere(
            definition(current("my_turn").digest), "forms/competence_profile/fields/informal_skills", "skills"
        ).programme
        mine = renamed_everywhere(mine, "forms/competence_profile", "abilities").programme
        publish(session, mine, actor=SYSTEM, now=LATER)
        assert said(session, person) == before
        told = {("skills" if name == "informal_skills" else name): value for name, value in PROFILE.items()}
        handed_in(session, person, session.get_one(Unit, town.town_id), "my_turn", told, LATER, form="abilities")
        after = said(session, person)
        assert after.pop("skills") == before.pop("informal_skills")
        assert after == before
    town.close()


def said(session: Session, person: Person) -> dict[str, str]:
    kind = store.kind_named(KIND)
    audience = kind.audience("authorities")
    assert audience is not None
    entries = gather(session, SYSTEM, person, kind, audience, "de").entries
    return {each.key.removeprefix("fields/"): each.text for each in entries if each.key.startswith("fields/")}
