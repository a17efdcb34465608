"""The pages of what a draft says about its programme as a whole."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_admin import expose

from core.admin import AdminPage
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
