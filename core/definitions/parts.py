"""Put shared parts in their places: done once, when a programme is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

from core.definitions.files import DefinitionError, Fault
from core.definitions.form import Form, Page, PartForm, PartPage
from core.definitions.letter import Letter, PartLetter
from core.definitions.programme import Programme

T = TypeVar("T", Form, Page, Letter)
Parts = Mapping[str, Form | Page | Letter]


def resolve(programme: Programme, parts: Parts) -> Programme:
    """The programme with each part replaced by what has that name. Raises DefinitionError where there is none."""
    letters = [_letter(letter, parts) for letter in programme.letters]
    return programme.but(forms=[_form(form, parts) for form in programme.forms], letters=letters)


def _letter(letter: Letter, parts: Parts) -> Letter:
    if not isinstance(letter, PartLetter):
        return letter
    found = _named(letter.id, parts, Letter, f"letters/{letter.id}")
    return found.but(steps=letter.steps) if letter.steps else found


def _form(form: Form, parts: Parts) -> Form:
    if isinstance(form, PartForm):
        form = _named(form.id, parts, Form, f"forms/{form.id}")
    path = f"forms/{form.id}/pages"
    pages = [_named(page.id, parts, Page, f"{path}/{page.id}") if isinstance(page, PartPage) else page for page in form.pages]
    checks = [check for page in pages for check in page.checks]
    if not checks and pages == list(form.pages):
        return form
    # asked with the whole form, since they speak of answers on other pages, too
    return form.but(pages=[page.but(checks=()) if page.checks else page for page in pages], checks=[*form.checks, *checks])


def _named(name: str, parts: Parts, wanted: type[T], path: str) -> T:
    found = parts.get(name)
    if isinstance(found, wanted):
        return found
    names = sorted(name for name, each in parts.items() if isinstance(each, wanted))
    near = get_close_matches(name, names, 1)
    hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(names) or 'none'}."
    raise DefinitionError([Fault(path, f"No plugin gives a {wanted.__name__.lower()} '{name}'. {hint}")])
