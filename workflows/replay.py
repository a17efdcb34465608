"""What was decided on a day with the facts and rules that were known then, beside what is known of that day now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.catalogue import Revision
from core.clock import BERLIN
from core.definitions import Criterion
from core.people.models import FactEntry, IdentityEntry
from core.people.provenance import Held, held
from core.rules import Verdict
from core.rules.derive import DERIVED_FROM
from core.rules.tree import names
from workflows.eligibility import enrolments, exemptions_of, make_decider
from workflows.models import Case

Entry = FactEntry | IdentityEntry


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict about a day with what was known at a moment: the facts, and the revision that was published last."""

    verdict: Verdict
    known_at: datetime
    revision: Revision
    held: Held


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact of the rules of which something else is known now about that day. None: nothing was, or is, known."""

    fact: str
    then: Entry | None
    now: Entry | None


@dataclass(frozen=True, slots=True)
class Turned:
    """A criterion that is another one: `then` and `now` are True, False, None (open), or "absent" where it did not apply."""

    id: str
    title: Any
    then: bool | str | None
    now: bool | str | None
    reworded: bool
    """The rule itself is another one."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Both verdicts about one day, and what differs."""

    on: date
    then: Judged
    now: Judged
    facts: tuple[Correction, ...]
    criteria: tuple[Turned, ...]

    @property
    def same(self) -> bool:
        return self.then.verdict.outcome == self.now.verdict.outcome


def replay(session: Session, case: Case, now: datetime, on: date | None = None) -> Replay:
    """For the day of entry, as it was known when the case was opened; for another day, as it was known at that day's end.

    Raises LookupError where nothing was published at that moment.
    """
    day = on or case.entered_on
    moment = case.created_at if day == case.entered_on else min(now, _end_of(day))
    then, later = (_judged(session, case, day, known_at) for known_at in (moment, now))
    read = _read_by(then) | _read_by(later)
    return Replay(day, then, later, tuple(_corrections(then.held, later.held, read)), tuple(_turned(then, later)))


def _judged(session: Session, case: Case, on: date, known_at: datetime) -> Judged:
    revision = _revision(session, case, known_at)
    known = held(session, case.person_id, on, known_at)
    # her own case is not one that she stood in when she came
    beside = enrolments(session, case.person_id, on, but=case.id)
    decider = catalogue.compiled(
        revision.digest, ("eligibility", case.track), lambda programme: make_decider(programme, case.track)
    )
    waived = [each.criterion for each in exemptions_of(case)]
    verdict = decider.decide({**known.facts, "enrolments": beside}, on, exceptions=waived, sources=known.sources)
    return Judged(verdict, known_at, revision, known)


def _revision(session: Session, case: Case, known_at: datetime) -> Revision:
    """The last one that was published by then; at the entry itself, the one that the case began on."""
    if known_at == case.created_at:
        return session.get_one(Revision, case.revision)
    query = select(Revision).where(Revision.programme_id == case.programme, Revision.published_at <= known_at)
    found = session.scalars(query.order_by(Revision.number.desc()).limit(1)).first()
    if found is None:
        raise LookupError(f"No revision of {case.programme!r} was published by {known_at:%Y-%m-%d}.")
    return found


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), BERLIN) - timedelta(microseconds=1)


def _read_by(judged: Judged) -> frozenset[str]:
    found = {name for node in judged.verdict.decider.nodes for name in names(node)}
    validities = judged.verdict.decider.validities
    bases = {DERIVED_FROM.get(name, name) for name in found}
    return frozenset(bases | {validities[name] for name in bases if name in validities})


def _corrections(then: Held, now: Held, read: Collection[str]) -> Iterable[Correction]:
    """Facts whose value or source is another one, in the order of their names."""
    for name in sorted(read):
        one, other = then.entries.get(name), now.entries.get(name)
        if _said(one) != _said(other):
            yield Correction(name, one, other)


def _said(entry: Entry | None) -> tuple[Any, str] | None:
    return None if entry is None else (entry.value, entry.source)


def _turned(then: Judged, now: Judged) -> Iterable[Turned]:
    before = {reason.id: reason for reason in then.verdict.reasons}
    after = {reason.id: reason for reason in now.verdict.reasons}
    texts = [_texts(judged) for judged in (then, now)]
    for id_ in dict.fromkeys([*before, *after]):
        one, other = before.get(id_), after.get(id_)
        was, is_now = (reason.state if reason else "absent" for reason in (one, other))
        reworded = texts[0].get(id_) != texts[1].get(id_)
        if was is not is_now or reworded:
            yield Turned(id_, next(reason.title for reason in (other, one) if reason), was, is_now, reworded)


def _texts(judged: Judged) -> Mapping[str, Any]:
    """What each criterion asks for on the day, apart from its titles."""
    return {criterion.id: _asks(criterion) for criterion in judged.verdict.decider.stretch(judged.verdict.on).criteria}


def _asks(criterion: Any) -> Any:
    keep = {"rule", "table", "strength", "exception", "proof"}
    return criterion.model_dump(mode="json", include=keep) if isinstance(criterion, Criterion) else criterion.rule
