"""Who fills in a form: what those kinds need whose answers name something that is stored elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from core.actor import Actor


@dataclass(frozen=True, slots=True)
class Asker:
    """`digest` is the revision of the programme that the form belongs to, `person_id` the person whom the form is about."""

    session: Session
    actor: Actor
    now: datetime
    digest: str = ""
    person_id: str | None = None
