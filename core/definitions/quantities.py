"""Fields that ask how much, how long and when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field as _Field
from pydantic import model_validator

from core.definitions.fields import Field, add_field_class
from core.definitions.table import DecisionTable, one_of_both
from core.definitions.vocabulary import Vocabulary
from core.definitions.wording import Wording
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Type


class DecimalNumber(Field):
    """A number with decimals, kept exactly: `2,5` hours."""

    kind = "decimal"
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    places: int = _Field(default=2, ge=0, le=6)
    unit: Wording | None = None

    def type(self, vocabulary: Vocabulary) -> Type:
        return NUMBER


class Percentage(Field):
    """A share of a hundred."""

    kind = "percentage"
    places: int = _Field(default=0, ge=0, le=2)

    def type(self, vocabulary: Vocabulary) -> Type:
        return NUMBER


class Money(Field):
    """An amount in euros; the answer and the limits are whole cents, so that sums are exact."""

    kind = "money"
    minimum: int | None = 0
    maximum: int | None = None

    def type(self, vocabulary: Vocabulary) -> Type:
        return NUMBER


class TimeSpan(Field):
    """A length of time, typed as `1:30`, `90 min` or `1,5 h`; the answer and the limits are whole minutes."""

    kind = "time_span"
    minimum: int = _Field(default=1, ge=0)
    maximum: int | None = None

    def type(self, vocabulary: Vocabulary) -> Type:
        return NUMBER


class PartialDate(Field):
    """A day of which perhaps only the year or the month is known: `2019`, `2019-05` or `2019-05-12`. It has no order in rules;
    bound to a date fact, it writes the fact only when the day is known. Like a Date, it never lies before the birth."""

    kind = "partial_date"
    latest: date | Literal["today"] | None = None


class Computed(Field):
    """An answer that nobody types: a rule or a table over facts and other answers, worked out again on the server."""

    kind = "computed"
    rule: str = ""
    table: DecisionTable | None = None
    gives: Literal["yes_no", "number", "date", "text"] = "yes_no"
    earlier: bool = False
    """The rule is the id of a question in another form, and what was last answered to it in the same case stands here."""

    def type(self, vocabulary: Vocabulary) -> Type:
        return {"yes_no": BOOLEAN, "number": NUMBER, "date": DATE, "text": TEXT}[self.gives]

    @model_validator(mode="after")
    def _rule_or_table(self) -> Self:
        one_of_both(self.rule, self.table)
        return self

    @property
    def asks(self) -> bool:
        return False


for _cls in (DecimalNumber, Percentage, Money, TimeSpan, PartialDate, Computed):
    add_field_class(_cls)
