"""The pages of documents: what would go in, with a box at each entry; the versions; and each of them to download."""

from __future__ import annotations

import io
import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core import clock
from core.actor import NotFound, current_actor, fetch
from core.clock import today
from core.database import db, new_id, transaction
from core.definitions import Audience, DocumentKind
from core.events import RecordSeen
from core.journal import announce
from core.people.models import Person
from core.web.gate import policy
from core.web.i18n import LANGUAGES as NAMES
from core.web.i18n import shell_language, wording_text
from core.web.page import page
from workflows.documents import store
from workflows.documents.content import changes
from workflows.documents.gather import gather
from workflows.documents.glyphs import printable
from workflows.documents.models import OPEN, Document
from workflows.documents.typeset import LONGEST, TooLong

blueprint = Blueprint("documents", __name__, template_folder="../templates")


@blueprint.get("/people/<person_id>/documents/<kind_id>")
@policy("see_identity")
def prepare(person_id: str, kind_id: str) -> ResponseReturnValue:
    """What would go into the next version."""
    kind = store.kind_named(kind_id)
    with transaction() as session:
        fetch(session, current_actor(), Person, person_id, OPEN)
        announce(
            session, RecordSeen(subject_id=person_id, person_id=person_id, kind="document"), actor=current_actor(), now=_now()
        )
    return _page(person_id, kind, *_asked(kind, request.args))


@blueprint.post("/people/<person_id>/documents/<kind_id>")
@policy("see_identity")
def make(person_id: str, kind_id: str) -> ResponseReturnValue:
    kind = store.kind_named(kind_id)
    audience, language = _asked(kind, request.form)
    try:
        with transaction() as session:
            made = store.make(
                session,
                current_actor(),
                person_id,
                kind,
                audience,
                language,
                now=_now(),
                seen=request.form.getlist("seen"),
                chosen=request.form.getlist("entry"),
                id=_key(),
            )
            version = made.version
    except store.NothingToSay:
        return _again(person_id, kind, audience, language, _("Choose at least one entry."))
    except store.Incomplete:
        return _again(person_id, kind, audience, language, _("Something was recorded meanwhile. Please look at it once more."))
    except TooLong as error:
        text = _("That is too much for one document: %(size)d characters, at most %(most)d. Leave long entries out.")
        return _again(person_id, kind, audience, language, text % {"size": error.size, "most": LONGEST})
    flash(_("Version %(number)d is made.", number=version), "success")
    return redirect(url_for("documents.prepare", person_id=person_id, kind_id=kind_id, audience=audience.id, into=language), 303)


@blueprint.get("/documents/<id>.pdf")
@policy("see_identity")
def download(id: str) -> ResponseReturnValue:
    actor = current_actor()
    with transaction() as session:
        found = fetch(session, actor, Document, id)
        announce(session, RecordSeen(subject_id=id, person_id=found.person_id, kind="document"), actor=actor, now=_now())
        content, name = found.pdf, f"{found.kind}-{found.version}-{found.audience}-{found.language}.pdf"
    return send_file(io.BytesIO(content), "application/pdf", as_attachment=True, download_name=name)


def _again(person_id: str, kind: DocumentKind, audience: Audience, language: str, message: str) -> ResponseReturnValue:
    return _page(person_id, kind, audience, language, status=422, error=message, chosen=frozenset(request.form.getlist("entry")))


def _page(
    person_id: str,
    kind: DocumentKind,
    audience: Audience,
    language: str,
    *,
    status: int = 200,
    error: str = "",
    chosen: frozenset[str] | None = None,
) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    person = fetch(session, actor, Person, person_id, OPEN)
    content = gather(session, actor, person, kind, audience, language)
    made = store.versions(session, actor, person_id, kind.id)
    last = next((each for each in made if (each.audience, each.language) == (audience.id, language)), None)
    left_out = frozenset(last.data["left_out"]) if last else frozenset()
    keys = {entry.key for entry in content.entries}
    return page(
        "workflows/documents/prepare.html",
        status=status,
        person=person,
        kind=kind,
        audience=audience,
        into=language,
        content=content,
        chosen=keys - left_out if chosen is None else chosen,
        versions=made,
        last=last,
        changes=changes(last.data, content) if last else None,
        unprintable="".join(sorted(_unprintable(content.as_data()))),
        size=sum(entry.size for entry in content.entries),
        most=LONGEST,
        error=error,
        key=new_id(),
        languages=[(code, NAMES[code]) for code in store.LANGUAGES],
        named=NAMES,
        audiences={each.id: each.title for each in kind.audiences},
        today=today(_now()),
        breadcrumbs=_trail(session, person, content.name, kind),
    )


def _asked(kind: DocumentKind, given: Any) -> tuple[Audience, str]:
    """The audience and the language that the address or the form asks for, else the first and the page's own. Raises NotFound."""
    audience = kind.audience(given.get("audience") or kind.audiences[0].id)
    language = given.get("into") or (shell_language() if shell_language() in store.LANGUAGES else store.LANGUAGES[0])
    if audience is None or language not in store.LANGUAGES:
        raise NotFound("There is no such record.")
    return audience, language


def _trail(session: Session, person: Person, name: str, kind: DocumentKind) -> list[tuple[Any, str | None]]:
    return [
        (_("People"), url_for("people.people")),
        (name or person.number, url_for("people.person", id=person.id)),
        (wording_text(kind.title), None),
    ]


def _unprintable(value: Any) -> frozenset[str]:
    """The characters that our fonts cannot show."""
    if isinstance(value, str):
        return frozenset(each for each in printable(value)[1] if each.isprintable())
    if isinstance(value, dict):
        value = list(value.values())
    return frozenset().union(*map(_unprintable, value)) if isinstance(value, list | tuple) else frozenset()


def _key() -> str:
    """The form's key, if it is one of those that we hand out."""
    try:
        return str(uuid.UUID(request.form.get("_key", "")))
    except ValueError:
        return new_id()


def _now() -> Any:
    return clock.now()
