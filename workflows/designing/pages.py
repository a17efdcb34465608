"""The step designer's pages in the administration: the drafts with their ways, and the way of one draft with its panel."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.base import BaseView
from flask_babel import lazy_gettext as _l

from core import clock
from core.actor import current_actor, scoped
from core.catalogue.change_models import DRAFTS, EDIT, ChangeSet
from core.catalogue.designer_tabs import tab
from core.catalogue.designers import TEXTS, Way, designs
from core.catalogue.trouble import Refused as NotNow
from core.catalogue.trouble import Stale
from core.database import db, transaction
from core.definitions import DefinitionError, Programme
from forms.designing.asked import Done, Sent
from forms.designing.held import WHOLE
from forms.designing.panel import chosen_language
from forms.designing.ruled import anchor
from forms.designing.sent import quicker, told, version, wrong
from workflows.designing import asked, marks, store, texts
from workflows.designing.basics.desk import LISTS as BASICS
from workflows.designing.basics.pages import BasicsPages
from workflows.designing.lists.pages import ListPages
from workflows.designing.places import KINDS
from workflows.designing.said import SAID
from workflows.designing.show import Screen
from workflows.designing.simulate_pages import SimulatePages
from workflows.designing.store import Opened
from workflows.designing.text_pages import TextPages, opened_draft
from workflows.letters.designer.pages import LetterPages


class StepsPage(TextPages, SimulatePages, ListPages, BasicsPages, LetterPages):
    """Steps without code. Only drafts are changed here; what is published stays as it is."""

    see, edit = "see_programmes", EDIT
    about = _l("Change who does what, in which order and until when, and the texts of a programme in all languages.")
    writing = TextPages.writing | {"act", "type_texts", "act_on_lists", "act_on_basics", "act_on_letters"}

    @expose("/steps")
    def drafts(self) -> ResponseReturnValue:
        """All drafts."""
        query = scoped(current_actor(), ChangeSet).where(ChangeSet.status.in_(DRAFTS)).order_by(ChangeSet.updated_at.desc())
        return str(self.render("workflows/designing/drafts.html", drafts=db.session.scalars(query.limit(50)).all()))

    @expose("/<change_id>/steps")
    def design(self, change_id: str) -> ResponseReturnValue:
        return self._designer(opened_draft(change_id), request.args.get("at", ""))

    @expose("/<change_id>/steps", methods=("POST",))
    def act(self, change_id: str) -> ResponseReturnValue:
        """One step; what cannot be taken comes back with the reason at its place, as it was typed."""
        sent: Sent = dict(request.form.lists())
        at = request.form.get("_at", "")
        try:
            with transaction() as session:
                make = partial(_done, sent)
                done = store.act(session, current_actor(), change_id, sent, version(), clock.now(), make, marks.alone)
        except Stale as stale:
            return self._designer(opened_draft(change_id), at, 409, stale=stale, quicker=quicker(stale), sent=told(sent, stale))
        except (NotNow, DefinitionError) as error:
            return self._designer(opened_draft(change_id), at, 422, wrong=wrong(error, sent))
        verb = request.form.get("_do", "set").partition(":")[0]
        if "HX-Request" in request.headers:
            context = {"said": SAID.get(verb, ""), "did": verb, "told": done.told, "rule": done.open}
            return self._designer(opened_draft(change_id), done.at, **context)
        return redirect(f"{_way(change_id, request.args.get('in'), done.at, done.open)}#{anchor(done.open)}", 303)

    def _designer(self, opened: Opened, at: str, status: int = 200, **more: Any) -> Response:
        language = chosen_language(request.args.get("in"))
        screen = Screen(opened.programme, at, language, opened.shipped, more.pop("wrong", None))
        screen.opened_rule = more.pop("rule", request.args.get("rule", ""))
        context: dict[str, Any] = {
            "opened": opened,
            "change": opened.change,
            "screen": screen,
            "way": lambda part="", code="": _way(opened.change.id, code or language, part),
            "WHOLE": WHOLE,
            "NEW": asked.NEW,
            "said": "",
            "did": "",
            "told": "",
            "stale": None,
        }
        template = "workflows/designing/steps.html" if "HX-Request" in request.headers else "workflows/designing/page.html"
        return make_response(self.render(template, **{**context, **more}), status)


def _done(sent: Sent, programme: Programme, shipped: Programme | None, published: Programme | None) -> Done:
    return asked.do(programme, sent, shipped, published)


def _way(change_id: str, language: str | None, part: str = "", rule: str = "") -> str:
    """The designer's address with this part in its panel, and this part of one of its rules open."""
    more: dict[str, Any] = {"at": part or None, "in": language, "rule": rule or None}
    return url_for("step_designer.design", change_id=change_id, **more)


@designs(*KINDS)
def designed(change_id: str, address: str, _name: str) -> str:
    """The designer with the step, block, role … in its panel."""
    return url_for("step_designer.design", change_id=change_id, at="/".join(address.split("/")[:2]) or None, _anchor="panel")


def _page(endpoint: str) -> Way:
    return lambda change_id, address, _name: url_for(
        f"step_designer.{endpoint}", change_id=change_id, at=address or None, _anchor="panel"
    )


designs("lists")(_page("lists"))
designs("letters")(_page("letters"))
designs("", *BASICS)(_page("basics"))


@designs(TEXTS)
def translated(change_id: str, path: str, language: str) -> str:
    """The page of texts with the part that this one stands in."""
    where: dict[str, Any] = {"part": texts.part_of(path), "in": language if language != texts.SOURCE else "en"}
    return url_for("step_designer.texts", change_id=change_id, **where)


tab("step_designer.basics", _l("Basics"), 10)
tab("rules.criteria", _l("Criteria"), 15)
tab("step_designer.design", _l("Steps"), 30)
tab("step_designer.lists", _l("Code lists"), 40)
tab("step_designer.letters", _l("Letters"), 50)
tab("step_designer.texts", _l("Texts"), 60)
tab("step_designer.simulate", _l("Try the steps"), 70)


# Flask-Admin takes only a view at "/" for the first one; there the list of change sets stands
StepsPage._default_view = "drafts"


def views() -> list[BaseView]:
    return [StepsPage(name=_l("Steps and texts"), endpoint="step_designer", url="/admin/changes")]
