"""The pages of letters: one filled in, to be read and changed before it is made; and each that was made, with its PDF."""

from __future__ import annotations

import io
import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core import clock
from core.actor import current_actor, fetch
from core.database import db, new_id, transaction
from core.events import RecordSeen
from core.journal import announce, seen
from core.people.models import Person
from core.web.gate import policy
from core.web.i18n import LANGUAGES, wording_text
from core.web.inputs import storable
from core.web.page import page
from workflows.documents.typeset import TooLong
from workflows.letters import store
from workflows.letters.layout import blocks
from workflows.letters.models import LONGEST_REASON, KeptLetter
from workflows.letters.store import WRITE, Begun
from workflows.letters.typed import Errors, Typed, begun, read, wrong
from workflows.models import Case
from workflows.who import who

blueprint = Blueprint("letters", __name__, template_folder="../templates")
HAND = "by_hand"


@blueprint.get("/cases/<case_id>/letters/<letter_id>")
@policy(WRITE)
def write(case_id: str, letter_id: str) -> ResponseReturnValue:
    """The letter filled in with what is known."""
    actor, session = current_actor(), db.session()
    person_id = fetch(session, actor, Case, case_id, WRITE).person_id
    seen(actor, "case", case_id, person_id=person_id, case_id=case_id, now=clock.now())
    into = request.args.get("into") or store.usual_language(session, actor, case_id)
    found = store.begin(session, actor, case_id, letter_id, into, clock.now())
    return _page(found, into, begun(found.address, found.made, found.german))


@blueprint.post("/cases/<case_id>/letters/<letter_id>")
@policy(WRITE)
def make(case_id: str, letter_id: str) -> ResponseReturnValue:
    into, typed = request.form.get("into", "de"), read(request.form)
    try:
        with transaction() as session:
            found = store.begin(session, current_actor(), case_id, letter_id, into, clock.now(), again=True)
            errors = wrong(typed, beside=found.german is not None, gaps_by_hand=HAND in request.form)
            if not errors:
                id = store.make(session, current_actor(), found, typed, now=clock.now(), id=_key()).id
    except TooLong:
        errors = {"text": [_("The text is too long for a letter.")]}
    if errors:
        found = store.begin(db.session(), current_actor(), case_id, letter_id, into, clock.now(), again=True)
        return _page(found, into, typed, errors)
    flash(_("The letter is made. It is kept as it is."), "success")
    return redirect(url_for("letters.one", id=id), 303)


@blueprint.get("/letters/<id>")
@policy("see_case")
def one(id: str) -> ResponseReturnValue:
    return _kept(id)


@blueprint.get("/letters/<id>.pdf")
@policy("see_case")
def download(id: str) -> ResponseReturnValue:
    actor = current_actor()
    with transaction() as session:
        found = fetch(session, actor, KeptLetter, id, "see_case")
        case = fetch(session, actor, Case, found.case_id, "see_case")
        read_now = RecordSeen(subject_id=id, person_id=case.person_id, case_id=case.id, kind="letter")
        announce(session, read_now, actor=actor, now=clock.now())
        content, name = found.pdf, f"{found.letter}-{case.number}-{found.version}-{found.language}.pdf"
    return send_file(io.BytesIO(content), "application/pdf", as_attachment=True, download_name=name)


@blueprint.post("/letters/<id>/withdraw")
@policy(WRITE)
def withdraw(id: str) -> ResponseReturnValue:
    reason = request.form.get("reason", "").strip()
    if not reason or not storable(reason) or len(reason) > LONGEST_REASON:
        return _kept(id, {"reason": [_("Say why, in a few words.")]})
    try:
        with transaction() as session:
            store.withdraw(session, current_actor(), id, reason, clock.now())
        flash(_("The letter is withdrawn. It stays here, marked."), "success")
    except store.Withdrawn:
        flash(_("Somebody else has withdrawn this letter before."), "warning")
    return redirect(url_for("letters.one", id=id), 303)


def _page(found: Begun, into: str, typed: Typed, errors: Errors | None = None) -> ResponseReturnValue:
    person = who(db.session(), current_actor(), [found.case.person_id])[found.case.person_id]
    return page(
        "workflows/letters/write.html",
        status=422 if errors else 200,
        case=found.case,
        letter=found.letter,
        found=found,
        typed=typed,
        into=into,
        gaps=typed.gaps(),
        by_hand=HAND in request.form,
        errors=errors or {},
        languages=[(code, LANGUAGES[code]) for code in LANGUAGES if code in found.letter.text.languages],
        named=LANGUAGES,
        key=_key(),
        breadcrumbs=_trail(str(person), found.case.id, wording_text(found.letter.title)),
    )


def _kept(id: str, errors: Errors | None = None) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    letter = fetch(session, actor, KeptLetter, id, "see_case")
    case = fetch(session, actor, Case, letter.case_id, "see_case")
    seen(actor, "letter", id, person_id=case.person_id, case_id=case.id, now=clock.now())
    letter, case = fetch(session, actor, KeptLetter, id, "see_case"), fetch(session, actor, Case, case.id, "see_case")
    person = who(session, actor, [case.person_id])[case.person_id]
    return page(
        "workflows/letters/kept.html",
        status=422 if errors else 200,
        case=case,
        letter=letter,
        title=store.title_of(letter),
        parts=_parts(letter),
        named=LANGUAGES,
        may_withdraw=letter.withdrawn_at is None and store.may_write(actor, case, session.get(Person, case.person_id)),
        reason=request.form.get("reason", ""),
        errors=errors or {},
        breadcrumbs=_trail(str(person), case.id, wording_text(store.title_of(letter))),
    )


def _parts(letter: KeptLetter) -> list[tuple[str, str, Any]]:
    """Language, subject and blocks: the letter, and the German one beside it."""
    said = [(letter.language, letter.data), *([("de", letter.data["beside"])] if letter.data["beside"] else [])]
    return [(language, each["subject"], blocks(each["text"])) for language, each in said]


def _trail(person: str, case_id: str, title: str) -> list[tuple[Any, str | None]]:
    return [
        (_("My day"), url_for("workflows.my_day")),
        (person, url_for("workflows.case", case_id=case_id)),
        (title, None),
    ]


def _key() -> str:
    """The form's key, if it is one of those that we hand out: a second click makes no second letter."""
    try:
        return str(uuid.UUID(request.form.get("_key", "")))
    except ValueError:
        return new_id()
