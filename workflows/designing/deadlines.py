"""Deadlines of steps: as they are typed (a number, a unit, what they count from), and as they are said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from core.definitions import Deadline, Programme, Step
from core.definitions.wording import unstorable
from forms.designing.places import Refused

WEEK = 7
UNITS = (("days", _("days")), ("weeks", _("weeks")), ("months", _("months")))
LONGEST = {"days": 3660, "weeks": 522, "months": 120}
_ID = re.compile(r"[a-z][a-z0-9_]{0,62}")


def typed(due: Deadline | None) -> list[str]:
    """What stands in the inputs: number, unit, what it counts from, its source, and days beside months."""
    if due is None:
        return ["", "weeks", "entry", "", ""]
    number, unit = (due.months, "months") if due.months else (due.days, "days")
    if unit == "days" and number and not number % WEEK:
        number, unit = number // WEEK, "weeks"
    more = str(due.days) if due.months and due.days else ""
    return [str(number), unit, due.after, due.source or "", more]


def read(sent: Sequence[str], path: str) -> Deadline | None:
    """No number is no deadline. Raises Refused at the path."""
    number, unit, after, source, more = [*(each.strip() for each in sent), "", "", "", "", ""][:5]
    if not number:
        return None
    if unit not in LONGEST:
        raise Refused(path, _("Choose one of the list."))
    if len(source) > 500 or unstorable(source):
        raise Refused(path, _("The text is too long, or holds characters that cannot be stored."))
    count, days = _whole(number, path, LONGEST[unit]), _whole(more or "0", path, LONGEST["days"])
    if unit == "months":
        return Deadline(months=count, days=days, after=_named(after, path), source=source or None)
    return Deadline(days=count * (WEEK if unit == "weeks" else 1), after=_named(after, path), source=source or None)


def _whole(text: str, path: str, most: int) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        raise Refused(path, _("This has to be a whole number, for example 27."))
    if int(text) > most:
        raise Refused(path, _("At most %(most)s is possible here.", most=str(most)))
    return int(text)


def _named(after: str, path: str) -> str:
    """The checks say whether there is such a step."""
    if not _ID.fullmatch(after):
        raise Refused(path, _("Choose one of the list."))
    return after


def starts(programme: Programme, step: Step | None) -> list[tuple[str, object]]:
    """What a deadline may count from, with its title."""
    others = [(each.id, each.title) for each in programme.steps if step is None or each.id != step.id]
    return [("entry", _("the entry")), ("opened", _("the day on which the task opens")), *others]


def said(due: Deadline | None, programme: Programme, locale: str) -> str:
    """`4 weeks after entry`."""
    if due is None:
        return gettext("no deadline")
    length = _length(due)
    if due.after == "entry":
        return gettext("%(length)s after entry", length=length)
    if due.after == "opened":
        return gettext("%(length)s after it was opened", length=length)
    step = programme.step(due.after)
    return gettext("%(length)s after the step “%(step)s”", length=length, step=step.title.text(locale) if step else due.after)


def _length(due: Deadline) -> str:
    days = due.days
    if days and not due.months and not days % WEEK:
        return ngettext("one week", "%(num)d weeks", days // WEEK)
    parts = [ngettext("%(num)d month", "%(num)d months", due.months)] if due.months else []
    parts += [ngettext("%(num)d day", "%(num)d days", days)] if days or not due.months else []
    return ", ".join(parts)
