"""What staff do with a case beside its tasks: enter and leave its blocks, hand it over, take a task back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core import catalogue, clock
from core.actor import NotFound, current_actor, fetch, require
from core.clock import today
from core.database import db, transaction
from core.definitions import Block
from core.web.gate import policy
from core.web.page import page
from workflows.asked import Asked, questions, take_facts
from workflows.blocks import block_of, enter_block, leave_block
from workflows.case_parts import Blocks
from workflows.effects import NotInBlock, NotReopenable
from workflows.eligibility import ExemptionRefused, NotEligible, decide_block
from workflows.enrol import second_person_missing
from workflows.models import Case, Task
from workflows.reasons import exemptions
from workflows.reopening import preview, reopen_task
from workflows.responsible import candidates
from workflows.run import assign_case, plan_of
from workflows.state import State
from workflows.who import who

blueprint = Blueprint("cases", __name__, template_folder="templates")
Errors = dict[str, list[str]]


@blueprint.get("/cases/<case_id>/blocks/<block_id>")
@policy("open_case")
def block(case_id: str, block_id: str) -> ResponseReturnValue:
    case, found = _block(case_id, block_id)
    return _show_block(case, found)


@blueprint.post("/cases/<case_id>/blocks/<block_id>")
@policy("open_case")
def move_in_block(case_id: str, block_id: str) -> ResponseReturnValue:
    """`_do`: enter, leave, or facts, which records what the verdict lacks."""
    case, found = _block(case_id, block_id)
    do = {"enter": _enter, "leave": _leave, "facts": _facts}.get(request.form.get("_do", ""))
    if do is None:
        return redirect(url_for("cases.block", case_id=case_id, block_id=block_id), 303)
    try:
        return do(case, found)
    except NotInBlock:
        db.session.rollback()
        flash(_("Somebody else has changed this meanwhile. This is how it stands now."), "warning")
        return redirect(url_for("workflows.case", case_id=case_id), 303)


def _block(case_id: str, block_id: str) -> tuple[Case, Block]:
    case = fetch(db.session(), current_actor(), Case, case_id, "open_case")
    found = block_of(catalogue.definition(case.revision), block_id)
    if not plan_of(case.revision).of_block(block_id, case.track):
        raise NotFound("There is no such record.")
    return case, found


def _enter(case: Case, found: Block) -> ResponseReturnValue:
    now = clock.now()
    verdict = decide_block(db.session(), case.person_id, catalogue.definition(case.revision), found, today(now))
    given = exemptions(verdict, found.eligibility, request.form)
    try:
        with transaction() as session:
            status = enter_block(session, current_actor(), case.id, found.id, now=now, exceptions=given)
    except NotEligible:
        flash(_("Not taken in: see the reasons."), "warning")
        return _show_block(case, found, status=422)
    except ExemptionRefused as refused:
        return _show_block(case, found, errors=second_person_missing(refused))
    if status == "waiting":
        flash(_("All places are taken: she stands on the waiting list and moves up by herself."), "info")
    else:
        flash(_("Entered. The tasks of the block are open."), "success")
    return redirect(url_for("workflows.case", case_id=case.id), 303)


def _leave(case: Case, found: Block) -> ResponseReturnValue:
    reason = request.form.get("reason", "").strip()
    if not reason:
        return _show_block(case, found, errors={"reason": [_("Say why, in a few words.")]})
    with transaction() as session:
        leave_block(session, current_actor(), case.id, found.id, reason, clock.now())
    flash(_("Left. Who waits for a place moves up."), "success")
    return redirect(url_for("workflows.case", case_id=case.id), 303)


def _facts(case: Case, found: Block) -> ResponseReturnValue:
    programme = catalogue.definition(case.revision)
    verdict = decide_block(db.session(), case.person_id, programme, found, today(clock.now()))
    asked = take_facts(case.person_id, programme, verdict)
    if asked.errors:
        return _show_block(case, found, asked=asked)
    flash(_("Recorded. This is the verdict now."), "success")
    return redirect(url_for("cases.block", case_id=case.id, block_id=found.id), 303)


def _show_block(
    case: Case, found: Block, *, asked: Asked | None = None, errors: Errors | None = None, status: int = 200
) -> ResponseReturnValue:
    session, programme = db.session(), catalogue.definition(case.revision)
    state, day = State.from_json(case.state), today(clock.now())
    (card,) = Blocks(session, case, state, day, judged=True).cards(found)
    asked = asked or Asked()
    wrong = {**asked.errors, **(errors or {})}
    given: dict[str, Any] = questions(programme, card.verdict, asked) if card.verdict else {"questions": "", "fact_labels": {}}
    return page(
        "workflows/block.html",
        status=422 if wrong else status,
        case=case,
        card=card,
        programme=programme,
        person=who(session, current_actor(), [case.person_id])[case.person_id],
        given=request.form,
        errors=wrong,
        labels=given["fact_labels"] | {f"reason.{each.id}": each.title for each in found.eligibility} | {"reason": _("Reason")},
        **given,
    )


@blueprint.route("/cases/<case_id>/responsible", methods=["GET", "POST"])
@policy("assign_task")
def responsible(case_id: str) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    case = fetch(session, actor, Case, case_id, "assign_task")
    people = candidates(session, case)
    errors: Errors = {}
    if request.method == "POST":
        chosen = request.form.get("user", "")
        if chosen == "" or chosen in dict(people):
            with transaction() as writing:
                assign_case(writing, actor, case_id, chosen or None, dict(people).get(chosen), clock.now())
            flash(_("The case has somebody else responsible for it now."), "success")
            return redirect(url_for("workflows.case", case_id=case_id), 303)
        errors = {"user": [_("Please choose from the list.")]}
    person = who(session, actor, [case.person_id])[case.person_id]
    return page(
        "workflows/responsible.html", status=422 if errors else 200, case=case, people=people, person=person, errors=errors
    )


@blueprint.route("/tasks/<task_id>/reopen", methods=["GET", "POST"])
@policy("assign_task")
def reopen(task_id: str) -> ResponseReturnValue:
    """What follows from taking the task back is shown before."""
    session, actor = db.session(), current_actor()
    task = session.get(Task, task_id)
    if task is None:
        raise NotFound("There is no such record.")
    case = fetch(session, actor, Case, task.case_id, "assign_task")
    require(actor, "assign_task", case)
    errors: Errors = {}
    try:
        follows = preview(case, task, clock.now())
        if request.method == "POST":
            if reason := request.form.get("reason", "").strip():
                with transaction() as writing:
                    reopen_task(writing, actor, task_id, reason, clock.now())
                flash(_("The task is open again. What was handed in stays."), "success")
                return redirect(url_for("workflows.case", case_id=case.id), 303)
            errors = {"reason": [_("Say why, in a few words.")]}
    except NotReopenable as refused:
        db.session.rollback()
        flash(_why_not(refused), "warning")
        return redirect(url_for("workflows.case", case_id=case.id), 303)
    return page(
        "workflows/reopen.html",
        status=422 if errors else 200,
        case=case,
        task=task,
        programme=catalogue.definition(case.revision),
        follows=follows,
        person=who(session, actor, [case.person_id])[case.person_id],
        errors=errors,
    )


def _why_not(refused: NotReopenable) -> str:
    words = {
        "closed": _("The case is closed: nothing in it can be taken back."),
        "not_done": _("This task is not done, so there is nothing to take back."),
        "open_again": _("This task stands open again already."),
        "went_back": _("The way went back from here already: the steps are open once more."),
        "followed": _("What followed from this task was done already, so it cannot be taken back."),
    }
    return words[refused.why]
