"""Register a person, record what is said about her, and tell what is known: the one door to facts and identity."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from secrets import choice
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from core.actor import Actor, NotFound, require
from core.clock import today
from core.database import new_id
from core.events import FactsRecorded, IdentityChanged, PersonRegistered
from core.journal import announce
from core.organisations.models import Unit
from core.people.findable import make_findable
from core.people.models import FactEntry, Facts, Identity, IdentityEntry, Person
from core.people.normal import full_name
from core.people.values import Refused, accept_all, from_json, is_identity, to_json

# Where a statement comes from, the weakest first: she says so, a document was seen, an office confirmed it.
SOURCES = ("self", "document", "office")
# No vowels and nothing that is misread: numbers are spoken on the phone and must not be words.
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
NAMES = ("family_name", "given_name")


def register(
    session: Session,
    actor: Actor,
    unit: Unit,
    identity: Mapping[str, Any],
    facts: Mapping[str, Any],
    *,
    source: str,
    now: datetime,
    synthetic: bool = False,
    valid_from: date | None = None,
    id: str | None = None,
) -> Person:
    """A new person at this unit with what is known of her. Raises NotFound without `edit_people` there, and Refused."""
    require(actor, "edit_people", unit)
    person = Person(
        id=id or new_id(),
        number=_number(session),
        unit_id=unit.id,
        unit_path=unit.path,
        created_at=now,
        created_by=actor.user_id,
        version=0,
        synthetic=synthetic,
    )
    session.add(person)
    session.flush()
    session.add_all([Identity(person_id=person.id, more={}, search=""), Facts(person_id=person.id, more={}, version=0)])
    session.flush()
    announce(session, PersonRegistered(subject_id=person.id, person_id=person.id), actor=actor, now=now)
    record(session, actor, person.id, {**identity, **facts}, source=source, now=now, valid_from=valid_from)
    return person


def record(
    session: Session,
    actor: Actor,
    person_id: str,
    values: Mapping[str, Any],
    *,
    source: str,
    now: datetime,
    valid_from: date | None = None,
    submission_id: str | None = None,
) -> frozenset[str]:
    """Write down statements and make the latest valid ones current; gives the names of those that said something new.

    A value of None withdraws the fact. What holds already on that day from the same or a stronger source adds nothing.
    Whether the actor may is the caller's question: who does a task writes facts of people whom she could not list.
    Raises Refused, NotFound.
    """
    accepted = accept_all(values)
    if source not in SOURCES:
        raise Refused("source", f"'{source}' is not a source; sources are {', '.join(SOURCES)}.")
    day = valid_from or today(now)
    if day > today(now):
        raise Refused("valid_from", f"{day} lies in the future; record the value when the day has come.")
    # who only refers to her, as a task of hers does that opens, need not wait: her id stays
    person = session.get(Person, person_id, with_for_update={"key_share": True}, populate_existing=True)
    if person is None:
        raise NotFound(f"There is no person '{person_id}'")
    stamp = _Stamp(person, day, source, actor, now, submission_id)
    who = stamp.write(session, IdentityEntry, Identity, {name: value for name, value in accepted.items() if is_identity(name)})
    what = stamp.write(session, FactEntry, Facts, {name: value for name, value in accepted.items() if not is_identity(name)})
    if who:
        announce(
            session, IdentityChanged(subject_id=person_id, person_id=person_id, names=tuple(sorted(who))), actor=actor, now=now
        )
    if what:
        event = FactsRecorded(subject_id=person_id, person_id=person_id, facts=tuple(sorted(what)), submission_id=submission_id)
        announce(session, event, actor=actor, now=now)
    return who | what


def known(session: Session, person_id: str, on: date | None = None) -> dict[str, Any]:
    """All that is known as Python values: now, or as valid on a day. Unknown facts are absent. Raises NotFound."""
    if on is not None:
        return _known_on(session, person_id, on)
    return about(session, person_id)[1]


def about(session: Session, person_id: str) -> tuple[str, dict[str, Any]]:
    """The path of a person's unit, and all that is known of her, by one query. Raises NotFound."""
    found = session.connection().execute(about_query(), {"b_person": person_id}).first()
    if found is None:
        raise NotFound(f"There is no person '{person_id}'")
    return about_of(found)


def about_of(row: Sequence[Any]) -> tuple[str, dict[str, Any]]:
    """What the first columns of `about_query` say, as many as ABOUT."""
    identity = 1 + len(_IDENTITY)
    return row[0], {**_held(_IDENTITY, row[1:identity]), **_held(_FACTS, row[identity:ABOUT])}


@cache
def about_query() -> Select[Any]:
    """The query of `about`, for who joins more to it; `b_person` is the person."""
    halves = (getattr(half, name) for half, names in ((Identity, _IDENTITY), (Facts, _FACTS)) for name in names)
    joined = select(Person.unit_path, *halves).join(Identity, Identity.person_id == Person.id)
    return joined.join(Facts, Facts.person_id == Person.id).where(Person.id == bindparam("b_person"))


def _held(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """What is known of one half of a person; its last column holds what later vocabularies add."""
    here = {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in zip(names[:-1], values, strict=False)
        if value is not None
    }
    if values[-1]:
        here.update({name: from_json(name, stored) for name, stored in values[-1].items() if stored is not None})
    return here


def current(row: Identity | Facts) -> dict[str, Any]:
    """The known values of one half of a person."""
    here = {name: getattr(row, name) for name in _columns(type(row))}
    values = {name: frozenset(value) if isinstance(value, list) else value for name, value in here.items()}
    values.update({name: from_json(name, stored) for name, stored in row.more.items()})
    return {name: value for name, value in values.items() if value is not None}


def history(session: Session, person_id: str, *, identity: bool) -> dict[str, list[FactEntry | IdentityEntry]]:
    """The statements by fact, the one that holds first; those about the identity only where asked for."""
    told: dict[str, list[FactEntry | IdentityEntry]] = {}
    for entry in (*_entries(session, FactEntry, person_id), *(_entries(session, IdentityEntry, person_id) if identity else ())):
        told.setdefault(entry.fact, []).insert(0, entry)
    return told


class _Stamp:
    """Who says it, when, from when on: what all statements of one recording have in common."""

    def __init__(self, person: Person, day: date, source: str, actor: Actor, now: datetime, submission_id: str | None) -> None:
        self.person, self.day, self.source, self.actor, self.now, self.submission_id = (
            person,
            day,
            source,
            actor,
            now,
            submission_id,
        )

    def write(
        self,
        session: Session,
        entries: type[FactEntry] | type[IdentityEntry],
        half: type[Facts] | type[Identity],
        values: Mapping[str, Any],
    ) -> frozenset[str]:
        if not values:
            return frozenset()
        before = _grouped(_entries(session, entries, self.person.id, values))
        new = {name: value for name, value in values.items() if self._says_something(before.get(name, []), to_json(value))}
        if not new:
            return frozenset()
        self.person.version += 1
        session.add_all(self._entry(entries, name, to_json(value)) for name, value in new.items())
        latest = {
            name: value for name, value in new.items() if not any(entry.valid_from > self.day for entry in before.get(name, []))
        }
        row = session.get_one(half, self.person.id, populate_existing=True)
        _make_current(session, row, latest)  # type: ignore[arg-type]  # one of the two halves, which mypy joins to Base
        session.flush()
        return frozenset(new)

    def _says_something(self, before: list[Any], stored: Any) -> bool:
        holds = next((entry for entry in reversed(before) if entry.valid_from <= self.day), None)
        if holds is None:
            return stored is not None
        return holds.value != stored or SOURCES.index(self.source) > SOURCES.index(holds.source)

    def _entry(self, entries: type[Any], name: str, stored: Any) -> FactEntry | IdentityEntry:
        return entries(
            id=new_id(),
            person_id=self.person.id,
            fact=name,
            value=stored,
            valid_from=self.day,
            version=self.person.version,
            source=self.source,
            written_by=self.actor.user_id,
            written_at=self.now,
            submission_id=self.submission_id,
        )


def _make_current(session: Session, row: Identity | Facts, values: Mapping[str, Any]) -> None:
    columns, more = _columns(type(row)), dict(row.more)
    for name, value in values.items():
        if name in columns:
            setattr(row, name, to_json(value) if isinstance(value, frozenset) else value)
        elif value is None:
            more.pop(name, None)
        else:
            more[name] = to_json(value)
    row.more = more
    if isinstance(row, Facts):
        row.version += 1
    elif any(name in NAMES for name in values):
        _make_findable(session, row)


def _make_findable(session: Session, row: Identity) -> None:
    """Long names are cut in the search column only: the column of the name keeps all."""
    row.search = full_name({"family_name": row.family_name, "given_name": row.given_name})
    make_findable(session, row)


def _columns(half: type[Identity] | type[Facts]) -> frozenset[str]:
    return frozenset(half.__table__.columns.keys()) - {"person_id", "more", "version", "search"}


_IDENTITY, _FACTS = ((*sorted(_columns(half)), "more") for half in (Identity, Facts))
ABOUT = 1 + len(_IDENTITY) + len(_FACTS)


def _entries(session: Session, entries: type[Any], person_id: str, names: Iterable[str] | None = None) -> list[Any]:
    """Rising: the last one of a fact is the one that holds."""
    query = select(entries).where(entries.person_id == person_id)
    if names is not None:
        query = query.where(entries.fact.in_(list(names)))
    return list(session.scalars(query.order_by(entries.valid_from, entries.version, entries.id)))


def _grouped(entries: Iterable[Any]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for entry in entries:
        grouped.setdefault(entry.fact, []).append(entry)
    return grouped


def _known_on(session: Session, person_id: str, on: date) -> dict[str, Any]:
    if session.scalar(select(func.count()).where(Person.id == person_id)) == 0:
        raise NotFound(f"There is no person '{person_id}'")
    entries = [*_entries(session, IdentityEntry, person_id), *_entries(session, FactEntry, person_id)]
    held = {entry.fact: entry.value for entry in entries if entry.valid_from <= on}
    return {name: from_json(name, stored) for name, stored in held.items() if stored is not None}


def _number(session: Session) -> str:
    """Eight letters and digits at random: it tells nothing, and 280 billion of them are enough."""
    while True:
        text = "".join(choice(LETTERS) for _ in range(8))
        number = f"{text[:4]}-{text[4:]}"
        if not session.scalar(select(exists().where(Person.number == number))):
            return number
