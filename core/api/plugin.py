"""What the frame of the API gives to the house: the document that describes it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, jsonify

from core.api.described import PREFIX, document
from core.marker import hookimpl
from core.web.gate import PUBLIC, policy

blueprint = Blueprint("api", __name__, url_prefix=PREFIX)


@blueprint.get("/openapi.json")
@policy(PUBLIC)
def openapi() -> Response:
    return jsonify(document(current_app))


@hookimpl
def pages() -> Sequence[Blueprint]:
    return [blueprint]
