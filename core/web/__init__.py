"""The web frame: page shell, languages, security headers and the gate that every request passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from core.web import again, errors, i18n, pages, security, shell

if TYPE_CHECKING:
    from core.settings import Settings


def init_web(app: Flask, settings: Settings) -> None:
    """Give the app its frame. Call it before any blueprint is registered, and `core.web.gate.seal` after the last one."""
    security.init(app, settings)
    i18n.init(app)
    shell.init(app)
    errors.init(app)
    again.init(app)
    app.register_blueprint(pages.blueprint)
