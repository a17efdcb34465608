"""What was called otherwise once: stored answers, rules and exports find their field, option or step by its former ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, Self, TypeVar

from core.definitions.base import Many
from core.definitions.fields import Field, Group, Optioned
from core.definitions.form import Form
from core.definitions.programme import Programme
from core.definitions.step import Step


class Lasting(Protocol):
    """What keeps its former ids."""

    @property
    def id(self) -> str: ...
    @property
    def was(self) -> Many[str]: ...
    def but(self, **changes: Any) -> Self: ...


Named = TypeVar("Named", bound=Lasting)


def resolve_option(field: Optioned, stored: str) -> tuple[str, ...]:
    """What a stored answer is called among the options that the programme says now: itself, what it became, what it was split
    into; empty where nothing says. Entries of a shared list keep their codes."""
    options = field.own
    if (field.codes is not None and not options) or any(option.id == stored for option in options):
        return (stored,)
    return tuple(option.id for option in options if stored in option.was)


def resolve_field(form: Form, id: str) -> Field | None:
    """The field of this id, or the one that was called so; of several that say so the first."""
    return form.field(id) or next((field for field in form.fields if id in field.was), None)


def field_then(form: Form, id: str, now: Form | None = None) -> Field | None:
    """The field of this form that is, was or will be called so; `now` is the form of a later revision, which knows more names."""
    later = resolve_field(now, id) if now else None
    names = dict.fromkeys((id, *((later.id, *later.was) if later else ())))
    return next((found for name in names if (found := resolve_field(form, name))), None)


def resolve_form(programme: Programme, id: str) -> Form | None:
    """The form of this id, or the one that was called so."""
    return programme.form(id) or next((form for form in programme.forms if id in form.was), None)


def form_names(programmes: Iterable[Programme], id: str) -> tuple[str, ...]:
    """All ids under which a form was handed in that is called so somewhere now, or was."""
    forms = [form for programme in programmes for form in programme.forms if id == form.id or id in form.was]
    return tuple(dict.fromkeys((id, *(name for form in forms for name in (form.id, *form.was)))))


def step_names(programmes: Iterable[Programme], id: str) -> tuple[str, ...]:
    """All ids of a step that is called so somewhere now, or was: cases go on under those of their revision."""
    steps = [step for programme in programmes for step in programme.steps if id == step.id or id in step.was]
    return tuple(dict.fromkeys((id, *(name for step in steps for name in (step.id, *step.was)))))


def undecided(field: Field, stored: Any) -> tuple[str, ...]:
    """The codes of a stored answer that are no option of now, or stand for several: somebody has to say which."""
    if not isinstance(field, Optioned) or stored is None:
        return ()
    codes = (stored,) if isinstance(stored, str) else tuple(stored)
    return tuple(sorted(code for code in codes if len(resolve_option(field, code)) != 1))


def answer_now(field: Field, stored: Any) -> Any:
    """A stored answer with the options of now; None where that is none of them, or nobody knows which one. In rows what is not
    known is left out."""
    if isinstance(field, Group) and stored is not None:
        return type(stored)(_row_now(field, row) for row in stored)
    if not isinstance(field, Optioned) or stored is None:
        return stored
    if isinstance(stored, str):
        found = resolve_option(field, stored)
        return found[0] if len(found) == 1 else None
    each = [resolve_option(field, code) for code in stored]
    return type(stored)(code for (code,) in each) if all(len(found) == 1 for found in each) else None


def _row_now(group: Group, row: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for field in group.fields:
        stored = next((row[name] for name in (field.id, *field.was) if name in row), None)
        value = answer_now(field, stored)
        if value is not None:
            found[field.id] = value
    return found


def resolve_step(programme: Programme, id: str) -> Step | None:
    """The step of this id, or the one that was called so."""
    return programme.step(id) or next((step for step in programme.steps if id in step.was), None)


def renamed(thing: Named, id: str) -> Named:
    """The same under another id, which remembers the one that it had."""
    return thing.but(id=id, was=[*(each for each in thing.was if each != id), *([thing.id] if thing.id != id else [])])


def successors(things: Iterable[Lasting]) -> dict[str, tuple[str, ...]]:
    """Former id → what it is called now; nothing of ids that are still in use."""
    known = list(things)
    used = {each.id for each in known}
    found: dict[str, tuple[str, ...]] = {}
    for each in known:
        for old in each.was:
            if old not in used:
                found[old] = (*found.get(old, ()), each.id)
    return found


def former_names(programme: Programme | None, fields: Iterable[Field]) -> Mapping[str, tuple[str, ...]]:
    """The same of all that rules may name: these fields, what stands in their rows, their options, the programme's steps."""
    known = list(fields)
    inner = [each for field in known if isinstance(field, Group) for each in field.fields]
    options = [option for field in (*known, *inner) if isinstance(field, Optioned) for option in field.own]
    steps = programme.steps if programme else ()
    return {**successors(options), **successors(steps), **successors(inner), **successors(known)}
