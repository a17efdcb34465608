"""Error pages: in plain words, in the reader's language, as HTML, fragment or JSON."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, jsonify, make_response, redirect, render_template, request
from flask_babel import lazy_gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from core.actor import Forbidden, NotFound
from core.web.again import collided
from core.web.typed import typed
from core.web.wants import wants_json

_ = lazy_gettext

# status -> title, what it means, what to do
TEXTS = {
    400: (
        _("The server did not understand this request"),
        _("Part of what was sent is missing or damaged."),
        _("Go back, reload the page and try again."),
    ),
    401: (_("Please sign in"), _("This page is only for people who are signed in."), _("Sign in, then open the page again.")),
    403: (
        _("You may not do this"),
        _("Your role does not include this page."),
        _("If you need it for your work, ask your administration for the right."),
    ),
    404: (
        _("Page not found"),
        _("There is nothing at this address, or it is not meant for you."),
        _("Check the address, or start again from the home page."),
    ),
    405: (
        _("This does not work here"),
        _("The page exists, but not for this kind of request."),
        _("Use the links and buttons of the page."),
    ),
    413: (
        _("That was too large"),
        _("The files or texts sent are larger than allowed."),
        _("Choose a smaller file or send the files one by one."),
    ),
    422: (
        _("That cannot be stored"),
        _("Some of the text holds characters that cannot be stored."),
        _("Go back and type the text anew instead of pasting it."),
    ),
    429: (_("Too many attempts"), _("There were many requests in a short time."), _("Wait a few minutes, then try again.")),
    500: (
        _("Something went wrong"),
        _("The error is on our side and has been written down."),
        _("Nothing was stored halfway. Try again in a few minutes."),
    ),
    503: (
        _("Not available at the moment"),
        _("The database cannot be reached."),
        _("Your saved drafts are safe. Try again in a few minutes."),
    ),
}
_EXPIRED = (
    _("This form is no longer valid"),
    _("Your session has ended, or the page was open in another sign-in."),
    _("Open the page again and send the form once more. Saved drafts are kept."),
)
_COLLIDED = (
    _("Somebody was working on this at the same moment"),
    _("Nothing of what you sent was stored."),
    _("Go back and send it once more."),
)
_KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")
_BROKEN = frozenset({500, 503})  # nothing may be asked of the database while such a page is built


def init(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Forbidden, lambda _error: show(403))
    app.register_error_handler(NotFound, lambda _error: show(404))
    app.register_error_handler(OperationalError, _database_gone)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(UnicodeEncodeError, _unstorable)


def show(
    status: int, *, headers: dict[str, str] | None = None, texts: tuple[object, object, object] | None = None, bare: bool = False
) -> Response:
    """The answer for a status. `bare` builds it without navigation, routing and database."""
    title, meaning, advice = texts or TEXTS.get(status) or TEXTS[400 if status < 500 else 500]
    if wants_json():
        response = jsonify({"error": str(title), "message": f"{meaning} {advice}", "status": status})
        response.status_code = status
    else:
        g.bare, g.error_page = bare, True
        response = make_response(
            render_template(
                _template(bare), status=status, title=title, meaning=meaning, advice=advice, typed=typed(), again=_again(texts)
            ),
            status,
        )
    response.headers.update(headers or {})
    return response


def _again(texts: object) -> str:
    """Where the form stood that is no longer valid, when its page has the address to which it was sent."""
    rule = request.url_rule
    return request.full_path.rstrip("?") if texts is _EXPIRED and rule and "GET" in (rule.methods or ()) else ""


def _template(bare: bool) -> str:
    if bare:
        return "errors/bare.html"
    return "errors/fragment.html" if request.headers.get("HX-Request") else "errors/error.html"


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or status < 400:
        return make_response(error.get_response())
    if (
        isinstance(error, CSRFError)
        and request.endpoint == current_app.config["SIGN_OUT_ENDPOINT"]
        and not current_user.is_authenticated  # the token is looked at before the actor is known
    ):
        return make_response(redirect(f"{request.script_root}/", 303))  # who is out already has what she wanted
    plain = error.get_response().headers
    headers = {name: plain[name] for name in _KEPT_HEADERS if name in plain}
    bare = status in _BROKEN or isinstance(error, SecurityError)  # for a foreign host name no address can be built
    return show(status, headers=headers, texts=_EXPIRED if isinstance(error, CSRFError) else None, bare=bare)


def _database_gone(error: OperationalError) -> Response:
    if collided(error):
        current_app.logger.warning("A request of '%s' collided with another one in the database", request.endpoint)
        return show(503, headers={"Retry-After": "1"}, texts=_COLLIDED, bare=True)
    current_app.logger.exception("The database did not answer a request of '%s'", request.endpoint)
    return show(503, headers={"Retry-After": "30"}, bare=True)


def _unstorable(_error: Exception) -> Response:
    """NUL or half a character in what was sent: the transaction is rolled back, so nothing of it is stored."""
    current_app.logger.warning("Text that cannot be stored was sent to '%s'", request.endpoint)
    return show(400 if request.method in ("GET", "HEAD") else 422)
