"""One request on somebody's way through a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as _field
from functools import cached_property
from typing import Any

from flask import Response, make_response, redirect, request, url_for
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor
from core.database import db
from core.definitions import Page
from core.web.i18n import language
from forms import drafts
from forms.earlier import NOTHING, Earlier, earlier
from forms.fill import Filled, fill
from forms.kinds.asker import Asker
from forms.models import Draft, Submission
from forms.plan import Plan
from forms.prefill import prefilled

CHECK = "_check"
"""The last page of a form of several pages: all answers once more before they are handed in."""
OnSubmit = Callable[[Session, Submission, dict[str, Any]], None]
"""Called inside the transaction of the submission, once. What it raises undoes the submission."""
Raw = dict[str, list[str]]


@dataclass
class Walk:
    """What a request needs to know: the form, its draft, who fills it in, what is known, where it leads."""

    plan: Plan
    draft: Draft
    actor: Actor
    known: Mapping[str, Any]
    title: Any
    onward: str
    on_submit: OnSubmit | None
    now: dt.datetime
    around: Callable[[], Mapping[str, Any]] = dict
    """What the caller adds to the template; asked for when a page is shown."""
    language: str = _field(default_factory=language)

    @cached_property
    def earlier(self) -> Earlier:
        return earlier(db.session(), self.actor, self.plan, self.draft.person_id)

    @cached_property
    def prefilled(self) -> dict[str, Raw]:
        """What each page holds before somebody fills it in; what was answered elsewhere is looked up only where it may count."""
        saved = all(drafts.stored_raw(self.draft, page.id) is not None for page in self.plan.form.pages)
        return prefilled(self.plan, self.known, NOTHING.answers if saved else self.earlier.answers)

    @property
    def asker(self) -> Asker:
        return Asker(db.session(), self.actor, self.now, self.plan.digest, self.draft.person_id)

    @cached_property
    def day(self) -> dt.date:
        return clock.today(self.now)

    def read(self, page: str | None, raw: Raw) -> Filled:
        """One page as it was sent, or with None the whole form as it is stored."""
        alone = page is not None and len(self.plan.form.pages) == 1
        elsewhere = {} if alone else drafts.others(self.draft, page, self.prefilled)
        return fill(self.plan, page, raw, self.known, self.language, others=elsewhere, on=self.day, asker=self.asker)

    def saved(self, page: str) -> Raw:
        """What a page shows when it is opened: what was saved, else what is known."""
        kept = drafts.stored_raw(self.draft, page)
        return dict(self.prefilled[page] if kept is None else kept)

    def pages(self, filled: Filled) -> list[Page]:
        """The pages that are asked now: those with at least one field to show."""
        return [page for page in self.plan.form.pages if any(field.id not in filled.hidden for field in page.fields)]

    def neighbour(self, filled: Filled, page: str, step: int) -> str | None:
        ids = [shown.id for shown in self.pages(filled)]
        ids += [CHECK] if len(ids) > 1 else []
        place = ids.index(page) + step if page in ids else 0
        return ids[place] if 0 <= place < len(ids) else None


def here(page: str | None = None) -> str:
    """The address of this form, on this page."""
    kept = {name: value for name, value in request.args.items() if name not in ("page", "lang")}
    more = {"page": page} if page else {}
    return url_for(request.endpoint or "", **{**kept, **(request.view_args or {}), **more})


def go(url: str) -> Response:
    """Lead on to another page, also where htmx asked."""
    if request.headers.get("HX-Request"):
        return make_response("", 204, {"HX-Redirect": url})
    return make_response(redirect(url, 303))
