"""Count what a form says: in the transaction of its submission, under lock, and never over a cap or a budget.

A week goes from Monday to Sunday, a year from January to December, both by the day that the entry counts for; where the form
leaves that day out, by the day that it is in Germany. Caps and thresholds hold for one person or for the programme, as the
counter's `of` says; a budget is the programme's purse, whoever spends from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, fetch
from core.clock import today
from core.database import new_id
from core.definitions import Cap, Counter, Programme
from core.events import TallyCorrected, ThresholdReached
from core.journal import announce
from core.web.i18n import show_date
from forms.models import Submission
from forms.refused import RefusedAnswers
from workflows.amounts import amount_text, money_text
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


@dataclass(frozen=True, slots=True)
class Purse:
    """Which sum an entry belongs to."""

    programme: str
    counter: Counter
    person_id: str | None

    @property
    def whose(self) -> ColumnElement[bool]:
        """The entries that caps and thresholds are held against."""
        if self.counter.of == "programme":
            return self.all
        return self.all & (Tally.person_id == self.person_id)

    @property
    def all(self) -> ColumnElement[bool]:
        return (Tally.programme == self.programme) & (Tally.counter == self.counter.id)

    @property
    def key(self) -> str:
        """What two entries have in common that must follow each other."""
        shared = self.counter.of == "programme" or self.counter.budget is not None
        return f"tally/{self.programme}/{self.counter.id}/{'' if shared else self.person_id}"


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


def refusals(session: Session, purse: Purse, amount: int, day: date) -> list[str]:
    """Why so much more cannot be entered for this day; nothing where it can. Under lock only is the answer more than a hint."""
    counter, found = purse.counter, []
    for cap in counter.caps:
        start, end = span(cap.per, day)
        so_far = sum_between(session, purse.whose, start, end)
        if so_far + amount > cap.amount:
            found.append(_over(counter, cap, so_far, amount, start, end))
    cost = cost_of(counter, amount)
    if counter.budget is not None and cost > 0:
        spent = int(session.scalar(select(func.coalesce(func.sum(Tally.cost), 0)).where(purse.all)) or 0)
        if spent + cost > counter.budget:
            found.append(_overdrawn(counter.budget, spent, cost))
    return found


def span(per: str, day: date) -> tuple[date, date]:
    """The first and last day that are counted together with this one."""
    if per == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return (date(day.year, 1, 1), date(day.year, 12, 31)) if per == "year" else (date.min, date.max)


def sum_between(session: Session, condition: ColumnElement[bool], start: date, end: date) -> int:
    query = select(func.coalesce(func.sum(Tally.amount), 0)).where(condition, Tally.day.between(start, end))
    return int(session.scalar(query) or 0)


def cost_of(counter: Counter, amount: int) -> int:
    """Cents. Half a cent counts as a whole one; what is taken back costs as much as it had cost."""
    if counter.unit == "cents":
        return amount
    if counter.rate is None:
        return 0
    if counter.unit == "units":
        return amount * counter.rate
    cents = (abs(amount) * counter.rate + 30) // 60
    return cents if amount >= 0 else -cents


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
            _("The entry stands at %(amount)s: no more than that can be taken away.", amount=_text(counter, left))
        ]
    return errors


def _over(counter: Counter, cap: Cap, so_far: int, amount: int, start: date, end: date) -> str:
    words = {
        "sum": _text(counter, so_far),
        "cap": _text(counter, cap.amount),
        "left": _text(counter, max(0, cap.amount - so_far)),
        "amount": _text(counter, amount),
    }
    source = f" ({cap.source})" if cap.source else ""
    if cap.per == "week":
        days = {"start": show_date(start), "end": show_date(end)}
        return (
            _(
                "In the week from %(start)s to %(end)s, %(sum)s are entered and at most %(cap)s allowed: "
                "%(left)s are left, %(amount)s are too much.",
                **days,
                **words,
            )
            + source
        )
    if cap.per == "year":
        return (
            _(
                "In the year %(year)s, %(sum)s are entered and at most %(cap)s allowed: %(left)s are left, "
                "%(amount)s are too much.",
                year=start.year,
                **words,
            )
            + source
        )
    return (
        _("In all, %(sum)s are entered and at most %(cap)s allowed: %(left)s are left, %(amount)s are too much.", **words)
        + source
    )


def _overdrawn(budget: int, spent: int, cost: int) -> str:
    return _(
        "Of the budget of %(budget)s, %(spent)s are spent: %(left)s are left, and this would cost %(cost)s.",
        budget=money_text(budget),
        spent=money_text(spent),
        left=money_text(max(0, budget - spent)),
        cost=money_text(cost),
    )


def _text(counter: Counter, amount: int) -> str:
    return amount_text(counter.unit, amount)
