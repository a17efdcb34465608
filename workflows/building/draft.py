"""A draft of a programme's criteria: stored beside the published revision, changed step by step, each step taken back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from pydantic import ValidationError
from sqlalchemy import ColumnElement, ForeignKey, String, false, or_, true
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.actor import Actor, NotFound, scoped
from core.database import Base, Id, Json, UtcTime, new_id
from core.definitions import Criterion, Programme, vocabulary
from core.rules import BOOLEAN, RuleError, check_rule
from core.rules.message import msg
from core.rules.tables import tree_of

EDIT = "edit_programmes"
STEPS = 30
"""So many steps can be taken back."""
CRITERIA = 200
SORTS = {"track": "tracks", "block": "blocks", "offering": "offerings"}


class RuleDraft(Base):
    """The criteria of a programme as they are being edited: one draft a programme, for all who may edit it.

    Personal data: who (staff) edited last. Deleted when it is discarded or published.
    """

    __tablename__ = "rule_draft"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(String(63), ForeignKey("programme.id", ondelete="CASCADE"), unique=True)
    # the revision that it began from
    base: Mapped[str] = mapped_column(String(64), ForeignKey("revision.digest"))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    # earlier contents, the latest last
    history: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    version: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[str | None] = mapped_column(Id)
    author_name: Mapped[str] = mapped_column(String(200), default="")
    updated_at: Mapped[datetime] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """Those of the programmes that one's grants are for."""
        grants = actor.granted(EDIT)
        if actor.everything or any(grant.programme is None for grant in grants):
            return true()
        return or_(false(), *(cls.programme_id == grant.programme for grant in grants))


class Stale(Exception):
    """Somebody else changed the draft since the page was made."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A criterion of the draft under a key that stays. `owner` is empty for the programme's own, else `track/id`."""

    key: str
    owner: str
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class Content:
    """All criteria in order. Frozen: each verb gives new content."""

    entries: tuple[Entry, ...]
    next: int

    @classmethod
    def of(cls, programme: Programme) -> Self:
        found = [Entry(f"c{place}", owner, each) for place, (owner, each) in enumerate(_criteria(programme))]
        return cls(tuple(found), len(found))

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        entries = (Entry(each["key"], each["owner"], Criterion.model_validate(each["criterion"])) for each in data["entries"])
        return cls(tuple(entries), data["next"])

    def as_data(self) -> dict[str, Any]:
        entries = [{"key": each.key, "owner": each.owner, "criterion": each.criterion.as_data()} for each in self.entries]
        return {"entries": entries, "next": self.next}

    def entry(self, key: str) -> Entry:
        """Raises NotFound."""
        found = next((each for each in self.entries if each.key == key), None)
        if found is None:
            raise NotFound("There is no such record.")
        return found

    def changed(self, key: str, criterion: Criterion) -> Self:
        """With another criterion at this key. Raises RuleError unless its rule or table is sound."""
        tree_of(criterion, vocabulary().entry_scope)
        entry = self.entry(key)
        return replace(
            self, entries=tuple(replace(each, criterion=criterion) if each is entry else each for each in self.entries)
        )

    def added(self, owner: str, criterion: Criterion) -> Self:
        """A new one, behind the others of its owner."""
        if len(self.entries) >= CRITERIA:
            raise RuleError(msg("A programme may have at most {criteria} criteria.", criteria=CRITERIA))
        check_rule(criterion.rule, vocabulary().entry_scope, BOOLEAN)
        places = [place for place, each in enumerate(self.entries) if each.owner == owner]
        place = places[-1] + 1 if places else (0 if not owner else len(self.entries))
        new = Entry(f"c{self.next}", owner, criterion)
        return replace(self, entries=(*self.entries[:place], new, *self.entries[place:]), next=self.next + 1)

    def removed(self, key: str) -> Self:
        entry = self.entry(key)
        return replace(self, entries=tuple(each for each in self.entries if each is not entry))

    def moved(self, key: str, by: int) -> Self:
        """One place up (-1) or down (1) among the criteria of the same owner."""
        entry = self.entry(key)
        same = [place for place, each in enumerate(self.entries) if each.owner == entry.owner]
        here = next(number for number, place in enumerate(same) if self.entries[place] is entry)
        if not 0 <= here + by < len(same):
            raise RuleError(msg("The criterion already stands at this end of its list."))
        entries = list(self.entries)
        one, other = same[here], same[here + by]
        entries[one], entries[other] = entries[other], entries[one]
        return replace(self, entries=tuple(entries))

    def within(self, programme: Programme) -> Programme:
        """The programme with these criteria instead of its own."""
        changes: dict[str, Any] = {"eligibility": self._of("")}
        for sort, name in SORTS.items():
            parts = getattr(programme, name)
            changes[name] = [each.but(eligibility=self._of(f"{sort}/{each.id}")) for each in parts]
        return programme.but(**changes)

    def _of(self, owner: str) -> list[Criterion]:
        return [each.criterion for each in self.entries if each.owner == owner]


def owners(programme: Programme) -> Iterator[tuple[str, Any]]:
    """Whose criteria there are, with their titles: the programme, then its tracks, blocks and offerings."""
    yield "", programme.title
    for sort, name in SORTS.items():
        yield from ((f"{sort}/{each.id}", each.title) for each in getattr(programme, name))


def _criteria(programme: Programme) -> Iterator[tuple[str, Criterion]]:
    yield from (("", each) for each in programme.eligibility)
    for sort, name in SORTS.items():
        for part in getattr(programme, name):
            yield from ((f"{sort}/{part.id}", each) for each in part.eligibility)


def find(session: Session, actor: Actor, programme_id: str) -> RuleDraft | None:
    """The programme's draft, where there is one that this actor may edit."""
    return session.scalars(scoped(actor, RuleDraft, EDIT).where(RuleDraft.programme_id == programme_id)).first()


def may_edit(actor: Actor, programme_id: str) -> bool:
    return actor.everything or any(grant.programme in (None, programme_id) for grant in actor.granted(EDIT))


def start(session: Session, actor: Actor, programme: Programme, now: datetime) -> RuleDraft:
    """The draft of this programme, begun from this revision unless there is one already."""
    found = find(session, actor, programme.id)
    if found is None:
        found = RuleDraft(programme_id=programme.id, base=programme.digest, content=Content.of(programme).as_data(), history=[])
        session.add(found)
        _signed(found, actor, now)
        session.flush()
    return found


def locked(session: Session, actor: Actor, programme_id: str, version: str) -> RuleDraft:
    """The draft for a change. Raises NotFound; Stale when it is not at the version that the page was made from."""
    query = scoped(actor, RuleDraft, EDIT).where(RuleDraft.programme_id == programme_id).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound("There is no such record.")
    if str(found.version) != version:
        raise Stale
    return found


def keep(draft: RuleDraft, content: Content, actor: Actor, now: datetime) -> None:
    """Make this the content; what was there before can be taken back."""
    data = content.as_data()
    if data == draft.content:
        return
    draft.history = [*draft.history, draft.content][-STEPS:]
    draft.content = data
    draft.version += 1
    _signed(draft, actor, now)


def undo(draft: RuleDraft, actor: Actor, now: datetime) -> None:
    """Take the last step back. Raises RuleError when there is none."""
    if not draft.history:
        raise RuleError(msg("There is no step that could be taken back."))
    *earlier, last = draft.history
    draft.content, draft.history = last, earlier
    draft.version += 1
    _signed(draft, actor, now)


def criterion(before: Criterion, **changes: Any) -> Criterion:
    """The criterion with these changes. Raises RuleError in words where they do not fit."""
    try:
        return before.but(**changes)
    except ValidationError as error:
        name = ".".join(map(str, error.errors()[0]["loc"]))
        if name == "id":
            raise RuleError(
                msg("An id has at most 63 small letters, digits and _, and begins with a letter: {id}.", id=changes["id"])
            ) from None
        raise RuleError(msg("What stands in '{name}' does not fit there.", name=name)) from None


def _signed(draft: RuleDraft, actor: Actor, now: datetime) -> None:
    draft.author_id, draft.author_name, draft.updated_at = actor.user_id, actor.name[:200], now


def ids(content: Content) -> Sequence[str]:
    return [each.criterion.id for each in content.entries]


def drafts(session: Session, actor: Actor) -> dict[str, RuleDraft]:
    """All drafts that this actor may edit, by programme."""
    return {each.programme_id: each for each in session.scalars(scoped(actor, RuleDraft, EDIT))}
