"""Pure verbs on the options of a choice. What was stored under an id is still read after it was renamed, merged or split:
the option that follows names the former ids in `was`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import Form, Group, Option, Programme, Wording, vocabulary
from core.definitions.fields import Optioned
from core.definitions.recoding import Recoded, recoded_everywhere
from core.definitions.renaming import Renamed, Taken, asking, renamed_everywhere
from forms.designing.edits import LAST, OPTIONS, field_ids, put
from forms.designing.places import Refused, around, at, changed, form_of, gone, key, listed, siblings, whole

KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")


def add_option(programme: Programme, address: str, id: str, label: Wording, after: str | None = LAST) -> Programme:
    """A further option of the field at this address."""
    field = _optioned(programme, address)
    if field.codes:
        raise Refused(f"{address}/options", _("The options come from a shared list. Make them the question's own first."))
    if len(field.options) >= OPTIONS:
        raise Refused(f"{address}/options", _("A question has at most %(most)s options.", most=OPTIONS))
    _free(field.options, id, f"{address}/options/{id}/id")
    return changed(programme, address, lambda field: field.but(options=put(field.options, Option(id, label), after, address)))


def own_options(programme: Programme, address: str) -> Programme:
    """The entries of the shared list as the field's own options, to be changed from here on."""
    field = _optioned(programme, address)
    if not field.codes:
        return programme
    return changed(programme, address, lambda field: field.but(codes=None, options=field.offered(vocabulary())))


def rename(programme: Programme, address: str, id: str, *, kept: bool = True) -> Programme:
    """The same, without what is told of it."""
    return renamed(programme, address, id, kept=kept).programme


def renamed(programme: Programme, address: str, id: str, *, kept: bool = True) -> Renamed:
    """Another id for a field, an option, a page or a form; all that names it follows. `kept`: answers may be stored under the
    former one, so it is remembered."""
    part = at(programme, address)
    if id == key(address):
        return Renamed(programme)
    whole(part, address)
    if not KEY.fullmatch(id):
        raise Refused(
            f"{address}/id", _("An id is made of small letters, digits and _ and begins with a letter; write it like school_1.")
        )
    _free_name(programme, address, id)
    if isinstance(part, Option):
        refuse_reason(programme, address)
    try:
        return renamed_everywhere(programme, address, id, kept=kept)
    except Taken as taken:
        raise Refused(f"{address}/id", in_use(taken)) from None


def in_use(taken: Taken) -> Any:
    """Why an id cannot be had that is free among its like."""
    return _(
        "A rule uses “%(id)s” for something else (%(place)s); the two would be mixed up. Choose another one.",
        id=taken.name,
        place=taken.path,
    )


def merge(programme: Programme, address: str, into: str) -> Programme:
    """The same, without what is told of it."""
    return merged(programme, address, into).programme


def merged(programme: Programme, address: str, into: str) -> Recoded:
    """One option takes over the answers of another, which goes; rules follow where they mean the same."""
    option = at(programme, address)
    if not isinstance(option, Option) or into == option.id or all(each.id != into for each in siblings(programme, address)):
        raise Refused(address, _("Choose the option that takes over its answers."))

    def made(options: Sequence[Option]) -> list[Option]:
        gone = next(each for each in options if each.id == option.id)
        heirs = {each.id: each.but(was=_once([*each.was, gone.id, *gone.was])) for each in options if each.id == into}
        return [heirs.get(each.id, each) for each in options if each is not gone]

    return _recoded(programme, address, made, {option.id: (into,)})


def split(programme: Programme, address: str, first: tuple[str, Wording], second: tuple[str, Wording]) -> Programme:
    """The same, without what is told of it."""
    return halved(programme, address, first, second).programme


def halved(programme: Programme, address: str, first: tuple[str, Wording], second: tuple[str, Wording]) -> Recoded:
    """Two options in the place of one; what was answered stands for both until somebody says which. Rules ask for either."""
    option = at(programme, address)
    others = [each for each in siblings(programme, address) if each.id != option.id]
    if first[0] == second[0]:
        raise Refused(address, _("The two options need two different ids."))
    for id_, _label in (first, second):
        if id_ != option.id:
            _free(others, id_, f"{address}/id")
    refuse_reason(programme, address)

    def made(options: Sequence[Option]) -> list[Option]:
        old = next(each for each in options if each.id == option.id)
        halves = [old.but(id=id_, label=label, was=_once(_former(old, id_))) for id_, label in (first, second)]
        return [half for each in options for half in (halves if each is old else [each])]

    return _recoded(programme, address, made, {option.id: (first[0], second[0])})


def _recoded(
    programme: Programme, address: str, made: Callable[[Sequence[Option]], list[Option]], codes: Mapping[str, tuple[str, ...]]
) -> Recoded:
    """With other options wherever the same is asked under the same id, and the rules that follow."""
    way = around(address).split("/")
    after, alike = programme, [each.id for each in siblings(programme, address)]
    for form in asking(programme, way[1], way[3::2], key(address)):
        there = "/".join(["forms", form.id, *way[2:]])
        if sorted(alike) == sorted(each.id for each in getattr(at(programme, there), "options", ())):
            after = changed(after, there, lambda field: field.but(options=made(field.options)))
    return recoded_everywhere(programme, after, around(address), codes)


def refuse_reason(programme: Programme, address: str) -> None:
    """Raises Refused for an option that ends the case: its id is that of a reason, by which exits are counted."""
    form, name = form_of(programme, address), key(around(address))
    if any(step.form == form.id and step.exit == name for step in programme.steps):
        raise Refused(
            address,
            _("This option is a reason to leave the programme and is counted as such. Change its label; its id has to stay."),
        )


def _former(option: Any, id: str) -> list[str]:
    return [each for each in (option.id, *option.was) if each != id]


def _once(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _optioned(programme: Programme, address: str) -> Optioned:
    field = at(programme, address)
    return field if isinstance(field, Optioned) else gone(address)


def _free(others: Sequence[Any], id: str, path: str) -> None:
    if not KEY.fullmatch(id):
        raise Refused(path, _("An id is made of small letters, digits and _ and begins with a letter; write it like school_1."))
    if any(each.id == id for each in others):
        raise Refused(path, _("The id “%(id)s” is taken; choose another one.", id=id))


def _free_name(programme: Programme, address: str, id: str) -> None:
    if listed(address) == "forms":
        _free([form for form in programme.forms if form.id != key(address)], id, f"{address}/id")
        return
    owner = at(programme, around(address))
    if listed(address) == "fields" and isinstance(owner, Form):
        taken = [each.id for each in owner.fields] if not isinstance(at(programme, address), Group) else field_ids(owner)
    else:
        taken = [each.id for each in siblings(programme, address)]
    if id in taken:
        raise Refused(f"{address}/id", _("The id “%(id)s” is taken; choose another one.", id=id))
