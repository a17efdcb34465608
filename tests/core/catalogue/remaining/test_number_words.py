"""Numbers are found as figures and as words; those of laws, days and times are none."""

from decimal import Decimal

import pytest

from core.catalogue.remaining.number_words import numbers_in, spelled

FOUND = [
    ("18 bis 27 Jahre", "de", [18, 27]),
    ("270 Euro, 1.27, 2027", "de", [270, "1.27", 2027]),
    ("§ 27 SGB II", "de", []),
    ("§§ 16, 27 und 28 AufenthG, Art. 27, Abs. 27, Nr. 27", "de", []),
    ("§ 16h SGB II und 16h-Projekte", "de", []),
    ("bis zum 27.03.2026, am 27.3., ab 2026-03-27, am 27. März, March 27, 27 March, 27/03/2026", "de", []),
    ("um 27:00, zu 27 %, zu 27,5 %", "de", []),
    ("bis zum vollendeten 27. Lebensjahr", "de", [27]),
    ("27-jährige und 27jährige", "de", [27, 27]),
    ("siebenundzwanzig Jahre, Siebenundzwanzig", "de", [27, 27]),
    ("twenty-seven years", "en", [27]),
    ("twenty-seven years", "de", []),
    ("vier Wochen, vierwöchig, viert, Klavier, vierzehn", "de", [4, 4, 14]),
    ("dreissig oder dreißig", "de", [30, 30]),
    ("1.000 und 1,000 und 4,5 und 4.5", "de", ["1000", "1000", "4.5", "4.5"]),
    ("٢٧ سنة", "ar", [27]),
    ("", "de", []),
]


@pytest.mark.parametrize(("text", "language", "values"), FOUND, ids=[f"{code}-{text[:20]}" for text, code, _values in FOUND])
def test_what_is_a_number(text, language, values):
    assert [each.value for each in numbers_in(text, language)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("number", "german", "english"),
    [
        (2, "zwei", "two"),
        (12, "zwölf", "twelve"),
        (21, "einundzwanzig", "twenty-one"),
        (30, "dreißig", "thirty"),
        (99, "neunundneunzig", "ninety-nine"),
        (100, "einhundert", "one hundred"),
        (365, "dreihundertfünfundsechzig", "three hundred and sixty-five"),
    ],
)
def test_numbers_are_spelled(number, german, english):
    assert (spelled(number, "de"), spelled(number, "en")) == (german, english)


@pytest.mark.parametrize(
    ("text", "unit", "is_"),
    [
        ("4 Wochen", "weeks", True),
        ("4 volle Wochen", "weeks", True),
        ("4-wöchig", "weeks", True),
        ("4 weeks", "weeks", True),
        ("4 Tage", "weeks", False),
        ("4", "weeks", False),
    ],
)
def test_what_follows_says_of_what(text, unit, is_):
    (found,) = numbers_in(text, "de")
    assert found.of(unit) is is_
