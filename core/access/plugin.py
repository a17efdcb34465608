"""What access gives to the house: the door, the page for one's password, and commands."""

from collections.abc import Sequence
from typing import Any

import click
from flask import Flask, request
from flask_admin.base import BaseView
from flask_babel import lazy_gettext as _l

from core.access import door, pages
from core.access.admin import GrantView, UserView
from core.access.commands import user
from core.access.local import is_local
from core.access.models import GrantRow, User
from core.hookspecs import Link
from core.marker import hookimpl


@hookimpl
def setup(app: Flask) -> None:
    # before Flask-Security's own blueprint, so that our page of the same name is found first
    app.register_blueprint(pages.blueprint)
    door.init(app, app.config["SETTINGS"].redis_url)
    app.extensions["security"].login_context_processor(_next_page)
    app.context_processor(_account_links)


@hookimpl
def admin_views() -> Sequence[BaseView]:
    return [
        UserView(User, name=_l("Users"), endpoint="admin_users", url="/admin/users"),
        GrantView(GrantRow, name=_l("Rights"), endpoint="admin_grants", url="/admin/grants"),
    ]


@hookimpl
def commands() -> Sequence[click.Command]:
    return [user]


def _account_links() -> dict[str, Any]:
    """What stands in the menu below one's own name."""
    return {"account_links": [Link(_l("Change password"), f"{request.script_root}/password")]}


def _next_page() -> dict[str, Any]:
    target = request.values.get("next")
    return {"next_page": target if is_local(target) else ""}
