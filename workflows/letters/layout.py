"""A letter's text as it is set: paragraphs and simple lists. Everything in it is text; nothing is read as markup."""

from __future__ import annotations

import re
from typing import NamedTuple

ITEM = "- "


class Block(NamedTuple):
    """A paragraph with its lines, or a list with its items."""

    list: bool
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """Stretches between empty lines; in them lines that begin with `- ` stand as a list of their own."""
    found: list[Block] = []
    for stretch in re.split(r"\n\s*\n", text.strip()):
        run: list[str] = []
        listed = False
        for line in filter(None, (each.strip() for each in stretch.split("\n"))):
            if run and line.startswith(ITEM) != listed:
                found.append(Block(listed, tuple(run)))
                run = []
            listed = line.startswith(ITEM)
            run.append(line.removeprefix(ITEM))
        if run:
            found.append(Block(listed, tuple(run)))
    return found
