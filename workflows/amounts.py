"""Amounts of counters in words of this request's language, and back."""

from __future__ import annotations

import re
from decimal import Decimal

from flask_babel import format_currency, ngettext

_PARTS = re.compile(r"([-+−]?)\s*(?:(\d{1,7})\s*(?::|h|std)\s*)?(?:(\d{1,9})\s*(?:min|m)?)?\.?", re.IGNORECASE)
_NUMBER = re.compile(r"([-+−]?)\s*(\d{1,9})(?:[.,](\d{2}))?\s*€?")


def amount_text(unit: str, amount: int) -> str:
    """`unit`: minutes, units or cents."""
    if unit == "cents":
        return money_text(amount)
    if unit == "minutes":
        hours, minutes = divmod(abs(amount), 60)
        parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes or not hours else ""]
        return ("−" if amount < 0 else "") + "\u00a0".join(" ".join(filter(None, parts)).split())
    return str(ngettext("%(num)d unit", "%(num)d units", amount))


def money_text(cents: int) -> str:
    return str(format_currency(Decimal(cents) / 100, "EUR"))


def read_amount(unit: str, text: str) -> int | None:
    """A signed amount as somebody types it: `-30`, `1:30`, `1 h 30 min`; euros where money is counted. None for anything else."""
    text = text.strip()
    if unit == "cents":
        return _euros(text)
    found = _PARTS.fullmatch(text) if unit == "minutes" else _NUMBER.fullmatch(text)
    if not found or unit != "minutes":
        return _signed(found[1], int(found[2])) if found and not found[3] and "€" not in text else None
    if (found[2] is None and found[3] is None) or (found[2] is not None and int(found[3] or 0) > 59):
        return None
    return _signed(found[1], int(found[2] or 0) * 60 + int(found[3] or 0))


def _euros(text: str) -> int | None:
    found = _NUMBER.fullmatch(text)
    return _signed(found[1], int(found[2]) * 100 + int(found[3] or 0)) if found else None


def _signed(sign: str, number: int) -> int:
    return -number if sign in ("-", "−") and sign else number
