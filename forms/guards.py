"""Beyond the scope of a record: who may go on with a draft, and which answers of a form not every reader may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from core.actor import Actor, NotFound
from core.definitions import Field, Group

Guard = Callable[[Session, Actor, str], bool]
_guards: dict[str, Guard] = {}
# what the answers of a privacy class need besides the right to see the case; the page of a person asks the same
_NEEDS = {"identity": "see_identity", "sensitive": "edit_people"}


def guard(kind: str, may: Guard) -> None:
    """For subjects "<kind>:<id>": `may(session, actor, id)` is asked besides the draft's own scope."""
    _guards[kind] = may


def require_subject(session: Session, actor: Actor, subject: str) -> None:
    """Raises NotFound unless the actor may do what the draft is for."""
    kind, _colon, id = subject.partition(":")
    if kind in _guards and not _guards[kind](session, actor, id):
        raise NotFound("There is no such record.")


def may_read(actor: Actor, record: Any, field: Field) -> bool:
    """Whether an answer to this field may be shown; `record` has `unit_path` and `user_id`. One may read what one wrote."""
    if record.user_id is not None and record.user_id == actor.user_id:
        return True
    inner = field.fields if isinstance(field, Group) else ()
    classes = {one.privacy for one in (field, *inner)}
    return all(actor.may(needed, record) for privacy, needed in _NEEDS.items() if privacy in classes)
