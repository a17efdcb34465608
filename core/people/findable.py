"""The words and sounds by which a person is found, kept beside her identity."""

from __future__ import annotations

import unicodedata

from sqlalchemy import Index, delete, func, insert, literal_column, select
from sqlalchemy.orm import Session

from core.people.models import Identity, NameWord, Person
from core.people.normal import ARTICLE, normal, without_article
from core.people.sound import all_sounds

BATCH = 500
SUN = frozenset("تثدذرزسشصضطظلن")
"""Letters into which the l of the article changes."""
# A number is searched for by the beginning of either half.
Index("ix_person_number_start", Person.number, postgresql_ops={"number": "text_pattern_ops"})
Index(
    "ix_person_number_half",
    func.substr(Person.number, literal_column("6")).label("half"),
    postgresql_ops={"half": "text_pattern_ops"},
)
# Doubles are found by them.
Index("ix_identity_phone", Identity.phone)
Index("ix_identity_email", Identity.email)


def findable(family_name: str | None, given_name: str | None) -> set[str]:
    """All that stands in the table of words for this name: its words, Müller also as Muller, names of several words also as
    one (Al-Hassan, Alhassan), and how all of these sound."""
    words: set[str] = set()
    for name in (family_name, given_name):
        single = normal(name or "").split()
        bare = normal(_bare(name or "")).split()
        words |= {*single, *bare, "".join(single)[:400], "".join(bare)[:400]}
    words.discard("")
    return words | all_sounds(words) | _articles(words)


def _articles(words: set[str]) -> set[str]:
    """Arabic words without their article, and the article as it is heard before them: al-Husseini, an-Nur."""
    bare = {rest for word in words if (rest := without_article(word)) != word}
    heard = {ARTICLE, *(ARTICLE[0] + rest[0] for rest in bare if rest[0] in SUN)} if bare else set()
    return bare | all_sounds(bare | heard)


def make_findable(session: Session, row: Identity) -> None:
    """Write the words of this identity's name anew."""
    session.execute(delete(NameWord).where(NameWord.person_id == row.person_id))
    rows = [{"word": word, "person_id": row.person_id} for word in sorted(findable(row.family_name, row.given_name))]
    if rows:
        session.execute(insert(NameWord), rows)


def make_all_findable(session: Session, after: str = "") -> str:
    """Write the words of the next BATCH people after this id anew, as after a change of how words or sounds are made.

    Returns the last person's id, empty when there was nobody left: call it again with that, each time in its own transaction.
    """
    query = select(Identity).where(Identity.person_id > after).order_by(Identity.person_id).limit(BATCH)
    rows = session.scalars(query).all()
    for row in rows:
        make_findable(session, row)
    return rows[-1].person_id if rows else ""


def _bare(text: str) -> str:
    """ü as u, ß as ss: how a name stands in a passport's lower lines of many countries, and how one types it in a hurry."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
