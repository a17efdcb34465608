"""A document about a person that a plugin offers: what goes in, and who reads it."""

from __future__ import annotations

from pydantic import Field as _Field

from core.definitions.base import Definition, Key, Many
from core.definitions.wording import Wording

KEPT_INSIDE = frozenset({
    *("residence_title", "residence_category", "residence_valid_until", "previous_residence_title", "residence_accepted"),
    *("work_ban", "work_permitted", "nationality", "country_of_birth", "arrived_on", "in_state_reception"),
    *("migration_background", "own_migration", "refugee_background", "parents_born_abroad", "regular_school_access"),
    *("employment_status", "unemployed_since", "benefits", "support_needs", "seeking_work"),
    *("disability", "minority", "housing_exclusion"),
})  # fmt: skip
"""Facts that no reader outside the authorities is told, whatever a plugin asks for."""


class Audience(Definition):
    """Who a document is made for. `outside`: not an authority. Then nothing goes in that is sensitive or tells of residence,
    livelihood, origin or needs, no programme is named, and of results only those of `DocumentKind.shown_outside` that are no
    "no" and no option that is `kept_inside`; a block that ended with such a result is not told either."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    help: Wording | None = None
    outside: bool = False


class DocumentSection(Definition):
    """A part of a document under a heading of its own.

    `facts` of the vocabulary come with their source, `fields` from the latest submission of the document's form; `measures` are
    programmes, blocks and results, `courses` the offerings completed. `readers`: ids of audiences, none means all of them.
    """

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    facts: Many[Key] = ()
    fields: Many[Key] = ()
    measures: bool = False
    courses: bool = False
    readers: Many[Key] = ()
    closed: bool = False
    """Only for who may also correct the person's record: residence, health."""


class DocumentKind(Definition):
    """A kind of document, read from what is recorded of a person in all programmes, kept in versions."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    help: Wording | None = None
    form: Key | None = None
    """A shared form by name: its latest submission in any programme is read."""
    audiences: Many[Audience] = _Field(min_length=1)
    sections: Many[DocumentSection] = _Field(min_length=1)
    shown_outside: Many[Key] = ()
    """Fields that are outcomes of steps and say something that a person can show: a certificate, a level."""
    source: str | None = None
    unconfirmed: Wording | None = None

    def audience(self, id: str) -> Audience | None:
        return next((audience for audience in self.audiences if audience.id == id), None)
