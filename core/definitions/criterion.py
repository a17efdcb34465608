"""A named rule of eligibility."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field as _Field

from core.definitions.base import Definition, Key
from core.definitions.wording import Wording


class Criterion(Definition):
    """A rule of eligibility, with the clause that it comes from. The same id may stand several times: as versions whose validity
    dates do not overlap."""

    id: Key = _Field(kw_only=False)
    rule: str = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    help: Wording | None = None
    source: str | None = None
    strength: Literal["must", "should"] = "must"
    exception: bool = False
    """Whether a justified individual case (Einzelfall) may be let in all the same: with a reason and a second person."""
    proof: Literal["any", "document_seen", "office_confirmed"] = "any"
    """How sure its facts must be. One that nobody has seen a paper for, or whose paper has expired, leaves the criterion open."""
    valid_from: date | None = None
    valid_to: date | None = None
    """The last day on which it holds."""
    locked: str | None = None
    unconfirmed: Wording | None = None
