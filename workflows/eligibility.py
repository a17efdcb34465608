"""May this person enter this programme, a track or a block of it on this day? The verdict, and the exceptions that it allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core import catalogue
from core.definitions import Block, Criterion, Programme, vocabulary
from core.people.provenance import held
from core.rules import Decider, Verdict
from workflows.models import Case


@dataclass(frozen=True, slots=True)
class Exemption:
    """A justified individual case (Einzelfall): one criterion is waived, for a reason, and a second person agreed."""

    criterion: str
    reason: str
    second_person: str


class NotEligible(Exception):
    """The person may not enter, or not yet: the verdict says why, and what is missing."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"The verdict is {verdict.outcome}, decided by {', '.join(verdict.decided_by) or 'nothing yet'}.")
        self.verdict = verdict


class ExemptionRefused(ValueError):
    """An exemption that this programme does not allow or that lacks its reason or second person."""

    def __init__(self, criterion: str, message: str) -> None:
        super().__init__(message)
        self.criterion = criterion


def decide(
    session: Session, person_id: str, programme: Programme, on: date, exemptions: Sequence[Exemption] = (), track: str = ""
) -> Verdict:
    """The verdict on what is known of this person as of the day `on`, for the participants' way or a track of its own.

    The programme must be a published revision. Raises LookupError for a track that it lacks.
    """
    facts, sources = told(session, person_id, on)
    return judge(facts, programme, on, exemptions, track, sources)


def judge(
    facts: Mapping[str, Any],
    programme: Programme,
    on: date,
    exemptions: Sequence[Exemption] = (),
    track: str = "",
    sources: Mapping[str, str] | None = None,
) -> Verdict:
    """As `decide`, on facts that were read already: one reading serves many programmes. Without sources no paper is asked for."""
    decider = catalogue.compiled(programme.digest, ("eligibility", track), lambda given: decider_of(criteria_of(given, track)))
    return decider.decide(facts, on, exceptions=[each.criterion for each in exemptions], sources=sources)


def told(session: Session, person_id: str, on: date) -> tuple[dict[str, Any], dict[str, str]]:
    """All that a verdict about a person rests on as of a day, and where it comes from."""
    known = held(session, person_id, on)
    return {**known.facts, "enrolments": enrolments(session, person_id, on)}, known.sources


def enrolments(session: Session, person_id: str, on: date, but: str = "") -> frozenset[str]:
    """The programmes that a person takes part in on a day, not as a mentor or the like: what `enrolled("…")` asks for.
    `but` is a case that does not count."""
    query = select(Case.programme).where(Case.person_id == person_id, Case.track == "", Case.entered_on <= on, Case.id != but)
    return frozenset(session.scalars(query.where(or_(Case.closed_on.is_(None), Case.closed_on > on))))


def decide_block(
    session: Session, person_id: str, programme: Programme, block: Block, on: date, exemptions: Sequence[Exemption] = ()
) -> Verdict:
    """The verdict on entering a block: as of the day `on`, or of the block's first day where that lies ahead."""
    facts, sources = told(session, person_id, on)
    return judge_block(facts, programme, block, on, exemptions, sources)


def judge_block(
    facts: Mapping[str, Any],
    programme: Programme,
    block: Block,
    on: date,
    exemptions: Sequence[Exemption] = (),
    sources: Mapping[str, str] | None = None,
) -> Verdict:
    """As `decide_block`, on facts that were read already."""
    day = max(on, block.starts_on or on)
    decider = catalogue.compiled(programme.digest, ("block", block.id), lambda _given: decider_of(block.eligibility))
    return decider.decide(facts, day, exceptions=[each.criterion for each in exemptions], sources=sources)


def criteria_of(programme: Programme, track: str = "") -> Sequence[Criterion]:
    """What the participants, or those of a track, must meet. Raises LookupError."""
    if not track:
        return programme.eligibility
    for each in programme.tracks:
        if each.id == track:
            return each.eligibility
    known_tracks = ", ".join(each.id for each in programme.tracks) or "none"
    raise LookupError(f"The programme {programme.id!r} has no track {track!r}; it has: {known_tracks}.")


def valid_on(criteria: Iterable[Criterion], on: date) -> list[Criterion]:
    """Those that count on a day."""
    return [criterion for criterion in criteria if _holds(criterion, on)]


def make_decider(programme: Programme, track: str = "") -> Decider:
    return decider_of(criteria_of(programme, track))


def decider_of(criteria: Sequence[Criterion]) -> Decider:
    """Compiled anew each time: for criteria that are not published yet."""
    words = vocabulary()
    return Decider(criteria, words.entry_scope, categories=words.categories, validities=words.validities)


def check_exemptions(criteria: Sequence[Criterion], exemptions: Iterable[Exemption], asked_by: str, on: date) -> None:
    """Each has a reason, names somebody else than who asks, and waives a criterion that allows it. Raises ExemptionRefused."""
    allowed = {criterion.id for criterion in criteria if criterion.exception and _holds(criterion, on)}
    for each in exemptions:
        if each.criterion not in allowed:
            raise ExemptionRefused(each.criterion, f"The criterion {each.criterion!r} allows no exception.")
        if not each.reason.strip():
            raise ExemptionRefused(each.criterion, "An exception needs a reason.")
        second = each.second_person.strip()
        if not second or second.casefold() == asked_by.strip().casefold():
            raise ExemptionRefused(each.criterion, "An exception needs a second person: somebody else who agreed.")


def verdict_data(verdict: Verdict, exemptions: Sequence[Exemption] = (), revision: str = "") -> dict[str, Any]:
    """What is kept with the case: the verdict as JSON, with the exemptions that it rests on and the revision that was applied."""
    used = {reason.id for reason in verdict.reasons if reason.granted}
    exempt = [asdict(each) for each in exemptions if each.criterion in used]
    return {**verdict.as_data(), "exemptions": exempt, **({"revision": revision} if revision else {})}


def exemptions_of(case: Case) -> list[Exemption]:
    """Those that the person was let in with."""
    return [Exemption(**each) for each in case.verdict.get("exemptions", ())]


def _holds(criterion: Criterion, on: date) -> bool:
    return (criterion.valid_from or date.min) <= on <= (criterion.valid_to or date.max)
