"""What a button of the designer moves to another place or takes away."""

from __future__ import annotations

from collections.abc import Callable

from core.definitions import Field, Group
from forms.designing import edits
from forms.designing.places import around, below, find, holder, key, siblings
from forms.designing.press import Asked, Done
from forms.designing.sure import into_rows


def stepped(by: int) -> Callable[[Asked], Done]:
    return lambda asked: Done(edits.step(asked.programme, asked.address(asked.about), by), asked.part)


def carried(asked: Asked) -> Done:
    """To another place: what a pointer does in one pull, and the list of pages beside a question."""
    if _crosses(asked, into := asked.one("_into")):
        return into_rows(asked, into, asked.one("_after"))
    page, after = asked.one("_into").removeprefix("pages/") or None, asked.one("_after") if "_after" in asked.sent else edits.LAST
    if asked.one("_into").startswith("fields/"):
        page = None
    return Done(edits.move(asked.programme, asked.address(asked.about), after, page), asked.part)


def _crosses(asked: Asked, into: str) -> bool:
    """Whether a question leaves its page for rows, its rows for a page, or for other rows."""
    part = find(asked.programme, asked.address(asked.about))
    if not isinstance(part, Field) or not into:
        return False
    owner = holder(asked.programme, asked.address(asked.about))
    rows = below("fields", owner.id) if isinstance(owner, Group) else ""
    return rows != (into if into.startswith("fields/") else "")


def rehomed(asked: Asked) -> Done:
    """By the list beside a question: into a group, or out of its own."""
    return into_rows(asked, asked.one("_group"), "")


def to_page(asked: Asked) -> Done:
    return Done(edits.move(asked.programme, asked.address(asked.about), edits.LAST, asked.one("_page")), asked.part)


def removed(asked: Asked) -> Done:
    """The focus goes to the neighbour, where what was looked at is gone."""
    before = asked.programme
    made = edits.remove(before, asked.address(asked.about))
    if asked.part and find(made, asked.address(asked.part)) is None:
        ids = [each.id for each in siblings(before, asked.address(asked.about))]
        place = ids.index(key(asked.about))
        near = (ids[:place] + ids[place + 1 :])[max(place - 1, 0) :][:1]
        outer = around(asked.about)
        return Done(made, below(outer, asked.about.split("/")[-2], near[0]) if near else "")
    return Done(made, asked.part)
