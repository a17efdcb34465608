"""Which entries somebody may read: those about records of her own units. The rooms that hold records say how to find them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, or_

from core.actor import Actor

Reach = Callable[[Actor, str], ColumnElement[bool]]
_reaches: dict[str, Reach] = {}


def reach(kind: str, condition: Reach) -> None:
    """Name the condition for entries about one sort of record: `condition(actor, action)` over the columns of Entry."""
    _reaches[kind] = condition


def reached(actor: Actor, action: str, common: ColumnElement[bool]) -> ColumnElement[bool]:
    """Entries within the actor's reach; `common` are those about nobody."""
    return or_(common, *(condition(actor, action) for condition in _reaches.values()))
