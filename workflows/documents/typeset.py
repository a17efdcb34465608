"""Set a document as PDF: tagged (PDF/UA-1), with title and language. Data goes in as JSON, never into the template's source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from workflows.documents.glyphs import FONTS, printable

TEMPLATES = Path(__file__).parents[1] / "templates/typst"
LONGEST = 200_000
"""Characters in a document: some 60 pages. Whoever needs more leaves something out."""


class TooLong(ValueError):
    """There is more text than a document takes; `size` characters."""

    def __init__(self, size: int) -> None:
        super().__init__(f"A document takes {LONGEST:,} characters, not {size:,}. Leave long entries out.")
        self.size = size


def pdf(data: Mapping[str, Any], made_at: datetime, template: str = "document.typ") -> bytes:
    """The document with this content; the same data and moment give the same bytes. Raises TooLong."""
    if (size := len(json.dumps(data, ensure_ascii=False))) > LONGEST:
        raise TooLong(size)
    text = json.dumps(clean(data), ensure_ascii=False, sort_keys=True)
    compiler = typst.Compiler(
        (TEMPLATES / template).read_bytes(),
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": text},
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(made_at.timestamp()))
    assert isinstance(made, bytes)
    return made


def clean(value: Any) -> Any:
    """The same with each text as the fonts can show it."""
    if isinstance(value, str):
        return printable(value)[0]
    if isinstance(value, Mapping):
        return {name: clean(each) for name, each in value.items()}
    return [clean(each) for each in value] if isinstance(value, list | tuple) else value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
