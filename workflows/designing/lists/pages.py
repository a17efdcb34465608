"""The pages of a draft's own code lists."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_admin import expose

from core.admin import AdminPage
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
