"""The door: one function makes the app from ground, rooms, wings and strangers' plugins."""

import datetime as dt
import gc
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from werkzeug.middleware.proxy_fix import ProxyFix

from core.catalogue import ship
from core.database import assert_ready, db, init_database, transaction
from core.definitions import DefinitionError, Fault, Form, Letter, Page, Programme, check, resolve, vocabulary
from core.definitions.parts import Parts
from core.journal.deliver import Deliverer
from core.journal.doorbell import init_doorbell
from core.plugin_manager import Plugins, Source, built_in, installed, plugins
from core.plugin_probe import in_folders, probe
from core.settings import Settings, SettingsError, load_settings
from core.web import init_web
from core.web.gate import PUBLIC, policy, seal

# In the order of the floors; what stands here is loaded like any other plugin, but not tried out first.
BUILT_IN = (
    "core.journal.plugin",
    "core.catalogue.plugin",
    "core.organisations.plugin",
    "core.access.plugin",
    "core.people.plugin",
    "core.admin.plugin",
    "core.api.plugin",
    "forms.plugin",
    "workflows.plugin",
)
log = logging.getLogger(__name__)


class BrokenHouse(RuntimeError):
    """A built-in room or wing cannot be loaded; the text names it and why."""


def create_app(settings: Settings | None = None) -> Flask:
    """A whole app. Needs no migrated database yet: `prepare` looks at that."""
    with _collector_resting():
        return _built(settings or load_settings())


@contextmanager
def _collector_resting() -> Iterator[None]:
    """What is loaded at a start stays, so nothing of it is searched for garbage: a tenth of the time of a start."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


def _built(settings: Settings) -> Flask:
    web = Path(__file__).parent / "web"
    app = Flask("core", root_path=str(web), instance_path=str(settings.data_dir))
    _configure(app, settings)
    init_database(app, settings.database_url)
    init_doorbell(app, settings.redis_url)
    loaded = app.extensions["plugins"] = Plugins(settings.plugins_off)
    with app.app_context():
        init_web(app, settings)
        _load(loaded, settings)
        loaded.call("setup", app=app)
        app.extensions["programmes"], app.extensions["refused_programmes"] = _shipped(loaded)
        _register_pages(app, loaded)
        app.add_url_rule("/health", "health", health)
        seal(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's own way
    return app


def prepare(app: Flask, now: dt.datetime) -> None:
    """Make a migrated database ready for work: pragmas asserted, shipped programmes in the catalogue; raises DatabaseNotReady."""
    with app.app_context():
        assert_ready(db.engine)
        with transaction() as session:
            ship(session, app.extensions["programmes"], now)
        db.session.remove()


def serving() -> Flask:
    """What each process of `serve` runs; without Redis it delivers by itself."""
    app = create_app()
    if not app.config["SETTINGS"].redis_url:
        start_deliverer(app)
    return app


def start_deliverer(app: Flask) -> Deliverer:
    """A thread that delivers in this process; the embedded run has no worker."""
    thread = app.extensions["deliverer"] = Deliverer(app)
    thread.start()
    return thread


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=settings.upload_limit + 1024 * 1024,  # a file of the allowed size comes with other fields
        MAX_FORM_PARTS=5000,
        PERMANENT_SESSION_LIFETIME=dt.timedelta(minutes=settings.session_minutes),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.cookies_secure,
    )


def _load(loaded: Plugins, settings: Settings) -> None:
    for source in built_in(BUILT_IN):
        loaded.load(source)
    if broken := [f"{one.name}: {one.error}" for one in loaded.states() if one.state == "faulty"]:
        # a stranger's plugin may be missing; without one of its own rooms the house would answer wrongly
        raise BrokenHouse("; ".join(broken))
    strangers: list[Source] = [*in_folders(settings.plugins_dir), *installed()]
    _known_off(settings.plugins_off, [source.name for source in (*built_in(BUILT_IN), *strangers)])
    wanted = [source for source in strangers if source.name not in settings.plugins_off]
    refused = probe(wanted, settings.data_dir / "plugins.json")
    for source in strangers:
        loaded.load(source, refused.get(source.module, ""))


def _known_off(off: Iterable[str], names: list[str]) -> None:
    for name in off:
        if name not in names:
            near = get_close_matches(name, names, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(names) or 'none'}"
            raise SettingsError(f"FOERDERKETTE_PLUGINS_OFF names {name}, which is no plugin here; {hint}")


def _shipped(loaded: Plugins) -> tuple[list[Programme], dict[str, list[Fault]]]:
    """The programmes of all plugins that stand the check, with shared parts in their places; and the faults of the others."""
    found: dict[str, Programme] = {}
    refused: dict[str, list[Fault]] = {}
    shared = gather_parts(loaded)
    for plugin, programme in loaded.gather("programmes", Programme):
        if programme.id in found:
            loaded.fault(plugin, "programmes", f"the programme {programme.id} is shipped by another plugin already")
            continue
        whole, faults = _whole(programme, shared)
        if faults:
            refused[programme.id] = faults
            more = f" (and {len(faults) - 1} more; 'foerderkette programme check' lists all)" if len(faults) > 1 else ""
            loaded.fault(plugin, "programmes", f"the programme {programme.id} has a fault at {faults[0]}{more}")
        else:
            found[programme.id] = whole
    return list(found.values()), refused


def _whole(programme: Programme, shared: Parts) -> tuple[Programme, list[Fault]]:
    """The programme with its parts in their places, and what is wrong with it."""
    try:
        whole = resolve(programme, shared)
    except DefinitionError as error:
        return programme, error.faults
    return whole, list(_faults(whole))


@lru_cache(maxsize=256)
def _faults(whole: Programme) -> tuple[Fault, ...]:
    """A definition is frozen: a process that makes several apps checks it once."""
    return tuple(check(whole, vocabulary()))


def gather_parts(loaded: Plugins) -> Parts:
    """The shared forms, letters and pages of all plugins by name. What is none, and a name given twice, is its plugin's fault."""
    found: dict[str, Form | Page | Letter] = {}
    for plugin, given in loaded.call("parts"):
        if not isinstance(given, Mapping):
            wanted = "a mapping of names to forms, letters and pages"
            loaded.fault(plugin, "parts", f"the hook parts must return {wanted}, not {_kind(given)}")
            continue
        for name, part in given.items():
            if not isinstance(part, (Form, Letter, Page)):
                loaded.fault(plugin, "parts", f"the part {name} must be a Form, a Letter or a Page, not {_kind(part)}")
            elif name in found:
                loaded.fault(plugin, "parts", f"the part {name} is given by another plugin already")
            else:
                found[name] = part
    return found


def _kind(value: object) -> str:
    return type(value).__name__


def _register_pages(app: Flask, loaded: Plugins) -> None:
    for plugin, blueprint in loaded.gather("pages", Blueprint):
        try:
            app.register_blueprint(blueprint)
        except Exception as error:  # noqa: BLE001  # a stranger's blueprint; what it got registered is still held by the gate
            loaded.fault(plugin, "pages", f"its pages cannot be registered: {error}")


@policy(PUBLIC)
def health() -> ResponseReturnValue:
    """/health for whoever watches the server: 200, or 503 when nothing can be served."""
    report = health_report()
    return jsonify(report), 200 if report["status"] == "ok" else 503


def health_report() -> dict[str, Any]:
    """What /health says. A faulty plugin is named, yet the house stands; without its database it does not."""
    try:
        db.session.execute(text("SELECT 1"))
        parts: dict[str, Any] = dict(plugins.call("health"))
    except Exception:  # whatever keeps the database from answering
        log.exception("The database does not answer.")
        parts = {}
    # both read their tables: a database that answers without them is no database of ours
    well = {"journal", "catalogue"} <= set(parts)
    return {
        "status": "ok" if well else "failing",
        "programmes": parts.pop("catalogue", {}).get("programmes", []),
        "plugins": [{"name": one.name, "state": one.state, "error": one.error} for one in plugins.states()],
        "database": "ok" if well else "failing",
        "deliveries": parts.pop("journal", {}),
        **({"more": parts} if parts else {}),
    }
