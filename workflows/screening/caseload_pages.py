"""The calendar of coming changes: by month and programme, who, why, and what is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date

from core import catalogue, clock
from core.actor import current_actor
from core.clock import today
from core.database import db
from core.definitions import Programme
from core.web.gate import policy
from core.web.i18n import show_date
from core.web.page import page
from workflows.outlook import turned
from workflows.screening.caseload import Change, ahead
from workflows.screening.sheet_pages import blueprint
from workflows.who import who

MONTHS, SOON = 12, 3


@blueprint.get("/outlook")
@policy("open_case")
def outlook() -> ResponseReturnValue:
    """`?month=2027-03` (without: the next months), `?programme=`, `?after=` the key of the page before."""
    actor, session, day = current_actor(), db.session(), today(clock.now())
    offered = catalogue.offered()
    chosen = [each for each in offered if each.id == request.args.get("programme")]
    months = _months(day, MONTHS + 1)
    month = next((each for each in months[:-1] if f"{each:%Y-%m}" == request.args.get("month")), None)
    after = request.args.get("after", "")
    found = ahead(session, actor, chosen or offered, _days(day, months, month), after)
    kept: dict[str, Any] = {"month": f"{month:%Y-%m}" if month else None, "programme": chosen[0].id if chosen else None}
    return page(
        "workflows/screening/outlook.html",
        months=[(f"{each:%Y-%m}", _month(each)) for each in months[:-1]],
        month=kept["month"],
        until=months[SOON] - timedelta(days=1),
        offered=offered,
        programme=chosen[0] if chosen else None,
        groups=_grouped(found.changes),
        people=who(session, actor, [each.person_id for each in found.changes]),
        why=why,
        first=url_for("screening.outlook", **kept) if after else None,
        following=url_for("screening.outlook", **kept, after=found.after) if found.after else None,
        day=day,
    )


def why(change: Change) -> list[str]:
    """A sentence for each criterion that turns."""
    return [turned(each, change.day) for each in change.turns]


def _grouped(changes: Iterable[Change]) -> list[tuple[str, list[tuple[Programme | None, list[Change]]]]]:
    """Month → programme → its changes by day; papers that run out stand last."""
    found = []
    for month, in_month in groupby(changes, key=lambda each: each.day.replace(day=1)):
        by_title = sorted(in_month, key=lambda each: (each.programme is None, each.programme.id if each.programme else ""))
        found.append(
            (_month(month), [(each, list(rows)) for each, rows in groupby(by_title, key=lambda change: change.programme)])
        )
    return found


def _days(day: date, months: Sequence[date], month: date | None) -> list[date]:
    """The days between which something may change: from today, or from the day before the month, to its end."""
    if month is None:
        return [day, *(each - timedelta(days=1) for each in months[1 : SOON + 1])]
    return [max(day, month - timedelta(days=1)), months[months.index(month) + 1] - timedelta(days=1)]


def _months(day: date, number: int) -> list[date]:
    """The first days of this month and of those that follow."""
    count = day.year * 12 + day.month - 1
    return [date((count + each) // 12, (count + each) % 12 + 1, 1) for each in range(number)]


def _month(first: date) -> str:
    return str(format_date(first, "LLLL yyyy"))


@blueprint.app_template_filter("last_day")
def _last_day(change: Change) -> str:
    return show_date(change.last_day)
