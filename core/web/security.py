"""What guards each request and response: hosts, cross-site requests, sizes, cookies and headers."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request
from flask_wtf.csrf import CSRFProtect

from core.web import multipart
from core.web.inputs import storable
from core.web.urlencoded import StrictRequest

if TYPE_CHECKING:
    from core.settings import Settings

csrf = CSRFProtect()

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not "no-referrer": the check of forms over https compares the referrer with the host
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def init(app: Flask, settings: Settings) -> None:
    _configure(app, settings)
    multipart.install()
    app.request_class = StrictRequest
    csrf.init_app(app)
    # before the check of tokens, so that a foreign site learns nothing from it
    app.before_request_funcs.setdefault(None, []).insert(0, _refuse_foreign_sites)
    app.before_request_funcs[None].insert(0, _refuse_unstorable_addresses)
    app.after_request(_protect)
    app.jinja_env.globals["csp_nonce"] = nonce


def nonce() -> str:
    """This response's nonce for `<script nonce=…>` and `<style nonce=…>`."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    return str(g.csp_nonce)


def _configure(app: Flask, settings: Settings) -> None:
    secure = settings.cookies_secure
    app.config.update(
        SESSION_COOKIE_NAME="__Host-foerderkette" if secure else "foerderkette",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.session_minutes),
        # a token lives as long as its session: a form that stood open for two hours is not lost
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=settings.upload_limit + 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=5_000,
        TRUSTED_HOSTS=[*_LOCAL_HOSTS, *settings.trusted_hosts],
    )
    app.config.setdefault("SIGN_IN_ENDPOINT", "security.login")
    app.config.setdefault("SIGN_OUT_ENDPOINT", "security.logout")


def _refuse_foreign_sites() -> None:
    """Unsafe methods only from our own pages, as the browser itself says (Sec-Fetch-Site, else Origin)."""
    if request.method in _SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        abort(403)
    origin = request.headers.get("Origin")
    if site is None and origin is not None and urlsplit(origin).netloc != request.host:
        abort(403)


def _refuse_unstorable_addresses() -> None:
    """No record's address or search holds NUL or half a character; PostgreSQL would answer such a one with an error."""
    if not storable(request.path):
        abort(404)
    if not all(storable(key) and storable(value) for key, value in request.args.items(multi=True)):
        abort(400)


def _protect(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _policy())
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if not _is_static() or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    elif "v" in request.args:  # its address changes with its content
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _is_static() -> bool:
    return (request.endpoint or "").rpartition(".")[2] == "static"


def _policy() -> str:
    own = f"'self' 'nonce-{nonce()}'"
    return (
        f"default-src 'none'; script-src {own}; style-src {own}; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
