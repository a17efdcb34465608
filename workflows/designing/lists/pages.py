"""The pages of a draft's own code lists."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose

from core.admin import AdminPage
from core.catalogue.designers import designs
from workflows.designing.lists.show import ListScreen
from workflows.designing.part_pages import PartPages

PAGES = PartPages("step_designer.lists", ListScreen, "workflows/designing/lists_page.html", "workflows/designing/lists.html")


class ListPages(AdminPage):
    """A part of the designer's view."""

    @expose("/<change_id>/lists")
    def lists(self, change_id: str) -> ResponseReturnValue:
        return PAGES.look(self, change_id)

    @expose("/<change_id>/lists", methods=("POST",))
    def act_on_lists(self, change_id: str) -> ResponseReturnValue:
        return PAGES.act(self, change_id)


@designs("lists")
def designed(change_id: str, address: str, _name: str) -> str:
    """The designer with the list in its panel."""
    return url_for("step_designer.lists", change_id=change_id, at="/".join(address.split("/")[:2]), _anchor="panel")
