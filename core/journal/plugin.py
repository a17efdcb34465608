"""What the journal gives to the house: its state for /health, the command `audit` and views for the administration."""

from collections.abc import Sequence
from typing import Any

import click
from flask_admin.base import BaseView
from sqlalchemy import func, select

from core.database import db
from core.journal.admin import views
from core.journal.commands import audit
from core.journal.models import Delivery
from core.marker import hookimpl


@hookimpl
def health() -> dict[str, Any]:
    """`waiting` deliveries and `parked` ones, which need a person."""
    counts = select(func.count().filter(Delivery.parked_at.is_(None)), func.count().filter(Delivery.parked_at.is_not(None)))
    waiting, parked = db.session.execute(counts.select_from(Delivery)).one()
    return {"waiting": waiting, "parked": parked}


@hookimpl
def admin_views() -> list[BaseView]:
    return views()


@hookimpl
def commands() -> Sequence[click.Command]:
    return [audit]
