"""Which programmes can be kept: what an edit gives, and what comes in a file, is looked at before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from core.definitions import DefinitionError, Fault, Programme, misread
from core.definitions.files import MAX_BYTES
from core.definitions.unseen import unseen_faults
from core.definitions.wording import UNSTORABLE, unstorable
from core.rules import RuleError
from core.rules.message import msg

Make = Callable[[Programme], Programme]
LONGEST_ID = 60
"""A programme's id is a column of many tables."""


def made(make: Make, before: Programme) -> Programme:
    """What `make` gives, if it can be kept. Raises DefinitionError."""
    try:
        after = make(before)
    except ValidationError as error:
        raise DefinitionError([Fault(path, said) for path, said in misread.faults(error)]) from None
    except RuleError as error:
        raise DefinitionError([Fault("", error.told)]) from error
    keepable(after, before.id)
    if unseen := unseen_faults(after):
        there = {fault.message for fault in unseen_faults(before)}  # what stood there before keeps nobody from editing all else
        if fresh := [fault for fault in unseen if fault.message not in there]:
            raise DefinitionError(fresh)
    return after


def keepable(programme: Programme, id: str) -> None:
    """Raises DefinitionError for a programme that cannot be stored as the one with this id."""
    text = programme.as_json()
    size = len(text.encode("utf-8", "surrogatepass"))
    if programme.id != id:
        raise DefinitionError([Fault("id", msg("The id of a programme never changes; this one is '{id}'", id=id))])
    if len(id) > LONGEST_ID:
        raise DefinitionError([Fault("id", msg("The id is longer than {most} characters", most=LONGEST_ID))])
    if size > MAX_BYTES:
        raise DefinitionError([Fault("", msg("The programme is larger than {most} MB", most=MAX_BYTES // 1_000_000))])
    # escaped in JSON; only where it stands somewhere it is worth walking through all texts
    if ("\\u0000" in text or _broken(text)) and any(unstorable(each) for each in _texts(programme.as_data())):
        raise DefinitionError([Fault("", UNSTORABLE)])


def _texts(value: Any) -> Iterator[str]:
    """Every text in JSON data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _broken(text: str) -> bool:
    """Whether half a character stands in it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
