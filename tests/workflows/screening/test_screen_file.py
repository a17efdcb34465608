"""`foerderkette screen` with files as they come: good rows go on, and what is wrong is named by row and column."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from core.testing import close, make_app
from workflows.screening.bulk import HEADER, Line, screen
from workflows.screening.commands import screen as command
from workflows.screening.registry import deciders
from workflows.screening.sheet_file import Unreadable, encoding_of, records

DAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    data = tmp_path_factory.mktemp("screen")
    made = make_app(f"sqlite:///{data}/house.sqlite", data)
    with made.app_context():
        yield made
    close(made)


def called(path: Path, content: str | bytes, *options: str) -> Result:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(command, [str(path), "--on", DAY.isoformat(), *options])


def answered(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_bad_cell_is_named_and_the_other_rows_go_on(running: Flask, tmp_path: Path) -> None:
    content = "date_of_birth,residence_title\n1999-03-14,d60a\n31.02.2001,d60x\n\n2010-05-01,\n"
    result = called(tmp_path / "people.csv", content, "--programme", "wir_onnfit")
    assert result.exit_code == 1
    assert "Row 2, column date_of_birth: The day '31.02.2001' does not exist" in result.stderr
    assert "Row 2, column residence_title: 'd60x' is not in the list" in result.stderr
    assert [line["row"] for line in answered(result)] == ["1", "4"], "an empty line of the sheet is a row as well"
    assert result.stdout.splitlines()[0] == ",".join(HEADER)


def test_every_programme_without_a_choice(running: Flask, tmp_path: Path) -> None:
    result = called(tmp_path / "people.csv", "date_of_birth\n1999-03-14\n")
    assert result.exit_code == 0
    assert [line["programme"] for line in answered(result)] == sorted(each.id for each in running.extensions["programmes"])


def test_a_programme_that_is_not_there_suggests(running: Flask, tmp_path: Path) -> None:
    result = called(tmp_path / "people.csv", "age\n1\n", "--programme", "my_trun")
    assert result.exit_code == 2
    assert "Did you mean 'my_turn'?" in result.stderr


def test_verdicts_are_those_of_one_person(running: Flask, tmp_path: Path) -> None:
    day = {"on": DAY}
    content = "date_of_birth,district,residence_title\n2008-11-22,Kreis Unna,\n2008-11-23,Kreis Unna,d60a\n"
    (tmp_path / "two.csv").write_text(content)
    lines = list(screen(records(tmp_path / "two.csv"), deciders(), day["on"], pytest.fail))
    facts = [
        {"date_of_birth": dt.date(2008, 11, 22), "district": "Kreis Unna", "residence_title": None},
        {"date_of_birth": dt.date(2008, 11, 23), "district": "Kreis Unna", "residence_title": "d60a"},
    ]
    wanted = [
        (row, id, decider.decide(given, DAY)) for row, given in enumerate(facts, start=1) for id, decider in deciders().items()
    ]
    assert [(line.row, line.programme, line.verdict, line.missing) for line in lines] == [
        (row, id, verdict.outcome, ";".join(verdict.missing)) for row, id, verdict in wanted
    ]


def test_until_when_a_verdict_holds(running: Flask, tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("date_of_birth\n1990-01-01\n")
    lines = {line.programme: line for line in screen(records(tmp_path / "one.csv"), deciders(), DAY, pytest.fail)}
    assert all(isinstance(line, Line) for line in lines.values())
    assert [dt.date.fromisoformat(line.valid_until) >= DAY for line in lines.values() if line.valid_until]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"municipality\nUsingen\n", "utf-8-sig"),
        (b"\xef\xbb\xbfmunicipality\nBad Homburg v. d. H\xc3\xb6he\n", "utf-8-sig"),
        ("municipality\nBad Homburg v. d. Höhe\n".encode("cp1252"), "cp1252"),
        (b"", "utf-8-sig"),
    ],
)
def test_the_encoding_is_found_out(tmp_path: Path, content: bytes, encoding: str) -> None:
    (tmp_path / "file.csv").write_bytes(content)
    assert encoding_of(tmp_path / "file.csv") == encoding


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", "age\n1\n".encode("utf-16"), b"age\n\x00\n", b"age\n\x81\n"])
def test_what_is_no_text_is_refused(running: Flask, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable, match="Save it as"):
        encoding_of(_written(tmp_path, content))
    assert called(tmp_path / "other.csv", content).exit_code == 1


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_out(running: Flask, tmp_path: Path, separator: str) -> None:
    content = separator.join(("age", "benefits")) + "\n" + separator.join(("17", '"sgb2;sgb12"')) + "\n"
    result = called(tmp_path / "file.csv", content, "--programme", "wir")
    assert (result.exit_code, len(answered(result))) == (0, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file is empty"),
        ("age,sex\n1\n17,male\n", "Row 1: it has 1 cells, but the header has 2 columns."),
        ('age\n"17\n', "cannot be read"),
        (f"municipality\n{'x' * 20_000}\nUsingen\n", "Row 1: The row cannot be read"),
        (",".join(f"f{place}" for place in range(100_000)) + "\n1\n", "at most 500 are read"),
    ],
)
def test_bad_files_say_what_is_wrong(running: Flask, tmp_path: Path, content: str, said: str) -> None:
    result = called(tmp_path / "file.csv", content)
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_an_open_quotation_mark_takes_no_other_row_with_it(running: Flask, tmp_path: Path) -> None:
    content = 'age,municipality\n17,"Usingen\n18,Unna\n19,"Bad\nSoden"\n20,Hilden\n'
    result = called(tmp_path / "file.csv", content, "--programme", "wir")
    assert result.exit_code == 1
    assert "Row 1: The row cannot be read" in result.stderr
    assert [line["row"] for line in answered(result)] == ["2", "3", "4"]
    never = called(tmp_path / "file.csv", 'age\n17\n"18\n19\n', "--programme", "wir")
    assert [line["row"] for line in answered(never)] == ["1", "3"]
    assert "One fault; its row is not in the answer." in never.stderr


def test_all_wrong_columns_are_named_at_once(running: Flask, tmp_path: Path) -> None:
    result = called(tmp_path / "file.csv", "geburtstag,date_of_brith,age,age\n1,2,3,4\n")
    assert result.exit_code == 1
    for said in ("Column 1 is called 'geburtstag'", "Did you mean 'date_of_birth'?", "'age' stands there twice: columns 3 and 4"):
        assert said in result.stderr


def test_what_somebody_takes_part_in_is_a_programme(running: Flask, tmp_path: Path) -> None:
    result = called(tmp_path / "file.csv", "enrolments\nmy_turn;wirr\nmy_turn\n-\n\n", "--programme", "wir")
    assert "Row 1, column enrolments: There is no programme 'wirr'. Did you mean 'wir'?" in result.stderr
    assert [line["row"] for line in answered(result)] == ["2", "3", "4"]


def test_a_day_that_does_not_exist(running: Flask, tmp_path: Path) -> None:
    result = called(tmp_path / "file.csv", "age\n17\n", "--on", "2026-02-31")
    assert result.exit_code == 2
    assert "'2026-02-31' is no day of the calendar. Write it as 2026-03-14." in result.stderr


def _written(folder: Path, content: bytes) -> Path:
    (folder / "file.csv").write_bytes(content)
    return folder / "file.csv"
