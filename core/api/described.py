"""What the API offers, as OpenAPI 3.1: each view says it beside itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "_foerderkette_described"
PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True)
class Described:
    """One operation: a line, and the JSON Schemas of what is sent and what comes back."""

    summary: str
    body: Mapping[str, Any] | None
    answer: Mapping[str, Any]


def describe(described: Described) -> Callable[[View], View]:
    """Say what a view of the API takes and gives; a test refuses one that says nothing."""

    def mark(view: View) -> View:
        setattr(view, _MARK, described)
        return view

    return mark


def document(app: Flask) -> dict[str, Any]:
    """The OpenAPI document of an app."""
    paths: dict[str, dict[str, Any]] = {}
    for rule in app.url_map.iter_rules():
        said = getattr(app.view_functions[rule.endpoint], _MARK, None)
        if said is not None and rule.rule.startswith(PREFIX):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                paths.setdefault(rule.rule, {})[method.lower()] = _operation(said, rule.endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Förderkette", "version": "1"},
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Fault": FAULT},
        },
        "security": [{"token": []}],
    }


FAULT: Mapping[str, Any] = {
    "type": "object",
    "required": ["error", "message", "status"],
    "properties": {
        "error": {"type": "string"},
        "message": {"type": "string"},
        "status": {"type": "integer"},
        "faults": {
            "type": "array",
            "items": {"type": "object", "properties": {"path": {"type": "string"}, "message": {"type": "string"}}},
        },
    },
}


def _operation(said: Described, endpoint: str) -> dict[str, Any]:
    fault = {"description": "What is wrong", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}}
    found: dict[str, Any] = {
        "summary": said.summary,
        "operationId": endpoint.replace(".", "_"),
        "responses": {
            "200": {"description": "The answer", "content": {"application/json": {"schema": said.answer}}},
            **dict.fromkeys(("400", "401", "403", "413", "422"), fault),
        },
    }
    if said.body is not None:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": said.body}}}
    return found
