"""The pages of a case: the case itself, its tasks, and its end. Lists of tasks stand in worklist_pages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from core import catalogue, clock
from core.actor import NotFound, current_actor, fetch
from core.clock import today
from core.database import db, transaction
from core.definitions import Step
from core.journal import seen
from core.web.gate import policy
from core.web.i18n import language
from core.web.page import page
from forms.carry import Behind
from forms.models import Submission
from forms.pages import sent_too_late, serve
from forms.unsent import parked_too_late
from workflows.asides import asides
from workflows.case_panels import case_panels
from workflows.casefile import case_file
from workflows.combining import overlaps
from workflows.eligibility import exemptions_of, judge, told
from workflows.locks import lock_all
from workflows.models import Case, Task
from workflows.moves.carry import carry_drafts
from workflows.moves.news import news
from workflows.outlook import Outlook, outlook
from workflows.run import TaskTaken, exit_case, exits_of, plays, read_task, take
from workflows.store import Overtaken
from workflows.taken import complete
from workflows.who import who
from workflows.words import verdict_text

blueprint = Blueprint("workflows", __name__, template_folder="templates")


@blueprint.get("/cases/<case_id>")
@policy("see_case")
def case(case_id: str) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    found = fetch(session, actor, Case, case_id, "see_case")
    told_since = news(session, actor, found)
    seen(actor, "case", case_id, person_id=found.person_id, case_id=case_id, now=clock.now())
    person = who(session, actor, [found.person_id])[found.person_id]
    may_move = actor.may("open_case", found)
    return page(
        "workflows/case.html",
        file=case_file(session, actor, found, clock.now()),
        news=told_since,
        verdict_text=verdict_text,
        person=person,
        may_see_person=actor.may("see_people", found),
        may_exit=found.closed_on is None and actor.may("exit_case", found),
        may_move=may_move,
        may_assign=found.closed_on is None and actor.may("assign_task", found),
        panels=case_panels(actor, found),
        look=_look(found) if may_move and found.closed_on is None else None,
        overlaps=overlaps(session, found.person_id, catalogue.definition(found.revision), today(clock.now()), found.track)
        if may_move and found.closed_on is None
        else [],
    )


def _look(found: Case) -> Outlook:
    """The verdict if she entered today, on the rules that the case began on."""
    day, programme = today(clock.now()), catalogue.definition(found.revision)
    facts, sources = told(db.session(), found.person_id, day)
    verdict = judge(facts, programme, day, exemptions_of(found), found.track, sources)
    return outlook(verdict, facts, sources, turning=False)


@blueprint.route("/tasks/<task_id>", methods=["GET", "POST"])
@policy("do_task")
def task(task_id: str) -> ResponseReturnValue:
    """The task's form, or a question whether it is done where it has none. A task that is done already leads on."""
    try:
        try:
            return _task(task_id)
        except (Overtaken, Behind):  # its case went on, or moved, between reading and writing
            return _task(task_id, _caught_up(task_id))
    except TaskTaken as taken:
        db.session.rollback()
        if (told := _too_late(task_id)) is not None:
            return told
        flash(_("Somebody else has done this task meanwhile. Your entries were not stored."), "warning")
        return redirect(url_for("workflows.case", case_id=taken.case_id), 303)


def _too_late(task_id: str) -> ResponseReturnValue | None:
    """What was typed into the form of a task that is open no more."""
    found = read_task(db.session(), current_actor(), task_id)
    step = catalogue.definition(found.revision).step(found.step)
    onward, subject = url_for("workflows.case", case_id=found.case_id), f"task:{task_id}"
    if step is None or step.form is None:
        return None
    if request.method != "POST":
        return parked_too_late(subject, onward)
    return sent_too_late(step.form, found.revision, subject=subject, onward=onward)


def _caught_up(task_id: str) -> bool:
    """What is being written for the task's case stands on the revision of the case."""
    with transaction() as session:
        case_id = session.scalars(select(Task.case_id).where(Task.id == task_id)).one()
        carry_drafts(session, case_id, lock_all(session, [case_id])[case_id].revision, clock.now())
    return True


def _task(task_id: str, again: bool = False) -> ResponseReturnValue:
    """The second time the case is locked before it is written."""
    actor, session = current_actor(), db.session()
    found = read_task(session, actor, task_id)
    step = catalogue.definition(found.revision).step(found.step)
    if step is None:
        raise NotFound("There is no such record.")
    if found.status != "open":
        return _already(task_id, found)
    if request.method == "GET":
        seen(actor, "task", task_id, person_id=found.person_id, case_id=found.case_id, now=clock.now())
    return _without_form(task_id, found, step) if step.form is None else _form(task_id, found, step, again)


def _form(task_id: str, found: Any, step: Step, again: bool) -> ResponseReturnValue:
    assert step.form is not None
    return serve(
        step.form,
        found.revision,
        subject=f"task:{task_id}",
        person_id=found.person_id,
        unit_path=found.unit_path,
        title=step.title,
        known={
            "entry_date": found.entered_on,
            **asides(db.session(), found, step.form, today(clock.now()), case_id=found.case_id),
        },
        onward=url_for("workflows.onward", task_id=task_id),
        on_submit=lambda writing, submission, answers: _take(writing, task_id, submission, answers, None if again else found),
        around=lambda: {"breadcrumbs": _trail(found)},
        together=not again,
    )


@blueprint.get("/tasks/<task_id>/onward")
@policy("see_case")
def onward(task_id: str) -> ResponseReturnValue:
    """Where to go after a task: to the one task that it opened for this actor, else to the case."""
    actor, session = current_actor(), db.session()
    found = fetch(session, actor, Task, task_id, "see_case")
    programme = catalogue.definition(session.get_one(Case, found.case_id).revision)
    mine = [each for each in _opened_by(found) if plays(actor, programme.role(each.role), each)]
    if len(mine) == 1:
        return redirect(url_for("workflows.task", task_id=mine[0].id), 303)
    return redirect(url_for("workflows.case", case_id=found.case_id), 303)


@blueprint.route("/cases/<case_id>/exit", methods=["GET", "POST"])
@policy("exit_case")
def leave(case_id: str) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    found = fetch(session, actor, Case, case_id, "exit_case")
    programme = catalogue.definition(found.revision)
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        reason = request.form.get("reason", "")
        if reason in [each.id for each in exits_of(programme, found.track)]:
            with transaction() as writing:
                exit_case(writing, actor, case_id, reason, clock.now())
            flash(_("The case is closed."), "success")
            return redirect(url_for("workflows.case", case_id=case_id), 303)
        errors = {"reason": [_("Choose why the case ends.")]}
    elif found.closed_on:
        return redirect(url_for("workflows.case", case_id=case_id))
    person = who(session, actor, [found.person_id])[found.person_id]
    return page(
        "workflows/exit.html",
        status=422 if errors else 200,
        case=found,
        programme=programme,
        exits=exits_of(programme, found.track),
        person=person,
        errors=errors,
    )


def _already(task_id: str, found: Any) -> ResponseReturnValue:
    if (told := _too_late(task_id)) is not None:
        return told
    if found.status == "done" and found.submission_id:
        return redirect(url_for("forms.receipt", submission_id=found.submission_id), 303)
    flash(_("This task is no longer open."), "info")
    return redirect(url_for("workflows.case", case_id=found.case_id), 303)


def _without_form(task_id: str, found: Any, step: Step) -> ResponseReturnValue:
    if request.method == "POST":
        with transaction() as writing:
            take(writing, current_actor(), task_id, None, {}, clock.now())
        flash(_("Done: %(step)s.", step=step.title.text(language())), "success")
        return redirect(url_for("workflows.onward", task_id=task_id), 303)
    programme = catalogue.definition(found.revision)
    return page("workflows/task.html", step=step, task=found, programme=programme, breadcrumbs=_trail(found))


def _take(session: Any, task_id: str, submission: Submission, answers: dict[str, Any], read: Any) -> None:
    taken = complete(session, current_actor(), task_id, submission, answers, clock.now(), read)
    flash(_("The case is closed.") if taken.closed else _("Thank you. The case goes on."), "success")


def _trail(found: Any) -> list[tuple[str, str | None]]:
    """From one's day over the case to its task."""
    person = who(db.session(), current_actor(), [found.person_id])[found.person_id]
    back = url_for("workflows.case", case_id=found.case_id)
    return [(_("My day"), url_for("workflows.my_day")), (str(person), back), (_("Task"), None)]


def _opened_by(found: Task) -> list[Task]:
    query = select(Task).where(Task.case_id == found.case_id, Task.follows_id == found.id, Task.status == "open")
    return [task for task in db.session.scalars(query) if task.step != found.step]
