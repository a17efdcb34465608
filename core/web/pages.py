"""The frame's own pages: accessibility statement and privacy notice; and its static files."""

from __future__ import annotations

from flask import Blueprint, Response

from core.web.gate import PUBLIC, policy
from core.web.page import page
from core.web.shell import ASSETS

blueprint = Blueprint("web", __name__, template_folder="templates", static_folder="static", static_url_path=ASSETS)


@blueprint.get("/accessibility")
@policy(PUBLIC)
def accessibility() -> Response:
    return page("accessibility.html")


@blueprint.get("/privacy")
@policy(PUBLIC)
def privacy() -> Response:
    return page("privacy.html")
