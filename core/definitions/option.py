"""One thing to choose: of a question's own, or an entry of a code list as it is offered."""

from __future__ import annotations

from pydantic import Field as _Field

from core.definitions.base import Definition, Key, Many
from core.definitions.wording import Wording


class Option(Definition):
    """One thing to choose. `id` is what is stored and what rules name."""

    id: Key = _Field(kw_only=False)
    label: Wording = _Field(kw_only=False)
    help: Wording | None = None
    attributes: dict[str, str] = _Field(default_factory=dict)
    hidden: bool = False
    """Not offered any more; where it was chosen before, it still counts."""
    kept_inside: bool = False
    """As the result of a step it is told to no reader outside of the authorities: broken off, failed, nothing yet."""
    was: Many[Key] = ()
    """Former ids. Two options that name the same one are what it was split into."""
