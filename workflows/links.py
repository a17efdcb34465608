"""Cases that belong together: whoever chooses a person with a link joins the two cases, and a later choice ends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor
from core.database import new_id
from core.definitions import Form, PersonChoice, Programme
from core.events import CasesLinked, LinkEnded
from core.journal import announce
from forms.kinds.asker import Asker
from workflows.models import Case, CaseLink
from workflows.rows import Here


class NoSuchCase(LookupError):
    """Who was chosen has no running case to be joined with; `field` is the question."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field}: the person has no running case in this track of the programme.")
        self.field = field


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as one of its cases sees it: `other` is the case at its other end, `outward` when this one chose."""

    link: CaseLink
    other: Case
    outward: bool


def choices(form: Form | None) -> list[PersonChoice]:
    """The fields of a form whose answer joins two cases."""
    return [field for field in form.fields if isinstance(field, PersonChoice) and field.link] if form else []


def follow(
    session: Session, actor: Actor, case: Case | Here, programme: Programme, form: str, answers: Mapping[str, Any], now: datetime
) -> None:
    """Join this case with those of the people who were chosen; one link of a name, and no answer changes nothing.

    Raises NoSuchCase for somebody without a running case in the track that the field names.
    """
    for field in choices(programme.form(form)):
        chosen = answers.get(field.id)
        if chosen is None:
            continue
        other = _running(session, case, str(chosen), field.track or "")
        if other is None:
            raise NoSuchCase(field.id)
        _join(session, actor, case, field.link or "", other, now)


def in_track(asker: Asker, track: str) -> Select[str]:
    """The ids of those who have a running case in this track of the form's programme: who may be chosen there."""
    programme = catalogue.definition(asker.digest).id
    return select(Case.person_id).where(Case.programme == programme, Case.track == track, Case.closed_on.is_(None))


def links_of(session: Session, case_id: str) -> list[Linked]:
    """The links that hold, from either end, the oldest first."""
    query = select(CaseLink).where(or_(CaseLink.from_case == case_id, CaseLink.to_case == case_id), CaseLink.until.is_(None))
    links = session.scalars(query.order_by(CaseLink.since, CaseLink.id)).all()
    ends = {link.to_case if link.from_case == case_id else link.from_case for link in links}
    cases = {case.id: case for case in session.scalars(select(Case).where(Case.id.in_(ends)))} if ends else {}
    return [
        Linked(link, cases[link.to_case if link.from_case == case_id else link.from_case], link.from_case == case_id)
        for link in links
    ]


def end_links(session: Session, here: Here, actor: Actor, now: datetime) -> None:
    """A case that is closed belongs to no other any more."""
    held = or_(CaseLink.from_case == here.id, CaseLink.to_case == here.id)
    _end(session, actor, session.scalars(select(CaseLink).where(held, CaseLink.until.is_(None))).all(), now)


def _running(session: Session, case: Case | Here, person_id: str, track: str) -> Case | None:
    mine = Case.person_id == person_id, Case.programme == case.programme, Case.track == track, Case.closed_on.is_(None)
    return session.scalars(select(Case).where(*mine, Case.id != case.id)).first()


def _join(session: Session, actor: Actor, case: Case | Here, name: str, other: Case, now: datetime) -> None:
    held = session.scalars(
        select(CaseLink).where(CaseLink.from_case == case.id, CaseLink.name == name, CaseLink.until.is_(None))
    ).all()
    if any(link.to_case == other.id for link in held):
        return
    _end(session, actor, held, now)
    session.add(CaseLink(id=new_id(), name=name, from_case=case.id, to_case=other.id, since=now))
    session.flush()
    event = CasesLinked(subject_id=case.id, person_id=case.person_id, case_id=case.id, link=name, other_case_id=other.id)
    announce(session, event, actor=actor, now=now)


def _end(session: Session, actor: Actor, links: Iterable[CaseLink], now: datetime) -> None:
    for link in links:
        link.until = now
        event = LinkEnded(subject_id=link.from_case, case_id=link.from_case, link=link.name, other_case_id=link.to_case)
        announce(session, event, actor=actor, now=now)
    session.flush()
