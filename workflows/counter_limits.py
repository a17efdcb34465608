"""How much a counter may still take: its caps and its budget, each with the sum so far, the most allowed and what is left.

A week goes from Monday to Sunday, a year from January to December, both by the day that the entry counts for. Caps hold for one
person or for the programme, as the counter's `of` says; a budget is the programme's purse, whoever spends from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.definitions import Cap, Counter
from core.web.i18n import show_date
from workflows.amounts import amount_text, money_text
from workflows.offering_models import Tally


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


def _over(counter: Counter, cap: Cap, so_far: int, amount: int, start: date, end: date) -> str:
    words = {
        "sum": amount_text(counter.unit, so_far),
        "cap": amount_text(counter.unit, cap.amount),
        "left": amount_text(counter.unit, max(0, cap.amount - so_far)),
        "amount": amount_text(counter.unit, amount),
    }
    source = f" ({cap.source})" if cap.source else ""
    return _sentence(cap, words, start, end) + source


def _sentence(cap: Cap, words: Mapping[str, str], start: date, end: date) -> str:
    if cap.per == "week":
        return _(
            "In the week from %(start)s to %(end)s, %(sum)s are entered and at most %(cap)s allowed: "
            "%(left)s are left, %(amount)s are too much.",
            start=show_date(start),
            end=show_date(end),
            **words,
        )
    if cap.per == "year":
        return _(
            "In the year %(year)s, %(sum)s are entered and at most %(cap)s allowed: %(left)s are left, %(amount)s are too much.",
            year=start.year,
            **words,
        )
    return _("In all, %(sum)s are entered and at most %(cap)s allowed: %(left)s are left, %(amount)s are too much.", **words)


def _overdrawn(budget: int, spent: int, cost: int) -> str:
    return _(
        "Of the budget of %(budget)s, %(spent)s are spent: %(left)s are left, and this would cost %(cost)s.",
        budget=money_text(budget),
        spent=money_text(spent),
        left=money_text(max(0, budget - spent)),
        cost=money_text(cost),
    )
