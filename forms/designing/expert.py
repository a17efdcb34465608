"""What is typed as text: the attributes of an option, a pair a line, and the decision table of a question that is worked out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _
from pydantic import ValidationError

from core.definitions import DecisionTable, DefinitionError, misread
from core.definitions.files import as_yaml, read_data
from core.rules.message import joined
from forms.designing.places import Refused

PAIRS, PAIR = 20, 200
TABLE = 40_000
"""So many characters has a table as text; how many cells it may have, its rules say."""
EXAMPLE = """inputs:
  - rule: age
  - rule: german_level
rows:
  - {cells: ['< 18', '-'], gives: 'true'}
  - {cells: ['>= 18', '"a1", "a2"'], gives: 'true'}
hit: F
otherwise: 'false'"""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def typed_pairs(attributes: Mapping[str, str]) -> str:
    """A pair a line: `isced: 3`."""
    return "\n".join(f"{name}: {value}" for name, value in attributes.items())


def pairs(values: Sequence[str], path: str) -> dict[str, str]:
    """The way back. Raises Refused."""
    found: dict[str, str] = {}
    for line in filter(None, (line.strip() for line in (values[0] if values else "").splitlines())):
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or not value:
            raise Refused(path, _("Write a pair a line: a name, a colon and a value, like isced: 3."))
        if not _NAME.fullmatch(name):
            raise Refused(
                path, _("An id is made of small letters, digits and _ and begins with a letter; write it like school_1.")
            )
        if name in found:
            raise Refused(path, _("The id “%(id)s” is taken; choose another one.", id=name))
        found[name] = value
        if len(found) > PAIRS or len(value) > PAIR:
            raise Refused(
                path, _("An entry has at most %(most)s attributes, each of at most %(long)s characters.", most=PAIRS, long=PAIR)
            )
    return found


def typed_table(table: DecisionTable | None) -> str:
    """The table as YAML, as the file of a programme has it."""
    return as_yaml(table.as_data()) if table is not None else ""


def table(text: str, path: str) -> DecisionTable | None:
    """The way back; None for no table. Raises Refused, which says where in it something is wrong."""
    if not text.strip():
        return None
    try:
        data = read_data(text)
    except DefinitionError as error:
        raise Refused(path, error.faults[0].message, english=True) from None
    if not isinstance(data, dict):
        raise Refused(path, _("Write the table as inputs and rows, like the example."))
    try:
        return DecisionTable.model_validate(data)
    except ValidationError as error:
        place, told = next(misread.faults(error, data))
        raise Refused(path, joined((place, told), ": ")) from None
