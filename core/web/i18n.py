"""Languages: which one this request speaks, its direction, and how dates and wordings are shown in it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel.dates import format_date
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, format_datetime, get_locale, get_translations, gettext, ngettext, to_user_timezone

from core.actor import current_actor
from core.clock import now, today

# Languages of the shell: all its texts exist in them. Wordings of programmes may come in more.
SHELL = ("de", "en")
# Language -> its own name. What a participant may choose; a text that is missing falls back to German.
LANGUAGES = {
    "de": "Deutsch",
    "en": "English",
    "ar": "العربية",
    "fa": "فارسی",
    "ps": "پښتو",
    "ku": "Kurmancî",
    "ckb": "کوردی",
    "uk": "Українська",
    "ru": "Русский",
    "tr": "Türkçe",
    "fr": "Français",
    "ti": "ትግርኛ",
    "am": "አማርኛ",
    "so": "Soomaali",
    "sq": "Shqip",
    "bg": "Български",
    "ro": "Română",
    "pl": "Polski",
    "es": "Español",
    "it": "Italiano",
    "vi": "Tiếng Việt",
    "ur": "اردو",
    "he": "עברית",
    "sr": "Srpski",
}
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "ckb", "ur", "he", "yi", "dv"})
FOLDER = Path(__file__).resolve().parent.parent / "translations"
COOKIE = "language"
_YEAR = 365 * 24 * 3600
# One way of writing a day for each language of the shell: people compare days across pages.
_DAYS = {"de": "dd.MM.yyyy", "en": "d MMMM yyyy"}


def init(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "de")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Berlin")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(FOLDER))
    Babel(app, locale_selector=shell_language)
    _say_quickly(app)
    app.after_request(_remember)
    app.jinja_env.filters.update(w=wording_text, date=show_date, moment=show_moment, due=due_text)
    app.jinja_env.globals.update(language=language, shell_language=shell_language, direction=direction, due_state=due_state)


def _say_quickly(app: Flask) -> None:
    """Templates find their catalogue once a request: Flask-Babel looks for it at each text, and a long page has thousands."""
    texts = app.jinja_env
    texts.install_gettext_callables(  # type: ignore[attr-defined]  # it comes with the extension that Babel adds
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, count: _catalogue().ungettext(one, many, count),
        newstyle=True,
    )
    texts.globals["_"] = texts.globals["gettext"]


def _catalogue() -> Any:
    """Kept where Flask-Babel keeps the language, so that `force_locale` puts it aside."""
    if (found := getattr(g.get("_flask_babel"), "babel_translations", None)) is None:
        found = get_translations()
        g._flask_babel.babel_translations = found
    return found


def language() -> str:
    """The language of this request: ?lang= → cookie → the user's own → Accept-Language → German."""
    if not has_request_context():
        return "de"
    if "language" not in g:
        g.language = _chosen()
    return str(g.language)


def shell_language() -> str:
    """The language that menus, buttons and dates stand in: `language()` where the shell speaks it, else German."""
    spoken = language()
    return spoken if spoken in SHELL else "de"


def direction(code: str | None = None) -> str:
    """ "rtl" or "ltr" for a language code, without one for this request's language."""
    return "rtl" if (code or language()).split("_")[0].split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def wording_text(wording: Any) -> str:
    """The filter `w`: a Wording in this request's language; text and lazy texts pass unchanged."""
    return str(wording.text(language()) if hasattr(wording, "text") else wording)


def show_date(value: date | datetime | None) -> str:
    """The filter `date`: 03.05.2026, 3 May 2026. A moment is shown as its day in Berlin. Nothing is an empty text."""
    if value is None:
        return ""
    locale = get_locale()
    day = to_user_timezone(value).date() if isinstance(value, datetime) else value
    return day_text(day, locale.language if locale else "de")


def day_text(value: date, language: str) -> str:
    """A day as people who read this language write it; as in German where the shell does not speak it."""
    spoken = language if language in _DAYS else "de"
    return str(format_date(value, _DAYS[spoken], locale=spoken))


def show_moment(value: datetime | None) -> str:
    """The filter `moment`: day and time in Berlin, kept on one line."""
    return "" if value is None else f"{show_date(value)}, {format_datetime(value, 'HH:mm')}".replace(" ", "\u00a0")


def due_state(due: date | None, on: date | None = None) -> str:
    """ "overdue", "soon" (within a week), "later" or "none"."""
    if due is None:
        return "none"
    days = (due - (on or today(now()))).days
    return "overdue" if days < 0 else "soon" if days <= 7 else "later"


def due_text(due: date | None, on: date | None = None) -> str:
    """The filter `due`: how far away a deadline is, in words."""
    if due is None:
        return gettext("no deadline")
    days = (due - (on or today(now()))).days
    if days < 0:
        return ngettext("overdue by %(num)d day", "overdue by %(num)d days", -days)
    if days == 0:
        return gettext("due today")
    return ngettext("due tomorrow", "due in %(num)d days", days)


def _chosen() -> str:
    actor = current_actor()
    own = actor.language if actor.signed_in else ""  # a stranger's is the one of her browser
    for candidate in (request.args.get("lang"), request.cookies.get(COOKIE), own):
        if candidate in LANGUAGES:
            return str(candidate)
    for accepted, _quality in request.accept_languages:
        code = accepted.replace("-", "_").split("_")[0].lower()
        if code in LANGUAGES:
            return code
    return "de"


def _remember(response: Response) -> Response:
    """Keep a language that was chosen by ?lang= on this device."""
    if request.args.get("lang") in LANGUAGES and not response.cache_control.public:
        secure = bool(current_app.config.get("SESSION_COOKIE_SECURE"))
        response.set_cookie(COOKIE, language(), max_age=_YEAR, samesite="Lax", httponly=True, secure=secure)
    return response
