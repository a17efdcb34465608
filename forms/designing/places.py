"""Where the parts of a form stand: found and changed by their address, as `forms/intake/fields/school/options/abitur`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn, TypeAlias

from flask_babel import lazy_gettext as _

from core.definitions import Check, DefinitionError, Fault, Field, Form, Option, Page, Programme, UnknownField

Part: TypeAlias = Form | Page | Field | Option | Check
Change: TypeAlias = Callable[[Any], Any]
LISTS = ("forms", "pages", "fields", "options", "checks")
UNKNOWN = _("The plugin of this kind of question is not there; it is kept as it came and can only be moved or taken out.")
_ADDRESS = re.compile(r"[a-z][a-z0-9_]{0,62}(/[a-z][a-z0-9_]{0,62}){1,9}")


class Refused(DefinitionError):
    """An edit that makes no sense. `path` says where: the address of a part with the name of the property; `reason` is lazy."""

    def __init__(self, path: str, reason: Any, *, english: bool = False, inside: str | None = None) -> None:
        """`english`: the reason comes from the rules or the definitions, which speak English; `inside`: the part of a rule that
        it is about."""
        super().__init__([Fault(path, str(reason))])
        self.path, self.reason, self.english, self.inside = path, reason, english, inside


def gone(address: str) -> NoReturn:
    raise Refused(address, _("There is no such part of the form any more. Somebody may have taken it out."))


def steps(address: str) -> list[tuple[str, str]]:
    """`forms/intake/fields/school` as [("forms", "intake"), ("fields", "school")]. Raises Refused."""
    if not _ADDRESS.fullmatch(address):
        gone(address[:80])
    words = address.split("/")
    if len(words) % 2 or any(name not in LISTS for name in words[::2]):
        gone(address)
    return list(zip(words[::2], words[1::2], strict=True))


def below(address: str, *more: str) -> str:
    return "/".join(filter(None, (address, *more)))


def around(address: str) -> str:
    """The address of what a part stands in; for a field of a page that is the form."""
    return address.rpartition("/")[0].rpartition("/")[0]


def key(address: str) -> str:
    return address.rpartition("/")[2]


def listed(address: str) -> str:
    """The name of the list that a part stands in: `fields`."""
    return steps(address)[-1][0]


def find(programme: Programme, address: str) -> Part | None:
    """The part at this address, where there is one."""
    owner: Any = programme
    for name, id_ in steps(address):
        owner = next((each for each in getattr(owner, name, ()) if each.id == id_), None)
        if owner is None:
            return None
    found: Part = owner
    return found


def at(programme: Programme, address: str) -> Part:
    """The same. Raises Refused where there is none."""
    found = find(programme, address)
    return gone(address) if found is None else found


def whole(part: Part, address: str) -> None:
    """Raises Refused for a question whose kind nobody knows here: rewriting it would lose what its plugin said of it."""
    if isinstance(part, UnknownField):
        raise Refused(address, UNKNOWN)


def form_of(programme: Programme, address: str) -> Form:
    form = programme.form(steps(address)[0][1])
    return gone(address) if form is None else form


def changed(programme: Programme, address: str, change: Change) -> Programme:
    """The programme with what `change` gives for this part; None takes it out."""
    at(programme, address)
    made: Programme = _changed(programme, steps(address), change)
    return made


def siblings(programme: Programme, address: str) -> Sequence[Any]:
    """The parts of the list in which this one stands, in their order; of a page's field those of its page."""
    owner = holder(programme, address)
    found: Sequence[Any] = getattr(owner, listed(address))
    return found


def holder(programme: Programme, address: str) -> Any:
    """What a part stands in: the page of a field, the group of a field in it, the field of an option."""
    at(programme, address)
    if not around(address):
        gone(address)
    owner = at(programme, around(address))
    return page_of(owner, key(address)) if isinstance(owner, Form) and listed(address) == "fields" else owner


def page_of(form: Form, field_id: str) -> Page:
    return next(page for page in form.pages if any(field.id == field_id for field in page.fields))


def _changed(owner: Any, way: Sequence[tuple[str, str]], change: Change) -> Any:
    if not way:
        return change(owner)
    (name, id_), rest = way[0], way[1:]
    if isinstance(owner, Form) and name == "fields":
        page = page_of(owner, id_)
        return owner.but(pages=[_changed(each, way, change) if each is page else each for each in owner.pages])
    parts: Iterable[Any] = (_changed(each, rest, change) if each.id == id_ else each for each in getattr(owner, name))
    return owner.but(**{name: [each for each in parts if each is not None]})
