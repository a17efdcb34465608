"""The administration's pages to read programmes on: all of them, one of them, and each of its forms."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_admin import expose
from flask_admin.base import BaseView
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from core import catalogue
from core.actor import NotFound, current_actor, scoped
from core.admin import AdminPage
from core.catalogue import ProgrammeRow, Revision
from core.database import db
from core.definitions import Programme
from core.web.i18n import LANGUAGES, direction, language
from core.web.role_names import ROLE_NAMES
from forms.render import render_page
from forms.revisions import plan_of
from workflows.reading import definition
from workflows.reading.examples import examples
from workflows.told import Teller, says_more
from workflows.words import verdict_text


class DefinitionsPage(AdminPage):
    """Programmes in words: for who has to know what a programme asks, not how it is written."""

    see = "see_programmes"
    about = _l("What each programme asks, of whom, in which order; and what no source confirms.")

    @expose("/")
    def index(self) -> str:
        rows = [
            (self._current(row), row)
            for row in db.session.scalars(scoped(current_actor(), ProgrammeRow).order_by(ProgrammeRow.id))
        ]
        shown = [(programme, revision, len(definition.unconfirmed(programme))) for (programme, revision), _row in rows]
        return self.render("admin/definitions/list.html", rows=shown)

    @expose("/<programme_id>")
    def programme(self, programme_id: str) -> str:
        """The revision on offer, or the one with the `revision` of the address."""
        programme, revision = self._asked(programme_id)
        open_points = definition.unconfirmed(programme)
        return self.render(
            "admin/definitions/programme.html",
            programme=programme,
            revision=revision,
            offered=self._is_offered(revision),
            others=self._revisions(programme_id),
            open_points=open_points,
            marks={point.anchor for point in open_points},
            criteria=definition.criteria(programme),
            examples=examples(programme),
            verdict_text=verdict_text,
            nodes=definition.graph(programme),
            code_lists=definition.code_lists(programme),
            **_words(programme),
        )

    @expose("/<programme_id>/forms/<form_id>")
    def form(self, programme_id: str, form_id: str) -> str:
        """The form as it is filled in, page by page, with everything shown that an answer might show; nothing can be sent."""
        programme, revision = self._asked(programme_id)
        form = programme.form(form_id)
        if form is None:
            raise NotFound("There is no such record.")
        spoken = definition.languages(form)
        chosen = request.args.get("in") or (language() if language() in spoken else spoken[0])
        if chosen not in spoken:
            raise NotFound("There is no such record.")
        plan = plan_of(revision.digest, form_id)
        return self.render(
            "admin/definitions/form.html",
            programme=programme,
            revision=revision,
            form=form,
            pages=[(page, render_page(plan, page.id, {}, {}, chosen)) for page in form.pages],
            chosen=chosen,
            towards=direction(chosen),
            links=[(code, LANGUAGES.get(code, code), _here(programme_id, form_id, code)) for code in spoken],
            **_words(programme),
        )

    def _asked(self, programme_id: str) -> tuple[Any, Revision]:
        """The programme with its revision. Raises NotFound."""
        digest = request.args.get("revision")
        query = scoped(current_actor(), Revision).where(Revision.programme_id == programme_id)
        if digest:
            query = query.where(Revision.digest == digest)
        else:
            query = query.where(Revision.digest.in_(select(ProgrammeRow.current).where(ProgrammeRow.id == programme_id)))
        found = db.session.scalars(query).first()
        if found is None:
            raise NotFound("There is no such record.")
        return catalogue.definition(found.digest), found

    def _current(self, row: ProgrammeRow) -> tuple[Any, Revision]:
        return catalogue.definition(row.current), db.session.get_one(Revision, row.current)

    def _is_offered(self, revision: Revision) -> bool:
        row = db.session.get(ProgrammeRow, revision.programme_id)
        return row is not None and row.current == revision.digest

    def _revisions(self, programme_id: str) -> list[Revision]:
        query = scoped(current_actor(), Revision).where(Revision.programme_id == programme_id)
        return list(db.session.scalars(query.order_by(Revision.number.desc()).limit(50)))


def _here(programme_id: str, form_id: str, code: str) -> str:
    kept: dict[str, Any] = {"revision": request.args.get("revision"), "in": code}
    return url_for(".form", programme_id=programme_id, form_id=form_id, **kept)


def _words(programme: Programme) -> dict[str, Any]:
    return {
        "teller": Teller(programme),
        "says_more": says_more,
        "anchor_of": definition.anchor_of,
        "asked": definition.asked,
        "hidden": definition.hidden,
        "inside": definition.inside,
        "title_of": definition.title_of,
        "role_names": ROLE_NAMES,
    }


def views() -> list[BaseView]:
    return [DefinitionsPage(name=_l("Programmes in words"), endpoint="definitions", url="/admin/definitions")]
