"""Whether somebody may stand in two programmes at once: a bar, a warning or an allowance, with its clause and its days."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field as _Field

from core.definitions.base import Definition, Key
from core.definitions.wording import Wording


class Combination(Definition):
    """What holds for somebody who stands in this programme and in another one; it is enough that one of the two says so."""

    with_: Key = _Field(kw_only=False)
    """The id of the other programme, which need not be on offer."""
    effect: Literal["bar", "warning", "allowed"] = _Field(default="warning", kw_only=False)
    """`bar` lets nobody in, `warning` lets in who acknowledges it; `allowed` says in so many words that both are fine."""
    wording: Wording
    source: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    """The last day on which it holds."""
    unconfirmed: Wording | None = None

    def holds(self, on: date) -> bool:
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)
