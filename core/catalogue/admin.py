"""The catalogue in the administration: programmes and their revisions, to read."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from flask import current_app, url_for
from flask_admin.base import BaseView
from flask_admin.contrib.sqla.filters import FilterEqual
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from core.admin import AdminBase
from core.catalogue.change_words import note_said
from core.catalogue.models import ProgrammeRow, Revision
from core.catalogue.revisions import UnknownProgramme, current, definition
from core.database import db
from core.journal.data_words import says
from core.journal.models import Entry
from core.web.i18n import wording_text


@says("programme", "acknowledged")
def _programme_told(_entry: Entry, id: str) -> str:
    """For the audit trail."""
    try:
        return wording_text(definition(current(id).digest).title)
    except UnknownProgramme:
        return ""


def _in_words(text: str, programme_id: str, **query: Any) -> str:
    """A link to the page that tells a programme in words, where a wing brings one."""
    if "definitions.programme" not in current_app.view_functions:
        return text
    url = url_for("definitions.programme", programme_id=programme_id, **query)
    return Markup('<a class="kern-link" href="{}">{}</a>').format(url, text)


def _number(_view: Any, _context: Any, row: ProgrammeRow, _name: str) -> str:
    """The number that people know the current revision by."""
    found = db.session.get(Revision, row.current) if row.current else None
    return str(found.number) if found else row.current or ""


def _note(_view: Any, _context: Any, row: Revision, _name: str) -> str:
    return note_said(row.note)


def _title(_view: Any, _context: Any, row: Any, name: str) -> str:
    """What the programme is called, linked to the page that tells it in words."""
    id = getattr(row, name)
    titles = {each.id: wording_text(each.title) for each in current_app.extensions.get("programmes", ())}
    return _in_words(titles.get(id, id), id)


def _source(_view: Any, _context: Any, row: Revision, _name: str) -> str:
    """The whole definition is long, and for machines: it unfolds."""
    text = json.dumps(json.loads(row.definition), ensure_ascii=False, indent=1)
    return Markup(
        '<details class="fk-details"><summary>{}</summary><pre class="fk-source" tabindex="0">{}</pre></details>'
    ).format(gettext("as it is stored"), text)


class ProgrammesView(AdminBase):
    """What is on offer, and on which revision new cases begin."""

    see = "see_programmes"
    about = _("What is on offer, and on which revision new cases begin.")
    column_list = ["id", "current"]
    column_details_list = column_list
    column_labels = {"id": _("Programme"), "current": _("Current revision")}
    column_searchable_list = ["id"]
    column_default_sort = "id"
    column_formatters = {"id": _title, "current": _number}


class RevisionsView(AdminBase):
    """All that was ever published. Frozen: cases stay on the revision that they began on."""

    see = "see_programmes"
    about = _("All that was ever published. Cases stay on the revision that they began on.")
    column_list = ["programme_id", "number", "published_at", "note", "digest"]
    column_details_list = ["programme_id", "number", "published_at", "published_by", "note", "digest", "definition"]
    column_labels = {
        "programme_id": _("Programme"),
        "number": _("Number"),
        "published_at": _("Published"),
        "published_by": _("Published by"),
        "note": _("Note"),
        "digest": _("Digest"),
        "definition": _("Definition"),
    }
    column_default_sort = ("published_at", True)
    column_sortable_list = ("programme_id", "number", "published_at")
    column_filters = [FilterEqual(Revision.programme_id, _("Programme"))]
    # a definition is long; its first twelve characters name it well enough in a list
    column_formatters = {
        "programme_id": _title,
        "note": _note,
        "digest": lambda _view, _context, model, _name: model.digest[:12],
        "number": lambda _view, _context, model, _name: _in_words(str(model.number), model.programme_id, revision=model.digest),
    }
    column_formatters_detail: ClassVar[dict[str, Any]] = {"programme_id": _title, "note": _note, "definition": _source}


def views() -> list[BaseView]:
    return [
        ProgrammesView(ProgrammeRow, name=_("Programmes"), endpoint="programmes_admin", url="/admin/programmes"),
        RevisionsView(Revision, name=_("Revisions"), endpoint="revisions", url="/admin/revisions"),
    ]
