"""The body of a request as JSON: bounded in size and depth, without doubled keys and without numbers that are none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NoReturn

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

LARGEST = 2_000_000
_DIGITS = 30


class BadBody(ValueError):
    """What is wrong with a body: pairs of path (`people/3/age`) and sentence."""

    def __init__(self, faults: Sequence[tuple[str, str]], status: int = 422) -> None:
        first = f"{faults[0][0] or 'the top'}: {faults[0][1]}"
        super().__init__(f"{len(faults)} faults, the first at {first}" if len(faults) > 1 else f"At {first}")
        self.faults, self.status = tuple(faults), status


def json_body() -> Any:
    """What was sent; numbers with a point are decimals. Raises BadBody, RequestEntityTooLarge."""
    if not request.is_json:
        raise BadBody([("", "Send JSON, with the header Content-Type: application/json.")], status=400)
    if (request.content_length or 0) > LARGEST:
        raise RequestEntityTooLarge
    raw = request.get_data(cache=False)
    if len(raw) > LARGEST:
        raise RequestEntityTooLarge
    try:
        return json.loads(raw, parse_constant=_none, parse_float=_decimal, parse_int=_whole, object_pairs_hook=_single)
    except (ValueError, RecursionError) as error:
        raise BadBody([("", _said(error))]) from None


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"This is no JSON: {error.msg} in line {error.lineno}, column {error.colno}."
    if isinstance(error, RecursionError):
        return "The JSON is nested too deep."
    return "The text is not UTF-8." if isinstance(error, UnicodeDecodeError) else str(error)


def _none(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON.")


def _decimal(text: str) -> Decimal:
    if len(text) > _DIGITS:
        raise ValueError(f"The number {text[:10]}… has more than {_DIGITS} signs.")
    return Decimal(text)


def _whole(text: str) -> int:
    if len(text) > _DIGITS:
        raise ValueError(f"The number {text[:10]}… has more than {_DIGITS} signs.")
    return int(text)


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"The key '{doubled[:40]}' stands twice in one object.")
    return found
