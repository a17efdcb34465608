"""Workbooks: what is written is read again, edited as people edit, and bombs and formulas are refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from core.rules.tables import Column, Row, Table
from core.rules.tables.xlsx import Sheet, SheetError, read_xlsx, write_xlsx

TABLE = Table(
    columns=(Column("age", "=Alter", "[0..120]", "c1"), Column("residence_title", "+Titel")),
    rows=(Row(("< 18", "-"), '"a"', ("=1+1", "@x"), "r1"), Row((">= 18", '"d60a", "g55"'), "null", ("", "b"), "r2")),
    gives="text",
    hit="P",
    values=('"a"', '"b"'),
    otherwise='"b"',
    note_labels=("Quelle", "Notiz"),
    id="t1",
    output_id="o1",
    output_label="Gruppe",
)
PLAIN = Table((Column("age"),), (Row(("> 1",), "5"),), "number", "C", "sum")
SHEETS = [Sheet("eligibility.residence_title_and_a_long_name", TABLE), Sheet("forms.need.points", PLAIN)]


def test_a_workbook_that_was_written_is_read_as_the_same() -> None:
    assert read_xlsx(write_xlsx(SHEETS)) == SHEETS


def test_nothing_in_it_is_a_formula() -> None:
    book = load_workbook(BytesIO(write_xlsx(SHEETS)))
    cells = [cell for page in book for line in page for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    dangerous = [cell for cell in cells if cell.value.startswith(("=", "+", "-", "@"))]
    assert len(dangerous) >= 5
    assert all(cell.quotePrefix for cell in dangerous)


def edited(edit: Callable[[Any], None]) -> bytes:
    book = load_workbook(BytesIO(write_xlsx(SHEETS[1:])))
    edit(book.worksheets[0])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell_of(page: Any, value: str) -> Any:
    return next(cell for line in page for cell in line if cell.value == value)


def test_what_a_spreadsheet_makes_of_numbers_days_and_truth_is_read() -> None:
    def edit(page: Any) -> None:
        cell_of(page, "> 1").value = 18
        cell_of(page, "5").value = 2.5
        page.append(["2", date(2024, 1, 31), 7])
        page.append(["3", True, 8])
        page.append(["4", None, 9])
        page.append([None, None, None])

    (sheet,) = read_xlsx(edited(edit))
    assert [(row.cells[0], row.gives) for row in sheet.table.rows] == [
        ("18", "2.5"), ('date("2024-01-31")', "7"), ("true", "8"), ("-", "9"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda page: setattr(cell_of(page, "> 1"), "value", "=1+1"), "a formula is not taken"),
        (lambda page: setattr(cell_of(page, "#"), "value", "?"), "a line that begins with '#'"),
        (lambda page: setattr(cell_of(page, "input"), "value", "inptu"), "'inptu' heads no column"),
        (lambda page: setattr(cell_of(page, "C"), "value", "X"), "'hit policy' is 'X', but can be: U, A, F, P, C"),
        (lambda page: setattr(cell_of(page, "number"), "value", "money"), "'gives' is 'money'"),
        (lambda page: setattr(cell_of(page, "sum"), "value", "mean"), "'collect' is 'mean'"),
        (lambda page: setattr(cell_of(page, "> 1"), "value", "x" * 3_000), "longer than 2,000"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_told_with_its_cell(edit: Callable[[Any], None], said: str) -> None:
    with pytest.raises(SheetError) as refused:
        read_xlsx(edited(edit))
    assert said in str(refused.value)


def archive(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def replaced(part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(BytesIO(write_xlsx(SHEETS[1:]))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    return archive({**parts, part: change(parts[part])})


SHEET1 = "xl/worksheets/sheet1.xml"
ENTITY = b'<!DOCTYPE a [<!ENTITY x "y">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a;b", "not a workbook"),
        (b"", "not a workbook"),
        (b"PK\x03\x04" + b"\0" * 60, "not a workbook"),
        (b" " * 1_000_001, "larger than 1 MB"),
        (archive({"a": b"\0" * 9_000_000}), "unpacks to 9,000,000 bytes"),
        (archive({f"p{number}": b"" for number in range(300)}), "in 300 parts"),
        (archive({"a.txt": b"x"}), "not a workbook"),
        (replaced(SHEET1, lambda xml: xml.replace(b"<worksheet", ENTITY + b"<worksheet", 1)), "A document type or entity"),
        (replaced(SHEET1, lambda xml: xml[:200]), "This is not XML"),
    ],
)
def test_bombs_and_strange_files_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(SheetError) as refused:
        read_xlsx(data)
    assert said in str(refused.value)


def test_a_sheet_under_another_name_is_looked_at_too() -> None:
    with zipfile.ZipFile(BytesIO(write_xlsx(SHEETS[1:]))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts["xl/media/sheet.png"] = ENTITY + parts.pop(SHEET1)
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"worksheets/sheet1.xml", b"media/sheet.png"
    )
    with pytest.raises(SheetError, match="A document type or entity"):
        read_xlsx(archive(parts))


def test_a_size_that_lies_is_no_way_around() -> None:
    data = archive({"a": b"\0" * 5_000_000})
    lying = data.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(SheetError):
        read_xlsx(lying)


def test_a_far_away_cell_and_a_huge_merge_make_no_work() -> None:
    far = replaced(SHEET1, lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>', 1))
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    huge = replaced(SHEET1, lambda xml: xml.replace(b"</sheetData>", merged, 1))
    assert read_xlsx(far) == read_xlsx(huge) == SHEETS[1:]


def test_an_invisible_sign_is_refused_when_written() -> None:
    with pytest.raises(SheetError, match="invisible sign"):
        write_xlsx([Sheet("a", Table((Column("age", "a\x07"),), PLAIN.rows, "number", "C", "sum"))])


def test_an_empty_workbook_is_refused() -> None:
    buffer = BytesIO()
    Workbook().save(buffer)
    with pytest.raises(SheetError, match="a table needs a line"):
        read_xlsx(buffer.getvalue())
