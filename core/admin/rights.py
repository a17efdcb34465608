"""What every admin view shares: who may open it, and that it sends nobody elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from flask import abort, request
from flask_admin.base import BaseView

from core.actor import current_actor

# a path of this server: no scheme, no host, no backslash that a browser would turn into one
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


class Guarded(BaseView):
    """Mix in before a Flask-Admin view. Without `see` nobody may open it; without `edit` nobody may change anything."""

    see: ClassVar[str] = ""
    edit: ClassVar[str] = ""
    # what the start page says about this view; may be lazy
    about: Any = ""
    writing: ClassVar[frozenset[str]] = frozenset({"create_view", "edit_view", "delete_view", "action_view", "ajax_update"})

    def is_accessible(self) -> bool:
        actor = current_actor()
        return bool(self.see) and actor.may("see_admin") and actor.may(self.see)

    def may_edit(self) -> bool:
        return bool(self.edit) and current_actor().may(self.edit)

    def _handle_view(self, name: str, **kwargs: Any) -> Any:
        if not self.is_accessible() or (name in self.writing and not self.may_edit()):
            abort(403)
        target = request.values.get("url")
        if target and not _LOCAL.fullmatch(target):
            abort(400)

    def _run_view(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        # Flask-Admin's own calls the view again after any TypeError, which hides the error and doubles its effect
        return fn(self, *args, **kwargs)


class AdminPage(Guarded):
    """A page of its own in the administration: a list that is no table of the database, or a designer.

    Say `see = "see_programmes"` and write methods with `@expose("/")` that return `self.render("….html")`; the template
    extends `admin_base_template` and fills the block `body`.
    """
