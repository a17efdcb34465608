"""Blueprints of the API: a token or a session with its CSRF token, faults as JSON."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, g, jsonify

from core.api.body import BadBody
from core.api.described import PREFIX
from core.web.security import csrf


def api_blueprint(name: str, import_name: str) -> Blueprint:
    """A blueprint below /api/v1. Its views need `@policy(…)` and `@describe(…)` as every other one needs its policy."""
    blueprint = Blueprint(name, import_name, url_prefix=PREFIX)
    # who brings a token is no browser that a stranger's page could use
    csrf.exempt(blueprint)
    blueprint.before_request(_protect)
    blueprint.register_error_handler(BadBody, _refuse)
    return blueprint


def _protect() -> None:
    if not g.get("by_token") and current_app.config["WTF_CSRF_ENABLED"]:
        csrf.protect()


def _refuse(error: BadBody) -> tuple[Response, int]:
    faults = [{"path": path, "message": message} for path, message in error.faults]
    return jsonify(error="This cannot be read", message=str(error), status=error.status, faults=faults), error.status
