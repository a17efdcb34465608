"""The words of rules, a file a language: how a date, a number, a list and each part of a rule are said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from core.rules.durations import Duration
from core.rules.labels import EURO, Unit
from core.rules.shipped import shipped_yaml

_FOLDER = Path(__file__).parent
FALLBACK = "de"


def languages() -> tuple[str, ...]:
    """The languages that rules can be said in."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def spoken(locale: str) -> str:
    """The language that a rule is said in when this one is asked for: another one's words fall back to German."""
    for candidate in (locale, locale.replace("-", "_").split("_")[0]):
        if candidate in languages():
            return candidate
    return FALLBACK


@dataclass(frozen=True)
class Wordings:
    """The file of one language, and what follows from it."""

    language: str
    said: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.said[key]

    def day(self, value: date) -> str:
        months: Sequence[str] = self.said["months"]
        return str(self.said["date"]).format(day=value.day, month=months[value.month - 1], year=value.year)

    def number(self, value: Decimal, unit: Unit | None = None) -> str:
        """With the signs of the language; amounts in cents as euros."""
        if unit == EURO:
            return str(self.said["euro"]).format(self._plain(value / 100, places=2))
        return self._plain(value)

    def _plain(self, value: Decimal, places: int | None = None) -> str:
        written = f"{value:,.{places}f}" if places is not None else f"{value:,f}"
        whole, _, rest = written.partition(".")
        # four digits stand without a sign between them: a year is no amount
        whole = whole.replace(",", self.said["thousands"] if len(whole) > 5 or places is not None else "")
        return whole + (self.said["decimal"] + rest if rest else "")

    def duration(self, value: Duration) -> str:
        units = self.said["units"]
        if value.months is None:
            return self.counted(Decimal(value.amount), units["days"])
        years, months = divmod(value.amount, 12)
        # up to two years people count in months: 18 months, not 1 year and 6 months
        if not years or (months and years < 2):
            return self.counted(Decimal(value.amount), units["months"])
        said = self.counted(Decimal(years), units["years"])
        return str(units["years_and_months"]).format(said, self.counted(Decimal(months), units["months"])) if months else said

    def counted(self, value: Decimal, unit: Sequence[str]) -> str:
        return f"{self.number(value)} {unit[0] if value == 1 else unit[1]}"

    def quoted(self, text: str) -> str:
        return str(self.said["quotes"]).format(text)

    def joined(self, parts: Sequence[str], joint: str) -> str:
        """`a, b or c`; `joint` is a key of joints."""
        *first, last = parts
        return f"{self.said['joints']['comma'].join(first)} {self.said['joints'][joint]} {last}" if first else last

    def neither(self, parts: Sequence[str]) -> str:
        nor = f" {self.said['joints']['nor']} "
        return str(self.said["neither"]).format(nor.join(parts))


@cache
def wordings(locale: str) -> Wordings:
    """The words of a language, or of German where there are none."""
    language = spoken(locale)
    return Wordings(language, shipped_yaml(_FOLDER / f"{language}.yaml"))
