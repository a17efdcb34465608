"""What access gives to the house: the door, the page for one's password, and commands."""

from collections.abc import Sequence
from typing import Any

import click
from flask import Flask, request

from core.access import door, pages
from core.access.commands import user
from core.access.local import is_local
from core.marker import hookimpl


@hookimpl
def setup(app: Flask) -> None:
    # before Flask-Security's own blueprint, so that our page of the same name is found first
    app.register_blueprint(pages.blueprint)
    door.init(app, app.config["SETTINGS"].redis_url)
    app.extensions["security"].login_context_processor(_next_page)


@hookimpl
def commands() -> Sequence[click.Command]:
    return [user]


def _next_page() -> dict[str, Any]:
    target = request.values.get("next")
    return {"next_page": target if is_local(target) else ""}
