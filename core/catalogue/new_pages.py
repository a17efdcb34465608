"""A new programme from blank, from a copy or from a file; and a file merged into a programme that there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Forbidden, NotFound, current_actor
from core.catalogue import finding, making, origins
from core.catalogue.change_models import EDIT, ChangeSet, may
from core.catalogue.change_words import refusal
from core.catalogue.models import ProgrammeRow
from core.catalogue.revisions import definition
from core.catalogue.trouble import Refused
from core.database import db, transaction
from core.definitions import DefinitionError, Fault
from core.definitions.files import MAX_BYTES
from core.rules.message import msg, said
from core.web.inputs import storable

At: TypeAlias = dict[str, list[str]]
"""Name of a control -> what is wrong with it."""
Page: TypeAlias = Callable[[list[str], At], ResponseReturnValue]
CONTROLS = {"title/de": "title_de", "title/en": "title_en", "id": "id", "file": "file", "before": "before"}
"""Path of a fault -> the control that it is typed or chosen in."""
MOST = 200
"""So many faults of a file are listed; the others are counted."""


class NewPages:
    """For the page of change sets, which shows them."""

    _shown: Any

    @expose("/new")
    def new(self) -> ResponseReturnValue:
        if not may(current_actor(), EDIT, None):
            raise Forbidden("Only who may edit all programmes can make a new one.")
        return self._new()

    @expose("/new", methods=("POST",))
    def make(self) -> ResponseReturnValue:
        """From blank, or from a copy."""
        return self._done(self._new, _made)

    @expose("/import")
    def import_(self) -> ResponseReturnValue:
        return self._import()

    @expose("/import", methods=("POST",))
    def take_in(self) -> ResponseReturnValue:
        """Merged into what is on offer, or a new programme; a file with a fault is refused as a whole."""
        return self._done(self._import, _taken)

    def _done(self, page: Page, verb: Callable[[Session], ChangeSet]) -> ResponseReturnValue:
        try:
            with transaction() as session:
                change = verb(session)
        except Refused as error:
            told = [refusal(error)]
            return page(told, {"id": told} if error.reason == "taken" else {})
        except DefinitionError as error:
            # a control of the page is no place in a programme
            bare = [Fault("", each.message) if each.path in ("file", "before") else each for each in error.faults[:MOST]]
            listed = finding.lines(bare)
            more = len(error.faults) - MOST
            told = [*listed, *([_("and %(count)s more", count=more)] if more > 0 else [])]
            return page(told, _at(error.faults))
        return redirect(url_for(".sides" if change.merge else ".one", change_id=change.id), 303)

    def _new(self, errors: list[str] | None = None, at: At | None = None) -> ResponseReturnValue:
        actor = current_actor()
        rows = db.session.scalars(select(ProgrammeRow).order_by(ProgrammeRow.id))
        sources = [definition(row.current) for row in rows if may(actor, "see_programmes", row.id)]
        return self._page("catalogue/new.html", errors, at, sources=sources)

    def _import(self, errors: list[str] | None = None, at: At | None = None) -> ResponseReturnValue:
        names = {
            origins.NEAREST: _("the nearest version that is known here"),
            origins.CURRENT: _("what is on offer here now: all that differs comes from the file"),
            origins.SHIPPED: _("what its plugin delivered last"),
            origins.FILE: _("a second file: the version that the changes began from"),
        }
        return self._page("catalogue/import.html", errors, at, origins=list(names.items()))

    def _page(self, template: str, errors: list[str] | None, at: At | None, **context: Any) -> ResponseReturnValue:
        typed = request.form if errors else {}
        shown: ResponseReturnValue = self._shown(
            template, 422 if errors else 200, {"errors": errors or [], "at": at or {}, "typed": typed, **context}
        )
        return shown


def _at(faults: Sequence[Fault]) -> At:
    """What is wrong with each control, without its place, which the label says."""
    found: At = {}
    for fault in faults:
        if (path := said(fault.path, gettext)) in CONTROLS:
            found.setdefault(CONTROLS[path], []).append(said(fault.message, gettext))
    return found


def _made(session: Session) -> ChangeSet:
    form, actor, now = request.form, current_actor(), clock.now()
    title = {"de": form.get("title_de", ""), "en": form.get("title_en", "")}
    id, source = form.get("id", "").strip(), form.get("of", "")
    if not all(map(storable, (id, source))):
        raise NotFound("There is no such record.")
    if source:
        return making.new_copy(session, actor, source, id, title, now)
    return making.new_blank(session, actor, id, title, now)


def _taken(session: Session) -> ChangeSet:
    content = _content("file")
    if not content:
        raise DefinitionError([Fault("file", msg("Choose a file, for example {example}", example="programme.yaml"))])
    found = making.read_file(content)
    before = origins.chosen(session, found, request.form.get("origin", ""), _content("before"))
    change = making.take_in(session, current_actor(), found, clock.now(), before=before)
    if before is not None:
        change.reason = _("Read in from a file. Held against: %(origin)s.", origin=origins.told(session, before))
    return change


def _content(name: str) -> bytes:
    sent = request.files.get(name)
    return sent.stream.read(MAX_BYTES + 1) if sent else b""
