"""One change to a definition as data: what it does, where by keys, and what it was made on."""

from __future__ import annotations

import builtins
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, get_args

from core.definitions import DefinitionError, Fault
from core.rules.message import msg

Op = Literal["set", "add", "remove", "move"]
EMPTY: Mapping[str, bool] = {"nothing": True}
"""The value of a property that is said to be empty where its default is not: `Money.minimum`. No property has such a value."""


class Unfit(DefinitionError):
    """Adjustments that do not fit the definition; `faults` names each with its path."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """`value` is JSON: what a property is set to (None: back to its default), or the whole element that is added. `page` and
    `after` say where an added or moved element stands: the key of its page (fields only), and of the sibling before it, "" for
    the first place. `base` is the digest of what was there when it was made, "" where there was nothing."""

    op: Op
    address: str
    property: str = ""
    value: Any = None
    page: str = ""
    after: str = ""
    base: str = ""

    @builtins.property  # a field of this class has taken the name
    def key(self) -> tuple[str, str]:
        """What it is about; an overlay holds one for each."""
        return self.address, self.property or self.op

    @builtins.property  # a field of this class has taken the name
    def path(self) -> str:
        """The address with the property, as faults name it."""
        return f"{self.address}/{self.property}".strip("/")

    def as_data(self) -> dict[str, Any]:
        """For JSON; what is empty is left out."""
        every = {name: getattr(self, name) for name in ("op", "address", "property", "value", "page", "after", "base")}
        return {name: said for name, said in every.items() if said not in ("", None) or name == "address"}

    @classmethod
    def from_data(cls, data: Any) -> Adjustment:
        """Raises Unfit for what `as_data` never wrote."""
        names = set(cls.__slots__)
        texts = names - {"value"}
        if not isinstance(data, dict) or not names >= data.keys() >= {"op", "address"}:
            raise Unfit(
                [Fault("", msg("An adjustment is a mapping with op and address, and of {names}", names=", ".join(sorted(names))))]
            )
        if not all(isinstance(data[name], str) for name in texts & data.keys()) or data["op"] not in get_args(Op):
            raise Unfit(
                [
                    Fault(
                        str(data["address"]),
                        msg("'op' is one of {names}; all but the value is text", names=", ".join(get_args(Op))),
                    )
                ]
            )
        if (data["op"] == "set") is not bool(data.get("property")):
            raise Unfit([Fault(data["address"], msg("'set' names a property, and nothing else does"))])
        return cls(**data)


def digest_of(value: Any) -> str:
    """The digest of a JSON value; "" for what is not there."""
    if value is None:
        return ""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same; Python alone takes 1 for true."""
    if one != other or type(one) is not type(other):
        return False
    return not isinstance(one, dict | list) or digest_of(one) == digest_of(other)


def by_key(adjustments: Iterable[Adjustment]) -> dict[tuple[str, str], Adjustment]:
    """Raises Unfit where two are about the same."""
    found: dict[tuple[str, str], Adjustment] = {}
    twice = [each for each in adjustments if found.setdefault(each.key, each) != each]
    if twice:
        raise Unfit([Fault(each.path, msg("Two adjustments say '{key}' here; one has to go", key=each.key[1])) for each in twice])
    return found
