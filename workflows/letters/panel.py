"""Letters as they stand on the page of a case: those that can be written now, and those that were made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from core.actor import Actor
from core.definitions import Programme
from core.people.models import Person
from workflows.letters import store
from workflows.models import Case

TEMPLATE = "workflows/letters/panel.html"


def letters(session: Session, actor: Actor, case: Case, programme: Programme) -> Mapping[str, Any] | None:
    """What TEMPLATE needs; None where there is nothing that this actor could do or read."""
    writes = bool(programme.letters) and store.may_write(actor, case, session.get(Person, case.person_id))
    made = store.kept(session, actor, case.id)
    now = store.offered(case, programme) if writes else []
    return {"case": case, "offered": now, "made": made, "title_of": store.title_of} if now or made else None
