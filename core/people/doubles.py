"""Who may be registered already: people with a name like the one that is typed in, a birthday like it, or the same telephone.

Who registers somebody sees whom among the people of her own units, with the reasons. Of people elsewhere she learns only that
there may be a record, not whose, where or what of it; and only for the whole name with the same birthday, which she must know
already. Each such answer stands in the journal at the person whom it was about, so that fishing is seen (decided 22 November
2026: a second record of one person splits her rights and her history, which weighs more than one bit told to staff who work
with her).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.people.models import Facts, Identity, NameWord, Person
from core.people.normal import full_name, normal
from core.people.search import Hit, named_alike, people_query
from core.people.sound import sounds

MAX_DOUBLES = 5
MOST_COMPARED = 60
ENOUGH = 4
"""From here on it is a suspicion. The whole name with the birthday makes one, and so does a part of it with the birthday."""
WEIGHTS = {
    "same_name": 3,
    "swapped_names": 3,
    "like_name": 2,
    "part_of_name": 1,
    "same_birthday": 3,
    "new_year": 2,
    "swapped_birthday": 2,
    "other_birthday": -2,
    "same_phone": 2,
    "same_email": 2,
}


@dataclass(frozen=True, slots=True)
class Double:
    """Somebody who may be the same person; `reasons` are names of WEIGHTS, the weightiest first."""

    hit: Hit
    reasons: tuple[str, ...]

    @property
    def weight(self) -> int:
        return sum(WEIGHTS[each] for each in self.reasons)


def doubles(session: Session, actor: Actor, values: Mapping[str, Any]) -> list[Double]:
    """People whom the actor may see by name and who may be the one with these values, the likeliest first."""
    found = {row.Person.id: row for query in _candidates(values) for row in session.execute(_visible(actor, query))}
    suspected = [Double(Hit(*row), why(values, row.Identity, row.Facts)) for row in found.values()]
    likely = [each for each in suspected if each.weight >= ENOUGH]
    return sorted(likely, key=lambda each: (-each.weight, each.hit.person.id))[:MAX_DOUBLES]


def elsewhere(session: Session, actor: Actor, values: Mapping[str, Any]) -> list[str]:
    """The ids of people beyond the actor's sight with this whole name, however it is spelled, and this birthday.

    For the journal alone: the page says only whether there is one.
    """
    names, born = _names(values), values.get("date_of_birth")
    if len(names) < 2 or not isinstance(born, date):
        return []
    query = people_query().where(Facts.date_of_birth == born, Person.id.in_(named_alike(names)))
    rows = session.execute(query.where(~Person.scope(actor, "see_people")).order_by(Person.id).limit(MAX_DOUBLES))
    whole = {"same_name", "swapped_names", "like_name"}
    return [row.Person.id for row in rows if whole & set(why(values, row.Identity, row.Facts))]


def why(values: Mapping[str, Any], identity: Identity, facts: Facts) -> tuple[str, ...]:
    """What speaks for (and against) this being the same person."""
    theirs = {"family_name": identity.family_name, "given_name": identity.given_name}
    found = [_name_reason(values, theirs), _birthday_reason(values.get("date_of_birth"), facts.date_of_birth)]
    found += [f"same_{name}" for name in ("phone", "email") if _same_contact(name, values, identity)]
    return tuple(sorted(filter(None, found), key=lambda each: -WEIGHTS[each]))


def _visible(actor: Actor, query: Any) -> Any:
    mine = Person.scope(actor, "see_people"), Person.scope(actor, "see_identity")
    return query.where(*mine).order_by(Person.id).limit(MOST_COMPARED)


def _candidates(values: Mapping[str, Any]) -> list[Any]:
    """Few people each, by an index each: of the same day, with all parts of the name, with the same contact."""
    names, born = _names(values), values.get("date_of_birth")
    queries = []
    if names and isinstance(born, date):
        days = Facts.date_of_birth.in_({born, _swapped(born) or born})
        queries.append(people_query().where(days, Person.id.in_(select(NameWord.person_id).where(_any_of(names)))))
    if contacts := [getattr(Identity, name) == values[name] for name in ("phone", "email") if values.get(name)]:
        queries.append(people_query().where(or_(*contacts)))
    return queries


def _any_of(names: Sequence[str]) -> Any:
    keys = {key for name in names for key in sounds(name)} | set(names)
    return NameWord.word.in_(sorted(keys))


def _names(values: Mapping[str, Any]) -> list[str]:
    return sorted({*full_name(values).split()})


def _name_reason(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> str:
    own, other = (tuple(normal(name.get(part) or "") for part in ("family_name", "given_name")) for name in (mine, theirs))
    if own == other:
        return "same_name"
    if own == other[::-1]:
        return "swapped_names"
    if _sounds_as(own, other) or _sounds_as(own, other[::-1]) or "".join(own) == "".join(other):
        return "like_name"
    words = [set(" ".join(name).split()) for name in (own, other)]
    shared = any(one == two or sounds(one) & sounds(two) for one in words[0] for two in words[1])
    return "part_of_name" if shared else ""


def _sounds_as(own: Sequence[str], other: Sequence[str]) -> bool:
    return all(one == two or sounds(one) & sounds(two) for one, two in zip(own, other, strict=True))


def _birthday_reason(mine: date | None, theirs: date | None) -> str:
    if mine is None or theirs is None:
        return ""
    if mine == theirs:
        # the first of January stands for many whose day is not known
        return "new_year" if (mine.day, mine.month) == (1, 1) else "same_birthday"
    return "swapped_birthday" if _swapped(mine) == theirs else "other_birthday"


def _swapped(day: date) -> date | None:
    """Day and month the other way round, as forms of other countries have them."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else None


def _same_contact(name: str, values: Mapping[str, Any], identity: Identity) -> bool:
    return bool(values.get(name)) and values[name] == getattr(identity, name)
