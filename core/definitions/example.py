"""An example of a programme's eligibility: somebody without a name, a day, and the verdict that is right for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, StrictBool, StrictInt, StrictStr
from pydantic import Field as _Field

from core.definitions.base import Definition, Key, Many
from core.definitions.wording import Wording


def _plain(value: Any) -> Any:
    """A value of a fact as a file writes it: days and decimals as text, sets as lists in order."""
    match value:
        case str():
            return str(value)
        case date() | Decimal() | float():
            return str(value)
        case Collection() if not isinstance(value, dict):
            return tuple(sorted(str(member) for member in value))
    return value


FactValue = Annotated[StrictBool | StrictInt | StrictStr | Many[StrictStr], BeforeValidator(_plain)]


class Example(Definition):
    """What is known of somebody on a day, and the verdict that is expected. A fact that is not named is unknown; an empty list
    is a set that holds nothing. The examples run at `foerderkette programme check` and before a programme is published."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    facts: dict[Key, FactValue] = _Field(default_factory=dict)
    on: date
    """The day of entry: age and residence are judged as of it."""
    expects: Literal["eligible", "not eligible", "open"]
    decided_by: Many[Key] = ()
    """The criteria that are expected to exclude, all of them; empty: whichever."""
    missing: Many[Key] = ()
    """The facts that are expected to keep it open, all of them; empty: whichever."""
    notes: dict[Key, Literal["met", "not met", "open", "not asked"]] = _Field(default_factory=dict)
    """What single criteria are expected to give, those only noted ("should") among them; "not asked": not on this day."""
    track: Key | None = None
    block: Key | None = None
    offering: Key | None = None
    """Whose criteria are asked instead of the programme's own: a track's, a block's or an offering's; one of them."""
    sources: dict[Key, Literal["self", "document", "office"]] = _Field(default_factory=dict)
    """Where facts come from; left out, nobody asks for papers."""

    @classmethod
    def judged(
        cls, id: str, title: Wording, on: date, expects: str, why: Sequence[str], facts: Mapping[str, Any], **more: Any
    ) -> Self:
        """An example as authors write many of them: `why` names the criteria that exclude or, of an open verdict, the facts that
        are missing; a fact that is None is unknown."""
        because = {"decided_by" if expects == "not eligible" else "missing": why}
        known = {name: value for name, value in facts.items() if value is not None}
        return cls.model_validate({"id": id, "title": title, "on": on, "expects": expects, "facts": known, **because, **more})
