"""Numbers as they are typed here (`1.234,5`) and elsewhere (`1,234.5`), exact; and as they are shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _

from forms.kinds.spoken import Spoken
from forms.kinds.wrong import Wrong

DIGITS = 15
"""Digits before the comma: what JSON, a browser's numbers and every database keep exactly."""
# Blanks of all widths, and the apostrophe of Switzerland: they part thousands and mean nothing.
_BLANKS = re.compile(r"[\s\u00a0\u2009\u202f'’]")
_WHOLE = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+")


def read_number(text: str, places: int, example: Spoken | None = None) -> Decimal:
    """The number that is meant, with at most `places` digits behind the comma; `example` is how one is written. Raises Wrong."""
    example = example or sample(places)
    bare = _BLANKS.sub("", text).replace("−", "-")
    sign, digits = ("-", bare[1:]) if bare.startswith("-") else ("", bare.removeprefix("+"))
    comma = _comma(digits, places)
    whole, after = digits.rsplit(comma, 1) if comma else (digits, "0")
    if not _WHOLE.fullmatch(whole) or (comma and comma in whole) or not after.isdecimal():
        raise Wrong(_("This is not a number. Write digits, for example %(example)s.", example=example))
    whole, after = re.sub("[.,]", "", whole).lstrip("0") or "0", after.rstrip("0")
    if len(whole) > DIGITS:
        raise Wrong(_("The number is too large: at most %(most)s digits, for example %(example)s.", most=DIGITS, example=example))
    if len(after) > places:
        raise _too_fine(places, example)
    return Decimal(f"{sign}{whole}.{after or 0}").normalize() + 0


def _comma(text: str, places: int) -> str:
    """The mark that is the comma, "" for none. A point before three digits parts thousands where so many places are not possible;
    where they are, nobody guesses."""
    marks = re.findall("[.,]", text)
    if len(set(marks)) == 2:
        return str(marks[-1])
    if len(marks) != 1:
        return ""
    before, after = text.split(marks[0])
    if marks[0] == "," or len(after) != 3 or not 1 <= len(before) <= 3 or before.startswith("0"):
        return str(marks[0])
    if places < 3:
        return ""
    clear = {"thousands": before + after, "fraction": f"{before},{after}"}
    raise Wrong(_("It is not clear what “%(text)s” means. Write %(thousands)s or %(fraction)s.", text=text, **clear))


def _too_fine(places: int, example: Spoken) -> Wrong:
    if places == 0:
        return Wrong(_("The number must be a whole one, for example %(example)s.", example=example))
    return Wrong(
        _(
            "At most %(places)s decimals are possible, for example %(example)s.",
            places=places,
            example=sample(places),
        )
    )


def sample(places: int) -> Spoken:
    return Spoken(lambda language: shown(Decimal(12) if places == 0 else Decimal("2.5"), language))


def within(value: Any, low: Any, high: Any, words: Callable[[Any, str], str]) -> None:
    """Raises Wrong, with the limits in words, for a value that lies outside."""
    if (low is None or value >= low) and (high is None or value <= high):
        return
    least, most = Spoken(lambda language: words(low, language)), Spoken(lambda language: words(high, language))
    if low is None:
        raise Wrong(_("At most %(most)s is possible, for example %(example)s.", most=most, example=most))
    if high is None:
        raise Wrong(_("At least %(least)s is needed, for example %(example)s.", least=least, example=least))
    raise Wrong(
        _("The value must lie between %(least)s and %(most)s, for example %(example)s.", least=least, most=most, example=least)
    )


def near(value: Any, low: Any, high: Any) -> Any:
    """The value, or the nearest one within the limits."""
    value = value if low is None else max(low, value)
    return value if high is None else min(high, value)


def plain(value: Decimal | int) -> str:
    """Without exponent and without zeros at the end: `2.5`, `1000`."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def typed(value: Decimal | int) -> str:
    """As it stands in an input: `1234,5`."""
    return plain(value).replace(".", ",")


def shown(value: Decimal | int, language: str, places: int = 0) -> str:
    """As it is read: `1.234,5` in German, `1,234.5` in English; at least `places` digits behind the comma."""
    whole, _dot, after = plain(value).partition(".")
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{sign}{int(whole.lstrip('-')):,}"
    text = f"{grouped}.{after.ljust(places, '0')}" if after or places else grouped
    return text if language == "en" else text.translate({ord(","): ".", ord("."): ","})
