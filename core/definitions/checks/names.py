"""A name that has to be there: when it is not, the nearest one is offered."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from core.definitions.files import Fault


def known(name: str | None, names: list[str], path: str, what: str) -> Iterator[Fault]:
    """A fault when `name` is given and is none of `names`."""
    if name is None or name in names:
        return
    near = get_close_matches(name, names, 1)
    hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(names) or 'none'}."
    yield Fault(path, f"There is no {what} '{name}'. {hint}")
