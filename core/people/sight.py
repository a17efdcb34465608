"""Why somebody may see a person: the grants and the referrals that open her record to this actor, and to which other units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.organisations.models import Unit
from core.people.models import Person
from core.people.shares import LENT, Share

ACTION = "see_people"


@dataclass(frozen=True, slots=True)
class Reason:
    """A grant (`role` at `unit`, which has the person's unit under it), or a share with `unit`, `since` a moment."""

    unit: str
    role: str = ""
    programme: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """What opens the record to the actor, and to which units it is lent by referrals."""

    mine: list[Reason]
    lent: list[Reason]


def sight(session: Session, actor: Actor, person: Person) -> Sight:
    """Two queries at most: the open shares, and the names of the units."""
    grants = [grant for grant in actor.granted(ACTION) if person.unit_path.startswith(grant.unit_path)]
    shares = session.scalars(select(Share).where(Share.person_id == person.id, Share.until.is_(None)).order_by(Share.since)).all()
    names = _names(session, [grant.unit_id for grant in grants], [share.unit_path for share in shares])
    lent = [Reason(names.get(share.unit_path, "–"), programme=share.programme, since=share.since) for share in shares]
    mine = [Reason(names.get(grant.unit_id, "–"), grant.role, grant.programme or "") for grant in grants]
    by_share = [reason for share, reason in zip(shares, lent, strict=True) if _reaches(actor, share)]
    return Sight(mine + by_share, lent)


def _reaches(actor: Actor, share: Share) -> bool:
    """Only what may be lent at all opens a record by a share."""
    fits = [grant for grant in actor.granted(ACTION) if grant.programme in (None, share.programme)]
    return ACTION in LENT and any(share.unit_path.startswith(grant.unit_path) for grant in fits)


def _names(session: Session, ids: list[str], paths: list[str]) -> dict[str, str]:
    """Names of units by id and by path."""
    wanted = {*ids, *(path.rstrip("/").rpartition("/")[2] for path in paths)}
    rows = session.execute(select(Unit.id, Unit.path, Unit.name).where(Unit.id.in_(wanted))).all() if wanted else ()
    return {key: row.name for row in rows for key in (row.id, row.path)}
