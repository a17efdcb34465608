"""Broken files: each is either read or refused with a sentence, never anything else, and in no time."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.rules.tables.dmn import DmnError, read_dmn, write_dmn
from core.rules.tables.xlsx import SheetError, read_xlsx, write_xlsx
from tests.core.rules.tables.test_dmn import MODEL
from tests.core.rules.tables.test_xlsx import SHEETS, archive

DMN = write_dmn(MODEL)
BOOK = write_xlsx(SHEETS)
with zipfile.ZipFile(BytesIO(BOOK)) as _made:
    PARTS = {name: _made.read(name) for name in _made.namelist()}
WORDS = [
    b"<",
    b">",
    b"/>",
    b'"',
    b"&",
    b"&#0;",
    b"\0",
    b"\xff",
    b"<text>",
    b"</text>",
    b"null",
    b"=",
    b"",
    b"1" * 400,
    b"-",
    b"..",
    b"s",
]
EDITS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.sampled_from(WORDS)), min_size=1, max_size=6)
QUICK = settings(max_examples=150, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])


def edited(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, word in edits:
        at = place % (len(data) + 1)
        data = data[:at] + word + data[at + length :]
    return data


@QUICK
@given(EDITS)
def test_a_broken_model_is_refused(edits: list[tuple[int, int, bytes]]) -> None:
    with suppress(DmnError):
        read_dmn(edited(DMN, edits))


@QUICK
@given(EDITS)
def test_a_broken_archive_is_refused(edits: list[tuple[int, int, bytes]]) -> None:
    with suppress(SheetError):
        read_xlsx(edited(BOOK, edits))


@QUICK
@given(st.sampled_from(sorted(PARTS)), EDITS)
def test_a_workbook_with_a_broken_part_is_refused(part: str, edits: list[tuple[int, int, bytes]]) -> None:
    with suppress(SheetError):
        read_xlsx(archive({**PARTS, part: edited(PARTS[part], edits)}))


@QUICK
@given(st.sampled_from(sorted(PARTS)))
def test_a_workbook_without_a_part_is_refused(part: str) -> None:
    with suppress(SheetError):
        read_xlsx(archive({name: content for name, content in PARTS.items() if name != part}))
