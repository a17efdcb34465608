"""What the forms wing gives to the house: kinds of fields, pages, and the care for what was typed when a session ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Flask, url_for
from flask_admin.base import BaseView
from flask_babel import lazy_gettext as _

from core.actor import Actor
from core.catalogue.designers import designs
from core.hookspecs import Panel
from core.marker import hookimpl
from core.plugin_manager import plugins
from forms import models, parked
from forms import pages as own_pages
from forms.designing import pages as designing
from forms.kinds.base import Kind
from forms.kinds.builtin import BUILT_IN
from forms.kinds.registry import KindClash, register

register(BUILT_IN)
MODELS = (models.Draft, models.Submission, models.Attachment, models.Parked)


@hookimpl
def field_kinds() -> Sequence[type[Kind]]:
    return BUILT_IN


@hookimpl
def setup(app: Flask) -> None:
    parked.init(app)
    for plugin, kinds in plugins.call("field_kinds"):
        try:
            register(kinds)
        except (KindClash, ValueError, TypeError, AttributeError) as error:  # a stranger's kinds; the others serve
            plugins.fault(plugin, "field_kinds", f"its kinds of fields cannot be used: {error}")


@hookimpl
def pages() -> Sequence[Blueprint]:
    return [own_pages.blueprint]


@hookimpl
def admin_views() -> list[BaseView]:
    return designing.views()


@designs("forms")
def designed(change_id: str, address: str, _name: str) -> str:
    """The designer of the form, with the part in its panel."""
    if not address:
        return url_for("designer.forms_of", change_id=change_id)
    _forms, form_id, *part = address.split("/")
    return url_for("designer.design", change_id=change_id, form_id=form_id, at="/".join(part) or None, _anchor="panel")


@hookimpl
def change_panels(actor: Actor, change_set: Any) -> Sequence[Panel]:
    """The forms of a draft, each with the way to its designer."""
    shown = [Panel(_("Forms"), "forms/designing/forms.html", {"change_set": change_set}, order=30)]
    return shown if change_set.pending else []
