"""Read the catalogue: the current revision, definitions by digest, and whatever is compiled from them."""

import difflib
import json
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from sqlalchemy import select

from core.catalogue.models import ProgrammeRow, Revision
from core.database import db
from core.definitions import Programme, load_programme

T = TypeVar("T")
# Revisions never change, so neither do these: kept for the life of the process, a few per programme.
_definitions: dict[str, Programme] = {}
_compiled: dict[tuple[str, Hashable], Any] = {}


class UnknownProgramme(LookupError):
    """No programme has this id, or no revision this digest."""


def current(programme_id: str) -> Revision:
    """The revision that new cases of this programme begin on; raises UnknownProgramme."""
    statement = (
        select(Revision).join(ProgrammeRow, ProgrammeRow.current == Revision.digest).where(ProgrammeRow.id == programme_id)
    )
    found = db.session.scalars(statement).first()
    if found is None:
        raise UnknownProgramme(f"There is no programme {programme_id!r}.{_nearest(programme_id)}")
    return found


def definition(digest: str) -> Programme:
    """The definition with this digest, read once a process; raises UnknownProgramme."""
    if digest not in _definitions:
        text = db.session.scalar(select(Revision.definition).where(Revision.digest == digest))
        if text is None:
            raise UnknownProgramme(f"There is no revision {digest!r}.")
        _definitions[digest] = load_programme(json.loads(text))
    return _definitions[digest]


def compiled(digest: str, key: Hashable, make: Callable[[Programme], T]) -> T:
    """What `make` gives for this revision, made once a process and kept under `key`, e.g. ("sheet", form id, language)."""
    place = (digest, key)
    if place not in _compiled:
        _compiled[place] = make(definition(digest))
    found: T = _compiled[place]
    return found


def offered() -> list[Programme]:
    """All programmes on offer, in the order of their ids."""
    digests = db.session.scalars(select(ProgrammeRow.current).order_by(ProgrammeRow.id)).all()
    return [definition(digest) for digest in digests]


def on_offer(programme_ids: Iterable[str]) -> dict[str, Programme]:
    """Those of these programmes that are on offer, by id; one statement that reads no definition twice."""
    wanted = set(programme_ids)
    if not wanted:
        return {}
    rows = db.session.execute(select(ProgrammeRow.id, ProgrammeRow.current).where(ProgrammeRow.id.in_(wanted)))
    return {id: definition(digest) for id, digest in rows if digest}


def _nearest(programme_id: str) -> str:
    near = difflib.get_close_matches(programme_id, db.session.scalars(select(ProgrammeRow.id)).all(), 1)
    return f" Did you mean {near[0]!r}?" if near else ""
