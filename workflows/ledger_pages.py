"""The page of the ledger: who stands in two programmes at once, since when, and whether that is allowed."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.actor import current_actor
from core.clock import today
from core.database import db
from core.web.gate import policy
from core.web.page import page
from workflows.ledger import ledger as pages_of
from workflows.who import who

blueprint = Blueprint("ledger", __name__, template_folder="templates")


@blueprint.get("/two-programmes")
@policy("see_case")
def ledger() -> ResponseReturnValue:
    """`?after=` is the key of the page before."""
    actor, session = current_actor(), db.session()
    found, onward = pages_of(session, actor, today(clock.now()), request.args.get("after", ""))
    people = who(session, actor, sorted({pair.person_id for pair in found}))
    return page("workflows/ledger.html", pairs=found, people=people, onward=onward)
