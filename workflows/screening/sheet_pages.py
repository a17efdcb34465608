"""The sheet of a talk as PDF."""

from __future__ import annotations

import io

from flask import request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core import clock
from core.actor import NotFound, current_actor
from core.database import db
from core.journal import seen
from core.web.gate import policy
from core.web.i18n import LANGUAGES as NAMES
from core.web.i18n import shell_language
from workflows.documents.store import LANGUAGES
from workflows.documents.typeset import pdf
from workflows.screening import talk
from workflows.screening.onward_pages import blueprint
from workflows.screening.sheet import content


@blueprint.get("/talks/<id>/sheet.pdf")
@policy("open_case")
def sheet(id: str) -> ResponseReturnValue:
    """`?into=`: its language."""
    now, language = clock.now(), request.args.get("into") or shell_language()
    if language not in LANGUAGES:
        raise NotFound("There is no such record.")
    found = talk.fetch_talk(db.session(), current_actor(), id, now)
    if found.person_id:
        seen(current_actor(), "person", found.person_id, person_id=found.person_id, now=now)
    made = pdf(content(found, language, now), now, "talk.typ")
    return send_file(io.BytesIO(made), "application/pdf", as_attachment=True, download_name=f"{_('first-talk')}-{language}.pdf")


@blueprint.app_template_global()
def sheet_languages() -> list[tuple[str, str]]:
    """The languages of the sheet: code and own name."""
    return [(code, NAMES[code]) for code in LANGUAGES]
