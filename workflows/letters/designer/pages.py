"""The pages of a draft's letters."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose

from core.admin import AdminPage
from workflows.designing.part_pages import PartPages
from workflows.letters.designer.show import PERSONA, LetterScreen


class LettersDesigned(PartPages):
    """The address says for whom the letter is shown."""

    def way(self, change_id: str, language: str | None, part: str = "", start: int | None = None, rule: str = "") -> str:
        persona = request.form.get(PERSONA, request.args.get("as", ""))
        more: dict[str, Any] = {"at": part or None, "in": language, "as": persona or None}
        return url_for(self.endpoint, change_id=change_id, **more)


PAGES = LettersDesigned(
    "step_designer.letters", LetterScreen, "workflows/letters/designer/page.html", "workflows/letters/designer/letters.html"
)


class LetterPages(AdminPage):
    """A part of the designer's view."""

    @expose("/<change_id>/letters")
    def letters(self, change_id: str) -> ResponseReturnValue:
        return PAGES.look(self, change_id)

    @expose("/<change_id>/letters", methods=("POST",))
    def act_on_letters(self, change_id: str) -> ResponseReturnValue:
        return PAGES.act(self, change_id)
