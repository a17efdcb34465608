"""What a working list is narrowed to and sorted by, as it stands in an address and in a saved filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from core.definitions import Programme
from core.definitions.lineage import resolve_step

SPANS = ("overdue", "today", "week", "none")
SORTS = ("due", "opened", "name")
EXTRAS = ("yes", "only")
PARTS = ("step", "phase", "role")
"""What a programme names; several may use one id. In an address `wir/contact` is that of one programme alone."""
LONGEST = 130


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means: all, but for `optional`: what nobody must do is left out, "yes" takes it in, "only" shows nothing else.
    `assignee` is "me", "nobody", "mine" (either of these), "somebody" or the id of a user."""

    programme: str = ""
    step: str = ""
    phase: str = ""
    role: str = ""
    unit: str = ""
    due: str = ""
    assignee: str = ""
    text: str = ""
    optional: str = ""
    sort: str = "due"

    @property
    def narrows(self) -> bool:
        """Whether anything is left out that could be shown."""
        return any(value for name, value in self.query().items() if name not in ("sort", "optional"))

    def query(self) -> dict[str, Any]:
        """The parameters of an address that gives these filters again; what is as usual is left out."""
        return {name: value for name, value in asdict(self).items() if value and (name, value) != ("sort", "due")}

    def kept(self) -> dict[str, Any]:
        """What a saved filter keeps: all but the text, which is somebody's name as a rule."""
        return {name: value for name, value in self.query().items() if name != "text"}


def read(args: Mapping[str, Any]) -> Filters:
    """The filters of an address or of a saved filter; what makes no sense is left out."""
    given = {field.name: _clean(args.get(field.name, "")) for field in fields(Filters)}
    given |= _of_one(given)
    due = given.pop("due")
    sort = given.pop("sort")
    optional = given.pop("optional").replace("1", "yes")
    return Filters(
        **given,
        due=due if due in SPANS else "",
        sort=sort if sort in SORTS else "due",
        optional=optional if optional in EXTRAS else "",
    )


def called_now(filters: Filters, programmes: Iterable[Programme]) -> Filters:
    """The same, with the step as it is called now: a list that was kept, or an address, may name it otherwise.

    What another programme's list offered is left out: who changes the programme alone is to see its tasks.
    """
    programmes = list(programmes)
    mine = [each for each in programmes if filters.programme in ("", each.id)]
    others = {name: _ids(programmes, name) - _ids(mine, name) for name in PARTS}
    filters = replace(filters, **{name: "" for name in PARTS if getattr(filters, name) in others[name]})
    if not filters.step or any(each.step(filters.step) for each in mine):
        return filters
    now = next((step.id for each in mine if (step := resolve_step(each, filters.step))), filters.step)
    return replace(filters, step=now)


def _of_one(given: Mapping[str, str]) -> dict[str, str]:
    """`wir/contact` as programme and step; what is of another programme than the one that is chosen is left out."""
    programme, found = given["programme"], {}
    for name in PARTS:
        owner, slash, own = given[name].rpartition("/")
        programme = programme or owner
        if slash:
            found[name] = own if owner == programme else ""
    return found | {"programme": programme}


def _ids(programmes: Iterable[Programme], part: str) -> set[str]:
    return {one.id for each in programmes for one in getattr(each, f"{part}s")}


def _clean(value: Any) -> str:
    """One line of text that a database takes."""
    text = "".join(char for char in str(value)[:LONGEST] if char.isprintable() and not "\ud800" <= char <= "\udfff")
    return text.strip()
