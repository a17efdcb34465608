"""What the page of a talk shows: the question, what was said, and each programme with its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.actor import Actor
from core.clock import today
from core.people.registry import SOURCES
from forms.prefill import source_name
from workflows.casefile import running_cases
from workflows.outlook import Ahead, ahead
from workflows.reasons import Shown, shown, waivable
from workflows.screening import question, standing
from workflows.screening.models import Talk
from workflows.screening.question import Unanswered
from workflows.screening.standing import ORDER, Standing, next_questions, standings
from workflows.screening.talk import answers, day_of, known_in
from workflows.who import Who, who
from workflows.words import KINDS, fact_text, title_of

MORE = 4
"""So many further questions are offered beside the best one."""


@dataclass(frozen=True, slots=True)
class Card:
    """A programme as the page shows it; `missing` are facts with their titles, `case_id` a running case of this person."""

    programme: Any
    outcome: str
    kind: str
    reasons: Sequence[Shown]
    because: Sequence[Any]
    missing: Sequence[tuple[str, Any]]
    waivable: bool
    case_id: str | None
    ahead: Ahead | None
    """What comes with time, where something comes."""


@dataclass(frozen=True, slots=True)
class Said:
    """A known fact: its title and value in words, and whether it was said in this talk or stands in the file."""

    fact: str
    title: Any
    text: str
    source: str
    here: bool


def context(
    session: Session, actor: Actor, talk: Talk, now: datetime, ask: str = "", wrong: Unanswered | None = None
) -> dict[str, Any]:
    """What the templates of the talk need."""
    on = day_of(talk, now)
    both = known_in(session, talk, on)
    known, found = both.facts, standings(both.facts, on, both.sources)
    askable = standing.askable()
    ranked = next_questions(found, skip=talk.unknown)
    asked = ask if ask in askable else ranked[0].fact if ranked else ""
    return {
        "talk": talk,
        "person": _person(session, actor, talk),
        "on": on,
        "is_today": on == today(now),
        "asked": asked,
        "question": question.shown(asked, known, wrong) if asked else "",
        "labels": {asked: question.label(asked)} if asked else {},
        "errors": wrong.errors if wrong else {},
        "brings": next((each for each in ranked if each.fact == asked), None),
        "next": [(each.fact, title_of(each.fact)) for each in ranked if each.fact != asked][:MORE],
        "others": [(fact, title_of(fact)) for fact in askable if fact not in known and fact != asked],
        "said": said(talk, known, askable),
        "unknown": [(fact, title_of(fact)) for fact in talk.unknown],
        "groups": groups(found, _running(session, actor, talk)),
        "sources": [(source, source_name(source)) for source in SOURCES],
        "source": both.sources.get(asked, SOURCES[0]),
        "doubt": _doubt(found, asked),
    }


def _doubt(found: Sequence[Standing], fact: str) -> str:
    """Why what is known of the fact does not count for a programme that is open, if that is so."""
    reasons = (reason for each in found if each.outcome == "open" for reason in each.verdict.reasons)
    return next((reason.doubts[fact] for reason in reasons if fact in reason.doubts), "")


def groups(found: Sequence[Standing], running: Mapping[str, str]) -> list[tuple[str, list[Card]]]:
    """Outcome → its programmes, in the order eligible, open, not eligible; empty ones too."""
    return [
        (outcome, [card(each, running.get(each.programme.id)) for each in found if each.outcome == outcome]) for outcome in ORDER
    ]


def card(one: Standing, case_id: str | None = None) -> Card:
    verdict, criteria = one.verdict, one.programme.eligibility
    reasons = shown(verdict, criteria)
    return Card(
        programme=one.programme,
        outcome=one.outcome,
        kind=KINDS[one.outcome],
        reasons=reasons,
        because=[each.title for each in reasons if each.id in verdict.decided_by and each.state == "false"],
        missing=[(fact, title_of(fact)) for fact in verdict.missing],
        waivable=bool(waivable(verdict, criteria)),
        case_id=case_id,
        ahead=None if case_id else _comes(one),
    )


def _comes(one: Standing) -> Ahead | None:
    found = ahead(one.verdict)
    return found if found.because else None


def said(talk: Talk, known: Mapping[str, Any], askable: Sequence[str]) -> list[Said]:
    """What was said in the talk, and what the file knows that some programme asks for."""
    here = answers(talk)
    names = [fact for fact in askable if fact in known] + [fact for fact in here if fact not in askable]
    return [
        Said(
            fact,
            title_of(fact),
            fact_text(fact, known[fact]),
            source_name(talk.given[fact]["source"]) if fact in here else _("from the file"),
            fact in here,
        )
        for fact in names
    ]


def counted(talks: Sequence[Talk]) -> dict[str, int]:
    """Talk id → how many answers it holds."""
    return {each.id: len(each.given) for each in talks}


def _person(session: Session, actor: Actor, talk: Talk) -> Who | None:
    return who(session, actor, [talk.person_id])[talk.person_id] if talk.person_id else None


def _running(session: Session, actor: Actor, talk: Talk) -> dict[str, str]:
    """Programme → the running case of the person in it."""
    if talk.person_id is None:
        return {}
    cases = running_cases(session, actor, talk.person_id)
    return {case.programme: case.id for case in cases if case.closed_on is None and not case.track}
