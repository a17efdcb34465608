"""Tables as a workbook, a sheet each, and back: what somebody edits in a spreadsheet and hands in again.

A sheet holds lines of a word and its value (`hit policy`, `otherwise`, …), then a line that begins with `#` and heads the
columns, then the rows. Nothing in it is a formula: neither on the way out nor taken on the way in.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from core.rules.tables.cells import parts_of
from core.rules.tables.model import COLUMNS, ROWS, TYPES, Column, Row, Table
from core.rules.tables.xml import XmlError, read_xml

BYTES = 1_000_000
UNPACKED = 10_000_000
RATIO = 60
MEMBERS = 200
SHEETS = 100
CELL = 2_000

_HEAD = "#"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_WORDS = ("table", "gives", "hit policy", "collect", "values", "otherwise", "output", "id", "output id")
_KINDS = ("input", "gives", "note", "id")


class SheetError(ValueError):
    """A workbook that is not taken: what is wrong, with sheet and cell where it has one."""


class Sheet(NamedTuple):
    """A table and the name that it is found by again."""

    name: str
    table: Table


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of these tables. Raises SheetError for a sign that a workbook cannot hold."""
    from openpyxl import Workbook  # here and below: no start of the house waits for what few requests need

    book = Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets, start=1):
        page = book.create_sheet(_title(sheet.name, number))
        for line, values in enumerate(_lines(sheet), start=1):
            for column, value in enumerate(values, start=1):
                _put(page.cell(line, column), value, sheet.name)
        _dress(page)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _title(name: str, number: int) -> str:
    """Excel takes 31 signs and none of these; the full name stands in the sheet."""
    return f"{number} {re.sub(r'[^A-Za-z0-9_. -]', '_', name)}"[:31]


def _lines(sheet: Sheet) -> Iterator[Sequence[str]]:
    table = sheet.table
    said = (sheet.name, table.gives, table.hit, table.collect or "", ", ".join(table.values), table.otherwise)
    yield from zip(_WORDS, (*said, table.output_label, table.id, table.output_id), strict=True)
    yield ()
    notes = table.note_labels or (("",) if any(row.notes for row in table.rows) else ())
    yield (_HEAD, *("input" for _ in table.columns), "gives", *("note" for _ in notes), "id")
    yield ("looks at", *(column.rule for column in table.columns), "", *("" for _ in notes), "")
    yield ("title", *(column.label for column in table.columns), "", *notes, "")
    yield ("can be", *(column.values for column in table.columns), "", *("" for _ in notes), "")
    yield ("id", *(column.id for column in table.columns), "", *("" for _ in notes), "")
    for number, row in enumerate(table.rows, start=1):
        filled = (*row.notes, *("" for _ in notes))[: len(notes)]
        yield (str(number), *row.cells, row.gives, *filled, row.id)


def _put(cell: Any, value: str, name: str) -> None:
    from openpyxl.styles import Alignment

    if _UNWRITABLE.search(value):
        raise SheetError(f"The table {name} holds an invisible sign that a workbook cannot hold.")
    cell.value = value
    # always a text; the quote keeps a spreadsheet from making a formula of it when somebody edits the cell
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(_FORMULA_SIGNS)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _dress(page: Any) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for line in page.iter_rows():
        if line[0].value in (*_WORDS, _HEAD, "looks at", "title", "can be"):
            line[0].font = Font(bold=True)
    for column in range(1, page.max_column + 1):
        page.column_dimensions[get_column_letter(column)].width = 24


def read_xlsx(data: bytes) -> list[Sheet]:
    """The tables of a workbook. Raises SheetError."""
    _refuse_bombs(data)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it leaves out; that is no concern of a table
            warnings.simplefilter("ignore")
            return _sheets(data)
    except SheetError:
        raise
    except Exception as error:  # noqa: BLE001  # openpyxl lets through whatever its many parsers raise
        raise SheetError(f"This is not a workbook that can be read: {type(error).__name__} {error}") from None


def _sheets(data: bytes) -> list[Sheet]:
    from openpyxl import load_workbook

    # as a stream: neither merged cells nor formats make work
    book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    if not 0 < len(book.worksheets) <= SHEETS:
        raise SheetError(f"The workbook has {len(book.worksheets)} sheets; from 1 to {SHEETS} are read.")
    return [_sheet(page.title, list(_grid(page))) for page in book.worksheets]


def _refuse_bombs(data: bytes) -> None:
    """Size, count, ratio and entities are looked at before anything is made of the file."""
    if len(data) > BYTES:
        raise SheetError(f"The workbook is larger than {BYTES // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            size = sum(member.file_size for member in members)
            if len(members) > MEMBERS or size > UNPACKED or size > RATIO * len(data) + 100_000:
                raise SheetError(f"The workbook unpacks to {size:,} bytes in {len(members)} parts; that is too much to be read.")
            for member in members:
                _harmless(member.filename, archive.read(member))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        if isinstance(error, SheetError):
            raise
        raise SheetError(f"This is not a workbook (.xlsx): {error}") from None


def _harmless(name: str, content: bytes) -> None:
    """Each part that could be read as XML, whatever it is called: what a sheet is, the workbook itself says."""
    if not name.endswith((".xml", ".rels")) and b"<" not in content[:64]:
        return
    try:
        read_xml(content)
    except XmlError as error:
        raise SheetError(f"The part {name} of the workbook is not taken. {error}") from None


def _grid(page: Any) -> Iterator[list[str]]:
    most = COLUMNS + 40
    for line in page.iter_rows(max_row=ROWS + 40, max_col=most):
        yield [_plain(page.title, cell) for cell in line]


def _plain(title: str, cell: Any) -> str:
    value = cell.value
    if cell.data_type == "f":
        raise SheetError(f"Sheet '{title}', cell {cell.coordinate}: a formula is not taken. Put its value there.")
    if cell.data_type == "e":
        raise SheetError(f"Sheet '{title}', cell {cell.coordinate}: the cell holds an error ({value}).")
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return f'date("{value.date().isoformat()}")'
        case date():
            return f'date("{value.isoformat()}")'
        case int() | float():
            return format(Decimal(repr(value)).normalize(), "f")
    written = str(value).strip()
    if len(written) > CELL:
        raise SheetError(f"Sheet '{title}', cell {cell.coordinate}: the text is longer than {CELL:,} signs.")
    return written


def _sheet(title: str, grid: list[list[str]]) -> Sheet:
    start = next((number for number, line in enumerate(grid) if line and line[0] == _HEAD), None)
    before = grid[: start or 0]
    said = {line[0].lower(): line[1] if len(line) > 1 else "" for line in before if line and line[0].lower() in _WORDS}
    if start is None or not said.get("table"):
        raise SheetError(f"Sheet '{title}': a table needs a line 'table' with its name, and a line that begins with '#'.")
    kinds = [kind.lower() for kind in grid[start]]
    if unknown := [kind for kind in kinds[1:] if kind and kind not in _KINDS]:
        raise SheetError(f"Sheet '{title}', line {start + 1}: '{unknown[0]}' heads no column; there are: {', '.join(_KINDS)}.")
    return Sheet(said["table"], _table(title, said, kinds, grid[start + 1 :]))


def _table(title: str, said: dict[str, str], kinds: Sequence[str], lines: list[list[str]]) -> Table:
    def of(kind: str, line: Sequence[str]) -> tuple[str, ...]:
        return tuple(line[place] for place, found in enumerate(kinds) if found == kind and place < len(line))

    heads = {line[0].lower(): line for line in lines if line and line[0].lower() in ("looks at", "title", "can be", "id")}
    rows = [line for line in lines if line and line[0].lower() not in heads and any(line[1:])]
    empty = [""] * len(kinds)
    columns = zip(*(of("input", heads.get(word, empty)) for word in ("looks at", "title", "can be", "id")), strict=True)
    gives, hit, collect = said.get("gives", ""), said.get("hit policy", "") or "U", said.get("collect", "")
    for word, value, known in (("gives", gives, TYPES), ("hit policy", hit, "UAFPC"), ("collect", collect, _COLLECTS)):
        if value not in known:
            raise SheetError(f"Sheet '{title}': '{word}' is '{value}', but can be: {', '.join(filter(None, known))}.")
    return Table(
        columns=tuple(Column(*column) for column in columns),
        rows=tuple(_row(of, line) for line in rows),
        gives=gives,  # type: ignore[arg-type]  # looked up above, as are the next two
        hit=hit,  # type: ignore[arg-type]
        collect=collect or None,  # type: ignore[arg-type]
        values=tuple(parts_of(said.get("values", ""))),
        otherwise=said.get("otherwise", ""),
        note_labels=of("note", heads.get("title", empty)) if any(of("note", heads.get("title", empty))) else (),
        id=said.get("id", ""),
        output_id=said.get("output id", ""),
        output_label=said.get("output", ""),
    )


_COLLECTS = ("", "sum", "min", "max", "count")


def _row(of: Any, line: list[str]) -> Row:
    notes = of("note", line)
    while notes and not notes[-1]:
        notes = notes[:-1]
    return Row(tuple(cell or "-" for cell in of("input", line)), "".join(of("gives", line)), notes, "".join(of("id", line)))
