"""Which characters our fonts can show: a document whose text lacks a glyph is not accessible, and typst refuses it."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from core import web

FONTS = Path(web.__file__).parent / "static/vendor/noto"
"""Fetched at set-up, see hatch_build.py."""
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_KEPT = frozenset("\n\t\u200c\u200d")
"""Line breaks, and the joiners that Persian writing needs."""


def printable(text: str) -> tuple[str, frozenset[str]]:
    """The text as it can be printed, and the characters that cannot: each of them stands there as �.

    What steers the direction or is invisible counts as such: on paper it would say something else than it shows.
    """
    missing = frozenset(character for character in set(text) if not _shown(character))
    return text.translate({ord(character): REPLACEMENT for character in missing}), missing


def _shown(character: str) -> bool:
    if character in _KEPT:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn") and ord(character) in coverage()


@cache
def coverage() -> frozenset[int]:
    """The code points that all weights of one of the families have."""
    families: dict[str, list[set[int]]] = {}
    for font in sorted(FONTS.glob("*.ttf")):
        families.setdefault(font.name.partition("-")[0], []).append(set(_code_points(font.read_bytes())))
    if not families:
        raise FileNotFoundError(f"No fonts in {FONTS}: run ./start once, or python hatch_build.py.")
    return frozenset().union(*(set.intersection(*weights) for weights in families.values()))


def _code_points(font: bytes) -> Iterator[int]:
    """From the tables of kind 4 and 12 of the font's `cmap`."""
    start = _table(font, b"cmap")
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        (offset,) = struct.unpack_from(">I", font, start + 4 + 8 * number + 4)
        (kind,) = struct.unpack_from(">H", font, start + offset)
        if kind == 12:
            yield from _groups(font, start + offset)
        elif kind == 4:
            yield from _segments(font, start + offset)


def _table(font: bytes, tag: bytes) -> int:
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        name, _checksum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if name == tag:
            return int(offset)
    raise ValueError(f"The font has no table {tag!r}.")


def _groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    for number in range(count):
        first, last, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * number)
        yield from range(first, last + 1)


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Glyph 0 means that there is none."""
    double = struct.unpack_from(">H", font, at + 6)[0]
    ends, starts = at + 14, at + 16 + double
    for place in range(0, double, 2):
        (last,), (first,) = struct.unpack_from(">H", font, ends + place), struct.unpack_from(">H", font, starts + place)
        (delta,), (offset,) = (struct.unpack_from(">H", font, starts + part * double + place) for part in (1, 2))
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, starts + 2 * double + place + offset + 2 * (code - first))
            if (glyph + delta) & 0xFFFF if glyph or not offset else 0:
                yield code
