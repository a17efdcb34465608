"""Who published what, when and why; any two compared in words; back to an earlier one as a whole; a programme as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _
from sqlalchemy import select

from core import clock
from core.actor import NotFound, current_actor, scoped
from core.catalogue import publishing
from core.catalogue.change_models import DRAFTS, EDIT, PUBLISH, ChangeSet, Publication, may
from core.catalogue.change_words import note_said, refusal
from core.catalogue.compare import between, compare, place
from core.catalogue.models import ProgrammeRow, Revision, read, shipped_definition
from core.catalogue.overlay import Sentence
from core.catalogue.publish import adjustments
from core.catalogue.revisions import definition
from core.catalogue.steps_told import reasons
from core.catalogue.trouble import Refused
from core.database import db, transaction
from core.definitions import Programme, write_yaml
from core.web.inputs import storable

LINES = 200


class HistoryPages:
    """For the page of change sets, which shows them."""

    _shown: Any

    @expose("/programmes/<programme_id>")
    def history(self, programme_id: str) -> ResponseReturnValue:
        return self._history(programme_id)

    @expose("/programmes/<programme_id>", methods=("POST",))
    def roll_back(self, programme_id: str) -> ResponseReturnValue:
        """Publish an earlier line of the log again; or look first at what that would do, for which no reason is needed yet."""
        _offered(programme_id)
        reason, line = request.form.get("reason", "").strip(), request.form.get("publication", "")
        look = request.form.get("_do") == "look"
        if not (reason or look) or (reason and not storable(reason)) or len(reason) > 20_000:
            return self._history(programme_id, _("Say why it goes back."), unreasoned=True)
        try:
            with transaction() as session:
                if not _is_of(line, programme_id):
                    raise NotFound("There is no such record.")
                title = _("Back to %(line)s", line=_number(line))
                change = publishing.roll_back(session, current_actor(), line, reason, clock.now(), title=title, publish=not look)
        except Refused as error:
            return self._history(programme_id, refusal(error))
        if change.status == "published":
            flash(_("It is on offer again. New cases begin on it; cases under way stay on their revision."), "success")
        return redirect(url_for(".one", change_id=change.id), 303)

    @expose("/programmes/<programme_id>/file")
    def file(self, programme_id: str) -> ResponseReturnValue:
        """What is on offer, or a revision by its `digest`, as YAML."""
        row = _offered(programme_id)
        digest = request.args.get("digest") or row.current
        found = db.session.get(Revision, digest) if storable(digest) else None
        if found is None or found.programme_id != programme_id:
            raise NotFound("There is no such record.")
        return as_file(read(found.definition), f"{programme_id}.yaml")

    @expose("/<change_id>/file")
    def draft_file(self, change_id: str) -> ResponseReturnValue:
        """What the programme would be, as YAML."""
        found = db.session.scalars(scoped(current_actor(), ChangeSet).where(ChangeSet.id == change_id)).first()
        if found is None:
            raise NotFound("There is no such record.")
        return as_file(found.programme, f"{found.programme_id}-draft.yaml")

    @expose("/<change_id>/sentences")
    def sentences(self, change_id: str) -> ResponseReturnValue:
        """All that a change set changes, in words, where a page shows the first of them alone."""
        found = db.session.scalars(scoped(current_actor(), ChangeSet).where(ChangeSet.id == change_id)).first()
        if found is None:
            raise NotFound("There is no such record.")
        return _as_text(compare(db.session(), found), found.title, f"{found.programme_id}-draft.txt")

    @expose("/programmes/<programme_id>/sentences")
    def compared(self, programme_id: str) -> ResponseReturnValue:
        """All that lies between two lines of the log, `a` and `b`."""
        _offered(programme_id)
        query = scoped(current_actor(), Publication).where(Publication.programme_id == programme_id)
        lines = db.session.scalars(query).all()
        one, other = (_line(lines, request.args.get(name)) for name in ("a", "b"))
        if one is None or other is None:
            raise NotFound("There is no such record.")
        title = _("From %(a)s to %(b)s", a=one.number, b=other.number)
        return _as_text(between(db.session(), one, other), title, f"{programme_id}-{one.number}-{other.number}.txt")

    def _history(self, programme_id: str, error: str = "", *, unreasoned: bool = False) -> ResponseReturnValue:
        row, actor, session = _offered(programme_id), current_actor(), db.session()
        query = scoped(actor, Publication).where(Publication.programme_id == programme_id)
        lines = session.scalars(query.order_by(Publication.number.desc()).limit(LINES)).all()
        chosen = [_line(lines, request.args.get(name)) for name in ("a", "b")]
        drafts = scoped(actor, ChangeSet).where(ChangeSet.programme_id == programme_id, ChangeSet.status.in_(DRAFTS))
        one, other = chosen
        rests_on = shipped_definition(session, lines[0].shipped) if lines else None
        sides = [definition(row.current), *([rests_on] if rests_on else [])]
        context = {
            "programme": definition(row.current),
            "lines": lines,
            "why": {line.id: note_said(line.note) for line in lines},
            "chosen": chosen,
            "told": between(session, one, other) if one and other else None,
            "titles": reasons(session, programme_id),
            "adjusted": adjustments(session, lines[0]) if lines else [],
            "place": lambda line: place(sides, line.address, line.property),
            "drafts": session.scalars(drafts.order_by(ChangeSet.updated_at.desc())).all(),
            "edits": may(actor, EDIT, programme_id),
            "publishes": may(actor, PUBLISH, programme_id),
            "error": error,
            "unreasoned": unreasoned,
        }
        shown: ResponseReturnValue = self._shown("catalogue/history.html", 422 if error else 200, context)
        return shown


def as_file(programme: Programme, name: str) -> Response:
    """The same bytes for the same programme."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(write_yaml(programme).encode(), mimetype="application/yaml", headers=headers)


def _as_text(told: Sequence[Sentence], title: str, name: str) -> Response:
    """One sentence a line; a line break within a text is none of the list."""
    lines = [title, "", *(f"- {' '.join(each.text.split())}" for each in told)]
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response("\n".join(lines) + "\n", mimetype="text/plain", headers=headers)


def _line(lines: Any, number: str | None) -> Publication | None:
    return next((line for line in lines if str(line.number) == number), None)


def _is_of(line: str, programme_id: str) -> bool:
    query = select(Publication.programme_id).where(Publication.id == line)
    return storable(line) and db.session.scalar(query) == programme_id


def _number(line: str) -> int | None:
    return db.session.scalar(select(Publication.number).where(Publication.id == line))


def _offered(programme_id: str) -> ProgrammeRow:
    """Raises NotFound, also for those that are none of the actor's."""
    row = db.session.get(ProgrammeRow, programme_id)
    if row is None or not may(current_actor(), "see_programmes", programme_id):
        raise NotFound("There is no such record.")
    return row
