"""Lead somebody through a form: show a page, take what is sent, save, check, hand in. Works without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, request
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.actor import NotFound, current_actor
from core.database import db, transaction
from core.definitions import File
from forms import drafts, parked, uploads
from forms.carry import ASIDE, fresh, overtaken, put_aside, spoken, spread_anew, take_over
from forms.drafts import Closed, DraftConflict, FormChanged, Unstorable
from forms.fill import Filled
from forms.handing_in import first_wrong, hand_in, hand_in_at_once, receipt
from forms.kinds.rows import indices, without
from forms.kinds.wrong import Wrong
from forms.models import Draft, Parked, Submission
from forms.plan import TECHNICAL, Plan
from forms.refused import RefusedAnswers
from forms.revisions import plan_of
from forms.show import check_page, conflict_page, form_page
from forms.unsent import sent_again
from forms.walk import CHECK, OnSubmit, Raw, Walk, go, here


def answer(walk: Walk) -> Response:
    return _post(walk) if request.method == "POST" else _get(walk)


def handed_in(draft_id: str, subject: str, form: str) -> Submission | None:
    """The submission that this draft became, for a request that comes a second time."""
    if not draft_id:
        return None
    same = Submission.draft_id == draft_id, Submission.subject == subject, Submission.form == form
    return db.session.scalar(select(Submission).where(*same))


# showing


def _get(walk: Walk) -> Response:
    waiting = parked.parked(db.session(), walk.draft.id, walk.actor.user_id)
    if waiting is not None and (offered := _offered_again(walk, waiting)) is not None:
        return offered
    filled = walk.read(None, {})
    shown = [page.id for page in walk.pages(filled)]
    wanted = request.args.get("page") or (walk.draft.page if walk.draft.page in shown else shown[0])
    if wanted == CHECK and len(shown) > 1:
        wrong = first_wrong(walk, filled)
        return go(here(wrong)) if wrong else check_page(walk, filled)
    page = wanted if wanted in shown else shown[0]
    return form_page(walk, page, walk.saved(page), filled, {}, notice="changed" if fresh(walk.draft) else "")


def _offered_again(walk: Walk, waiting: Parked) -> Response | None:
    """What was typed when the session ended, on the form as it is now; nothing of it is saved until it is sent."""
    if walk.plan.page(waiting.page) and not walk.plan.strange(waiting.raw, waiting.page):
        filled = walk.read(waiting.page, waiting.raw)
        return form_page(walk, waiting.page, waiting.raw, filled, {}, notice="parked")
    found = spread_anew(walk.draft, walk.plan, waiting.page, waiting.raw)
    if found is None or (page := next((one.id for one in walk.plan.form.pages if one.id in found[1]), None)) is None:
        return None
    old, spread = found
    raw = {**walk.saved(page), **spread[page]}
    gone = [spoken(old, name, values, walk.language) for name, values in spread.get(ASIDE, {}).items()]
    aside = [*put_aside(walk.draft, walk.language), *gone]
    return form_page(walk, page, raw, walk.read(page, raw), {}, notice="parked", aside=aside)


# taking


def _post(walk: Walk) -> Response:
    page, do = request.form.get("_page", ""), request.form.get("_do", "")
    if (old := overtaken(walk.draft, _version())) is not None:
        return _changed(walk, old, page)
    if page == CHECK:
        return _from_check(walk, do)
    if walk.plan.page(page) is None:
        raise NotFound(f"There is no page '{page[:60]}'.")
    raw = {name: list(values) for name, values in request.form.lists() if name not in TECHNICAL or name == "_seen"}
    return _page_sent(walk, page, raw, do)


def _changed(walk: Walk, old: Plan, page: str) -> Response:
    """The form is another one since this page was opened: all that was typed is saved, and shown on the form as it is now."""
    raw = {name: list(values) for name, values in request.form.lists() if name not in TECHNICAL or name == "_seen"}
    try:
        with transaction() as session:
            if old.page(page) is not None:
                walk.draft = take_over(session, walk.actor, walk.draft.id, old, page, raw, _version(), walk.now)
    except Closed as closed:
        return sent_again(old, closed.submission)
    except Unstorable as unstorable:
        flash(_reason(unstorable), "error")
    if any(sent.filename for sent in request.files.values()):
        flash(_("The form was changed before your file arrived. Choose the file once more."), "warning")
    walk.plan = plan_of(walk.draft.digest, walk.draft.form)
    filled = walk.read(None, {})
    shown = [one.id for one in walk.pages(filled)]
    there = page if page in shown else shown[0]
    return form_page(walk, there, walk.saved(there), filled, {}, notice="changed")


def _page_sent(walk: Walk, page: str, raw: Raw, do: str) -> Response:
    filled = walk.read(page, raw)
    if filled.refused:
        return form_page(walk, page, _asked_only(walk, page, raw), filled, filled.errors, status=422)
    if do == "look":
        return form_page(walk, page, raw, filled, {}, fragment="HX-Request" in request.headers)
    if do == "forget":
        with transaction() as session:
            parked.forget(session, walk.draft.id, walk.actor.user_id)
        return go(here(page))
    changed = _rows_changed(raw)
    if changed is None and _is_all(walk, page, filled, do) and (done := hand_in_at_once(walk, page, raw, filled, _version())):
        return done
    # a row that was taken away is gone for good; one that was added is kept once something stands in it
    refused = _store(walk, page, changed if changed is not None and request.form.get("_remove") else raw)
    if refused is not None:
        return refused
    if changed is not None:
        return form_page(walk, page, changed, walk.read(page, changed), {})
    return _onward(walk, page, raw, do)


def _is_all(walk: Walk, page: str, filled: Filled, do: str) -> bool:
    """Whether this page is the whole form, answered, and to be handed in."""
    onward = do not in ("save", "back") and not request.files
    return onward and len(walk.plan.form.pages) == 1 and not filled.all_errors and not _newly_asked(walk, page, filled)


def _onward(walk: Walk, page: str, raw: Raw, do: str) -> Response:
    """The page is saved; where to go from here."""
    filled = walk.read(page, raw)
    if do == "save":
        flash(_("Saved. You can go on at any time."), "success")
        return go(here(page))
    if do == "back":
        return go(here(walk.neighbour(filled, page, -1) or page))
    if new := _newly_asked(walk, page, filled):
        errors = {path: found for path, found in filled.errors.items() if path not in new}
        return form_page(walk, page, raw, filled, errors, status=422 if errors else 200, notice="more")
    if filled.errors:
        return form_page(walk, page, raw, filled, filled.errors, status=422)
    following = walk.neighbour(filled, page, 1)
    if following is not None:
        return go(here(following))
    return hand_in(walk)


def _from_check(walk: Walk, do: str) -> Response:
    if do == "submit":
        return hand_in(walk)
    filled = walk.read(None, {})
    return go(here(walk.neighbour(filled, CHECK, -1) or walk.plan.form.pages[0].id))


def _store(walk: Walk, page: str, raw: Raw) -> Response | None:
    """Save the page with its files; a response when it could not be saved."""
    try:
        with transaction() as session:
            # before its files: two who upload at once would wait for each other
            drafts.locked(session, walk.draft.id, walk.plan.digest)
            files = _files(walk, session, page, raw)
            walk.draft = drafts.save_draft(
                session, walk.actor, walk.draft.id, page, raw, _version(), now=walk.now, digest=walk.plan.digest
            )
            parked.forget(session, walk.draft.id, walk.actor.user_id)
    except Closed as closed:
        return sent_again(walk.plan, closed.submission)
    except FormChanged:  # carried over at this very moment
        return _changed(walk, walk.plan, page)
    except DraftConflict as conflict:
        return conflict_page(walk, page, raw, conflict)
    except Unstorable as unstorable:
        filled = walk.read(page, raw)
        errors = {name: [_reason(unstorable)] for name in unstorable.names} | filled.errors
        return form_page(walk, page, raw, filled, errors, status=422)
    if files:
        return form_page(walk, page, raw, walk.read(page, raw), files, status=422)
    return None


def _files(walk: Walk, session: Session, page: str, raw: Raw) -> dict[str, list[str]]:
    """Uploaded files join the ids that were sent; what cannot be taken is told, the rest of the page is saved."""
    errors: dict[str, list[str]] = {}
    shown = walk.plan.page(page)
    for field in shown.fields if shown else ():
        sent = request.files.getlist(field.id) if isinstance(field, File) else []
        if isinstance(field, File) and sent:
            try:
                raw[field.id] = [*raw.get(field.id, []), *uploads.take_in(session, walk.actor, walk.draft, field, sent, walk.now)]
            except Wrong as wrong:
                errors[field.id] = [str(message) for _at, message in wrong.errors]
    return errors


def _rows_changed(raw: Raw) -> Raw | None:
    """The input with a row more or less, when such a button was pressed."""
    add, remove = request.form.get("_add"), request.form.get("_remove")
    if remove:
        name, _dot, row = remove.rpartition(".")
        return without(raw, name, int(row)) if row.isascii() and row.isdigit() and len(row) < 4 else dict(raw)
    if add:
        # an empty value under a name of the row is enough to have it shown
        rows = indices(raw, add)
        return {**raw, f"{add}.{rows[-1] + 1 if rows else 1}._": [""]}
    return None


def _newly_asked(walk: Walk, page: str, filled: Filled) -> list[str]:
    """Without JavaScript, questions that an answer of this very page calls up were not seen: they are shown before going on,
    also those that may be left out, and nobody is blamed for them."""
    shown, there = request.form.get("_shown", "").split(), walk.plan.page(page)
    asked = [field.id for field in (there.fields if there else ()) if field.id in walk.plan.rules.hideable and field.asks]
    return [id_ for id_ in asked if id_ not in shown and id_ not in filled.hidden and id_ not in filled.answers]


def _asked_only(walk: Walk, page: str, raw: Raw) -> Raw:
    strange = set(walk.plan.strange(raw, page))
    return {name: values for name, values in raw.items() if name not in strange}


def _reason(unstorable: Unstorable) -> str:
    if unstorable.reason == "too long":
        return _("The text is too long: a form takes at most %(limit)s characters in all. Shorten it.", limit=drafts.LIMIT)
    return _("The text holds characters that cannot be stored. Delete them, or type the text anew.")


def _version() -> int:
    text = request.form.get("_version", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def begin(
    plan: Plan,
    draft: Draft | None,
    subject: str,
    *,
    person_id: str | None,
    unit_path: str,
    known: Mapping[str, Any],
    title: Any,
    onward: str,
    on_submit: OnSubmit | None,
    around: Callable[[], Mapping[str, Any]],
) -> Walk:
    """The walk of this request, with its draft, which is begun if there is none."""
    actor, now = current_actor(), clock.now()
    if draft is None:
        with transaction() as session:
            draft = drafts.open_draft(
                session, actor, subject, plan.digest, plan.form.id, now=now, person_id=person_id, unit_path=unit_path
            )
    # a draft goes on in the revision that it was begun in
    own = plan if draft.digest == plan.digest else plan_of(draft.digest, plan.form.id)
    return Walk(own, draft, actor, known, title, onward, on_submit, now, around)


__all__ = ["CHECK", "RefusedAnswers", "Walk", "answer", "begin", "handed_in", "receipt"]
