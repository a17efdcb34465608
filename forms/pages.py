"""The wing's own pages: `serve` leads through a form inside anybody's page; autosave, receipts and files stand for themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, request, url_for
from flask_babel import gettext as _

from core import clock
from core.actor import NotFound, current_actor, fetch
from core.database import db, transaction
from core.definitions import Form, vocabulary
from core.journal import seen
from core.people.models import Person
from core.web.gate import SIGNED_IN, policy
from core.web.i18n import language
from core.web.page import page
from forms import drafts, uploads
from forms import serve as way
from forms.beginning import beginning
from forms.carry import Behind, is_behind, overtaken, take_over
from forms.drafts import Closed, DraftConflict, FormChanged, Unstorable
from forms.fill import Filled
from forms.guards import may_read, require_subject
from forms.kinds.asker import Asker
from forms.kinds.registry import from_json
from forms.models import Attachment, Draft, Submission
from forms.plan import TECHNICAL, Plan
from forms.revisions import plan_of
from forms.show import answered
from forms.unsent import not_stored, sent_again, unsent
from forms.walk import OnSubmit

blueprint = Blueprint("forms", __name__, template_folder="templates", static_folder="static", static_url_path="/forms/static")


def serve(
    form: Form | str,
    digest: str,
    *,
    subject: str,
    person_id: str | None = None,
    on_submit: OnSubmit | None = None,
    title: Any = None,
    known: Mapping[str, Any] | None = None,
    unit_path: str | None = None,
    onward: str = "/",
    around: Callable[[], Mapping[str, Any]] = dict,
    together: bool = False,
) -> Response:
    """Show a form and take what is sent, inside the caller's own page; the caller has asked whether the actor may.

    `subject` is what the form belongs to ("task:<id>"); `on_submit(session, submission, answers)` runs once, in the transaction
    of the submission, and what it raises undoes it; `onward` is the path that the receipt leads on to. `known` adds to what
    the registry knows; `around` gives what else the template needs (breadcrumbs, what `before_form` shows), when a page is shown.
    With `together` the subject's draft has to stand on this very revision: Behind is raised where it does not.
    Call it also when the subject is finished already: a form that is sent a second time gets its receipt again.
    """
    plan = plan_of(digest, form if isinstance(form, str) else form.id)
    draft, path, about = beginning(db.session(), subject, plan.form.id, person_id)
    if (before := _again(subject, plan.form.id, draft)) is not None:
        return before
    if together and is_behind(db.session(), draft, subject, digest):
        raise Behind(f"A draft of {subject} stands on another revision.")
    facts = _known(person_id, path, {**about, **(known or {})})
    walk = way.begin(
        plan,
        draft,
        subject,
        person_id=person_id,
        unit_path=path if unit_path is None else unit_path,
        known=facts,
        title=title or plan.form.title,
        onward=onward,
        on_submit=on_submit,
        around=around,
    )
    return way.answer(walk)


def _again(subject: str, form: str, draft: Draft | None) -> Response | None:
    """The receipt, when this very form was handed in before: double click, back button, resend, second tab."""
    sent = request.form.get("_draft", "") if request.method == "POST" else ""
    submission = None if draft is not None and draft.id == sent else way.handed_in(sent, subject, form)
    return sent_again(plan_of(submission.digest, submission.form), submission) if submission else None


def sent_too_late(form: str, digest: str, *, subject: str, onward: str) -> Response | None:
    """For a subject that takes no form any more: the receipt, or what was typed and is stored nowhere. None without either."""
    if (before := _again(subject, form, None)) is not None:
        return before
    lost = not_stored(plan_of(digest, form), None)
    return unsent(lost, onward) if lost else None


def _known(person_id: str | None, path: str, facts: dict[str, Any]) -> dict[str, Any]:
    """What is known of a person; who she is only for those who may know."""
    if person_id is None or _may_see_identity(person_id, path):
        return facts
    return {name: value for name, value in facts.items() if not _is_identity(name)}


def _may_see_identity(person_id: str, path: str) -> bool:
    """By a grant that covers her unit, else because she was referred to one's own."""
    actor = current_actor()
    covered = actor.may("see_identity", SimpleNamespace(unit_path=path))
    return covered or (actor.may("see_identity") and actor.may("see_identity", db.session.get_one(Person, person_id)))


def _is_identity(name: str) -> bool:
    return vocabulary().has(name) and vocabulary().fact(name).privacy == "identity"


@blueprint.post("/drafts/<draft_id>/autosave")
@policy(SIGNED_IN)
def autosave(draft_id: str) -> Response:
    """Save a page as it stands, without judging its answers: {"version", "saved_at"}; 409 tells what is stored instead."""
    actor, now = current_actor(), clock.now()
    found = fetch(db.session(), actor, Draft, draft_id)
    require_subject(db.session(), actor, found.subject)
    shown = request.form.get("_page", "")
    plan = plan_of(found.digest, found.form)
    raw = {name: list(values) for name, values in request.form.lists() if name not in TECHNICAL or name == "_seen"}
    if (old := overtaken(found, request.form.get("_version", 0, int))) is not None:
        return _carried(found, old, shown, raw)
    if plan.page(shown) is None or plan.strange(raw, shown):
        return _told(422, error="refused", names=plan.strange(raw, shown)[:10] if plan.page(shown) else ["_page"])
    try:
        with transaction() as session:
            version = request.form.get("_version", 0, int)
            saved = drafts.save_draft(session, actor, draft_id, shown, raw, version, now=now, digest=plan.digest)
    except FormChanged:  # carried over at this very moment
        return _carried(found, plan, shown, raw)
    except Closed as closed:
        return _told(410, error="handed in", receipt=url_for("forms.receipt", submission_id=closed.submission.id))
    except DraftConflict as conflict:
        return _told(409, error="conflict", version=conflict.version, by=conflict.by, theirs=conflict.theirs, yours=raw)
    except Unstorable as unstorable:
        return _told(422, error="refused", names=unstorable.names)
    return _told(200, version=saved.version, saved_at=saved.updated_at.isoformat())


def _carried(draft: Draft, old: Plan, shown: str, raw: dict[str, list[str]]) -> Response:
    """The form was changed while this page stands open: it keeps its version, so that all of it is carried over once more."""
    try:
        with transaction() as session:
            version = request.form.get("_version", 0, int)
            saved = take_over(session, current_actor(), draft.id, old, shown, raw, version, clock.now())
    except Closed as closed:
        return _told(410, error="handed in", receipt=url_for("forms.receipt", submission_id=closed.submission.id))
    except Unstorable as unstorable:
        return _told(422, error="refused", names=unstorable.names)
    return _told(200, version=version, saved_at=saved.updated_at.isoformat())


def _told(status: int, **body: Any) -> Response:
    return make_response(jsonify(body), status)


@blueprint.get("/receipts/<submission_id>")
@policy(SIGNED_IN)
def receipt(submission_id: str) -> Response:
    """What was handed in, when and by whom; made to be printed."""
    actor = current_actor()
    submission = fetch(db.session(), actor, Submission, submission_id)
    seen(actor, "receipt", submission_id, person_id=submission.person_id, now=clock.now())
    plan = plan_of(submission.digest, submission.form)
    answers = from_json(plan.form.fields, submission.answers)
    withheld = frozenset(field.id for field in plan.form.fields if not may_read(actor, submission, field))
    filled = Filled(answers, {}, (frozenset(plan.rules.hideable) - answers.keys()) | withheld, frozenset())
    asker = Asker(db.session(), actor, clock.now(), submission.digest, submission.person_id)
    shown = [one for one in plan.form.pages if any(field.id not in filled.hidden for field in one.fields)]
    return page(
        "forms/receipt.html",
        heading=_("Receipt"),
        form_title=plan.form.title,
        submission=submission,
        number=submission.id[-12:].upper(),
        sections=[(one.title, answered(one, filled, language(), asker)) for one in shown],
    )


@blueprint.get("/attachments/<attachment_id>")
@policy(SIGNED_IN)
def attachment(attachment_id: str) -> Response:
    actor, session = current_actor(), db.session()
    found = fetch(session, actor, Attachment, attachment_id)
    draft = session.get_one(Draft, found.draft_id)
    field = plan_of(draft.digest, draft.form).fields.get(found.field)
    if field is not None and not may_read(actor, found, field):
        raise NotFound("There is no such record.")
    seen(actor, "file", attachment_id, person_id=found.person_id, now=clock.now())
    return uploads.download(found)


__all__ = ["blueprint", "sent_too_late", "serve"]
