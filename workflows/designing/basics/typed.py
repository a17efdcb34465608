"""Values of several inputs as they are typed and read back: retention, caps and thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from flask_babel import lazy_gettext as _

from core.definitions import Cap, Counter, Programme, Retention, Threshold, Wording
from core.definitions.wording import unstorable
from forms.designing.places import Refused
from forms.designing.properties import Property
from forms.designing.reading import read

ANCHORS = (
    ("exit", _("the exit")),
    ("end_of_exit_year", _("the end of the year of the exit")),
    ("end_of_payment_year", _("the end of the year of the last payment")),
)
PERIODS = (("week", _("a week")), ("year", _("a calendar year")), ("total", _("altogether")))
MOST_YEARS, ROWS, TEXT = 100, 12, 500
_AMOUNT = 10**9


def retention_typed(kept: Retention | None) -> list[str]:
    """What stands in the inputs: years, what they count from, the source, what is unconfirmed about it in German."""
    if kept is None:
        return ["", "end_of_exit_year", "", ""]
    return [str(kept.years), kept.anchor, kept.source or "", kept.unconfirmed.root.get("de", "") if kept.unconfirmed else ""]


def retention(_wanted: Property, programme: Programme, values: Sequence[str], path: str) -> Retention | None:
    """No years are no retention. Raises Refused."""
    years, anchor, source, open_ = [*(each.strip() for each in values), "", "", "", ""][:4]
    if not years:
        return None
    before = programme.retention.unconfirmed if programme.retention else None
    chosen = _one(anchor, ANCHORS, path)
    return Retention(
        years=_whole(years, path, MOST_YEARS),
        anchor=chosen,
        source=_text(source, path) or None,
        unconfirmed=_in_german(before, _text(open_, path)),
    )


def caps_typed(caps: Sequence[Cap]) -> list[list[str]]:
    """A row for each cap, and an empty one."""
    return [*([str(each.amount), each.per, each.source or ""] for each in caps), ["", "week", ""]]


def caps(_wanted: Property, _thing: Any, values: Sequence[str], path: str) -> list[Cap]:
    """Rows of amount, period and source; one without an amount goes."""
    found = []
    for amount, per, source in _rows(values, 3, path):
        if amount:
            chosen: Any = _one(per, PERIODS, path)
            found.append(Cap(amount=_whole(amount, path, _AMOUNT, 1), per=chosen, source=_text(source, path) or None))
    return found


def thresholds_typed(thresholds: Sequence[Threshold]) -> list[list[str]]:
    return [*([str(each.amount), each.title.root.get("de", "")] for each in thresholds), ["", ""]]


def thresholds(_wanted: Property, counter: Counter, values: Sequence[str], path: str) -> list[Threshold]:
    """Rows of amount and title; what is said in other languages stays with its row."""
    found = []
    for place, (amount, title) in enumerate(_rows(values, 2, path)):
        if amount:
            before = counter.thresholds[place].title if place < len(counter.thresholds) else None
            text = _in_german(before, _text(title, path))
            if text is None:
                raise Refused(path, _("Say what is to be noticed from this amount on."))
            found.append(Threshold(amount=_whole(amount, path, _AMOUNT, 1), title=text))
    return found


def literal(cls: type[Any], name: str) -> tuple[str, ...]:
    """The words that a property takes."""
    return get_args(cls.model_fields[name].annotation)


def _rows(values: Sequence[str], width: int, path: str) -> list[list[str]]:
    given = [each.strip() for each in values]
    if len(given) % width or len(given) > width * ROWS:
        raise Refused(path, _("At most %(most)s is possible here.", most=ROWS))
    return [given[start : start + width] for start in range(0, len(given), width)]


def _whole(text: str, path: str, most: int, least: int = 0) -> int:
    made: int = read(Property("", "whole", "", must=True, least=least, most=most), [text], path)
    return made


def _one(text: str, choices: Sequence[tuple[str, Any]], path: str) -> Any:
    if text not in (value for value, _title in choices):
        raise Refused(path, _("Choose one of the list."))
    return text


def _text(text: str, path: str) -> str:
    if len(text) > TEXT or unstorable(text):
        raise Refused(path, _("The text is too long, or holds characters that cannot be stored."))
    return text


def _in_german(before: Wording | None, text: str) -> Wording | None:
    return Wording({**(before.root if before else {}), "de": text}) if text else None
