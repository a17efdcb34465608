"""Numbers as people write them in texts: figures and words, German and English, but not those of laws, days and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

MOST = 999
UNITS = {"days": r"tag|täg|day", "weeks": r"woche|wöch|week", "months": r"monat|month", "years": r"jahr|jähr|year|lebensj"}
"""Unit → how words begin that name it."""
_ONES = {
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
}
_TENS = {
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}
_MONTHS = (
    "januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|"
    "january|february|march|may|june|july|october|december"
)
_LIST = r"\s*\d+\s?[a-z]?\b(?:\s*(?:,|und|oder|bis|and|or|to|–|-)\s*\d+\s?[a-z]?\b)*"
_OTHER = re.compile(
    rf"(?:§+|\bart\.?|\bartikel|\bartikeln|\babs\.?|\babsatz|\bnr\.?|\bnummer|\bsatz|\bsection|\bparagraph|\bno\.){_LIST}"
    rf"|\b\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{2,4}})?|\b\d{{4}}-\d\d-\d\d|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
    rf"|\b\d{{1,2}}\.?\s+(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,2}}\b|\b\d{{1,2}}:\d\d\b|\b\d+(?:[.,]\d+)?\s?%",
    re.IGNORECASE,
)
"""Numbers that mean something else: laws, days, times, shares."""
_FIGURES = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\d])")


@dataclass(frozen=True, slots=True)
class Named:
    """A number in a text: where it stands, how much it is, and what follows it."""

    start: int
    end: int
    value: Decimal
    after: str

    def of(self, unit: str) -> bool:
        """Whether the word behind it names this unit."""
        return re.match(rf"[\s\u00a0-]*(?:[\w-]+\s)?(?:{UNITS[unit]})", self.after, re.IGNORECASE) is not None


def numbers_in(text: str, language: str) -> Iterator[Named]:
    """All that are meant as numbers, in their order."""
    other = [each.span() for each in _OTHER.finditer(text)]
    found = [(each.start(), each.end(), value) for each in _FIGURES.finditer(text) if (value := _value(each[0])) is not None]
    if language in _ONES:
        known = _words(language)
        found += [(each.start(1), each.end(1), Decimal(known[each[1].lower()])) for each in _pattern(language).finditer(text)]
    for start, end, value in sorted(found):
        if not any(one <= start < last for one, last in other) and not _is_code(text, end):
            yield Named(start, end, value, text[end : end + 40])


def _is_code(text: str, end: int) -> bool:
    """Figures that go on in letters are the name of something (16h, 3D), unless the letters name a unit (27jährig)."""
    rest = text[end : end + 12]
    return bool(rest) and rest[0].isalpha() and not re.match("|".join(UNITS.values()), rest, re.IGNORECASE)


def _value(figures: str) -> Decimal | None:
    """`1.000` and `1,000` are a thousand, `4,5` and `4.5` four and a half."""
    bare = figures.rstrip(".,")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", bare):
        return Decimal(re.sub(r"[.,]", "", bare))
    return Decimal(bare.replace(",", ".")) if re.fullmatch(r"\d+([.,]\d+)?", bare) else None


@cache
def _words(language: str) -> dict[str, int]:
    found = {spelled(number, language): number for number in range(2, MOST + 1)}
    if language == "de":
        found |= {word.replace("ß", "ss"): number for word, number in found.items()}
        found |= dict.fromkeys(("ein", "eine", "einen", "einem", "einer", "eins"), 1)
    return {**found, **({"one": 1} if language == "en" else {})}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    every = "|".join(re.escape(word) for word in sorted(_words(language), key=len, reverse=True))
    return re.compile(rf"(?<![\w])({every})(?=$|[\W_]|jähr|wöch|täg|monat)", re.IGNORECASE)


def spelled(number: int, language: str) -> str:
    """A whole number below a thousand as it is written in words: siebenundzwanzig, twenty-seven."""
    ones, tens = _ONES[language].split(), _TENS[language].split()
    if number < 20:
        return ones[number]
    if number < 100:
        ten, one = tens[number // 10 - 2], number % 10
        if not one:
            return ten
        return f"{ones[one]}und{ten}" if language == "de" else f"{ten}-{ones[one]}"
    hundred, rest = f"{ones[number // 100]}hundert" if language == "de" else f"{ones[number // 100]} hundred", number % 100
    between = "" if language == "de" else " and "
    return hundred + (between + spelled(rest, language) if rest else "")
