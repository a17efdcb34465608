"""Names that have to be there, with the nearest one offered; and what comes before what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from difflib import get_close_matches
from functools import reduce

from core.definitions.files import Fault
from core.rules.message import Message, did_you_mean, joined, msg, there_are


def known(
    name: str | None, names: list[str], path: str, what: Message, former: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[Fault]:
    """A fault when `name` is given and is none of `names`; `former` leads from former ids to those of now."""
    if name is None or name in names:
        return
    near = get_close_matches(name, names, 1)
    hint = did_you_mean(near[0]) if near else there_are(", ".join(names) or msg("none"))
    missing = msg("There is no {what} '{name}'.", what=what, name=name)
    yield Fault(path, joined((missing, called_now(name, (former or {}).get(name, ())) or hint), " "))


def called_now(name: str, successors: Sequence[str]) -> str:
    """The sentence that leads on from a former id; nothing where none is known."""
    if not successors:
        return ""
    if len(successors) == 1:
        return msg("'{name}' is called '{now}' now; write that.", name=name, now=successors[0])
    first, *others = (msg("'{name}'", name=each) for each in successors)
    now = reduce(lambda one, other: msg("{one} or {other}", one=one, other=other), others, first)
    return msg("'{name}' is split into {now} now; write that.", name=name, now=now)


def upside_down(start: date, end: date) -> Message:
    return msg("It would hold from {start} to {end}: the end lies before the start", start=start, end=end)


def before(id: str, after: Mapping[str, set[str]]) -> set[str]:
    """All that `id` waits for, by way of others too; `id` itself when it waits in a circle."""
    found: set[str] = set()
    ahead = list(after[id])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(after.get(name, ()))
    return found


def circling(after: Mapping[str, Set[str]]) -> list[str]:
    """All that wait for themselves, by way of others too, in their order. Each wait is looked at a few times, not once for
    every name: what waits for nothing is taken away first, from both ends, and only what stays can stand in a circle."""
    left = _without_ends({id: {name for name in names if name in after} for id, names in after.items()})
    backward: dict[str, set[str]] = {id: set() for id in left}
    for id, names in left.items():
        for name in names:
            backward[name].add(id)
    kept = _without_ends(backward)
    rest = {id: left[id] & kept.keys() for id in kept}
    return [id for id in after if id in rest and id in before(id, rest)]


def _without_ends(after: dict[str, set[str]]) -> dict[str, set[str]]:
    """What waits for something that stays, again and again until no more goes."""
    waited: dict[str, list[str]] = {}
    for id, names in after.items():
        for name in names:
            waited.setdefault(name, []).append(id)
    open_ = {id: len(names) for id, names in after.items()}
    ends = [id for id, count in open_.items() if not count]
    gone: set[str] = set()
    while ends:
        gone.add(end := ends.pop())
        for id in waited.get(end, ()):
            open_[id] -= 1
            if not open_[id]:
                ends.append(id)
    return {id: names - gone for id, names in after.items() if id not in gone}
