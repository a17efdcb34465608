"""A bare app in the frame, with whoever asks put in by hand; and a whole app on a database."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, g

from core.actor import ANONYMOUS, Actor, Grant
from core.settings import Settings, load_settings
from core.web import init_web
from core.web.gate import PUBLIC, policy, seal

WEB = Path(__file__).parents[3] / "core" / "web"


def actor(*roles: str, language: str = "de") -> Actor:
    return Actor("user-1", "Kim Beispiel", language, tuple(Grant(role, "unit-1", "/unit-1/") for role in roles))


def settings(tmp_path: Path, **more: Any) -> Settings:
    return load_settings(data_dir=tmp_path / "var", **more)


def bare_app(tmp_path: Path, asks: Actor = ANONYMOUS, *, routes: Callable[[Flask], None] | None = None, **more: Any) -> Flask:
    """The frame alone, without rooms or database; `routes` may add endpoints before the seal."""
    app = Flask("core", root_path=str(WEB))
    app.config.update(SECRET_KEY="not a secret at all", PROPAGATE_EXCEPTIONS=False)
    init_web(app, settings(tmp_path, **more))
    app.before_request(lambda: setattr(g, "actor", asks))
    add(app, "/take", "take", lambda: "taken", methods=["POST"])
    if routes:
        routes(app)
    seal(app)
    return app


def add(app: Flask, rule: str, endpoint: str, view: Callable[..., Any], needed: str = PUBLIC, **options: Any) -> None:
    """A view with a policy in one line."""
    app.add_url_rule(rule, endpoint, policy(needed)(view), **options)
