"""What every page has around its content: files with a version, navigation, the person signed in, the languages on offer."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, url_for

from core.actor import ANONYMOUS, current_actor
from core.hookspecs import Link
from core.plugin_manager import plugins
from core.web import i18n

STATIC = Path(__file__).parent / "static"


def init(app: Flask) -> None:
    app.jinja_env.globals.update(asset=asset, in_language=in_language, sign_out_url=sign_out_url, sign_in_url=sign_in_url)
    app.context_processor(_context)


def asset(name: str) -> str:
    """The address of one of our static files. Its version is in it, so that browsers may keep it for a year.

    Needs no routing: the page for a foreign host name and the page for a broken database are built with it too.
    """
    return f"{request.script_root}{current_app.static_url_path}/{name}?v={_version(name, _stamp(name))}"


def in_language(code: str) -> str:
    """This page in another language, as a link relative to itself. An error page tells nothing of its address."""
    kept = [] if g.get("error_page") else [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return "?" + urlencode([*kept, ("lang", code)])


def sign_in_url() -> str | None:
    return _url_of("SIGN_IN_ENDPOINT")


def sign_out_url() -> str | None:
    return _url_of("SIGN_OUT_ENDPOINT")


def _url_of(setting: str) -> str | None:
    endpoint = current_app.config[setting]
    return url_for(endpoint) if endpoint in current_app.view_functions else None


def _context() -> dict[str, Any]:
    actor = g.get("actor", ANONYMOUS) if g.get("bare") else current_actor()
    return {
        "actor": actor,
        "signed_in": actor.signed_in,
        "navigation": navigation,
        "languages": [(code, i18n.LANGUAGES[code]) for code in i18n.SHELL],
        "all_languages": i18n.LANGUAGES,
    }


def navigation() -> list[Link]:
    """The links that rooms, wings and plugins offer this actor, in their order. None on pages that must not ask anybody."""
    if g.get("bare") or "plugins" not in current_app.extensions:
        return []
    if "navigation" not in g:
        offered = plugins.gather("navigation", Link, actor=current_actor())
        g.navigation = sorted((link for _plugin, link in offered), key=lambda link: link.order)
    return list(g.navigation)


def _stamp(name: str) -> int:
    path = STATIC / name
    return path.stat().st_mtime_ns if path.is_file() else 0


@lru_cache(maxsize=256)
def _version(name: str, stamp: int) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:10] if stamp else "0"
