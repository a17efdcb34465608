"""Which letters a case offers, those that were made from it, and the making of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, NotFound, fetch, require, scoped
from core.clock import today
from core.definitions import Letter, Programme, Wording
from core.events import LetterMade, LetterWithdrawn
from core.journal import announce
from core.organisations.models import Unit
from core.web.i18n import SHELL, direction, show_date
from workflows.documents.typeset import pdf
from workflows.letters.filling import Filled, Filler
from workflows.letters.layout import blocks
from workflows.letters.models import LONGEST_REASON, NAMED, KeptLetter
from workflows.letters.typed import Typed
from workflows.models import Case
from workflows.state import State

WRITE = "do_task"
TEMPLATE = "letter.typ"
MOST_LISTED = 100


class Withdrawn(ValueError):
    """The letter was taken back before."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A letter that can be written now, filled in. `german` stands beside one in another language."""

    case: Case
    letter: Letter
    address: str
    made: Filled
    german: Filled | None


def offered(case: Case, programme: Programme) -> list[Letter]:
    """The letters that this case may be written now, in the order of the programme: of its own revision."""
    state = State.from_json(case.state)
    now = {task.step for task in state.tasks if task.status == "open"}
    return [each for each in programme.letters if not each.hidden and (not each.steps or now & set(each.steps))]


def kept(session: Session, actor: Actor, case_id: str) -> Sequence[KeptLetter]:
    """Those that were made from a case, the latest first."""
    query = scoped(actor, KeptLetter, "see_case").where(KeptLetter.case_id == case_id)
    return session.scalars(query.order_by(KeptLetter.made_at.desc(), KeptLetter.id.desc()).limit(MOST_LISTED)).all()


def may_write(actor: Actor, case: Case, person: Any) -> bool:
    return actor.may(WRITE, case) and actor.may(NAMED, person)


def begin(
    session: Session, actor: Actor, case_id: str, letter_id: str, language: str, now: datetime, *, again: bool = False
) -> Begun:
    """A letter filled in with what is known. Raises NotFound, also for one that is not offered now; who has begun one before goes
    on with it (`again`), although a colleague has done the step meanwhile."""
    case = fetch(session, actor, Case, case_id, WRITE)
    programme = catalogue.definition(case.revision)
    letter = programme.letter(letter_id)
    if letter is None or letter.hidden or (not again and letter not in offered(case, programme)):
        raise NotFound("There is no such record.")
    filler = Filler(session, actor, case, programme, now)
    made = filler.fill(letter, language)
    foreign = letter.recipient == "participant" and made.language != "de"
    address = filler.address() if letter.recipient == "participant" else f"[[{_('Recipient')}]]"
    return Begun(case, letter, address, made, filler.fill(letter, "de") if foreign else None)


def usual_language(session: Session, actor: Actor, case_id: str) -> str:
    """The language of the last letter of this case; German where there is none."""
    return next((each.language for each in kept(session, actor, case_id) if each.withdrawn_at is None), "de")


def make(session: Session, actor: Actor, begun: Begun, typed: Typed, *, now: datetime, id: str) -> KeptLetter:
    """Keep the letter as it was typed, as the next version. The same `id` twice gives one letter. Raises TooLong."""
    # who makes one at the same time waits for its number
    session.get(Case, begun.case.id, with_for_update={"key_share": True}, populate_existing=True)
    query = scoped(actor, KeptLetter, "see_case").where(KeptLetter.id == id, KeptLetter.case_id == begun.case.id)
    if made := session.scalars(query).first():
        return made
    of = (KeptLetter.case_id == begun.case.id) & (KeptLetter.letter == begun.letter.id)
    number = (session.scalar(select(func.max(KeptLetter.version)).where(of)) or 0) + 1
    data = _data(begun, typed.on_paper())
    content = pdf(_set(session, begun, data, now), now, TEMPLATE)
    letter = KeptLetter(
        id=id,
        case_id=begun.case.id,
        letter=begun.letter.id,
        version=number,
        revision=begun.case.revision,
        language=begun.made.language,
        data=data,
        pdf=content,
        sha256=sha256(content).hexdigest(),
        made_by=actor.user_id,
        made_by_name=actor.name[:200],
        made_at=now,
    )
    session.add(letter)
    session.flush()
    named = {"subject_id": id, "person_id": begun.case.person_id, "case_id": begun.case.id}
    announce(
        session,
        LetterMade(**named, letter=letter.letter, version=number, language=letter.language),
        actor=actor,
        now=now,
    )
    return letter


def withdraw(session: Session, actor: Actor, id: str, reason: str, now: datetime) -> KeptLetter:
    """Mark a letter that was made by mistake; it stays. Raises NotFound, Withdrawn."""
    letter = fetch(session, actor, KeptLetter, id, "see_case")
    case = fetch(session, actor, Case, letter.case_id, "see_case")
    require(actor, WRITE, case)
    session.refresh(letter, with_for_update={"key_share": True})
    if letter.withdrawn_at is not None:
        raise Withdrawn(f"It was withdrawn by {letter.withdrawn_by_name} before.")
    letter.withdrawn_at, letter.withdrawn_by = now, actor.user_id
    letter.withdrawn_by_name, letter.withdrawn_reason = actor.name[:200], reason[:LONGEST_REASON]
    session.flush()
    named = {"subject_id": id, "person_id": case.person_id, "case_id": case.id}
    announce(session, LetterWithdrawn(**named, letter=letter.letter, version=letter.version), actor=actor, now=now)
    return letter


def title_of(letter: KeptLetter) -> Wording:
    """What it was called when it was made."""
    return Wording(letter.data["title"])


def _data(begun: Begun, typed: Typed) -> dict[str, Any]:
    beside = {"subject": typed.german_subject, "text": typed.german_text} if begun.german else None
    title = dict(begun.letter.title.root)
    return {"title": title, "address": typed.address, "subject": typed.subject, "text": typed.text, "beside": beside}


def _set(session: Session, begun: Begun, data: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What the template reads: the letter, and the German one after it."""
    language, parts = begun.made.language, [_part(data, begun.made.language, now)]
    if data["beside"]:
        parts.append(_part(data["beside"], "de", now))
    return {
        "title": data["subject"],
        "language": language,
        "unit": session.get_one(Unit, begun.case.unit_id).name,
        "address": data["address"].split("\n"),
        "number": begun.case.number,
        "parts": parts,
    }


def _part(said: dict[str, Any], language: str, now: datetime) -> dict[str, Any]:
    with force_locale(language if language in SHELL else "de"):
        return {
            "language": language,
            "direction": direction(language),
            "day": show_date(today(now)),
            "page": _("Page"),
            "of": _("of"),
            "case": _("Case"),
            "subject": said["subject"],
            "blocks": [{"list": each.list, "lines": list(each.lines)} for each in blocks(said["text"])],
        }
