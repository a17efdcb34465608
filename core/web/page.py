"""Show a page: the last of a page's three beats (ask, do, show)."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template


def page(template: str, /, *, status: int = 200, **context: Any) -> Response:
    """Render a template into the shell. `status` 422 is for a form that comes back with errors."""
    return make_response(render_template(template, **context), status)
