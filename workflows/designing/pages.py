"""The step designer's pages in the administration: the drafts with their ways, and the way of one draft with its panel."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.base import BaseView
from flask_babel import lazy_gettext as _l

from core.actor import current_actor, scoped
from core.catalogue.change_models import DRAFTS, EDIT, ChangeSet
from core.catalogue.designer_tabs import tab
from core.catalogue.designers import TEXTS, Way, designs
from core.database import db
from workflows.designing import texts
from workflows.designing.basics.desk import LISTS as BASICS
from workflows.designing.basics.pages import BasicsPages
from workflows.designing.lists.pages import ListPages
from workflows.designing.part_pages import PartPages
from workflows.designing.places import KINDS
from workflows.designing.show import Screen
from workflows.designing.simulate_pages import SimulatePages
from workflows.designing.text_pages import TextPages
from workflows.letters.designer.pages import LetterPages

PAGES = PartPages("step_designer.design", Screen, "workflows/designing/page.html", "workflows/designing/steps.html")


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
        return PAGES.look(self, change_id)

    @expose("/<change_id>/steps", methods=("POST",))
    def act(self, change_id: str) -> ResponseReturnValue:
        return PAGES.act(self, change_id)


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
