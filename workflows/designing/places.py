"""Where the parts of a programme's way stand: `steps/profile`, `roles/mentor`. Nothing stands in them that could be addressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeAlias

from flask_babel import lazy_gettext as _

from core.definitions import Block, ExitReason, Phase, Programme, Role, Step, Track
from forms.designing.places import Refused

Part: TypeAlias = Step | Phase | Block | Role | ExitReason | Track
Change: TypeAlias = Callable[[Any], Any]
KINDS: dict[str, type[Part]] = {
    "steps": Step,
    "phases": Phase,
    "blocks": Block,
    "roles": Role,
    "exits": ExitReason,
    "tracks": Track,
}


def gone(part: str) -> NoReturn:
    raise Refused(part[:140], _("There is no such part of the programme any more. Somebody may have taken it out."))


def sort(part: str) -> str:
    """The list that a part stands in. Raises Refused for what is no address."""
    name, _slash, id_ = part.partition("/")
    return name if name in KINDS and id_ and "/" not in id_ else gone(part)


def key(part: str) -> str:
    return part.partition("/")[2]


def find(programme: Programme, part: str) -> Part | None:
    found: Part | None = next((each for each in getattr(programme, sort(part)) if each.id == key(part)), None)
    return found


def at(programme: Programme, part: str) -> Part:
    """The same. Raises Refused where there is none."""
    found = find(programme, part)
    return gone(part) if found is None else found


def changed(programme: Programme, part: str, change: Change) -> Programme:
    """The programme with what `change` gives for this part; None takes it out."""
    here = at(programme, part)
    parts = (change(each) if each is here else each for each in getattr(programme, sort(part)))
    return programme.but(**{sort(part): [each for each in parts if each is not None]})


def listed(programme: Programme, name: str) -> Sequence[Any]:
    """The parts of a list in their order. Raises Refused for a list that there is not."""
    if name not in KINDS:
        gone(name)
    found: Sequence[Any] = getattr(programme, name)
    return found
