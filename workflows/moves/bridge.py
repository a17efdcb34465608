"""Two revisions of a programme side by side: which step, name and option of the one became which of the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.definitions import Field, Programme, Step
from core.definitions.fields import Optioned
from core.definitions.lineage import resolve_option
from forms.plan import bound_names
from workflows.planning import Plan, planned

Heirs = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Bridge:
    """`heirs`: a step of the old revision and the one that it is now; a step without an heir is gone. `former`: a name that
    answers are kept under now, and what it was called. `codes`: by name, an option that is gone and those that it became.
    `asked`, `asked_before`: by step, the names that its form asks for."""

    old: Plan
    new: Plan
    heirs: Mapping[str, str]
    former: Heirs
    codes: Mapping[str, Heirs]
    asked: Mapping[str, frozenset[str]]
    asked_before: Mapping[str, frozenset[str]]

    def heir(self, step: str, track: str) -> str | None:
        """A step that now belongs to another track is gone for the cases of this one."""
        found = self.heirs.get(step)
        return found if found is not None and (self.new.by_id[found].step.track or "") == track else None

    def known(self, kept: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
        """What the state keeps and what was told since, under the names and options of the new revision."""
        found = dict(kept) | {name: value for name, value in told.items() if name in self.new.names and value is not None}
        for name in self.new.names - found.keys():
            said = next((found[each] for each in self.former.get(name, ()) if each in found), None)
            if said is not None:
                found[name] = said
        for name in self.codes.keys() & found.keys():
            found[name] = _recoded(found[name], self.codes[name])
        return {name: value for name, value in found.items() if value is not None}


def bridge(before: Programme, after: Programme) -> Bridge:
    """The bridge from one revision to another one of the same programme."""
    return Bridge(
        old=planned(before),
        new=planned(after),
        heirs=_heirs(before.steps, after.steps),
        former={field.id: was for field in after.fields.values() if (was := tuple(field.was))},
        codes={name: found for name, field in after.fields.items() if (found := _codes(before.fields, field))},
        asked=_asked(after),
        asked_before=_asked(before),
    )


def _heirs(before: Iterable[Step], after: Iterable[Step]) -> dict[str, str]:
    """A step that kept its id is itself, whoever else says to have been called so."""
    later = list(after)
    named = {was: step.id for step in later for was in step.was}
    ids = {step.id for step in later}
    return named | {step.id: step.id for step in before if step.id in ids} | {id: id for id in ids}


def _codes(before: Mapping[str, Field], field: Field) -> dict[str, tuple[str, ...]]:
    """Options that are offered no more and say which came in their place. One that no other names stays as it was said."""
    held = next((before[name] for name in (field.id, *field.was) if name in before), None)
    if not isinstance(field, Optioned) or not isinstance(held, Optioned):
        return {}
    heirs = {option.id: resolve_option(field, option.id) for option in held.own}
    return {code: found for code, found in heirs.items() if found and found != (code,)}


def _recoded(value: Any, codes: Heirs) -> Any:
    """An option that was split is not known any more: somebody has to say which of the two it is."""
    if isinstance(value, frozenset):
        parts = [codes.get(each, (each,)) for each in value]
        return None if any(len(part) > 1 for part in parts) else frozenset(part[0] for part in parts)
    found = codes.get(value, (value,)) if isinstance(value, str) else (value,)
    return found[0] if len(found) == 1 else None


def _asked(programme: Programme) -> dict[str, frozenset[str]]:
    forms = {form.id: form.fields for form in programme.forms}
    names = {id: frozenset(field.id for field in fields) | bound_names(fields) for id, fields in forms.items()}
    return {step.id: names.get(step.form or "", frozenset()) for step in programme.steps}
