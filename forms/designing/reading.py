"""What was typed for a property as its value, and a value as it stands in its inputs. Each refusal says how to write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions.wording import unstorable
from forms.designing import expert
from forms.designing.places import Refused
from forms.designing.properties import Property

ADDRESS_PARTS = ("street", "postal_code", "place")
LONGEST = 2_000
_CENTS, _MEGABYTE = Decimal(100), Decimal(1_000_000)


def read(wanted: Property, sent: Sequence[str], path: str) -> Any:
    """The value. Raises Refused at the path."""
    values = [each.strip() for each in sent]
    longest = expert.TABLE if wanted.sort == "table" else LONGEST
    if any(len(each) > longest or unstorable(each) for each in values):
        raise Refused(path, _("The text is too long, or holds characters that cannot be stored."))
    if wanted.sort == "yes":
        return bool(values) and values[-1] == "yes"
    if wanted.sort in _MANY:
        return _MANY[wanted.sort](wanted, values, path)
    text = values[0] if values else ""
    if not text:
        if wanted.must:
            raise Refused(path, _("Something has to stand here."))
        return None
    return _ONE[wanted.sort](wanted, text, path)


def shown(wanted: Property, value: Any) -> Any:
    """What stands in the inputs: a text, or for several inputs their texts."""
    if wanted.sort == "yes":
        return "yes" if value else "no"
    if wanted.sort == "several":
        return list(value or ())
    if wanted.sort == "facts":
        return [(value or {}).get(part, "") for part in ADDRESS_PARTS]
    if wanted.sort == "day":
        return ["day", value.isoformat()] if isinstance(value, date) else [value or "", ""]
    if wanted.sort == "pairs":
        return expert.typed_pairs(value or {})
    if wanted.sort == "table":
        return expert.typed_table(value)
    if value is None:
        return ""
    if wanted.sort == "euro":
        return f"{value // 100}" if not value % 100 else f"{Decimal(value) / _CENTS:f}".replace(".", ",")
    if wanted.sort == "megabyte":
        return f"{(Decimal(value) / _MEGABYTE).normalize():f}".replace(".", ",")
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _number(text: str, path: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", ".").replace("\N{MINUS SIGN}", "-")) if len(text) <= 20 and "_" not in text else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise Refused(path, _("This is no number. Write it like 27 or 4,5."))
    return number


def _whole(wanted: Property, text: str, path: str) -> int:
    number = _number(text, path)
    if number != int(number):
        raise Refused(path, _("This has to be a whole number, for example 27."))
    _within(wanted, int(number), path)
    return int(number)


def _scaled(by: Decimal) -> Callable[[Property, str, str], int]:
    def read_scaled(wanted: Property, text: str, path: str) -> int:
        number = _number(text, path) * by
        if number != int(number):
            raise Refused(path, _("There are too many decimal places."))
        _within(wanted, int(number), path, by)
        return int(number)

    return read_scaled


def _within(wanted: Property, number: int, path: str, by: Decimal = Decimal(1)) -> None:
    if wanted.least is not None and number < wanted.least:
        raise Refused(path, _("At least %(least)s is possible here.", least=f"{Decimal(wanted.least) / by:f}"))
    if wanted.most is not None and number > wanted.most:
        raise Refused(path, _("At most %(most)s is possible here.", most=f"{Decimal(wanted.most) / by:f}"))


def _choice(wanted: Property, text: str, path: str) -> str:
    if text not in (value for value, _text in wanted.choices):
        raise Refused(path, _("Choose one of the list."))
    return text


def _several(wanted: Property, values: Sequence[str], path: str) -> list[str]:
    chosen = [value for value, _text in wanted.choices if value in values]
    if not chosen and wanted.name == "types":
        raise Refused(path, _("Choose at least one of the list."))
    return chosen


def _facts(wanted: Property, values: Sequence[str], path: str) -> dict[str, str]:
    pairs = zip(ADDRESS_PARTS, values, strict=False)
    return {part: _choice(wanted, value, path) for part, value in pairs if value}


def _day(wanted: Property, values: Sequence[str], path: str) -> Any:
    word, day = [*values, "", ""][:2]
    if word in (value for value, _text in wanted.choices):
        return word
    if word != "day" and not (day and not word):
        return None
    try:
        # Python also reads weeks and days without hyphens
        if len(day) == 10 and day[4] == day[7] == "-":
            return date.fromisoformat(day)
    except ValueError:
        pass
    raise Refused(path, _("This is no day that exists. Write it like 2019-07-01."))


_ONE: dict[str, Callable[[Property, str, str], Any]] = {
    "whole": _whole,
    "decimal": lambda _wanted, text, path: _number(text, path),
    "euro": _scaled(_CENTS),
    "megabyte": _scaled(_MEGABYTE),
    "choice": _choice,
    "rule": lambda _wanted, text, _path: text.replace("\r\n", "\n"),
    "text": lambda _wanted, text, _path: text,
}
_MANY: dict[str, Callable[[Property, Sequence[str], str], Any]] = {
    "several": _several,
    "facts": _facts,
    "day": _day,
    "pairs": lambda _wanted, values, path: expert.pairs(values, path),
    "table": lambda _wanted, values, path: expert.table(values[0] if values else "", path),
}
