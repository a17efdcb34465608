"""Somebody of the registry, chosen among the people whom the asker may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, false, or_, select

from core.definitions import PersonChoice
from core.people.models import Identity, Person
from core.people.normal import words
from core.people.search import search
from forms.kinds.asker import Asker
from forms.kinds.choosing import Candidate, ChosenKind

Members = Callable[[Asker, str], Any]
"""(asker, track) -> a SELECT of the ids of those people who have a running case in that track of the form's programme."""
_members: list[Members] = []


def members_of_tracks(find: Members) -> None:
    """The wing that knows cases says here who is in a track; until then nobody is."""
    _members[:] = [find]


class PersonKind(ChosenKind):
    name = "person"
    definition = PersonChoice
    what = _("This person cannot be chosen here. Choose somebody of the list.")

    @classmethod
    def candidates(cls, field: PersonChoice, asker: Asker, text: str, limit: int) -> Sequence[Candidate]:
        if field.track is None:
            hits = search(asker.session, asker.actor, text, limit=limit).hits
            return [
                Candidate(hit.person.id, _label(hit.person, hit.identity)) for hit in hits if hit.person.id != asker.person_id
            ]
        query = select(Person, Identity).join(Identity, Identity.person_id == Person.id)
        rows = asker.session.execute(query.where(_may(field, asker), *_like(asker, text)).order_by(Person.number).limit(limit))
        found = [Candidate(person.id, _seen(asker, person, identity)) for person, identity in rows]
        return sorted(found, key=lambda one: one.label.casefold())

    @classmethod
    def named(cls, field: PersonChoice, asker: Asker, id: str, *, choosing: bool) -> str | None:
        may = _may(field, asker) if choosing else Person.scope(asker.actor, "see_people")
        query = select(Person, Identity).join(Identity, Identity.person_id == Person.id).where(Person.id == id, may)
        found = asker.session.execute(query).first()
        return _seen(asker, *found) if found else None


def _may(field: PersonChoice, asker: Asker) -> ColumnElement[bool]:
    """Seen by the asker, in the track, and not the very person whom the form is about."""
    allowed = and_(Person.scope(asker.actor, "see_people"), Person.id != (asker.person_id or ""))
    if field.track is None:
        return allowed
    return and_(allowed, Person.id.in_(_members[0](asker, field.track))) if _members else false()


def _like(asker: Asker, text: str) -> list[ColumnElement[bool]]:
    """Each word is in the name, where names may be seen, or in the number."""
    named = Person.scope(asker.actor, "see_identity")
    return [
        or_(and_(named, Identity.search.contains(word, autoescape=True)), Person.number.contains(word.upper(), autoescape=True))
        for word in words(text)
    ]


def _seen(asker: Asker, person: Person, identity: Identity) -> str:
    return _label(person, identity if asker.actor.may("see_identity", person) else None)


def _label(person: Person, identity: Identity | None) -> str:
    """Family name, given name and number; the number alone where names may not be seen."""
    name = ", ".join(filter(None, (identity.family_name, identity.given_name))) if identity else ""
    return f"{name} ({person.number})" if name else person.number
