"""Pure verbs on what is said about a part of the way: its properties and its wordings, each refused where it makes no sense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from core.definitions import Fault, Programme, Step, misread, vocabulary
from core.definitions.checks import case_scope
from core.definitions.checks.sense import sense_faults
from core.definitions.checks.steps import step_faults
from core.rules import BOOLEAN, RuleError, Scope, check_rule
from forms.designing.places import Refused
from forms.designing.setting import worded
from workflows.designing.places import at, changed

RULES = ("when", "repeat")


def set_wording(programme: Programme, part: str, name: str, language: str, text: str) -> Programme:
    """One language of a wording; German is authoritative: it goes last."""
    thing = at(programme, part)
    needed = type(thing).model_fields[name].is_required()
    left = worded(getattr(thing, name), name, language, text.strip(), f"{part}/{name}/{language}", needed=needed)
    return changed(programme, part, lambda thing: thing.but(**{name: left or None}))


def set_value(programme: Programme, part: str, name: str, value: Any) -> Programme:
    """Set a property. What the definition would not stand for at this very place is refused with the reason."""
    path = f"{part}/{name}"
    if name in RULES:
        value = _rule(programme, path, value)
    try:
        made = changed(programme, part, lambda thing: thing.but(**{name: value}, **_beside(programme, thing, name, value)))
    except ValidationError as error:
        raise Refused(path, misread.first(error)) from None
    _refuse_faults(programme, made, path)
    return made


def rule_scope(programme: Programme) -> Scope:
    """What rules of steps may name."""
    return case_scope(programme, vocabulary())


def _rule(programme: Programme, path: str, text: Any) -> Any:
    if not text:
        return None
    try:
        check_rule(text, rule_scope(programme), BOOLEAN)
    except RuleError as error:
        raise Refused(path, error.message) from None
    return text


def _beside(programme: Programme, thing: Any, name: str, value: Any) -> dict[str, Any]:
    """Another form has other fields: what spoke of the old ones is taken out with it."""
    if name != "form" or not isinstance(thing, Step):
        return {}
    form = programme.form(value or "")
    known = {field.id for field in form.fields} if form else set()
    return {each: None for each in ("exit", "outcome") if getattr(thing, each) and getattr(thing, each) not in known}


def _refuse_faults(before: Programme, after: Programme, path: str) -> None:
    """Faults that this edit brings at this very property: they would only be found when it is published."""
    known = set(faults(before))
    for fault in faults(after):
        if (fault.path == path or fault.path.startswith(f"{path}/")) and fault not in known:
            raise Refused(path, fault.message)


def faults(programme: Programme) -> Iterator[Fault]:
    """What the definitions say against the steps and what they name."""
    yield from step_faults(programme, vocabulary())
    yield from sense_faults(programme, vocabulary())
