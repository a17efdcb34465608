"""The pages of what a draft says about its programme as a whole."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose

from core.admin import AdminPage
from core.catalogue.designers import designs
from workflows.designing.basics.desk import LISTS
from workflows.designing.basics.show import BasicsScreen
from workflows.designing.part_pages import PartPages

PAGES = PartPages("step_designer.basics", BasicsScreen, "workflows/designing/basics_page.html", "workflows/designing/basics.html")


class BasicsPages(AdminPage):
    """A part of the designer's view."""

    @expose("/<change_id>/basics")
    def basics(self, change_id: str) -> ResponseReturnValue:
        return PAGES.look(self, change_id)

    @expose("/<change_id>/basics", methods=("POST",))
    def act_on_basics(self, change_id: str) -> ResponseReturnValue:
        return PAGES.act(self, change_id)


@designs(*LISTS, "", "title", "summary", "funder", "source", "retention", "four_eyes", "unconfirmed")
def designed(change_id: str, address: str, _name: str) -> str:
    """The designer with the offering, counter or combination in its panel, else with the programme itself."""
    words = address.split("/")
    part = "/".join(words[:2]) if words[0] in LISTS else None
    return url_for("step_designer.basics", change_id=change_id, at=part, _anchor="panel")
