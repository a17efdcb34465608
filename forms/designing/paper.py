"""How a page looks on paper, on the screen: what the style sheet says of print, said of everything."""

from __future__ import annotations

from functools import lru_cache

from core.web.shell import STATIC

_PRINT = "@media print"


def print_rules() -> str:
    """The print rules of the house's style sheet, without the query around them."""
    path = STATIC / "foerderkette.css"
    return _rules(path.read_text("utf-8"))


@lru_cache(maxsize=2)
def _rules(css: str) -> str:
    found, place = [], css.find(_PRINT)
    while place >= 0:
        start = css.index("{", place)
        end = _end(css, start)
        found.append(css[start + 1 : end])
        place = css.find(_PRINT, end)
    return "\n".join(found)


def _end(css: str, start: int) -> int:
    """The place of the brace that closes the one at `start`."""
    depth = 0
    for place in range(start, len(css)):
        depth += {"{": 1, "}": -1}.get(css[place], 0)
        if depth == 0:
            return place
    return len(css)
