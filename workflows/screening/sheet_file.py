"""A CSV file as it comes out of Excel and LibreOffice: encoding and separator found out, rows read one after the other."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

SEPARATORS = ",;\t"
CHUNK = 1 << 20
# the longest cell that is read; a fact has at most 200 characters
LONGEST = 10_000
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unreadable(ValueError):
    """A file that is no CSV file, in a sentence."""


def records(path: Path) -> Iterator[tuple[list[str], str]]:
    """Each record, the header first, with what is wrong with it (empty when nothing is). Raises Unreadable, OSError."""
    encoding = encoding_of(path)
    csv.field_size_limit(LONGEST)
    with path.open(encoding=encoding, newline="") as file:
        separator = _separator(file.readline())
        file.seek(0)
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=separator, strict=True)
        while True:
            lines.taken.clear()
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield [], f"The row cannot be read: {error}. Look for quotation marks that are not closed."
                lines.again()
                reader = csv.reader(lines, delimiter=separator, strict=True)
            else:
                yield record, ""


class _Lines:
    """The lines of a file. Those behind the first line of a row that cannot be read are rows of their own: an open quotation
    mark must not swallow them."""

    def __init__(self, file: Iterator[str]) -> None:
        self._file = file
        self._waiting: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else next(self._file)
        self.taken.append(line)
        return line

    def again(self) -> None:
        """Give once more what was taken for this row, but for its first line."""
        self._waiting.extend(reversed(self.taken[1:]))


def encoding_of(path: Path) -> str:
    """UTF-8 where the whole file is, with or without a mark at its beginning; else Windows-1252, in which old Excel writes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if (begin := file.read(4))[:2] in UTF16 or b"\0" in begin:
            raise Unreadable(f"{path.name} is no CSV file in UTF-8 or Windows-1252. Save it as “CSV UTF-8”.")
        file.seek(0)
        try:
            while chunk := file.read(CHUNK):
                if b"\0" in chunk:
                    raise Unreadable(f"{path.name} contains NUL bytes and is no text. Save it as “CSV UTF-8”.")
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _windows(path)
    return "utf-8-sig"


def _windows(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("cp1252")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise Unreadable(f"{path.name} is neither UTF-8 nor Windows-1252 ({error.reason}). Save it as “CSV UTF-8”.") from None
    return "cp1252"


def _separator(first: str) -> str:
    """The one that stands most often in the header; names of facts hold none of them."""
    return max(SEPARATORS, key=first.count)
