"""What of a form is not as it was shipped: held against the shipped form alone, seen from the form."""

from __future__ import annotations

from functools import partial
from typing import Any

from core.definitions import Form, Programme
from forms.designing import held
from forms.designing.held import Against, Marks, said
from forms.designing.places import LISTS, Refused, at, changed, find, form_of
from forms.designing.properties import named


def marks(shipped: Programme | None, draft: Programme, form: str) -> Marks:
    """All adjustments of one form against what it is held against."""

    def mine(address: str) -> bool:
        return address == form or address.startswith(f"{form}/")

    return Marks(Against(partial(alone, form=form), _found, _told, mine).marks(shipped, draft), under=form)


def taken_back(shipped: Programme | None, draft: Programme, address: str, what: str) -> Programme:
    """The draft without this adjustment; with WHOLE without all at the part and in it. Raises Refused."""
    form = "/".join(address.split("/")[:2])
    back = held.taken_back(shipped, draft, partial(alone, form=form), address, what).forms
    return changed(draft, form, lambda _form: back[0] if back else None)


def alone(programme: Programme, form: str) -> Programme:
    """A programme of nothing but this form: quick to hold against another one."""
    found = find(programme, form)
    return Programme(programme.id, programme.title, forms=[found] if isinstance(found, Form) else [])


def _told(programme: Programme, address: str, name: str, value: Any) -> Any:
    return said(named(programme, form_of(programme, address), at(programme, address), name), value)


def _found(programme: Programme, address: str) -> Any:
    try:
        return find(programme, address) if set(address.split("/")[::2]) <= set(LISTS) else None
    except Refused:
        return None
