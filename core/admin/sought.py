"""What the filters in an address of a list ask for; one that asks for what cannot be is named, with an example."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from flask_admin.contrib.sqla.filters import FilterInList, FilterLike, FilterNotLike
from flask_admin.model import filters as kinds
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import TypeDecorator

from core.admin.forms import LONGEST, typed
from core.clock import BERLIN

_SHOWN = 40
_NAMED = 12
_NAME = re.compile(r"flt\d*_?(?P<key>.*)", re.DOTALL)

# kind of filter -> what it takes, and an example; the narrower ones first
_TAKES: tuple[tuple[type, Any, str], ...] = (
    (kinds.BaseIntListFilter, _("whole numbers with commas between them"), "3, 12"),
    (kinds.BaseFloatListFilter, _("numbers with commas between them"), "3.5, 12"),
    (kinds.BaseIntFilter, _("a whole number"), "12"),
    (kinds.BaseFloatFilter, _("a number"), "3.5"),
    (kinds.BaseDateTimeBetweenFilter, _("two moments, the earlier one first"), "2026-11-01 00:00:00 to 2026-11-30 23:59:59"),
    (kinds.BaseDateTimeFilter, _("a day and a time"), "2026-11-23 14:30:00"),
    (kinds.BaseDateBetweenFilter, _("two dates, the earlier one first"), "2026-11-01 to 2026-11-30"),
    (kinds.BaseDateFilter, _("a date that exists: year, month, day"), "2026-11-23"),
    (kinds.BaseTimeBetweenFilter, _("two times, the earlier one first"), "08:00:00 to 12:00:00"),
    (kinds.BaseTimeFilter, _("a time"), "14:30:00"),
    (kinds.BaseUuidListFilter, _("ids with commas between them"), "0198c0de-0000-7000-8000-000000000000"),
    (kinds.BaseUuidFilter, _("an id"), "0198c0de-0000-7000-8000-000000000000"),
)
# type of a column that a filter of no kind compares with -> how it is read, what it takes, and an example
_COLUMNS: dict[type, tuple[Any, Any, str]] = {
    int: (lambda text: typed(int, text), _("a whole number"), "12"),
    float: (float, _("a number"), "3.5"),
    Decimal: (Decimal, _("a number"), "3.5"),
    dt.datetime: (lambda text: _in_berlin(dt.datetime.fromisoformat(text)), _("a day and a time"), "2026-11-23 14:30:00"),
    dt.date: (dt.date.fromisoformat, _("a date that exists: year, month, day"), "2026-11-23"),
    dt.time: (dt.time.fromisoformat, _("a time"), "14:30:00"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A filter that cannot be asked; `place` is its number in the list, none where the list has no such filter."""

    text: str
    value: str
    place: int | None = None


def read(view: Any, sent: Iterable[tuple[str, str]]) -> tuple[list[tuple[int, str, Any]], list[Fault]]:
    """The filters as Flask-Admin wants them (number, name, value), and those that are wrong. Empty ones ask for nothing."""
    good, faults = [], []
    for name, value in sent:
        if not name.startswith("flt") or not value.strip():
            continue
        place = _place(view, name)
        text, sought = (_unknown(view, name), None) if place is None else _sought(view, view._filters[place], value)
        if text:
            faults.append(Fault(text, value, place))
        elif place is not None:
            good.append((place, str(view._filters[place].name), sought))
    return good, faults


def control(view: Any, place: int) -> str:
    """The name of a asked in the address, which its control on the page has too."""
    return f"flt{place}_{view.get_filter_arg(place, view._filters[place])}"


def called(asked: Any) -> str:
    return f"{asked.name}: {asked.operation()}"


# ---- which filter ----
def _place(view: Any, name: str) -> int | None:
    _start, line, key = name.partition("_")
    found = (view._filter_args or {}).get(key) if line and view._filters else None
    return found[0] if found else None


def _unknown(view: Any, name: str) -> str:
    said = [gettext("This list has no filter “%(name)s”.", name=_short(name))]
    near = _nearest_filter(view, name)
    if near is not None:
        said += [gettext("Did you mean “%(label)s”?", label=called(view._filters[near])), _as_in([_written(view, near)])]
    elif view._filters:
        written = [_written(view, place) for place in range(len(view._filters))]
        said += [gettext("It has these:"), _some(written)]
    return " ".join(said)


def _nearest_filter(view: Any, name: str) -> int | None:
    match = _NAME.match(name)
    key = match["key"].lower().replace("_", " ") if match else ""
    words: dict[str, int] = {}
    for place, asked in enumerate(view._filters or ()):
        column = getattr(getattr(asked, "column", None), "key", "") or ""
        for word in (called(asked).replace(":", ""), str(asked.name), column.replace("_", " ")):
            words.setdefault(word.lower(), place)
    near = get_close_matches(key, words, 1, 0.6) or get_close_matches(key.split(" ")[0], words, 1, 0.6)
    return words[near[0]] if near else None


def _written(view: Any, place: int) -> str:
    """A filter as an address has it, with a value that it takes."""
    asked = view._filters[place]
    return f"{control(view, place)}={_example(view, asked)} ({called(asked)})"


def _as_in(written: Iterable[str]) -> str:
    return gettext("For example: %(examples)s.", examples=_some(list(written)))


def _some(written: list[str]) -> str:
    return "; ".join(written[:_NAMED]) + (" …" if len(written) > _NAMED else "")


def _example(view: Any, asked: Any) -> str:
    options = _options(view, asked)
    if options:
        return options[0][0]
    return next((example for kind, _takes, example in _TAKES if isinstance(asked, kind)), None) or _of_column(asked)[2]


# ---- which value ----
def _sought(view: Any, asked: Any, value: str) -> tuple[str, Any]:
    """What is wrong with the value, and the value in the type of its column: PostgreSQL compares no number with a text."""
    options = _options(view, asked)
    if options:
        return ("", _cast(asked, value)) if value in {one for one, _text in options} else (_no_choice(value, options), None)
    if len(value) > LONGEST:
        return gettext("A filter takes at most %(most)s characters; these are %(count)s.", most=LONGEST, count=len(value)), None
    for kind, takes, example in _TAKES:
        if isinstance(asked, kind):
            return ("", value) if _storable(asked, value) else (_not(value, takes, example), None)
    reads, takes, example = _of_column(asked)
    try:
        return "", reads(value)
    except (ValueError, OverflowError, InvalidOperation):
        return _not(value, takes, example), None


def _storable(asked: Any, value: str) -> bool:
    """Whether the filter reads it, and a database holds numbers as large."""
    if not asked.validate(value):
        return False
    read = asked.clean(value)
    return all(not isinstance(one, int) or abs(one) < 2**63 for one in (read if isinstance(read, list) else [read]))


def _cast(asked: Any, value: str) -> Any:
    """A choice in the type of its column."""
    return value if isinstance(asked, kinds.BaseBooleanFilter) else _of_column(asked)[0](value)


def _of_column(asked: Any) -> tuple[Any, Any, str]:
    """How a filter of no kind reads its value: as its column does where it compares, else as text."""
    plain = (str, "", gettext("text"))
    if isinstance(asked, (FilterLike, FilterNotLike, FilterInList)):
        return plain
    try:
        held = asked.column.type
        kept: Any = held.impl if isinstance(held, TypeDecorator) else held
        return _COLUMNS.get(kept.python_type, plain)
    except (AttributeError, NotImplementedError):
        return plain


def _in_berlin(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)


def _not(value: str, takes: Any, example: str) -> str:
    return gettext(
        "“%(value)s” cannot be looked for: this filter takes %(takes)s, such as %(example)s.",
        value=_short(value), takes=takes, example=example,
    )  # fmt: skip


def _no_choice(value: str, options: Sequence[tuple[str, str]]) -> str:
    said = gettext("“%(value)s” is none of the choices.", value=_short(value))
    words = {word.lower(): one for one in options for word in (one[1], one[0])}
    near = get_close_matches(value.lower(), words, 1, 0.5)
    if near:
        id, text = words[near[0]]
        return f"{said} {gettext('Did you mean “%(label)s”?', label=text)} {_as_in([id])}"
    return f"{said} {_as_in(f'{id} ({text})' for id, text in options)}"


def _options(view: Any, asked: Any) -> list[tuple[str, str]]:
    return [(str(id), str(text)) for id, text in asked.get_options(view) or ()]


def _short(value: str) -> str:
    return value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
