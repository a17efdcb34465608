"""What the catalogue gives to the house: its programmes for /health and the commands below `programme`."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import click
from flask import Blueprint
from flask_admin.base import BaseView
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.catalogue import change_pages
from core.catalogue.admin import views
from core.catalogue.commands import programme
from core.catalogue.designer_tabs import tabs
from core.catalogue.models import ProgrammeRow
from core.catalogue.publishing import due_changes
from core.database import db
from core.marker import hookimpl


@hookimpl
def health() -> dict[str, Any]:
    """The ids of the programmes on offer."""
    return {"programmes": list(db.session.scalars(select(ProgrammeRow.id).order_by(ProgrammeRow.id)))}


@hookimpl
def tick(session: Session, now: dt.datetime) -> None:
    """Publish the change sets whose day has come."""
    due_changes(session, now)


@hookimpl
def commands() -> Sequence[click.Command]:
    return [programme]


@hookimpl
def pages() -> list[Blueprint]:
    own = Blueprint("catalogue", __name__, template_folder="templates")
    own.app_context_processor(lambda: {"designer_tabs": tabs})
    return [own]


@hookimpl
def admin_views() -> list[BaseView]:
    return [*change_pages.views(), *views()]
