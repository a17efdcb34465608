"""The programmes of the folder plugins/, with shared parts in their places."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import plugins
from core.definitions import Field, Form, Letter, Page, Programme, resolve

Shared = dict[str, Form | Page | Letter]


def programmes() -> list[Programme]:
    rooms = [import_module(f"plugins.{found.name}") for found in pkgutil.iter_modules(plugins.__path__) if found.ispkg]
    shared: Shared = {}
    for room in rooms:
        shared |= room.parts() if hasattr(room, "parts") else {}
    return [resolve(programme, shared) for room in rooms if hasattr(room, "programmes") for programme in room.programmes()]


def forms() -> Iterator[tuple[str, Form]]:
    """Address -> form, each form of each programme once."""
    for programme in programmes():
        yield from ((f"{programme.id}/{form.id}", form) for form in programme.forms)


def laid_open(form: Form) -> Form:
    """The form with every question asked and none demanded, so that each can be answered alone."""

    def plain(field: Field) -> Field:
        return field.model_copy(update={"shown_if": None, "required_if": None, "required": False, "read_only": False})

    pages = [page.but(fields=[plain(field) for field in page.fields], shown_if=None, checks=()) for page in form.pages]
    return form.but(pages=pages, checks=())
