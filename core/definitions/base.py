"""The base of all definitions: frozen, closed to unknown keys, told apart by keys and never by position."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, StringConstraints

if TYPE_CHECKING:
    from collections.abc import Sequence as Many  # authors write lists; pydantic keeps tuples
else:

    class Many:
        """`Many[Field]` is a tuple of any length once it has been read: a frozen definition holds nothing that can change."""

        def __class_getitem__(cls, item: Any) -> Any:
            return tuple[item, ...]


Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
"""An id: what addresses, stored answers, rules and exports are made of, so it never changes once it is used."""


__all__ = ["Definition", "Key", "Many"]


class Definition(BaseModel):
    """A frozen description. Fields declared with `kw_only=False` may be given by position: `Text("name", t(de="Name"))`."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, ser_json_inf_nan="strings")

    def __init__(self, *args: Any, **data: Any) -> None:
        names = [name for name, info in type(self).model_fields.items() if info.kw_only is False]
        if len(args) > len(names):
            raise TypeError(
                f"{type(self).__name__} takes {len(names)} arguments by position ({', '.join(names)}), the others by name"
            )
        data.update(zip(names, args, strict=False))
        super().__init__(**data)

    def but(self, **changes: Any) -> Self:
        """The same with these properties changed: read and checked anew; pydantic's copy would keep what was computed before."""
        return type(self)(**({name: getattr(self, name) for name in type(self).model_fields} | changes))

    def as_data(self) -> dict[str, Any]:
        """What was said, and nothing else: a value left at its default is not written, so a default never changes its meaning."""
        return self.model_dump(mode="json", exclude_defaults=True)

    # pydantic would hash the values one by one, and fail at the dictionaries among them
    def __hash__(self) -> int:
        return hash(json.dumps(self.as_data(), sort_keys=True))
