"""Pure verbs on the options of a choice. What was stored under an id is still read after it was renamed, merged or split:
the option that follows names the former ids in `was`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import Field, Form, Group, Option, Programme, Wording, vocabulary
from core.definitions.fields import Optioned
from forms.designing.edits import LAST, OPTIONS, field_ids, put
from forms.designing.places import Refused, around, at, changed, gone, key, listed, siblings, whole

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
    """Another id for a field, an option or a page. `kept`: answers may be stored under the former one, so it is remembered."""
    part = at(programme, address)
    if id == key(address):
        return programme
    whole(part, address)
    if not KEY.fullmatch(id):
        raise Refused(
            f"{address}/id", _("An id is made of small letters, digits and _ and begins with a letter; write it like school_1.")
        )
    _free_name(programme, address, id)
    more = {"was": _followed(part, id)} if kept and isinstance(part, (Field, Option)) else {}
    made = changed(programme, address, lambda part: part.but(id=id, **more))
    return _checks_follow(made, address, id) if listed(address) == "fields" else made


def merge(programme: Programme, address: str, into: str) -> Programme:
    """One option takes over the answers of another, which goes."""
    option = at(programme, address)
    others = [each for each in siblings(programme, address) if each.id != option.id]
    target = next((each for each in others if each.id == into), None)
    if not isinstance(option, Option) or target is None:
        raise Refused(address, _("Choose the option that takes over its answers."))
    heir = target.but(was=_once([*target.was, option.id, *option.was]))
    field = around(address)
    return changed(programme, field, lambda field: field.but(options=[heir if each is target else each for each in others]))


def split(programme: Programme, address: str, first: tuple[str, Wording], second: tuple[str, Wording]) -> Programme:
    """Two options in the place of one; what was answered stands for both until somebody says which."""
    option = at(programme, address)
    others = [each for each in siblings(programme, address) if each.id != option.id]
    if first[0] == second[0]:
        raise Refused(address, _("The two options need two different ids."))
    for id_, _label in (first, second):
        if id_ != option.id:
            _free(others, id_, f"{address}/id")
    made = [option.but(id=id_, label=label, was=_once(_former(option, id_))) for id_, label in (first, second)]
    place = [each.id for each in siblings(programme, address)].index(option.id)
    return changed(programme, around(address), lambda field: field.but(options=[*others[:place], *made, *others[place:]]))


def _former(option: Any, id: str) -> list[str]:
    return [each for each in (option.id, *option.was) if each != id]


def _followed(part: Field | Option, id: str) -> tuple[str, ...]:
    """The former ids; one that comes back is no former one any more."""
    return _once([each for each in (*part.was, part.id) if each != id])


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
    owner = at(programme, around(address))
    if listed(address) == "fields" and isinstance(owner, Form):
        taken = [each.id for each in owner.fields] if not isinstance(at(programme, address), Group) else field_ids(owner)
    else:
        taken = [each.id for each in siblings(programme, address)]
    if id in taken:
        raise Refused(f"{address}/id", _("The id “%(id)s” is taken; choose another one.", id=id))


def _checks_follow(programme: Programme, address: str, id: str) -> Programme:
    """Checks are shown at their field, whatever it is called."""
    owner = at(programme, around(address))
    if not isinstance(owner, Form) or not any(check.field == key(address) for check in owner.checks):
        return programme
    checks = [check.but(field=id) if check.field == key(address) else check for check in owner.checks]
    return changed(programme, around(address), lambda form: form.but(checks=checks))
