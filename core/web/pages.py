"""The frame's own pages: accessibility statement and privacy notice."""

from __future__ import annotations

from flask import Blueprint, Response

from core.web.gate import PUBLIC, policy
from core.web.page import page

blueprint = Blueprint("web", __name__, template_folder="templates")


@blueprint.get("/accessibility")
@policy(PUBLIC)
def accessibility() -> Response:
    return page("accessibility.html")


@blueprint.get("/privacy")
@policy(PUBLIC)
def privacy() -> Response:
    return page("privacy.html")
