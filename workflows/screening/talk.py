"""The first talk: begin it, take an answer, take it back, note that nobody knows, and let it go when it is old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.actor import Actor, NotFound, fetch, scoped
from core.clock import today
from core.database import new_id
from core.people.models import Person
from core.people.provenance import held
from core.people.registry import SOURCES
from core.people.values import Refused, accept, from_json, is_identity, to_json
from workflows.eligibility import enrolments
from workflows.screening.known import Known
from workflows.screening.models import Talk

KEPT = timedelta(days=14)
MOST = 50


class TooMany(ValueError):
    """A user keeps at most MOST talks."""


def begin(session: Session, actor: Actor, now: datetime, person_id: str | None = None) -> Talk:
    """A new talk, with nothing, or with what is known of a person. Raises TooMany, and NotFound for a person out of reach."""
    purge(session, now)
    if person_id is not None:
        fetch(session, actor, Person, person_id, "open_case")
    mine = select(func.count()).select_from(Talk).where(Talk.user_id == actor.user_id)
    if (session.scalar(mine) or 0) >= MOST:
        raise TooMany(f"There are {MOST} talks already; delete one first.")
    talk = Talk(id=new_id(), user_id=str(actor.user_id), person_id=person_id, created_at=now, updated_at=now)
    talk.given, talk.unknown = {}, []
    session.add(talk)
    session.flush()
    return talk


def fetch_talk(session: Session, actor: Actor, id: str, now: datetime, *, lock: bool = False) -> Talk:
    """One's own talk that is not too old, of a person who is still within reach. Raises NotFound."""
    talk = fetch(session, actor, Talk, id)
    if lock:
        session.refresh(talk, with_for_update=True)
    if talk.updated_at < now - KEPT:
        raise NotFound("There is no such record.")
    if talk.person_id is not None:
        fetch(session, actor, Person, talk.person_id, "open_case")
    return talk


def mine(session: Session, actor: Actor, now: datetime) -> Sequence[Talk]:
    """One's own talks, the latest first."""
    query = scoped(actor, Talk).where(Talk.updated_at >= now - KEPT)
    return session.scalars(query.order_by(Talk.updated_at.desc(), Talk.id.desc()).limit(MOST)).all()


def answer(talk: Talk, values: Mapping[str, Any], source: str, now: datetime) -> None:
    """What was said, in the place of what was said before. Raises Refused."""
    if source not in SOURCES:
        raise Refused("source", f"'{source}' is not a source; sources are {', '.join(SOURCES)}.")
    told = {name: {"value": to_json(accept(name, value)), "source": source} for name, value in values.items()}
    if strange := [name for name in told if is_identity(name)]:
        raise Refused(strange[0], "says who somebody is; a talk holds no names.")
    talk.given = {**talk.given, **told}
    _clear_up(talk, told, now)


def take_back(talk: Talk, fact: str, now: datetime) -> None:
    """As if it had not been answered, nor asked."""
    talk.given = {name: each for name, each in talk.given.items() if name != fact}
    _clear_up(talk, [fact], now)


def nobody_knows(talk: Talk, fact: str, now: datetime) -> None:
    """It is not asked again, and stays unknown; what was said before about it is gone."""
    take_back(talk, fact, now)
    talk.unknown = [*talk.unknown, fact]


def ask_about(talk: Talk, day: date | None, now: datetime) -> None:
    """Judge the entry on this day; None for the day on which one looks."""
    talk.entry_on, talk.updated_at = day, now


def answers(talk: Talk) -> dict[str, Any]:
    """What was said in the talk, as values."""
    return {name: from_json(name, each["value"]) for name, each in talk.given.items()}


def known_in(session: Session, talk: Talk, on: date) -> Known:
    """What the file holds on the day, and what was said in the talk above it.

    Of somebody without a name nobody knows what she takes part in.
    """
    said = {name: str(each["source"]) for name, each in talk.given.items()}
    if talk.person_id is None:
        return Known(answers(talk), said)
    file = held(session, talk.person_id, on)
    enrolled = {"enrolments": enrolments(session, talk.person_id, on)}
    return Known({**file.facts, **enrolled, **answers(talk)}, {**file.sources, **said})


def day_of(talk: Talk, now: datetime) -> date:
    return talk.entry_on or today(now)


def purge(session: Session, now: datetime) -> None:
    """Talks that nobody went on with are gone after KEPT."""
    session.execute(delete(Talk).where(Talk.updated_at < now - KEPT))


def _clear_up(talk: Talk, names: Any, now: datetime) -> None:
    talk.unknown = [name for name in talk.unknown if name not in set(names)]
    talk.updated_at = now
