"""What the administration gives to the house: itself, its entry in the navigation and the list of plugins."""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from flask_admin import expose
from flask_admin.base import BaseView
from flask_babel import gettext, lazy_gettext

from core.actor import Actor
from core.admin.rights import AdminPage
from core.admin.setup import init_admin
from core.hookspecs import Link
from core.marker import hookimpl
from core.plugin_manager import plugins


class PluginsPage(AdminPage):
    """All plugins with their state; what is wrong with a faulty one is said in full."""

    see = "see_plugins"
    about = lazy_gettext("Which plugins are on, and what is wrong with those that are not.")

    @expose("/")
    def index(self) -> str:
        return self.render("admin/plugins.html", states=plugins.states())


@hookimpl
def setup(app: Flask) -> None:
    init_admin(app, app.extensions["plugins"])


@hookimpl
def admin_views() -> list[BaseView]:
    return [PluginsPage(name=lazy_gettext("Plugins"), endpoint="plugins", url="/admin/plugins")]


@hookimpl
def navigation(actor: Actor) -> list[Any]:
    return [Link(gettext("Administration"), f"{request.script_root}/admin/", order=90)] if actor.may("see_admin") else []
