"""What the pages of offerings share: their blueprint, who may open what, the way back, words of statuses."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.actor import Actor, NotFound, fetch
from workflows import offerings
from workflows.offering_models import Offering

blueprint = Blueprint("offerings", __name__, template_folder="templates")


def run_by(session: Session, actor: Actor, id: str) -> Offering:
    """An offering for who runs it. Raises NotFound."""
    found = fetch(session, actor, Offering, id, "see_case")
    if not offerings.may_run(actor, found):
        raise NotFound("There is no such record.")
    return found


def trail(found: Offering, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way back from a page of this offering."""
    here = (found.title, url_for("offerings.one", id=found.id))
    return [(_("Offerings"), url_for("offerings.all_offerings")), here, *more]


def statuses() -> dict[str, str]:
    return {
        "signed_up": _("signed up"),
        "waiting": _("on the waiting list"),
        "attending": _("takes part"),
        "completed": _("completed"),
        "absent": _("did not come"),
        "cancelled": _("cancelled"),
    }
