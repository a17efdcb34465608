"""Find people: by the beginnings of their names in any order, or by number; and those who may be registered already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, tuple_
from sqlalchemy.orm import Session

from core.actor import Actor
from core.people.models import Facts, Identity, NameWord, Person
from core.people.normal import normal, words

# Above every character that a word can go on with.
LAST = "\U0010ffff"
MIN_NUMBER = 3
MAX_DOUBLES = 5
MAX_QUERY = 200
Everybody = Select[Person, Identity, Facts]


@dataclass(frozen=True, slots=True)
class Hit:
    """A person as lists show her; `identity` is None where the actor may not see it."""

    person: Person
    identity: Identity | None
    facts: Facts


@dataclass(frozen=True, slots=True)
class Found:
    """One page of people; `after` is the key of the next page, or None at the end."""

    hits: list[Hit]
    after: str | None


def search(session: Session, actor: Actor, text: str = "", after: str | None = None, limit: int = 20) -> Found:
    """The people of the actor's units; `text` narrows them. Sorted by name where all names may be seen, else by entry.

    Names are looked at only where the actor may see them: what is found must not tell what is hidden.
    """
    by_name = _sees_all_names(actor)
    query = (
        select(Person, Identity, Facts).join(Identity, Identity.person_id == Person.id).join(Facts, Facts.person_id == Person.id)
    )
    query = query.where(Person.scope(actor, "see_people"))
    if text.strip():
        query = query.where(_matches(actor, text[:MAX_QUERY]))
    query = _behind(session, actor, query, after, by_name)
    query = query.order_by(Identity.search, Identity.person_id) if by_name else query.order_by(Person.id)
    rows = session.execute(query.limit(limit + 1)).all()
    hits = [
        Hit(person, identity if actor.may("see_identity", person) else None, facts) for person, identity, facts in rows[:limit]
    ]
    return Found(hits, hits[-1].person.id if len(rows) > limit else None)


def doubles(session: Session, actor: Actor, values: Mapping[str, Any]) -> list[Hit]:
    """People of the actor's units with the same name, however it is spelt, and the same day of birth."""
    name, born = full_name(values), values.get("date_of_birth")
    if not name or not isinstance(born, date):
        return []
    query = (
        select(Person, Identity, Facts).join(Identity, Identity.person_id == Person.id).join(Facts, Facts.person_id == Person.id)
    )
    same = and_(
        Identity.search == name,
        Facts.date_of_birth == born,
        Person.scope(actor, "see_people"),
        Person.scope(actor, "see_identity"),
    )
    return [Hit(*row) for row in session.execute(query.where(same).order_by(Person.id).limit(MAX_DOUBLES))]


def full_name(values: Mapping[str, Any]) -> str:
    """Family name and given name as the `search` column holds them."""
    return normal(" ".join(filter(None, (values.get("family_name"), values.get("given_name")))))[:400]


def _everybody() -> Everybody:
    whole = select(Person, Identity, Facts).join(Identity, Identity.person_id == Person.id)
    return whole.join(Facts, Facts.person_id == Person.id)


def _matches(actor: Actor, text: str) -> ColumnElement[bool]:
    named = [
        Person.id.in_(select(NameWord.person_id).where(NameWord.word >= word, NameWord.word < word + LAST))
        for word in words(text)
    ]
    by_name = and_(Person.scope(actor, "see_identity"), *named) if named else false()
    bare = "".join(char for char in text.upper() if char.isalnum())
    if not MIN_NUMBER <= len(bare) <= 8:
        return by_name
    number = f"{bare[:4]}-{bare[4:]}" if len(bare) > 4 else bare
    return or_(by_name, Person.number.startswith(number, autoescape=True))


def _behind(session: Session, actor: Actor, query: Everybody, after: str | None, by_name: bool) -> Everybody:
    """What comes after this person. The key is an id, so that no name stands in an address; one that the actor may not see
    is none, or the list would tell where in the alphabet her name stands."""
    if after is None:
        return query
    if not by_name:
        return query.where(Person.id > after)
    mine = Person.scope(actor, "see_people"), Person.scope(actor, "see_identity")
    last = session.scalar(
        select(Identity.search).join(Person, Person.id == Identity.person_id).where(Identity.person_id == after, *mine)
    )
    if last is None:
        return query
    return query.where(tuple_(Identity.search, Identity.person_id) > (last, after))


def _sees_all_names(actor: Actor) -> bool:
    return actor.everything or set(actor.granted("see_people")) <= set(actor.granted("see_identity"))
