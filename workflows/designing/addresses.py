"""Where parts of a programme stand, found and changed by address: `lists/rooms/entries/red`, `offerings/course`; "" is the
programme itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _

from core.definitions import Combination, Programme
from forms.designing.edits import FIRST, put
from forms.designing.places import Refused, around, key
from workflows.designing.places import gone

Change: TypeAlias = Callable[[Any], Any]
_ADDRESS = re.compile(r"[a-z_]+/[a-z0-9_@-]+(/[a-z_]+/[a-z0-9_@-]+)*")


def id_of(thing: Any) -> str:
    """What a part is called among its siblings, as overlays name it."""
    if isinstance(thing, Combination):
        return f"{thing.with_}@{thing.valid_from}" if thing.valid_from else thing.with_
    return str(thing.id)


def listed(part: str) -> str:
    """The name of the list that a part stands in."""
    return part.split("/")[-2]


def find(programme: Programme, part: str) -> Any:
    """The part, None where there is none."""
    thing: Any = programme
    if part and not _ADDRESS.fullmatch(part):
        return None
    words = part.split("/") if part else []
    for name, id_ in zip(words[::2], words[1::2], strict=True):
        every = getattr(thing, name, ()) if name in type(thing).model_fields else ()
        thing = next((each for each in every if id_of(each) == id_), None) if isinstance(every, tuple) else None
        if thing is None:
            return None
    return thing


def at(programme: Programme, part: str) -> Any:
    """The same. Raises Refused where there is none."""
    found = find(programme, part)
    return gone(part) if found is None else found


def siblings(programme: Programme, part: str) -> Sequence[Any]:
    found: Sequence[Any] = getattr(at(programme, around(part)), listed(part))
    return found


def changed(programme: Programme, part: str, change: Change) -> Programme:
    """The programme with what `change` gives for this part; None takes it out."""
    here = at(programme, part)
    if not part:
        made: Programme = change(programme)
        return made
    parts = [new for each in siblings(programme, part) if (new := change(each) if each is here else each) is not None]
    return changed(programme, around(part), lambda owner: owner.but(**{listed(part): parts}))


def carry(programme: Programme, part: str, after: str | None) -> Programme:
    """Behind its sibling `after`."""
    here = at(programme, part)
    left = {id_of(each): each for each in siblings(programme, part) if each is not here}
    row = put([_Named(id_, each) for id_, each in left.items()], _Named(key(part), here), after, part)
    return changed(programme, around(part), lambda owner: owner.but(**{listed(part): [each.thing for each in row]}))


def move(programme: Programme, part: str, by: int) -> Programme:
    """One place up (-1) or down (1) in its list."""
    ids = [id_of(each) for each in siblings(programme, part)]
    at(programme, part)
    place = ids.index(key(part)) + by
    if not 0 <= place < len(ids):
        raise Refused(part, _("It already stands at this end of its list."))
    left = [each for each in ids if each != key(part)]
    return carry(programme, part, left[place - 1] if place else FIRST)


def neighbour(programme: Programme, part: str) -> str:
    """The part before it, or behind it where it is the first; empty where it stands alone."""
    ids = [id_of(each) for each in siblings(programme, part)]
    place = ids.index(key(part))
    near = (ids[:place] + ids[place + 1 :])[max(place - 1, 0) :][:1]
    return f"{part.rpartition('/')[0]}/{near[0]}" if near else ""


class _Named:
    """A thing under the id that places are told by."""

    def __init__(self, id: str, thing: Any) -> None:
        self.id, self.thing = id, thing
