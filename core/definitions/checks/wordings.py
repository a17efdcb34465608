"""Texts and ids: German everywhere, each id once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.definitions.base import Definition
from core.definitions.fields import Group, Optioned
from core.definitions.files import Fault
from core.definitions.form import Page
from core.definitions.programme import Programme
from core.definitions.wording import Wording
from core.rules.message import msg


def german_faults(programme: Programme) -> Iterator[Fault]:
    for path, wording in wordings(programme):
        if not wording.root.get("de", "").strip():
            there = ", ".join(sorted(wording.languages - {"de"}))
            yield Fault(path, msg("The German text is missing (there is {there}); German is authoritative", there=there))


def wordings(item: Definition, path: str = "") -> Iterator[tuple[str, Wording]]:
    """Every text of a definition with its address. A field's address leaves out its page: it may move to another one."""
    for name in type(item).model_fields:
        home = path.rsplit("/pages/", 1)[0] if isinstance(item, Page) and name == "fields" else path
        yield from _wordings_of(getattr(item, name), f"{home}/{name}" if home else name)


def _wordings_of(value: object, path: str) -> Iterator[tuple[str, Wording]]:
    if isinstance(value, Wording):
        yield path, value
    elif isinstance(value, Definition):
        yield from wordings(value, path)
    elif isinstance(value, tuple):
        for position, part in enumerate(value):
            yield from _wordings_of(part, f"{path}/{getattr(part, 'id', position)}")


def id_faults(programme: Programme) -> Iterator[Fault]:
    for name in (
        "forms",
        "roles",
        "phases",
        "blocks",
        "tracks",
        "steps",
        "exits",
        "letters",
        "offerings",
        "counters",
        "examples",
        "lists",
    ):
        yield from _doubles([item.id for item in getattr(programme, name)], name)
    for codes in programme.lists:
        yield from _doubles([entry.id for entry in codes.entries], f"lists/{codes.id}/entries")
    for form in programme.forms:
        yield from _doubles([page.id for page in form.pages], f"forms/{form.id}/pages")
        yield from _doubles([field.id for field in form.fields], f"forms/{form.id}/fields")
        yield from _doubles([check.id for check in form.checks], f"forms/{form.id}/checks")
        for field in form.fields:
            if isinstance(field, Group):
                yield from _doubles([part.id for part in field.fields], f"forms/{form.id}/fields/{field.id}/fields")
            if isinstance(field, Optioned):
                yield from _doubles([option.id for option in field.options], f"forms/{form.id}/fields/{field.id}/options")


def _doubles(ids: list[str], path: str) -> Iterator[Fault]:
    for id, count in Counter(ids).items():
        if count > 1:
            yield Fault(
                f"{path}/{id}",
                msg(
                    "The id '{id}' stands {count} times; each may stand once, since answers and rules are found by it",
                    id=id,
                    count=count,
                ),
            )
