"""Texts as files for translators: a workbook with a column for each language, and a PO file for one language. What comes back
is read whole or not at all; each row that cannot be taken is told."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from babel.messages import Catalog, pofile
from flask_babel import lazy_gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from core.admin.cells import safe_cell
from core.definitions.wording import unstorable
from core.web.i18n import LANGUAGES
from workflows.designing.texts import SOURCE, Texts, Typed, unfit

MOST_BYTES, UNPACKED, MOST_ROWS = 5_000_000, 60_000_000, 50_000
ADDRESS = "address"
NO_PLACE = _("There is no such text in the programme any more.")


class Bad(Exception):
    """A file that cannot be taken: `rows` are pairs of a row (0: the file itself) and why."""

    def __init__(self, rows: Sequence[tuple[int, Any]]) -> None:
        super().__init__(len(rows))
        self.rows = rows


def workbook(told: Texts, languages: Sequence[str]) -> bytes:
    """Address, German and these languages; no cell is a formula, whatever a text begins with."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Texte"
    codes = [SOURCE, *(code for code in languages if code != SOURCE)]
    sheet.append([ADDRESS, *codes])
    for path, each in told.items():
        sheet.append([path, *(safe_cell(_clean(each.get(code, ""))) for code in codes)])
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
    for letter, width in zip("ABCDEFGH", (40, *(60 for _code in codes)), strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C2"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _clean(text: str) -> str:
    """Workbooks hold no control characters."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")


def read_workbook(content: bytes, told: Texts) -> list[Typed]:
    """What the file says otherwise than the programme. Raises Bad."""
    rows = _rows(content)
    head = [str(each or "").strip() for each in next(rows, ())]
    codes, named = head[1:], [code for code in head[1:] if code]
    if head[:1] != [ADDRESS] or not named:
        raise Bad([(1, _("The first row has to say “address” and the codes of languages, as in the file that is fetched here."))])
    if not set(named) <= LANGUAGES.keys() or len(set(named)) < len(named):
        raise Bad([(1, _("A column has a language that there is not here, or that stands twice."))])
    found: list[Typed] = []
    bad: list[tuple[int, Any]] = []
    for number, row in enumerate(rows, 2):
        _take_row(number, [_text(each) for each in row], codes, told, found, bad)
    if bad:
        raise Bad(bad)
    return found


def _take_row(
    number: int, row: Sequence[str | None], codes: Sequence[str], told: Texts, found: list[Typed], bad: list[tuple[int, Any]]
) -> None:
    if not any(row):
        return
    path = row[0] or ""
    if None in row:
        bad.append((number, _("There is a formula in this row, or something that is no text.")))
        return
    said = {code: text for code, text in zip(codes, row[1:], strict=False) if code and text}
    bad_source = path in told and SOURCE in said and said[SOURCE] != _clean(told[path][SOURCE]).strip()
    if bad_source:
        bad.append((number, _("The German text is another one now. Fetch the file anew, or change German on the page.")))
        return
    for code, text in said.items():
        each = Typed(path, code, text)
        if fault := unfit(told, each):
            bad.append((number, fault))
        elif code != SOURCE and text != told[path].get(code):
            found.append(each)


def _text(value: Any) -> str | None:
    """A cell as text, without the apostrophe that keeps it from being a formula; None for what is no text."""
    if value is None:
        return ""
    if not isinstance(value, str) or value.startswith("="):
        return None
    bare = value.replace("\r\n", "\n").replace("_x000D_", "").strip()
    return bare[1:] if bare.startswith("'") and safe_cell(bare[1:]) == bare else bare


def _rows(content: bytes) -> Iterator[Sequence[Any]]:
    _small(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > UNPACKED:
                raise Bad([(0, _("The file is too large."))])
        book = load_workbook(BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=len(LANGUAGES) + 1)):
            if number > MOST_ROWS:
                raise Bad([(0, _("The file is too large."))])
            yield row
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, SyntaxError, OSError, EOFError):
        raise Bad([(0, _("This is no workbook (XLSX) that could be read."))]) from None


def _small(content: bytes) -> None:
    if not content:
        raise Bad([(0, _("Choose a file."))])
    if len(content) > MOST_BYTES:
        raise Bad([(0, _("The file is too large."))])


def po(told: Texts, language: str, stale: frozenset[tuple[str, str]], programme: str, now: datetime) -> bytes:
    """One language; what is stale is marked as fuzzy."""
    catalogue = Catalog(project=programme, version="1", header_comment="", creation_date=now, revision_date=now, fuzzy=False)
    catalogue.mime_headers = [("Language", language), ("Content-Type", "text/plain; charset=utf-8")]
    for path, each in told.items():
        if each.get(SOURCE):
            flags = ["fuzzy"] if (path, language) in stale else []
            catalogue.add(each[SOURCE], each.get(language, ""), context=path, flags=flags)
    made = BytesIO()
    pofile.write_po(made, catalogue, width=0)
    return made.getvalue()


def read_po(content: bytes, language: str, told: Texts) -> list[Typed]:
    """What the file says, also where it says the same: an entry that is not fuzzy is right. Those that are fuzzy or empty are
    left. Raises Bad with lines of the file."""
    _small(content)
    try:
        text = content.decode("utf-8-sig")
        catalogue = pofile.read_po(BytesIO(text.encode()), abort_invalid=True, charset="utf-8")
    except UnicodeDecodeError:
        raise Bad([(0, _("The file is not in UTF-8."))]) from None
    except (pofile.PoFileError, ValueError, TypeError, AttributeError, IndexError, LookupError) as error:
        raise Bad([(getattr(error, "lineno", 0) or 0, _("This is no PO file that could be read."))]) from None
    said = str(dict(catalogue.mime_headers).get("Language", ""))
    if said and said.replace("-", "_") != language:
        raise Bad([(0, _("The file says that it is in another language: %(language)s.", language=said))])
    found: list[Typed] = []
    bad: list[tuple[int, Any]] = []
    for message in catalogue:
        line = message.lineno or 0
        if message.id and message.context not in told:
            bad.append((line, NO_PLACE))
            continue
        if not message.id or message.fuzzy or not message.string:
            continue
        if not isinstance(message.id, str) or not isinstance(message.string, str) or unstorable(message.string):
            bad.append((line, _("This entry is no plain text.")))
            continue
        each = Typed(message.context or "", language, message.string.strip())
        if fault := unfit(told, each):
            bad.append((line, fault))
        elif message.id != told[each.path].get(SOURCE):
            bad.append((line, _("The German text is another one now. Fetch the file anew, or change German on the page.")))
        else:
            found.append(each)
    if bad:
        raise Bad(bad)
    return found
