"""The languages in which rules are said: the same keys, their numbers and days, one more, none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.definitions import vocabulary
from core.definitions.labels import labels
from core.rules import (
    Code,
    Duration,
    SetOf,
    parse,
)
from core.rules import wordings as wordings_package
from core.rules.labels import EURO
from core.rules.wordings import wordings
from core.rules.words import in_words, languages, spoken
from tests.core.rules.called import SCOPE


def test_languages_are_files_with_the_same_keys() -> None:
    def keys(value: object, path: str = "") -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                assert isinstance(key, str), f"{path}/{key} is read as {type(key).__name__}"
                yield from keys(inner, f"{path}/{key}")
        else:
            yield path

    assert set(languages()) >= {"de", "en"}
    assert len({frozenset(keys(wordings(language).said)) for language in languages()}) == 1
    assert (spoken("en_GB"), spoken("en"), spoken("ar"), spoken("de-AT")) == ("en", "en", "de", "de")


def test_both_languages_speak_of_the_same_facts() -> None:
    german, english = (labels(language).phrases for language in ("de", "en"))
    assert german.keys() == english.keys()
    for name, phrase in german.items():
        other = english[name]
        assert phrase.denied.keys() == other.denied.keys(), name
        assert (phrase.true is None) == (other.true is None), name
        known = vocabulary().scope.get(name)
        listed = known.item if isinstance(known, SetOf) else known
        assert not phrase.codes or (isinstance(listed, Code) and set(phrase.codes) <= set(listed.codes)), name


@pytest.mark.parametrize(
    ("written", "german", "english"),
    [
        (Duration(months=18), "18 Monate", "18 months"),
        (Duration(months=1), "1 Monat", "1 month"),
        (Duration(months=12), "1 Jahr", "1 year"),
        (Duration(months=30), "2 Jahre und 6 Monate", "2 years and 6 months"),
        (Duration(months=0), "0 Monate", "0 months"),
        (Duration(days=28), "28 Tage", "28 days"),
        (Duration(days=0), "0 Tage", "0 days"),
    ],
)
def test_stretches_of_time(written: Duration, german: str, english: str) -> None:
    assert [wordings(language).duration(written) for language in ("de", "en")] == [german, english]


def test_numbers_and_days_as_each_language_writes_them() -> None:
    german, english = wordings("de"), wordings("en")
    assert [german.number(Decimal(number)) for number in ("12.50", "1000", "12345.5", "-3", "1E+3")] == [
        "12,50",
        "1000",
        "12.345,5",
        "-3",
        "1000",
    ]
    assert english.number(Decimal("12345.5")) == "12,345.5"
    assert (german.number(Decimal(5), EURO), english.number(Decimal(123456), EURO)) == ("0,05 €", "€1,234.56")
    assert (german.day(date(2024, 2, 29)), english.day(date(2024, 2, 29))) == ("29.02.2024", "29 February 2024")


def test_a_later_language_is_one_more_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "wordings"
    shutil.copytree(Path(wordings_package.__file__).parent, folder)
    (folder / "eo.yaml").write_text((folder / "en.yaml").read_text("utf-8").replace("at least {0}", "almenaŭ {0}"), "utf-8")
    monkeypatch.setattr(wordings_package, "_FOLDER", folder)
    assert "eo" in languages()
    # without phrases of its own a fact is called by its title
    assert in_words(parse("age >= 18"), SCOPE, "eo", labels("eo")) == "“Alter”: almenaŭ 18"


def test_a_language_that_nobody_wrote_is_not_spoken() -> None:
    assert in_words(parse("age >= 18"), SCOPE, "xx", labels("xx")) == "mindestens 18 Jahre alt"
    assert in_words(parse("age >= 18"), SCOPE, "../en", labels("../en")) == "mindestens 18 Jahre alt"
