"""Values as lists show them and as exports carry them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from core.web.i18n import show_date, show_moment

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
    """Kept on one line, as moments are: in a narrow column "23 November 2026" breaks into three."""
    return show_date(value).replace(" ", "\u00a0")


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
