"""The documents of a person as they stand on her page and on the pages of her cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from core.actor import Actor
from core.people.models import Person
from workflows.documents import store
from workflows.documents.models import OPEN

TEMPLATE = "workflows/documents/panel.html"


def papers(session: Session, actor: Actor, person_id: str) -> Mapping[str, Any] | None:
    """What TEMPLATE needs: each kind with the latest version that this actor sees; None where she may make none."""
    person, kinds = session.get(Person, person_id), store.kinds()
    if person is None or not kinds or not actor.may(OPEN, person):
        return None
    made = store.versions(session, actor, person_id)
    latest = [(kind, next((each for each in made if each.kind == kind.id), None)) for kind in kinds]
    return {"kinds": latest, "person_id": person_id}
