"""Find people by what is at hand of them: beginnings of names in any order, names that sound alike, a part of the number, a
birthday. What begins as typed stands first; what only sounds so comes after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, literal_column, not_, or_, select, true, tuple_, union
from sqlalchemy.orm import Session

from core.actor import Actor
from core.people.models import Facts, Identity, NameWord, Person
from core.people.normal import normal, words
from core.people.shares import Among
from core.people.sound import MARK, sounds

# Above every character that a word can go on with.
LAST = "\U0010ffff"
MIN_NUMBER, HALF, WHOLE = 3, 4, 8
# A sound of so many consonants may go on: Moham is the beginning of Muhammad.
OPEN_SOUND = 3
MAX_QUERY = 200
GERMAN = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
YEAR = re.compile(r"(?<!\S)(19\d\d|20\d\d)(?!\S)")
NUMBER = re.compile(r"[2-9BCDFGHJ-NP-TV-XZ]+")
AGAIN, ALIKE = "+", MARK
MARKS = ("", AGAIN, ALIKE)
"""Before the key of a page: who begins as typed; whose words or number do; who only sounds so."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A person as lists show her; `identity` is None where the actor may not see it. `alike`: only the sound fits."""

    person: Person
    identity: Identity | None
    facts: Facts
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One page of people; `after` is the key of the next page, or None at the end."""

    hits: list[Hit]
    after: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed, taken apart."""

    words: tuple[str, ...] = ()
    # all words in their order; and as one
    name: str = ""
    whole: str = ""
    number: str = ""
    born: tuple[date, date] | None = None


def search(session: Session, actor: Actor, text: str = "", after: str | None = None, limit: int = 20) -> Found:
    """The people of the actor's units; `text` narrows them. Sorted by name where all names may be seen, else by entry.

    Names are looked at only where the actor may see them: what is found must not tell what is hidden.
    """
    stages = _stages(actor, take_apart(text)) if text.strip() else [("", true())]
    reached, behind = _read_key(after)
    rows: list[tuple[str, Any]] = []
    passed: list[ColumnElement[bool]] = []
    for mark, condition in stages:
        missing = limit + 1 - len(rows)
        if MARKS.index(mark) >= MARKS.index(reached) and missing > 0:
            only = condition, *(not_(each) for each in passed)
            rows += [(mark, row) for row in _rows(session, actor, only, behind if mark == reached else None, missing)]
        passed.append(condition)
    return _found(actor, rows, limit)


def matching(actor: Actor, text: str) -> Any:
    """The ids of those whom the text finds, exactly or by sound, as a selection for IN; other lists narrow themselves by it."""
    wanted = take_apart(text)
    alike = _alike(wanted)
    chosen = _exactly(wanted) + ([] if alike is None else [(True, alike)])
    seen = select(Person.id).where(Person.scope(actor, "see_identity"))
    selections = [seen.where(_among(ids)) if by_name else ids for by_name, ids in chosen]
    return union(*selections) if len(selections) > 1 else next(iter(selections), select(Person.id).where(false()))


def take_apart(text: str) -> Wanted:
    """The birthday, the number and the words of what was typed."""
    text = text[:MAX_QUERY]
    born, rest = _birthday(text)
    bare = "".join(char for char in rest.upper() if char.isalnum())
    number = bare if MIN_NUMBER <= len(bare) <= WHOLE and NUMBER.fullmatch(bare) else ""
    return Wanted(tuple(words(rest)), normal(rest), normal(rest).replace(" ", ""), number, born)


def people_query() -> Select[Person, Identity, Facts]:
    """Everybody with both halves; the caller narrows it."""
    whole = select(Person, Identity, Facts).join(Identity, Identity.person_id == Person.id)
    return whole.join(Facts, Facts.person_id == Person.id)


def named_alike(names: Iterable[str], *, prefix: bool = False) -> Any:
    """The ids of people who have a word that begins so or sounds so, for each of these words."""
    return _all_of([_word(word, by_sound=True, prefix=prefix) for word in names])


def _birthday(text: str) -> tuple[tuple[date, date] | None, str]:
    for pattern, order in ((GERMAN, (3, 2, 1)), (ISO, (1, 2, 3))):
        if found := pattern.search(text):
            try:
                day = date(*(int(found[place]) for place in order))
            except ValueError:
                continue
            return (day, day), pattern.sub(" ", text)
    if (found := YEAR.search(text)) and normal(YEAR.sub(" ", text)):
        year = int(found[1])
        return (date(year, 1, 1), date(year, 12, 31)), YEAR.sub(" ", text)
    return None, text


def _stages(actor: Actor, wanted: Wanted) -> list[tuple[str, ColumnElement[bool]]]:
    """What is looked for, the nearest first; each stage has its mark in the keys of pages.

    The first goes along the index that sorts the list, so that a beginning that thousands share costs no more than a rare one.
    """
    seen = Person.scope(actor, "see_identity")
    begins = [and_(_among(ids), seen) if by_name else _among(ids) for by_name, ids in _exactly(wanted)]
    stages = [(AGAIN, or_(false(), *begins))]
    if wanted.name and not wanted.born:
        stages.insert(0, ("", and_(Identity.search >= wanted.name, Identity.search < wanted.name + LAST, seen)))
    if (alike := _alike(wanted)) is not None:
        stages.append((ALIKE, and_(_among(alike), seen)))
    return stages


def _among(ids: Any) -> ColumnElement[bool]:
    return Among(Person.id, ids.scalar_subquery())


def _read_key(after: str | None) -> tuple[str, str | None]:
    """Which stage the page before ended in, and with whom."""
    mark = (after or "")[:1] if (after or "")[:1] in MARKS else ""
    return mark, (after or "").removeprefix(mark) or None


def _exactly(wanted: Wanted) -> list[tuple[bool, Any]]:
    """Selections of ids, each by an index of its own: by the beginning of the name (True), by birthday or number (False)."""
    found: list[tuple[bool, Any]] = []
    born = select(Facts.person_id).where(Facts.date_of_birth.between(*wanted.born)) if wanted.born else None
    if wanted.words:
        named = _all_of([_word(word, prefix=True) for word in wanted.words])
        found.append((True, named if born is None else named.where(NameWord.person_id.in_(born))))
    elif born is not None:
        found.append((False, born))
    if wanted.number and born is None:
        found.append((False, select(Person.id).where(or_(*_parts(wanted.number)))))
    return found


def _alike(wanted: Wanted) -> Any:
    """The ids of those whose name sounds as typed, whole or its words each; None where nothing can sound."""
    if not any(sounds(word) for word in wanted.words):
        return None
    ids = [named_alike(wanted.words, prefix=True)]
    if len(wanted.words) > 1 and wanted.whole.isalpha():
        ids.append(select(NameWord.person_id).where(_word(wanted.whole, by_sound=True, prefix=True)))
    if wanted.born:
        born = select(Facts.person_id).where(Facts.date_of_birth.between(*wanted.born))
        ids = [each.where(NameWord.person_id.in_(born)) for each in ids]
    return union(*ids) if len(ids) > 1 else ids[0]


def _all_of(each: list[ColumnElement[bool]]) -> Select[Any]:
    """The ids of people with a word for each of these; the first is the longest, and so the rarest as a rule."""
    first = select(NameWord.person_id).where(each[0])
    return first.where(*(NameWord.person_id.in_(select(NameWord.person_id).where(one)) for one in each[1:]))


def _word(word: str, *, by_sound: bool = False, prefix: bool = False) -> ColumnElement[bool]:
    """A row of the table of words that this word finds."""
    begins = and_(NameWord.word >= word, NameWord.word < word + LAST) if prefix else NameWord.word == word
    keys = sorted(sounds(word)) if by_sound else []
    opened = [and_(NameWord.word >= key, NameWord.word < key + LAST) for key in keys if prefix and len(key) > OPEN_SOUND]
    closed = [NameWord.word == key for key in keys if not (prefix and len(key) > OPEN_SOUND)]
    return or_(begins, *opened, *closed)


def _parts(number: str) -> list[ColumnElement[bool]]:
    """A number is two halves, each with an index. A part of four characters may begin anywhere, a shorter one at a half."""
    second = func.substr(Person.number, literal_column("6"))
    written = f"{number[:HALF]}-{number[HALF:]}" if len(number) > HALF else number
    starts = [Person.number.startswith(written, autoescape=True)]
    if len(number) <= HALF:
        starts.append(second.startswith(number, autoescape=True))
    for offset in range(1, HALF if len(number) >= HALF else 0):
        head, tail = number[: HALF - offset], number[HALF - offset :]
        if len(tail) <= HALF:
            starts.append(and_(second.startswith(tail, autoescape=True), Person.number.contains(f"{head}-{tail}")))
    return starts


def _rows(session: Session, actor: Actor, only: Iterable[Any], after: str | None, limit: int) -> list[Any]:
    by_name = _sees_all_names(actor)
    query = people_query().where(Person.scope(actor, "see_people"), *only)
    query = _behind(session, actor, query, after, by_name)
    query = query.order_by(Identity.search, Identity.person_id) if by_name else query.order_by(Person.id)
    return list(session.execute(query.limit(limit)))


def _found(actor: Actor, rows: list[tuple[str, Any]], limit: int) -> Found:
    hits = [Hit(row.Person, _seen(actor, row.Person, row.Identity), row.Facts, mark == ALIKE) for mark, row in rows[:limit]]
    return Found(hits, rows[limit - 1][0] + hits[-1].person.id if len(rows) > limit else None)


def _seen(actor: Actor, person: Person, identity: Identity) -> Identity | None:
    return identity if actor.may("see_identity", person) else None


def _behind(
    session: Session, actor: Actor, query: Select[Person, Identity, Facts], after: str | None, by_name: bool
) -> Select[Person, Identity, Facts]:
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
