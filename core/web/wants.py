"""What the caller wants to read: a page or JSON."""

from __future__ import annotations

from flask import request


def wants_json() -> bool:
    """True for /api and for callers that prefer JSON to HTML."""
    if request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return bool(best == "application/json")
