"""Pure verbs on the way through a programme: steps and what they name put in, moved, renamed and taken out. Each gives a new
programme, or raises Refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import Block, ExitReason, Phase, Programme, Role, Step, Track, Wording
from core.definitions.renaming import Taken, renamed_everywhere
from forms.designing.edits import FIRST, LAST, fresh_id, put
from forms.designing.options import in_use
from forms.designing.places import Refused
from workflows.designing.places import at, changed, find, key, listed, sort

MOST = 300
_ID = re.compile(r"[a-z][a-z0-9_]{0,62}")
_STEMS = {"steps": "step", "phases": "phase", "blocks": "block", "roles": "role", "exits": "exit", "tracks": "track"}
NAMED_BY: Mapping[str, str] = {"phases": "phase", "blocks": "block", "roles": "role", "tracks": "track"}
"""The property of a step that names a part of each list."""


def add(programme: Programme, name: str, title: Wording, behind: str = "") -> tuple[Programme, str]:
    """A new part of this list with its address; a step behind the step that is looked at, going on from it."""
    parts = listed(programme, name)
    if len(parts) >= MOST:
        raise Refused(name, _("There are at most %(most)s of them.", most=MOST))
    id_ = fresh_id(_STEMS[name], [each.id for each in parts])
    before = find(programme, behind) if behind.startswith(f"{name}/") else None
    made: Any = _step(programme, id_, title, before) if name == "steps" else _OTHERS[name](id_, title)
    return programme.but(**{name: put(parts, made, before.id if before else LAST, name)}), f"{name}/{id_}"


_OTHERS: Mapping[str, type[Any]] = {"phases": Phase, "blocks": Block, "roles": Role, "exits": ExitReason, "tracks": Track}


def _step(programme: Programme, id_: str, title: Wording, before: Any) -> Step:
    if not programme.roles:
        raise Refused("steps", _("Somebody has to do a step: add a role first."))
    if not isinstance(before, Step):
        return Step(id_, title, role=programme.roles[0].id)
    kept = {name: getattr(before, name) for name in ("role", "phase", "block", "track")}
    return Step(id_, title, after=() if before.exit else (before.id,), **kept)


def remove(programme: Programme, part: str) -> Programme:
    """Take a part out. What came after a step comes after what the step came after; what steps still name stays."""
    gone = at(programme, part)
    if isinstance(gone, Step):
        rest = [_without(each, gone) for each in programme.steps if each is not gone]
        return programme.but(steps=rest)
    if users := [step for step in programme.steps if getattr(step, NAMED_BY.get(sort(part), "title")) == gone.id]:
        named = ", ".join(step.title.text() for step in users[:5])
        raise Refused(part, _("Steps still name it: %(steps)s. Give them another one first.", steps=named))
    return changed(programme, part, lambda _part: None)


def _without(step: Step, gone: Step) -> Step:
    after = _instead(step.after, gone.id, gone.after)
    # one of several may not become one of more: what two were needed for would need but one
    any_of = _instead(step.after_any, gone.id, gone.after) if len(gone.after) < 2 else step.after_any
    return step if (after, any_of) == (step.after, step.after_any) else step.but(after=after, after_any=any_of)


def _instead(names: Sequence[str], id_: str, others: Sequence[str]) -> tuple[str, ...]:
    found = [new for each in names for new in (others if each == id_ else (each,))]
    return tuple(dict.fromkeys(found))


def move(programme: Programme, part: str, by: int) -> Programme:
    """One place up (-1) or down (1) in its list."""
    parts = [each.id for each in listed(programme, sort(part))]
    at(programme, part)
    place = parts.index(key(part)) + by
    if not 0 <= place < len(parts):
        raise Refused(part, _("It already stands at this end of its list."))
    left = [each for each in parts if each != key(part)]
    return carry(programme, part, left[place - 1] if place else FIRST)


def carry(programme: Programme, part: str, after: str | None) -> Programme:
    """Behind its sibling `after`."""
    here = at(programme, part)
    left = [each for each in listed(programme, sort(part)) if each is not here]
    return programme.but(**{sort(part): put(left, here, after, part)})


def rename(programme: Programme, part: str, id_: str, *, kept: bool) -> Programme:
    """A step under another id; all that names it follows. `kept`: cases may stand on it, so the former id is kept in mind."""
    step = at(programme, part)
    if not isinstance(step, Step):
        raise Refused(part, _("Only the id of a step can be changed."))
    if not _ID.fullmatch(id_):
        raise Refused(f"{part}/id", _("An id begins with a small letter and has small letters, digits and _ only."))
    if id_ != step.id and programme.step(id_):
        raise Refused(f"{part}/id", _("The id “%(id)s” is taken; choose another one.", id=id_))
    try:
        return renamed_everywhere(programme, part, id_, kept=kept).programme
    except Taken as taken:
        raise Refused(f"{part}/id", in_use(taken)) from None
