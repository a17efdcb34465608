"""The gate: every endpoint names who may pass, or the app does not start; every request is held against it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, request, url_for
from werkzeug.routing import Rule

from core.actor import ACTIONS, current_actor
from core.web.wants import wants_json

PUBLIC = "public"
SIGNED_IN = "signed_in"
PARTICIPANT = "participant"  # who came by a personal link; the room that hands links out fills g.participant

_MARK = "_foerderkette_policy"
_EXTENSION = "foerderkette_gate"
_allowed: dict[str, str] = {}

View = TypeVar("View", bound=Callable[..., Any])


class PolicyMissing(RuntimeError):
    """An endpoint without a policy, or with one that does not exist. The app must not start."""


def policy(name: str) -> Callable[[View], View]:
    """Say who may call this view: PUBLIC, SIGNED_IN, PARTICIPANT or an action such as "see_people".

    An action is asked of the actor without a record; the view itself asks again for the record that it loads.
    """

    def mark(view: View) -> View:
        setattr(view, _MARK, name)
        return view

    return mark


def allow(pattern: str, policy: str) -> None:
    """Name the policy of endpoints that others wrote, e.g. `allow("security.*", PUBLIC)`. The longest pattern wins."""
    if pattern.startswith(("*", "?", "[")):
        raise ValueError(
            f"The pattern '{pattern}' would open endpoints of everybody. Begin it with a blueprint's name: 'security.*'."
        )
    _allowed[pattern] = policy


def seal(app: Flask) -> dict[str, str]:
    """Find the policy of each endpoint and keep it; call it when the last blueprint is registered.

    Returns endpoint -> policy. Raises PolicyMissing naming each endpoint without a policy and what to write.
    """
    found: dict[str, str] = {}
    faults: list[str] = []
    for rule in app.url_map.iter_rules():
        name = _policy_of(app, rule)
        if name is None:
            faults.append(_missing(rule))
        elif name not in known_policies():
            faults.append(_unknown(rule, name))
        else:
            found[rule.endpoint] = name
    if faults:
        raise PolicyMissing("\n".join(sorted(set(faults))))
    if _EXTENSION not in app.extensions:
        app.before_request(_check)
    app.extensions[_EXTENSION] = found
    return found


def policies(app: Flask) -> dict[str, str]:
    """Endpoint -> policy of a sealed app."""
    return dict(app.extensions[_EXTENSION])


def known_policies() -> frozenset[str]:
    return ACTIONS | {PUBLIC, SIGNED_IN, PARTICIPANT}


def _policy_of(app: Flask, rule: Rule) -> str | None:
    view = app.view_functions.get(rule.endpoint)
    own = getattr(view, _MARK, None)
    if own is None:  # a class based view carries the mark on its class
        own = getattr(getattr(view, "view_class", None), _MARK, None)
    if own is not None:
        return str(own)
    if _is_static(rule):
        return PUBLIC
    matching = [pattern for pattern in _allowed if fnmatchcase(rule.endpoint, pattern)]
    return _allowed[max(matching, key=len)] if matching else None


def _is_static(rule: Rule) -> bool:
    """Files that a package carries are public; a view that only calls itself static is not."""
    name = rule.endpoint.rpartition(".")[2]
    return name == "static" and rule.rule.endswith("<path:filename>")


def _missing(rule: Rule) -> str:
    return (
        f"The endpoint '{rule.endpoint}' ({rule.rule}) has no policy. Write @policy(\"see_people\") above its view (or another "
        f'action, SIGNED_IN or PUBLIC), or, if others wrote the view, allow("{rule.endpoint}", …) from core.web.gate.'
    )


def _unknown(rule: Rule, name: str) -> str:
    near = difflib.get_close_matches(name, known_policies(), n=1)
    hint = f" Did you mean '{near[0]}'?" if near else " Add it to ROLES in core/actor.py."
    return f"The endpoint '{rule.endpoint}' ({rule.rule}) asks for '{name}', which no role grants.{hint}"


def _check() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None:  # no such address: the error page answers
        return None
    needed = current_app.extensions[_EXTENSION].get(endpoint)
    if needed is None:  # added after the seal: denied by default
        abort(404)
    if needed == PARTICIPANT and g.get("participant") is None:  # a link that ended and one that never was: the same answer
        abort(404)
    if needed in (PUBLIC, PARTICIPANT):
        return None
    if not current_actor().signed_in:
        return _ask_to_sign_in()
    if needed != SIGNED_IN and not current_actor().may(needed):
        abort(403)
    return None


def _ask_to_sign_in() -> Response:
    sign_in = current_app.config["SIGN_IN_ENDPOINT"]
    if wants_json() or sign_in not in current_app.view_functions:
        return _unauthorised()
    if request.headers.get("HX-Request"):  # htmx would put the sign-in form into a corner of the page
        return Response(status=401, headers={"HX-Redirect": url_for(sign_in, next=_local_target())})
    return Response(status=302, headers={"Location": url_for(sign_in, next=_local_target())})


def _unauthorised() -> Response:
    body = json.dumps({"error": "unauthorized", "message": "Sign in first."})
    return Response(body, status=401, mimetype="application/json")


def _local_target() -> str:
    """Where to come back to: this page, as a path. After a lost POST it is the page that the form stood on."""
    query = request.query_string.decode("ascii", "ignore")
    return request.path + (f"?{query}" if query else "")
