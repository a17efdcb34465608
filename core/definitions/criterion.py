"""A named rule of eligibility."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field as _Field
from pydantic import model_validator

from core.definitions.base import Definition, Key
from core.definitions.table import DecisionTable, one_of_both
from core.definitions.wording import Wording


class Criterion(Definition):
    """A rule of eligibility, with the clause that it comes from. The same id may stand several times: as versions whose validity
    dates do not overlap."""

    id: Key = _Field(kw_only=False)
    rule: str = _Field(default="", kw_only=False)
    # required behind a default: by name it has no order, and by position it comes after the rule
    title: Wording = _Field(kw_only=False)  # type: ignore[misc]  # mypy reads a dataclass, where no such order is
    table: DecisionTable | None = None
    """Says what holds instead of a rule."""
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

    @model_validator(mode="after")
    def _rule_or_table(self) -> Self:
        one_of_both(self.rule, self.table)
        return self
