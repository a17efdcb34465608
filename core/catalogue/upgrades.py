"""Two definitions brought together: a plugin's new version rehearsed, a draft brought up to date, a file taken in. Each is a
three-way merge kept with its change set; a conflict stands on our side until somebody chooses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.catalogue.change_models import DRAFTS, ChangeSet, Publication
from core.catalogue.changes import (
    begin,
    editable,
    held,
    last_publication,
    say,
    seal,
    steps,
    take_step,
    touch,
)
from core.catalogue.keeping import keepable
from core.catalogue.models import Revision, read, shipped_definition
from core.catalogue.overlay import Item, Rebased, rebase, settled
from core.catalogue.trouble import Refused
from core.definitions import Programme

Side = Literal["ours", "theirs"]
Key = tuple[str, str]


@dataclass(frozen=True)
class Merge:
    """The three sides of a change set's merge, and what was chosen so far."""

    base: Programme
    ours: Programme
    theirs: Programme
    choices: Mapping[Key, Side]

    def rebased(self) -> Rebased:
        return settled(self.base, self.ours, self.theirs, self.choices)

    def items(self) -> Sequence[Item]:
        """All that differs between the sides; a conflict that was settled still says so."""
        return rebase(self.base, self.ours, self.theirs).items

    def open(self) -> list[Item]:
        """The conflicts for which nobody has chosen a side."""
        return [item for item in self.items() if item.state == "conflict" and item.key not in self.choices]


def merge_of(session: Session, change: ChangeSet) -> Merge | None:
    """What the change set brings together, if anything."""
    if change.merge is None:
        return None
    chosen = [pair for step in steps(session, change) if not step.undone for pair in step.settles or []]
    base, ours, theirs = (read(change.merge[name]) for name in ("base", "ours", "theirs"))
    return Merge(base, ours, theirs, {(key[0], key[1]): side for key, side in chosen})


def rehearse(session: Session, actor: Actor, shipped: Programme, now: dt.datetime) -> ChangeSet:
    """The change set of a plugin's new version. An earlier one that still waits is thrown away: this one holds more."""
    for older in _waiting(session, shipped.id):
        older.status, older.held = "discarded", f"replaced by version {shipped.version}"
        older.version += 1
        say(session, actor, older, "discarded", now)
    last = last_publication(session, shipped.id)
    assert last is not None, "what was never on offer is published, not rehearsed"
    ours = _definition(session, last)
    # what was on offer before the plugin came rests on nothing shipped: all of it is ours, and stays
    base = shipped_definition(session, last.shipped) or shipped
    title = f"Version {shipped.version}"
    return merging(session, actor, (base, ours, shipped), title, now, kind="upgrade", base=last.revision, shipped=shipped.digest)


def merging(
    session: Session, actor: Actor, sides: tuple[Programme, Programme, Programme], title: str, now: dt.datetime, **columns: Any
) -> ChangeSet:
    """A change set that begins as base, ours and theirs brought together. Raises Unfit where theirs cannot be applied."""
    base, ours, theirs = sides
    made = rebase(base, ours, theirs).programme
    keepable(made, ours.id)
    kept = {"base": base.as_json(), "ours": ours.as_json(), "theirs": theirs.as_json()}
    return begin(session, actor, ours.id, title, now, content=made.as_json(), merge=kept, **columns)


def settle(
    session: Session, actor: Actor, change_id: str, version: int, choices: Mapping[Key, Side], now: dt.datetime
) -> ChangeSet:
    """Choose a side for these items; what was edited since the merge stays. Raises Refused where there is no such item."""
    change = held(session, actor, change_id, version)
    editable(change)
    merge = merge_of(session, change)
    known = {item.key for item in merge.items()} if merge else set()
    if merge is None or not choices or not choices.keys() <= known:
        raise Refused("no_item")
    before = merge.rebased().programme
    after = settled(merge.base, merge.ours, merge.theirs, {**merge.choices, **choices}).programme

    def make(draft: Programme) -> Programme:
        return after if draft == before else rebase(before, draft, after).programme

    pairs = [[list(key), side] for key, side in choices.items()]
    what = ", ".join("/".join(filter(None, key)) for key in choices)
    take_step(session, actor, change, make, now, f"settled: {what}"[:2000], settles=pairs)
    return change


def bring_up_to_date(session: Session, actor: Actor, change_id: str, version: int, now: dt.datetime) -> ChangeSet:
    """Merge into the draft what was published since it began. Its steps so far cannot be taken back any more."""
    change = held(session, actor, change_id, version)
    editable(change)
    last = last_publication(session, change.programme_id)
    if last is None or last.revision == change.base:
        raise Refused("not_behind")
    if (merge := merge_of(session, change)) and merge.open():
        raise Refused("unsettled")
    theirs, ours = _definition(session, last), change.programme
    base = _revision(session, change.base) if change.base else theirs
    change.merge = {"base": base.as_json(), "ours": ours.as_json(), "theirs": theirs.as_json()}
    seal(session, change)
    for step in steps(session, change):
        step.settles = None  # what was chosen then is part of the draft now
    touch(change, actor, now, rebase(base, ours, theirs).programme)
    if change.kind != "upgrade":
        change.shipped = last.shipped
    change.base = last.revision
    session.flush()
    return change


def behind(session: Session, change: ChangeSet) -> bool:
    """Whether something else was published since it began."""
    last = last_publication(session, change.programme_id)
    return (last.revision if last else None) != change.base


def _waiting(session: Session, programme_id: str) -> Sequence[ChangeSet]:
    found = select(ChangeSet).where(ChangeSet.programme_id == programme_id, ChangeSet.kind == "upgrade")
    return session.scalars(found.where(ChangeSet.status.in_(DRAFTS))).all()


def _definition(session: Session, publication: Publication) -> Programme:
    return _revision(session, publication.revision)


def _revision(session: Session, digest: str) -> Programme:
    return read(session.get_one(Revision, digest).definition)
