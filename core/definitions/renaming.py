"""A field, an option, a step, a page, a form or an entry of a list under another id, wherever the programme names it.

Answers stay under the id that they were given under; `was` leads from it to the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.definitions.base import Definition
from core.definitions.checks.scopes import DONE_STEPS, case_scope, form_scope
from core.definitions.fields import Field, Group
from core.definitions.form import Form, Page
from core.definitions.letters_renamed import letters_renamed
from core.definitions.listing import users
from core.definitions.pens import Taken, Words, marked, of_list
from core.definitions.programme import Programme
from core.definitions.quantities import Computed
from core.definitions.rulings import rewritten
from core.definitions.step import Step
from core.definitions.vocabulary import Vocabulary, vocabulary
from core.rules.rewriting import unused, with_codes, with_name

__all__ = ["Renamed", "Taken", "renamed_everywhere"]


@dataclass(frozen=True, slots=True)
class Renamed:
    """The programme, the places of the rules that were written anew, and of those that were left since they could mean more."""

    programme: Programme
    written: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def renamed_everywhere(programme: Programme, address: str, id: str, *, kept: bool = True) -> Renamed:
    """The part at this address under another id, and all that names it: rules, tables, steps, counters, offerings, letters.

    `kept`: answers may be stored under the former id, which is kept in mind. Raises Taken, and LookupError where nothing stands.
    """
    words = vocabulary()
    match address.split("/"):
        case [*_, old] if old == id:
            return Renamed(programme)
        case ["steps", old]:
            return _step(programme, old, id, kept, words)
        case ["forms", old]:
            return _form(programme, old, id, kept)
        case ["lists", code_list, "entries", old]:
            return _entry(programme, code_list, old, id, kept, words)
        case ["forms", _, "fields", *_, "options", _]:
            return _option(programme, address, id, kept, words)
        case ["forms", form, "fields", group, "fields", old]:
            return _inner(programme, form, group, old, id, kept)
        case ["forms", form, "fields", old]:
            return _field(programme, form, old, id, kept)
        case ["forms", _, "pages" | "checks", _]:
            return Renamed(_put(programme, address, id, kept=False))
    raise LookupError(address)


def _put(programme: Programme, address: str, id: str, *, kept: bool) -> Programme:
    """The part alone under its new id. Raises LookupError."""
    made = _in(programme, address.split("/"), lambda part: _under(part, id, kept))
    assert isinstance(made, Programme)
    return made


def _under(part: Any, id: str, kept: bool) -> Any:
    """One that comes back to a former id is not called so any more."""
    if "was" not in type(part).model_fields:
        return part.but(id=id)
    was = (each for each in (*part.was, *((part.id,) if kept else ())) if each != id)
    return part.but(id=id, was=tuple(dict.fromkeys(was)))


def _in(owner: Any, way: list[str], change: Callable[[Any], Any]) -> Any:
    if not way:
        return change(owner)
    name, key, *rest = way
    if isinstance(owner, Form) and name == "fields":
        page = next((each for each in owner.pages if any(field.id == key for field in each.fields)), None)
        if page is None:
            raise LookupError(key)
        return owner.but(pages=[_in(each, way, change) if each is page else each for each in owner.pages])
    if all(each.id != key for each in getattr(owner, name)):
        raise LookupError(key)
    return owner.but(**{name: [_in(each, rest, change) if each.id == key else each for each in getattr(owner, name)]})


# fields


def _field(programme: Programme, form: str, old: str, id: str, kept: bool) -> Renamed:
    part = _of(programme, form, old)
    made = _put(programme, f"forms/{form}/fields/{old}", id, kept=kept)
    made = letters_renamed(_named_by(made, form, old, id), "fields", old, id, form)
    # the fact keeps its name: rules that name it mean it, whatever the question is called
    change = partial(unused, name=id) if part.fact == old else partial(with_name, old=old, new=id, same=part.fact == id)
    elsewhere = _elsewhere(programme, form, old) or _elsewhere(programme, form, id)
    others = () if elsewhere else (each.id for each in programme.forms if _brings(each, old))
    readers = {id_: Words(change) for id_ in (form, *others)}
    done = _written(made, readers, Words(change), elsewhere)
    return Renamed(_at(done.programme, programme, form, old, id), done.written, done.left)


def _of(programme: Programme, form: str, field: str) -> Field:
    there = programme.form(form)
    found = there.field(field) if there else None
    if found is None:
        raise LookupError(field)
    return found


def _elsewhere(programme: Programme, form: str, field: str) -> bool:
    """Whether another form asks under the same id: rules of steps mean whichever was answered."""
    return any(each.id != form and each.field(field) for each in programme.forms)


def _brings(form: Form, id: str) -> bool:
    """Whether the form shows what was answered to this question in another one."""
    return any(isinstance(each, Computed) and each.earlier and each.rule == id for each in form.fields)


def _named_by(programme: Programme, form: str, old: str, id: str) -> Programme:
    """What names a field of this form: checks, ends and outcomes of steps, counters."""

    def of(part: Definition, *names: str) -> Any:
        changes = {name: id for name in names if getattr(part, name) == old}
        return part.but(**changes) if changes else part

    forms = [_checks(each, of) if each.id == form else each for each in programme.forms]
    steps = [of(step, "exit", "outcome") if step.form == form else step for step in programme.steps]
    counters = [of(each, "field", "on") if each.form == form else each for each in programme.counters]
    return programme.but(forms=forms, steps=steps, counters=counters)


def _checks(form: Form, of: Callable[..., Any]) -> Form:
    def page(each: Page) -> Page:
        return each.but(checks=[of(check, "field") for check in each.checks]) if each.checks else each

    return form.but(checks=[of(check, "field") for check in form.checks], pages=[page(each) for each in form.pages])


def _at(made: Programme, before: Programme, form: str, old: str, id: str) -> Programme:
    """The place of a task is named by a question of any form: of the first one that asks so."""
    first = next((each.id for each in before.forms if each.field(old)), None)
    if first != form:
        return made
    return made.but(steps=[step.but(at=id) if step.at == old else step for step in made.steps])


def _inner(programme: Programme, form: str, group: str, old: str, id: str, kept: bool) -> Renamed:
    forms = asking(programme, form, (group, old))
    made = programme
    for each in forms:
        made = _put(made, f"forms/{each.id}/fields/{group}/fields/{old}", id, kept=kept)
    change = partial(with_name, old=old, new=id, group=group)
    return _written(made, {each.id: Words(change) for each in forms}, Words(change))


def asking(programme: Programme, form: str, way: Sequence[str], option: str = "") -> list[Form]:
    """The form, and those that ask the same under the same id: one id has one type, so what it is made of goes together."""
    found = [each for each in programme.forms if _has(each, way, option)]
    if all(each.id != form for each in found):
        raise LookupError("/".join(way))
    return found


def _has(form: Form, way: Sequence[str], option: str) -> bool:
    fields: Sequence[Field] = form.fields
    part: Field | None = None
    for name in way:
        part = next((each for each in fields if each.id == name), None)
        fields = part.fields if isinstance(part, Group) else ()
    return part is not None and (not option or any(each.id == option for each in getattr(part, "options", ())))


def _written(programme: Programme, pens: Mapping[str, Words], steps: Words, elsewhere: bool = False) -> Renamed:
    """In the rules of these forms, and in those of steps unless these mean another form's question, too."""
    here = rewritten(programme, pens, None)
    done = rewritten(here, {}, steps)
    paths = tuple(path for pen in pens.values() for path in pen.written)
    return Renamed(here, paths, tuple(steps.written)) if elsewhere else Renamed(done, (*paths, *steps.written))


# options and entries of lists


def _option(programme: Programme, address: str, id: str, kept: bool, words: Vocabulary) -> Renamed:
    parts = address.split("/")
    way, old = parts[3:-2:2], parts[-1]
    forms, codes, made = asking(programme, parts[1], way, old), {old: id}, programme
    for each in forms:
        made = _put(made, "/".join(["forms", each.id, *parts[2:]]), id, kept=kept)
    pens = {
        form.id: Words(partial(with_codes, scope=marked(form_scope(form, words, programme), way), codes=codes)) for form in forms
    }
    return _written(made, pens, Words(partial(with_codes, scope=marked(case_scope(programme, words), way), codes=codes)))


def _entry(programme: Programme, code_list: str, old: str, id: str, kept: bool, words: Vocabulary) -> Renamed:
    made = _put(programme, f"lists/{code_list}/entries/{old}", id, kept=kept)
    codes = {old: id}
    forms = {form.id: form for form, _field in users(programme.forms, code_list)}
    pens = {
        id_: Words(partial(with_codes, scope=of_list(form_scope(form, words, programme), form.fields, code_list), codes=codes))
        for id_, form in forms.items()
    }
    scope = of_list(case_scope(programme, words), programme.fields.values(), code_list)
    return _written(made, pens, Words(partial(with_codes, scope=scope, codes=codes)))


# steps and forms


def _step(programme: Programme, old: str, id: str, kept: bool, words: Vocabulary) -> Renamed:
    made = _put(programme, f"steps/{old}", id, kept=kept)
    made = made.but(steps=[_following(step, old, id) for step in made.steps])
    made = letters_renamed(made, "steps", old, id)
    codes = {old: id}
    pens = {
        form.id: Words(partial(with_codes, scope=marked(form_scope(form, words, programme), (DONE_STEPS,)), codes=codes))
        for form in programme.forms
    }
    steps = Words(partial(with_codes, scope=marked(case_scope(programme, words), (DONE_STEPS,)), codes=codes))
    return _written(made, pens, steps)


def _following(step: Step, old: str, new: str) -> Step:
    """A step that comes after, goes back to or is counted from the renamed one."""
    changes: dict[str, Any] = {}
    for name in ("after", "after_any"):
        if old in getattr(step, name):
            changes[name] = tuple(new if each == old else each for each in getattr(step, name))
    if step.back_to == old:
        changes["back_to"] = new
    if step.due and step.due.after == old:
        changes["due"] = step.due.but(after=new)
    return step.but(**changes) if changes else step


def _form(programme: Programme, old: str, id: str, kept: bool) -> Renamed:
    made = letters_renamed(_put(programme, f"forms/{old}", id, kept=kept), "forms", old, id)
    parts = {name: [_of_form(each, old, id) for each in getattr(made, name)] for name in ("steps", "offerings", "counters")}
    return Renamed(made.but(**parts))


def _of_form(part: Any, old: str, id: str) -> Any:
    return part.but(form=id) if part.form == old else part
