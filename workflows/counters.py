"""Count what a form says: in the transaction of its submission, under lock, and never over a cap or a budget.

An entry counts for the day that the form says; where it leaves that day out, for the day that it is in Germany.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, fetch
from core.clock import today
from core.database import new_id
from core.definitions import Counter, Programme
from core.events import TallyCorrected, ThresholdReached
from core.journal import announce
from forms.models import Submission
from forms.refused import RefusedAnswers
from workflows.amounts import amount_text
from workflows.counter_limits import Purse, cost_of, refusals
from workflows.offering_models import Tally
from workflows.rows import Here

LONGEST_REASON = 500
# what fits into the column, and far more than anybody works
MOST = 2_000_000_000


class CannotCorrect(ValueError):
    """A correction that is not allowed; `errors` has the reasons by field (`amount`, `reason`)."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(message for found in errors.values() for message in found))
        self.errors = dict(errors)


def count(
    session: Session,
    actor: Actor,
    programme: Programme,
    form: str,
    submission_id: str | None,
    answers: Mapping[str, Any],
    now: datetime,
    *,
    unit_path: str,
    case_id: str | None = None,
    person_id: str | None = None,
) -> list[Tally]:
    """Write what this form's answers add to the programme's counters; an amount that was left out, or 0, adds nothing.

    Call it inside the transaction of the submission. Raises RefusedAnswers by field, with the sum so far, the most that is
    allowed and what is left. The same submission counts once.
    """
    entries = _entries(programme, form, answers, person_id, now)
    if not entries:
        return []
    _lock(session, (purse.key for purse, _amount, _day in entries))
    entries = [entry for entry in entries if not _counted(session, entry[0], submission_id)]
    errors: dict[str, list[str]] = {}
    for purse, amount, day in entries:
        if found := refusals(session, purse, amount, day):
            errors.setdefault(purse.counter.field, []).extend(found)
    if errors:
        raise RefusedAnswers(errors)
    common = {"revision": programme.digest, "unit_path": unit_path, "case_id": case_id, "submission_id": submission_id}
    return [_write(session, actor, purse, amount, day, now, **common) for purse, amount, day in entries]


def count_task(
    session: Session, actor: Actor, case: Here, form: str, submission: Submission, answers: Mapping[str, Any], now: datetime
) -> None:
    """What a task's form adds, for its case and person: one of the things that follow a submission (workflows/taken.py)."""
    programme = catalogue.definition(submission.digest)
    about = {"unit_path": case.unit_path, "case_id": case.id, "person_id": case.person_id}
    count(session, actor, programme, form, submission.id, answers, now, **about)


def take_back(session: Session, actor: Actor, submission_id: str | None, reason: str, now: datetime) -> list[Tally]:
    """Undo what a submission added, by entries of their own: its task was reopened, or its form was handed in once more."""
    query = select(Tally).where(Tally.submission_id == submission_id, Tally.submission_id.is_not(None)).order_by(Tally.counter)
    entries = [(tally, Purse(tally.programme, counter_of(tally), tally.person_id)) for tally in session.scalars(query).all()]
    _lock(session, (purse.key for _tally, purse in entries))
    return [
        _mended(session, actor, tally, purse, -left, reason, now)
        for tally, purse in entries
        if (left := stands_at(session, tally))
    ]


def correct(session: Session, actor: Actor, tally_id: str, amount: int, reason: str, now: datetime) -> Tally:
    """Add an entry that mends another one, for the same person and day. Taking away is for the coordinator.

    Raises NotFound, CannotCorrect.
    """
    wrong = fetch(session, actor, Tally, tally_id, "do_task")
    wrong = session.get_one(Tally, wrong.corrects_id) if wrong.corrects_id else wrong
    counter = counter_of(wrong)
    purse = Purse(wrong.programme, counter, wrong.person_id)
    _lock(session, [purse.key])
    errors = _faults(session, actor, wrong, counter, amount, reason.strip())
    if not errors and amount > 0 and (over := refusals(session, purse, amount, wrong.day)):
        errors = {"amount": over}
    if errors:
        raise CannotCorrect(errors)
    return _mended(session, actor, wrong, purse, amount, reason.strip(), now)


def counter_of(tally: Tally) -> Counter:
    """The counter as the entry's revision has it."""
    return next(each for each in catalogue.definition(tally.revision).counters if each.id == tally.counter)


def stands_at(session: Session, tally: Tally) -> int:
    """What an entry amounts to with its corrections."""
    return _sum_of(session, Tally.amount, tally)


def _entries(
    programme: Programme, form: str, answers: Mapping[str, Any], person_id: str | None, now: datetime
) -> list[tuple[Purse, int, date]]:
    """What is to be counted: which sum, how much, for which day. Raises RefusedAnswers for what cannot be an amount."""
    found, errors = [], {}
    for counter in programme.counters:
        given = answers.get(counter.field) if counter.form == form else None
        if given is None:
            continue
        if message := _no_amount(given):
            errors[counter.field] = [message]
        elif given:
            found.append((Purse(programme.id, counter, person_id), int(given), answers.get(counter.on) or today(now)))
    if errors:
        raise RefusedAnswers(errors)
    return found


def _no_amount(given: int | Decimal) -> str:
    if given < 0:
        return _("This cannot be less than 0. Enter what was really done, for example 90.")
    if given != int(given):
        return _("Only whole numbers are counted here, for example 90.")
    return _("This is too much to be true.") if given > MOST else ""


def _lock(session: Session, keys: Iterable[str]) -> None:
    """Have entries of one sum follow each other. SQLite has one writer anyway; PostgreSQL holds the lock until the commit.

    These locks come last, after the case's: nothing is locked while one of them is held, so they cannot meet crosswise.
    """
    if session.connection().dialect.name == "postgresql":
        for key in sorted(set(keys)):
            number = int.from_bytes(sha256(key.encode()).digest()[:8], signed=True)
            session.execute(select(func.pg_advisory_xact_lock(number)))


def _counted(session: Session, purse: Purse, submission_id: str | None) -> bool:
    same = Tally.submission_id == submission_id, Tally.counter == purse.counter.id
    return submission_id is not None and session.scalar(select(Tally.id).where(*same)) is not None


def _write(session: Session, actor: Actor, purse: Purse, amount: int, day: date, now: datetime, **more: Any) -> Tally:
    before, highest = session.execute(
        select(func.coalesce(func.sum(Tally.amount), 0), func.coalesce(func.max(Tally.total), 0)).where(purse.whose)
    ).one()
    written = Tally(
        id=new_id(),
        programme=purse.programme,
        counter=purse.counter.id,
        person_id=purse.person_id,
        day=day,
        amount=amount,
        total=int(before) + amount,
        created_at=now,
        created_by=actor.user_id,
        created_by_name=actor.name[:200],
        **{"cost": cost_of(purse.counter, amount), **more},
    )
    session.add(written)
    session.flush()
    _tell(session, actor, purse.counter, written, int(highest), now)
    return written


def _sum_of(session: Session, column: Any, tally: Tally) -> int:
    mine = (Tally.id == tally.id) | (Tally.corrects_id == tally.id)
    return int(session.scalar(select(func.coalesce(func.sum(column), 0)).where(mine)) or 0)


def _mended(session: Session, actor: Actor, wrong: Tally, purse: Purse, amount: int, reason: str, now: datetime) -> Tally:
    common = {"revision": wrong.revision, "unit_path": wrong.unit_path, "case_id": wrong.case_id}
    more: dict[str, Any] = {"corrects_id": wrong.id, "reason": reason[:LONGEST_REASON]}
    if stands_at(session, wrong) + amount == 0:  # nothing is left of it, then nor is a cent from rounding
        more["cost"] = -_sum_of(session, Tally.cost, wrong)
    written = _write(session, actor, purse, amount, wrong.day, now, **common, **more)
    about: dict[str, Any] = {
        "person_id": wrong.person_id,
        "case_id": wrong.case_id,
        "programme": wrong.programme,
        "counter": wrong.counter,
    }
    announce(session, TallyCorrected(subject_id=wrong.id, **about), actor=actor, now=now)
    return written


def _tell(session: Session, actor: Actor, counter: Counter, written: Tally, highest: int, now: datetime) -> None:
    """Thresholds that no sum before had reached: one that is passed again after a correction was told of already."""
    for threshold in counter.thresholds:
        if highest < threshold.amount <= written.total:
            event = ThresholdReached(
                subject_id=written.case_id or written.id,
                person_id=written.person_id if counter.of == "person" else None,
                case_id=written.case_id,
                programme=written.programme,
                counter=counter.id,
                amount=threshold.amount,
            )
            announce(session, event, actor=actor, now=now)


def _faults(session: Session, actor: Actor, wrong: Tally, counter: Counter, amount: int, reason: str) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if not reason:
        errors["reason"] = [_("Say why the sum is corrected: whoever checks it later will ask.")]
    elif len(reason) > LONGEST_REASON:
        errors["reason"] = [_("At most %(most)s characters fit here.", most=LONGEST_REASON)]
    if amount == 0:
        errors["amount"] = [_("Enter by how much the sum changes: 30 adds, -30 takes away.")]
    elif abs(amount) > MOST:
        errors["amount"] = [_("This is too much to be true.")]
    elif amount < 0 and not actor.may("allow_exception", wrong):
        errors["amount"] = [_("Only the coordination may take away from a sum.")]
    elif (left := stands_at(session, wrong)) + amount < 0:
        errors["amount"] = [
            _("The entry stands at %(amount)s: no more than that can be taken away.", amount=amount_text(counter.unit, left))
        ]
    return errors
