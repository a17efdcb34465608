"""What one criterion gave: its state, the facts and sources that it rests on, and the tree of its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from core.rules.explain import Part
from core.rules.proof import Doubt


@dataclass(frozen=True)
class Reason:
    """What one criterion gave. `state` is None while it is open; then `missing` names the facts to ask for."""

    id: str
    valid_from: date | None
    title: Any
    source: Any
    strength: Literal["must", "should"]
    state: bool | None
    granted: bool
    """Not fulfilled, but let in as an exception."""
    facts: Mapping[str, object]
    """The known facts that the rule names, with their values at the reference date."""
    missing: tuple[str, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    """Where the facts come from, by the name that a person is asked for; empty where nobody handed in sources."""
    doubts: Mapping[str, Doubt] = field(default_factory=dict)
    """Facts that are known but do not count here: no paper was seen (`weak`), or it holds no more (`expired`)."""
    claimed: bool | None = None
    """What the criterion would give if the doubted facts were proven as they stand."""
    _explain: Callable[[], Part] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def tree(self) -> Part:
        """The rule taken apart; worked out when it is asked for."""
        if self._explain is None:
            raise LookupError(f"The criterion {self.id!r} was judged without its rule, so it has no tree.")
        return self._explain()

    def as_data(self) -> dict[str, object]:
        """The version of a criterion is the first day on which it holds. Sources and doubts stand there where there are any."""
        told: dict[str, object] = {
            "id": self.id,
            "version": plain(self.valid_from),
            "strength": self.strength,
            "state": self.state,
            "granted": self.granted,
            "facts": {name: plain(value) for name, value in self.facts.items()},
            "missing": list(self.missing),
        }
        beside = {"sources": dict(self.sources), "doubts": dict(self.doubts)}
        return told | {name: value for name, value in beside.items() if value}


def plain(value: object) -> object:
    """A value of a fact as JSON has it."""
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case set() | frozenset():
            return sorted((plain(member) for member in value), key=str)
        case list() | tuple():
            return [plain(member) for member in value]
        case Mapping():
            return {str(name): plain(member) for name, member in value.items()}
    return str(value)
