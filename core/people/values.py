"""The door of the registry: a value is of its fact's type and fit to be stored, or it is refused by name."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from core.definitions import Fact, UnknownName, vocabulary
from core.people.columns import DIGITS, MAX_TEXT, PLACES


class Refused(ValueError):
    """A value that is not taken. `field` names the fact."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(f"{field}: {message}")


def accept(name: str, value: Any) -> Any:
    """The value as the registry keeps it (text in NFC, sets frozen). None means: no longer known. Raises Refused."""
    fact = _fact(name)
    return None if value is None else READERS[fact.type](fact, value)


def accept_all(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: accept(name, value) for name, value in values.items()}


def is_identity(name: str) -> bool:
    return vocabulary().fact(name).privacy == "identity"


def to_json(value: Any) -> Any:
    """Dates as ISO text, decimals as text, sets as sorted lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return sorted(value) if isinstance(value, frozenset) else value


def from_json(name: str, stored: Any) -> Any:
    """The Python value of what `to_json` wrote; facts that the vocabulary has lost meanwhile come as they lie there."""
    if stored is None or not vocabulary().has(name):
        return stored
    kind = vocabulary().fact(name).type
    if kind == "date":
        return date.fromisoformat(stored)
    if kind == "number":
        return stored if isinstance(stored, int) else Decimal(stored)
    return frozenset(stored) if kind == "set" else stored


def _fact(name: str) -> Fact:
    try:
        fact = vocabulary().fact(name)
    except UnknownName as error:
        raise Refused(name, str(error)) from None
    if fact.derived_from:
        raise Refused(name, f"is worked out from '{fact.derived_from}'; record that instead.")
    return fact


def clean_text(field: str, value: Any, limit: int = MAX_TEXT) -> str:
    """NFC text that every database and every page can carry. Raises Refused for NUL, lone surrogates and too long texts."""
    if not isinstance(value, str):
        raise Refused(field, f"must be a text, not {type(value).__name__}.")
    # Before normalising: a megabyte of combining marks takes its time.
    if len(value) > 4 * limit:
        raise Refused(field, f"is longer than {limit} characters.")
    if "\0" in value:
        raise Refused(field, "contains a NUL character; type the text again.")
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise Refused(field, "contains half a character (a lone surrogate); type the text again.")
    text = unicodedata.normalize("NFC", value)
    if len(text) > limit:
        raise Refused(field, f"is longer than {limit} characters.")
    return text


def _text(fact: Fact, value: Any) -> str:
    return clean_text(fact.id, value)


def _date(fact: Fact, value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Refused(fact.id, f"must be a date, not {type(value).__name__}.")
    return value


def _yes_no(fact: Fact, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused(fact.id, f"must be True or False, not {type(value).__name__}.")
    return value


def _number(fact: Fact, value: Any) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Refused(fact.id, f"must be a whole number or a Decimal, not {type(value).__name__}.")
    exact = Decimal(value)
    # The exponent is looked at first: rounding 1e1000000 would take half a minute.
    if not exact.is_finite() or exact.adjusted() >= DIGITS - PLACES or (exact and exact.as_tuple().exponent < -PLACES):  # type: ignore[operator]  # finite: an int
        raise Refused(fact.id, f"must have at most {DIGITS - PLACES} digits before and {PLACES} after the point.")
    return int(exact) if exact == exact.to_integral_value() else exact


def _code(fact: Fact, value: Any) -> str:
    codes = vocabulary().list(fact.codes or fact.id).codes
    if isinstance(value, str) and value in codes:
        return value
    raise Refused(fact.id, f"{str(value)[:40]!r} is not in the list '{fact.codes or fact.id}'.{_nearest(value, codes)}")


def _set(fact: Fact, value: Any) -> frozenset[str]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise Refused(fact.id, f"must be a set of codes, not {type(value).__name__}.")
    return frozenset(_code(fact, code) for code in value)


def _nearest(value: Any, codes: Iterable[str]) -> str:
    near = get_close_matches(str(value)[:40].lower(), codes, 1, cutoff=0.5)
    return f" Did you mean '{near[0]}'?" if near else ""


READERS = {"text": _text, "date": _date, "yes_no": _yes_no, "number": _number, "code": _code, "set": _set}
