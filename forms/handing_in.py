"""The last step of a form: everything is read once more, filed in one transaction, or shown again with what stands in the way."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from core.database import transaction
from core.people.values import Refused
from forms.drafts import DraftConflict, FormChanged, Unstorable, check_storable, with_page
from forms.fill import Filled
from forms.models import Submission
from forms.refused import RefusedAnswers
from forms.show import Errors, form_page, labels
from forms.submit import UnknownFile, submit, submit_unchanged
from forms.walk import Raw, Walk, go, here


def receipt(submission: Submission) -> Response:
    return go(url_for("forms.receipt", submission_id=submission.id))


def first_wrong(walk: Walk, filled: Filled) -> str | None:
    """The first page with an answer that cannot be taken."""
    if not filled.errors:
        return None
    bad = {walk.plan.page_of[path.partition(".")[0]] for path in filled.errors if path}
    return next((page.id for page in walk.pages(filled) if page.id in bad), None)


def hand_in(walk: Walk) -> Response:
    version = walk.draft.version
    filled = walk.read(None, {})
    wrong = first_wrong(walk, filled)
    if wrong is not None:
        errors = {path: found for path, found in filled.errors.items() if walk.plan.page_of[path.partition(".")[0]] == wrong}
        return form_page(walk, wrong, walk.saved(wrong), filled, errors, status=422)
    try:
        return receipt(_submitted(walk, filled, version))
    except FormChanged:  # carried over, or saved in another tab, at this very moment: shown as it is now
        flash(_("This form was changed while you sent it. Nothing is lost: look at it once more, then hand it in."), "warning")
        return go(here())
    except RefusedAnswers as refused:
        return _refused(walk, filled, refused.errors)
    except (UnknownFile, Refused) as refused:
        return _refused(walk, filled, {refused.field: [str(refused)]})


def hand_in_at_once(walk: Walk, page: str, raw: Raw, filled: Filled, version: int) -> Response | None:
    """A form of one page is filed as it was sent, without being saved as a draft first. None, with nothing written, when
    something stands in the way: then it is to be saved, and `hand_in` tells what it is."""
    try:
        check_storable(raw)
        with_page(walk.draft, page, raw, version)
        with transaction() as session:
            submission = submit_unchanged(
                session, walk.actor, walk.draft, walk.plan, filled.answers, **_common(walk, frozenset(raw.get("_seen", ())))
            )
            if submission is not None and walk.on_submit is not None:
                walk.on_submit(session, submission, filled.answers)
    except (DraftConflict, Unstorable, RefusedAnswers, UnknownFile, Refused):
        return None
    return receipt(submission) if submission is not None else None


def _refused(walk: Walk, filled: Filled, errors: Errors) -> Response:
    """The page of the first field that is complained of; what is about others stands above it, with their names."""
    of = {path: walk.plan.page_of.get(path.partition(".")[0]) for path in errors}
    page = next((page for page in of.values() if page), walk.pages(filled)[-1].id)
    mine = {path: list(found) for path, found in errors.items() if of[path] == page}
    named = labels(walk.plan, [path for path in errors if of[path] not in (None, page)], walk.language)
    above = [f"{named[path]}: {text}" if path in named else text for path in errors.keys() - mine.keys() for text in errors[path]]
    return form_page(walk, page, walk.saved(page), filled, {**({"": above} if above else {}), **mine}, status=422)


def _submitted(walk: Walk, filled: Filled, version: int) -> Submission:
    common = _common(walk, frozenset(id_ for page in walk.draft.pages.values() for id_ in page["raw"].get("_seen", ())))
    with transaction() as session:
        submission, fresh = submit(session, walk.actor, walk.draft.id, walk.plan, filled.answers, version=version, **common)
        if fresh and walk.on_submit is not None:
            walk.on_submit(session, submission, filled.answers)
    return submission


def _common(walk: Walk, seen: frozenset[str]) -> dict[str, Any]:
    source = request.form.get("_source", "self")
    known = source if source in ("self", "document", "office") else "self"
    return {"now": walk.now, "known": walk.known, "source": known, "seen": seen, "onward": walk.onward}
