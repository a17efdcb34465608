"""What a retention means: until when a case is kept that closes on a day, and how many would be due sooner than is published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask_babel import gettext, ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.definitions import Programme, Retention
from core.web.i18n import day_text, shell_language
from workflows.models import Case


@dataclass(frozen=True, slots=True)
class Due:
    """How many closed cases there are, and how many of them are due for deletion now, and were not."""

    closed: int
    sooner: int
    later: int


def last_day(kept: Retention | None, closed: dt.date | None) -> dt.date | None:
    """The last day on which a case is kept that was closed on this one; None where no day is known."""
    if kept is None or closed is None or kept.anchor == "end_of_payment_year":
        return None
    if kept.anchor == "end_of_exit_year":
        return dt.date(closed.year + kept.years, 12, 31)
    try:
        return closed.replace(year=closed.year + kept.years)
    except ValueError:  # 29 February
        return dt.date(closed.year + kept.years, 3, 1)


def sentence(kept: Retention | None, today: dt.date) -> str:
    """What it means, with an example."""
    if kept is None:
        return gettext("Nothing is said: closed cases are kept until somebody deletes them.")
    years = ngettext("%(num)d year", "%(num)d years", kept.years)
    if kept.anchor == "end_of_payment_year":
        return gettext("Closed cases are kept until %(years)s after the end of the year of the last payment.", years=years)
    day = last_day(kept, today)
    assert day is not None
    if kept.anchor == "exit":
        text = gettext(
            "Closed cases are kept until %(years)s after the exit: one closed today until %(day)s.",
            years=years,
            day=day_text(day, shell_language()),
        )
    else:
        text = gettext(
            "Closed cases are kept until %(years)s after the end of the year of the exit: one closed today until %(day)s.",
            years=years,
            day=day_text(day, shell_language()),
        )
    return text


def due(session: Session, before: Programme, after: Programme, today: dt.date) -> Due:
    """Counts alone, over all units: whoever publishes answers for all of the programme."""
    query = (
        select(Case.closed_on, func.count())
        .where(Case.programme == after.id, Case.closed_on.is_not(None))
        .group_by(Case.closed_on)
    )
    closed = sooner = later = 0
    for day, count in session.execute(query):
        closed += count
        old, new = last_day(before.retention, day), last_day(after.retention, day)
        sooner += count if _over(new, today) and not _over(old, today) else 0
        later += count if _over(old, today) and not _over(new, today) else 0
    return Due(closed, sooner, later)


def _over(day: dt.date | None, today: dt.date) -> bool:
    return day is not None and day < today
