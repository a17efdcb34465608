"""`foerderkette programme tables …`: out as DMN or workbook, edited, and in again as the next revision."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from openpyxl import load_workbook

from core import catalogue
from core.catalogue import commands
from core.catalogue.tables import as_dmn, as_xlsx, holders, tabled, with_tables
from core.definitions import Criterion, Programme, vocabulary
from core.definitions.checks import case_scope
from core.rules.tables import check_table
from core.rules.tables.dmn import read_dmn
from core.testing import resolved
from plugins.my_turn import programme as shipped

ADDRESSES = {"eligibility.low_qualified.2022-09-01", "forms.need.fields.low_qualified"}


@pytest.fixture(scope="module")
def programme() -> Programme:
    return resolved(shipped)


def run(app: Flask, *words: str) -> Result:
    with app.app_context():
        return CliRunner().invoke(commands.programme, ["tables", *words])


def test_tables_are_found_by_where_they_stand(programme: Programme) -> None:
    assert set(tabled(programme)) == ADDRESSES
    addresses = [address for address, _ in holders(programme)]
    assert {"eligibility.entry_window", "eligibility.entry_window.2026-01-01", "eligibility.age.2022-09-01"} <= set(addresses)
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize("version", ["1.3", "1.4", "1.5"])
def test_dmn_holds_all_criteria_and_comes_back(programme: Programme, version: str) -> None:
    data = as_dmn(programme, version)
    model = read_dmn(data)
    assert {each.id for each in model.decisions} >= {
        *ADDRESSES,
        "eligibility.woman.2022-09-01",
        "eligibility.entry_window.2026-01-01",
    }
    assert {fact.name for fact in model.facts} >= {"vocational_qualification", "sex", "entry_date", "support_needs"}
    assert with_tables(programme, data, ".dmn") == programme


def test_a_workbook_comes_back(programme: Programme) -> None:
    assert with_tables(programme, as_xlsx(programme), ".xlsx") == programme


def edited(data: bytes, before: str, after: str, sheet: int = 0) -> bytes:
    book = load_workbook(BytesIO(data))
    cells = [cell for line in book.worksheets[sheet] for cell in line if cell.value == before]
    cells[0].value = after
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_edited_cell_arrives_and_wordings_stay(programme: Programme) -> None:
    found = with_tables(programme, edited(as_xlsx(programme), "> 4", "> 5"), ".xlsx")
    changed = {address for address, holder in tabled(found).items() if tabled(programme)[address] != holder}
    assert changed == {"eligibility.low_qualified.2022-09-01"}
    (criterion,) = (each for each in found.eligibility if each.id == "low_qualified")
    assert isinstance(criterion, Criterion)
    assert criterion.table is not None
    assert criterion.table.rows[1].cells[1] == "> 5"
    assert criterion.table.inputs[0].title == tabled(programme)["eligibility.low_qualified.2022-09-01"].table.inputs[0].title  # type: ignore[union-attr]
    assert found.forms == programme.forms


def test_a_table_may_take_the_place_of_a_rule(programme: Programme) -> None:
    data = edited(as_xlsx(programme), "eligibility.low_qualified.2022-09-01", "eligibility.age.2022-09-01")
    found = with_tables(programme, data, ".xlsx")
    (age,) = (each for each in found.eligibility if each.id == "age")
    assert (age.rule, age.table is None) == ("", False)
    assert check_table(age.table.plain(), case_scope(found, vocabulary())) is not None  # type: ignore[union-attr]


def test_a_rule_that_was_edited_in_dmn_arrives_too(programme: Programme) -> None:
    data = as_dmn(programme, "1.5").replace(b"age &gt;= 16", b"age &gt;= 17", 1)
    found = with_tables(programme, data, ".dmn")
    changed = {address for address, holder in holders(found) if dict(holders(programme))[address] != holder}
    assert changed == {"eligibility.age.2022-09-01"}
    (age,) = (each for each in found.eligibility if each.id == "age")
    assert age.rule == "age >= 17"


def test_a_place_that_is_not_there_is_named_with_the_nearest(programme: Programme) -> None:
    data = edited(as_xlsx(programme), "eligibility.low_qualified.2022-09-01", "eligibility.low_qualifed")
    with pytest.raises(
        LookupError, match=r"no place 'eligibility.low_qualifed'. Did you mean 'eligibility.low_qualified.2022-09-01'\?"
    ):
        with_tables(programme, data, ".xlsx")


def test_a_workbook_goes_out_and_comes_in_by_command(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "my_turn.xlsx"
    assert "2 tables of my_turn stand in" in run(app, "export", "my_turn", str(file)).output
    assert run(app, "import", "my_turn", str(file)).output == "Nothing changes.\n"
    file.write_bytes(edited(file.read_bytes(), "<= 4", "< 4"))
    refused = run(app, "import", "my_turn", str(file))
    assert refused.exit_code == 1
    assert "eligibility/low_qualified/table: Berufsabschluss" in refused.output
    assert "with Jahre an- oder ungelernt 4: no row" in refused.output


def test_dmn_goes_out_and_comes_in_by_command(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "my_turn.dmn"
    assert "2 tables of my_turn stand in" in run(app, "export", "my_turn", str(file), "--version", "1.3").output
    data = file.read_bytes()
    file.write_bytes(data.replace(b"&gt; 4", b"&gt; 5", 1).replace(b"&lt;= 4", b"&lt;= 5", 1))
    assert "five years" in run(app, "import", "my_turn", str(file)).output, "an example of the programme notices"
    file.write_bytes(data.replace("genau vier Jahre genügen nicht".encode(), b"mehr als vier", 1))
    assert "Would change: eligibility.low_qualified.2022-09-01" in run(app, "import", "my_turn", str(file), "--dry-run").output
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = settings.model_copy(update={"four_eyes": True})
    assert "a second person has to sign" in run(app, "import", "my_turn", str(file)).output
    app.config["SETTINGS"] = settings
    assert "is on offer as revision 2" in run(app, "import", "my_turn", str(file)).output
    with app.app_context():
        now = catalogue.definition(catalogue.current("my_turn").digest)
    assert tabled(now)["eligibility.low_qualified.2022-09-01"].table.rows[2].notes == ("mehr als vier",)  # type: ignore[union-attr]


def test_the_list_says_what_was_looked_at(app: Flask) -> None:
    output = run(app, "list", "my_turn").output
    assert "eligibility.low_qualified.2022-09-01: 3 rows, looked at 4 of 4 combinations" in output


def test_what_goes_wrong_is_said(app: Flask, tmp_path: Path) -> None:
    assert "not '.csv'" in run(app, "export", "my_turn", str(tmp_path / "a.csv")).output
    assert "has no table" in run(app, "export", "wir", str(tmp_path / "a.xlsx")).output
    assert "Did you mean" in run(app, "list", "my_trun").output
    broken = tmp_path / "a.dmn"
    broken.write_bytes(b"<a/>")
    result = run(app, "import", "my_turn", str(broken))
    assert result.exit_code == 1
    assert "Line 1, a: A DMN file begins with" in result.output
