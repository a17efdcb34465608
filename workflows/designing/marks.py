"""What of the way through a programme is not as it was shipped: held against the shipped way alone."""

from __future__ import annotations

from typing import Any

from core.definitions import Programme
from core.web.i18n import shell_language
from forms.designing import held
from forms.designing.held import Against, Marks, said
from workflows.designing import deadlines
from workflows.designing.places import KINDS, at, find
from workflows.designing.properties import named


def marks(shipped: Programme | None, draft: Programme) -> Marks:
    """All adjustments of the way against what it is held against."""
    return Marks(Against(alone, find, _told, _is_part).marks(shipped, draft))


def taken_back(shipped: Programme | None, draft: Programme, part: str, what: str) -> Programme:
    """The draft without this adjustment; with WHOLE without all of the part. Raises Refused."""
    back = held.taken_back(shipped, draft, alone, part, what, _is_part)
    return draft.but(**{name: getattr(back, name) for name in KINDS})


def alone(programme: Programme) -> Programme:
    """A programme of nothing but its way: quick to hold against another one."""
    return Programme(programme.id, programme.title, **{name: getattr(programme, name) for name in KINDS})


def _told(programme: Programme, part: str, name: str, value: Any) -> Any:
    if name == "due":
        return deadlines.said(value, programme, shell_language())
    return said(named(programme, part, at(programme, part), name), value)


def _is_part(address: str) -> bool:
    """Criteria of blocks and tracks are written in the rule builder."""
    return address.count("/") == 1
