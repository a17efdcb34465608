"""A small table of its own for the tests of the administration: folders on shelves, in two offices."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient
from flask_admin.actions import action
from flask_admin.base import BaseView
from flask_admin.contrib.sqla.filters import DateBetweenFilter, DateGreaterFilter, FilterEqual, IntInListFilter
from sqlalchemy import ColumnElement, ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from core.actor import Actor, Grant, under
from core.admin import AdminBase
from core.admin.plugin import PluginsPage
from core.admin.setup import init_admin
from core.database import db, init_database, transaction
from core.plugin_manager import Plugins
from core.settings import load_settings
from core.web import init_web
from core.web.gate import seal
from tests.core.web.frame import WEB

OURS, THEIRS = "/usingen/", "/elsewhere/"
FORMULA = '=HYPERLINK("http://evil.example")'


class Own(DeclarativeBase):
    """Apart from the house's own tables."""


class Shelf(Own):
    __tablename__ = "test_shelf"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    unit_path: Mapped[str] = mapped_column(String(80))

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return under(actor, action, cls.unit_path)


class Folder(Own):
    __tablename__ = "test_folder"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    unit_path: Mapped[str] = mapped_column(String(80))
    opened: Mapped[dt.date]
    copies: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    shelf_id: Mapped[int] = mapped_column(ForeignKey("test_shelf.id"))
    shelf: Mapped[Shelf] = relationship()

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.title

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return under(actor, action, cls.unit_path)


class Folders(AdminBase):
    see = "see_units"
    edit = "edit_units"
    can_create = can_edit = can_delete = can_export = True
    column_list = ["title", "opened", "copies", "shelf"]
    column_searchable_list = ["title"]
    column_filters = [
        FilterEqual(Folder.copies, "Copies", options=[("0", "none"), ("1", "one")]),
        FilterEqual(Folder.id, "Number"),
        DateGreaterFilter(Folder.opened, "Opened"),
        FilterEqual(Folder.opened, "Opened"),
        DateBetweenFilter(Folder.opened, "Opened"),
        IntInListFilter(Folder.copies, "Copies"),
        FilterEqual(Folder.title, "Title"),
    ]
    form_columns = ["title", "unit_path", "opened", "copies", "shelf"]

    @action("stamp", "Stamp", "Really?")
    def action_stamp(self, ids: list[int]) -> None:
        with transaction():
            for folder in self.rows(ids):
                folder.copies += 1


class FoldersByName(Folders):
    """The same, where the shelf is searched for while typing."""

    form_ajax_refs = {"shelf": {"fields": ["name"], "page_size": 10}}


def actor(*roles: str, path: str = OURS) -> Actor:
    return Actor("user-1", "Kim Beispiel", "de", tuple(Grant(role, "unit-1", path) for role in roles))


CLERK = actor("system_admin")


class Views:
    """Stands for the plugins: only the administration's own and the test's views are offered."""

    def __init__(self, views: list[Any]) -> None:
        self.views, self.faults = views, dict[str, str]()

    def gather(self, _hook: str, _kind: type, **_values: Any) -> list[tuple[str, Any]]:
        own = PluginsPage(name="Plugins", endpoint="plugins", url="/admin/plugins")
        return [("admin", own), *(("stranger", view) for view in self.views)]

    def fault(self, plugin: str, _place: str, message: str) -> None:
        self.faults[plugin] = message


def views() -> list[BaseView]:
    return [
        Folders(Folder, name="Folders", endpoint="folders", url="/admin/folders"),
        FoldersByName(Folder, name="By name", endpoint="by_name", url="/admin/by_name"),
    ]


def make_app(tmp_path: Path, url: str, offered: list[Any], asks: Actor = CLERK) -> Flask:
    app = Flask("core", root_path=str(WEB))
    app.config.update(SECRET_KEY="not a secret at all", WTF_CSRF_ENABLED=False, ASKS=asks)
    init_database(app, url)
    init_web(app, load_settings(data_dir=tmp_path / "var", database_url=url))
    app.extensions["plugins"] = Plugins()
    app.before_request(lambda: setattr(g, "actor", app.config["ASKS"]))
    app.extensions["offered"] = Views(offered)
    init_admin(app, app.extensions["offered"])
    seal(app)
    return app


@contextmanager
def filled(tmp_path: Path, url: str) -> Iterator[FlaskClient]:
    """The app with two shelves and four folders: 1 and 2 are ours, 3 and 4 stand elsewhere."""
    app = make_app(tmp_path, url, views())
    with app.app_context():
        Own.metadata.create_all(db.engine)
        with transaction() as session:
            for name, path in (("our shelf", OURS), ("their shelf", THEIRS)):
                _add(session, Shelf(name=name, unit_path=path))
            for day, (title, path) in enumerate([("ours", OURS), (FORMULA, OURS), ("theirs", THEIRS), ("veiled", THEIRS)], 1):
                _add(session, Folder(title=title, unit_path=path, opened=dt.date(2026, 3, day), shelf_id=1 + day // 3))
        db.session.remove()
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


def _add(session: Session, row: Own) -> None:
    """One by one: the database numbers them in this order."""
    session.add(row)
    session.flush()


def folder(client: FlaskClient, id: int) -> Folder | None:
    """The row as it stands in the database now."""
    with client.application.app_context():
        return db.session.get(Folder, id)
