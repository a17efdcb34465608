"""A programme's own code lists: beside the shared ones and not in their place, with something to choose in each."""

from __future__ import annotations

from collections.abc import Iterator

from core.definitions.fields import Field, Group, Optioned
from core.definitions.files import Fault
from core.definitions.programme import Programme
from core.definitions.vocabulary import CodeList, Vocabulary
from core.rules.message import msg


def list_faults(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    shared = {each.id for each in vocabulary.lists}
    questions = {field.id: path for path, field in _fields(programme) if isinstance(field, Optioned) and field.codes is None}
    for codes in programme.lists:
        path = f"lists/{codes.id}"
        if codes.id in shared:
            yield Fault(
                path, msg("'{id}' is a list that all programmes share; give this one another id, and name it so", id=codes.id)
            )
        if codes.id in questions:
            yield Fault(
                path,
                msg(
                    "The question '{question}' has its own options and the same id: rules could mean either; rename one",
                    question=questions[codes.id],
                ),
            )
        yield from _entries(codes, path)


def _entries(codes: CodeList, path: str) -> Iterator[Fault]:
    if not codes.entries:
        yield Fault(path, msg("The list is empty: there is nothing to choose; give it entries or take it out"))
    elif all(entry.hidden for entry in codes.entries):
        yield Fault(path, msg("Each of its entries is hidden: there is nothing to choose; show one"))


def _fields(programme: Programme) -> Iterator[tuple[str, Field]]:
    """Every question with its path, also those that stand in groups."""
    for form in programme.forms:
        for field in form.fields:
            path = f"forms/{form.id}/fields/{field.id}"
            yield path, field
            if isinstance(field, Group):
                yield from ((f"{path}/fields/{each.id}", each) for each in field.fields)
