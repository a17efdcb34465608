"""Builds the administration inside the app factory, from the views that rooms, wings and plugins offer."""

from __future__ import annotations

from flask import Blueprint, Flask
from flask_admin import Admin, AdminIndexView, expose
from flask_admin.base import BaseView
from flask_admin.theme import Bootstrap4Theme
from flask_babel import lazy_gettext

from core.admin.rights import Guarded
from core.plugin_manager import Plugins
from core.web.gate import allow
from core.web.security import nonce

BASE_TEMPLATE = "admin/frame.html"


class Start(Guarded, AdminIndexView):
    """What there is to administer."""

    see = "see_admin"

    @expose("/")
    def index(self) -> str:
        return self.render("admin/start.html", cards=[view for view in self.admin._views[1:] if view.is_accessible()])


def init_admin(app: Flask, plugins: Plugins) -> Admin:
    """Build /admin. Call it after the plugins are loaded and before the seal: Flask-Admin takes no views later."""
    # its templates must be found before those of Flask-Admin
    app.register_blueprint(Blueprint("admin_frame", __name__, template_folder="templates"))
    admin = Admin(
        app,
        name=lazy_gettext("Administration"),
        index_view=Start(name=lazy_gettext("Overview"), url="/admin"),
        theme=Bootstrap4Theme(base_template=BASE_TEMPLATE),
        csp_nonce_generator=nonce,
    )
    allow("admin.*", "see_admin")
    for plugin, view in plugins.gather("admin_views", BaseView):
        _add(admin, plugins, plugin, view)
    return admin


def _add(admin: Admin, plugins: Plugins, plugin: str, view: BaseView) -> None:
    """Take a view in; one that is not guarded, or whose address is taken, is the fault of its plugin alone."""
    if not isinstance(view, Guarded):
        plugins.fault(plugin, "admin_views", f"{type(view).__name__} is not made from core.admin.AdminBase or AdminPage")
        return
    if view.endpoint in admin.app.blueprints:
        plugins.fault(plugin, "admin_views", f"the admin view '{view.endpoint}' exists already; give yours another endpoint")
        return
    admin.add_view(view)
    allow(f"{view.endpoint}.*", "see_admin")
