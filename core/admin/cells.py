"""Values as lists show them and as exports carry them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from flask_babel import format_datetime, gettext, to_user_timezone

from core.web.i18n import shell_language, show_date, show_moment

# what a spreadsheet takes for the beginning of a formula, full-width forms too
_FORMULA = tuple("=+-@＝＋－＠\t\r\n|%")
_INVISIBLE = " \u00a0\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00"


def safe_cell(value: Any) -> Any:
    """A value for a CSV or XLSX cell that no spreadsheet runs: text that looks like a formula gets an apostrophe before it."""
    if value is None or isinstance(value, bool | int | float | Decimal | dt.date | dt.datetime):
        return "" if value is None else value
    text = str(value)
    return f"'{text}" if text.lstrip(_INVISIBLE).startswith(_FORMULA) or text.startswith(("\t", "\r", "\n")) else text


def _yes_no(_view: Any, value: bool, _name: str) -> str:
    return gettext("yes") if value else gettext("no")


def _moment(_view: Any, value: dt.datetime, _name: str) -> str:
    return show_moment(value)


def _date(_view: Any, value: dt.date, _name: str) -> str:
    """Kept on one line, as moments are."""
    return show_date(value).replace(" ", "\u00a0")


def _listed_date(view: Any, value: dt.date, name: str) -> str:
    """With a short month: a written-out one takes the room that the other columns of a list need."""
    return short_date(value) or _date(view, value, name)


def _listed_moment(view: Any, value: dt.datetime, name: str) -> str:
    short = short_date(to_user_timezone(value).date())
    return f"{short},\u00a0{format_datetime(value, 'HH:mm')}" if short else _moment(view, value, name)


def short_date(value: dt.date) -> str:
    """`23 Nov 2026` where months are written out as words, else nothing."""
    return str(format_date(value, "d MMM yyyy", locale="en")).replace(" ", "\u00a0") if shell_language() == "en" else ""


def _json(_view: Any, value: Any, _name: str) -> str:
    return json.dumps(value, ensure_ascii=False, default=str) if value else ""


def _nothing(_view: Any, _value: None, _name: str) -> str:
    return ""


TYPES: dict[type, Callable[..., str]] = {
    type(None): _nothing,
    bool: _yes_no,
    dt.datetime: _moment,
    dt.date: _date,
    dict: _json,
    list: _json,
}
"""For the page of a record."""

LISTED = {**TYPES, dt.datetime: _listed_moment, dt.date: _listed_date}
"""For lists, whose columns share a line."""
