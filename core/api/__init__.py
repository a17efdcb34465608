"""The frame of the JSON API: bodies are read within bounds, faults are told by path, and OpenAPI says what there is."""

from core.api.body import BadBody, json_body
from core.api.described import Described, describe, document
from core.api.frame import api_blueprint

__all__ = ["BadBody", "Described", "api_blueprint", "describe", "document", "json_body"]
