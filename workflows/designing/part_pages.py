"""A designer of parts as pages of the administration: one address to look at, and to take a step by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.actor import current_actor
from core.admin import AdminPage
from core.catalogue.trouble import Refused as NotNow
from core.catalogue.trouble import Stale
from core.database import transaction
from core.definitions import DefinitionError
from forms.designing.asked import Sent
from forms.designing.held import WHOLE
from forms.designing.panel import Panel, chosen_language
from forms.designing.ruled import anchor
from forms.designing.sent import quicker, told, version, wrong
from workflows.designing import store
from workflows.designing.part_screen import PartScreen
from workflows.designing.said import SAID
from workflows.designing.show import Screen
from workflows.designing.store import Opened
from workflows.designing.text_pages import opened_draft


@dataclass(frozen=True, slots=True)
class PartPages:
    """`page` is the whole page, `designer` what each step answers with."""

    endpoint: str
    screen: type[PartScreen] | type[Screen]
    page: str
    designer: str

    def look(self, view: AdminPage, change_id: str) -> ResponseReturnValue:
        return self._shown(view, opened_draft(change_id), request.args.get("at", ""))

    def act(self, view: AdminPage, change_id: str) -> ResponseReturnValue:
        """One step; what cannot be taken comes back with the reason at its place, as it was typed."""
        sent: Sent = dict(request.form.lists())
        at = request.form.get("_at", "")
        try:
            with transaction() as session:
                make = partial(self.screen.do, sent)
                done = store.act(session, current_actor(), change_id, sent, version(), clock.now(), make, self.screen.alone)
        except Stale as stale:
            return self._shown(
                view, opened_draft(change_id), at, 409, stale=stale, quicker=quicker(stale), sent=told(sent, stale)
            )
        except (NotNow, DefinitionError) as error:
            return self._shown(view, opened_draft(change_id), at, 422, wrong=wrong(error, sent))
        verb = request.form.get("_do", "set").partition(":")[0]
        if "HX-Request" in request.headers:
            context = {"said": SAID.get(verb, ""), "did": verb, "told": done.told, "rule": done.open}
            return self._shown(view, opened_draft(change_id), done.at, **context)
        start = request.args.get("from", type=int) if done.at == at else None
        return redirect(f"{self.way(change_id, request.args.get('in'), done.at, start, done.open)}#{anchor(done.open)}", 303)

    def _shown(self, view: AdminPage, opened: Opened, at: str, status: int = 200, **more: Any) -> Response:
        language = chosen_language(request.args.get("in"))
        screen = self.screen(opened.programme, at, language, opened.shipped, more.pop("wrong", None))
        screen.opened_rule = more.pop("rule", request.args.get("rule", ""))
        context: dict[str, Any] = {
            "opened": opened,
            "change": opened.change,
            "screen": screen,
            "way": partial(self._here, opened.change.id, language, screen),
            "WHOLE": WHOLE,
            "said": "",
            "did": "",
            "told": "",
            "stale": None,
        }
        template = self.designer if "HX-Request" in request.headers else self.page
        return make_response(view.render(template, **{**context, **more}), status)

    def _here(
        self, change_id: str, language: str, screen: Panel, part: str = "", code: str = "", start: int | None = None
    ) -> str:
        """The same page of what is shown in pages, unless another one is wished for."""
        same = part in ("", screen.part)
        return self.way(change_id, code or language, part, start if start is not None else screen.start if same else 0)

    def way(self, change_id: str, language: str | None, part: str = "", start: int | None = None, rule: str = "") -> str:
        """The designer's address with this part in its panel, its entries from `start` on, and this part of a rule open."""
        more: dict[str, Any] = {"at": part or None, "in": language, "from": start or None, "rule": rule or None}
        return url_for(self.endpoint, change_id=change_id, **more)
