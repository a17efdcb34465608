"""Translations that are still right though their German source was changed: said as a step that sets each text as it is, and
remembers the source that it was held against. What was confirmed holds for that source and that text alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.catalogue.change_models import ChangeSet, ChangeStep
from core.catalogue.changes import drop_undone, editable, held, record
from core.catalogue.overlay.adjustment import Adjustment, digest_of

SOURCE = "de"
Confirmed = frozenset[tuple[str, str, str, str]]
"""Path, language, the digest of the German source, and the text that is right."""


def confirm(
    session: Session, actor: Actor, change_id: str, version: int, texts: Iterable[tuple[str, str]], told: Mapping[str, Any],
    now: dt.datetime, what: str,
) -> ChangeStep | None:  # fmt: skip
    """One step for these translations (path, language). `told`: all texts of the draft. None where there is nothing to confirm.

    Raises what every step raises.
    """
    change = held(session, actor, change_id, version)
    editable(change)
    given = [_as_it_is(path, code, told[path]) for path, code in dict.fromkeys(texts) if told.get(path, {}).get(code)]
    if not given:
        return None
    drop_undone(session, change)
    return record(session, actor, change, given, given, change.programme, now, what)


def _as_it_is(path: str, language: str, told: Mapping[str, str]) -> Adjustment:
    address, _slash, name = path.rpartition("/")
    return Adjustment("set", address, f"{name}/{language}", told[language], base=digest_of(told[SOURCE]))


def confirmed(session: Session, change: ChangeSet) -> Confirmed:
    """What was confirmed in this draft, and in all that was published of the programme."""
    query = select(ChangeStep.forward, ChangeStep.backward).join(ChangeSet).where(ChangeStep.undone.is_(False))
    query = query.where(ChangeSet.programme_id == change.programme_id)
    rows = session.execute(query.where(or_(ChangeSet.id == change.id, ChangeSet.status == "published")))
    return frozenset(key for forward, backward in rows if forward == backward for each in forward if (key := _key(each)))


def _key(each: Mapping[str, Any]) -> tuple[str, str, str, str] | None:
    name, slash, language = str(each.get("property", "")).partition("/")
    if not slash or not each.get("base"):
        return None
    return f"{each['address']}/{name}".lstrip("/"), language, str(each["base"]), str(each.get("value", ""))
