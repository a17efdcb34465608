"""The form for a new person: what was typed becomes values, and what is wrong is said in words at its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from core.definitions import CodeList, Fact, vocabulary
from core.people import contact, days
from core.people.columns import MAX_TEXT
from core.people.normal import normal
from core.people.values import Refused, accept, to_json
from core.web.inputs import not_asked, storable, strange

FIELDS = (
    "family_name",
    "given_name",
    "date_of_birth",
    "sex",
    "nationality",
    "residence_title",
    "residence_valid_until",
    "municipality",
    "german_level",
    "phone",
    "email",
)
REQUIRED = frozenset({"family_name"})
# what the forms send besides the facts
TECHNICAL = ("_key", "_unit", "_source", "_anyway", "_version")


@dataclass
class Filled:
    """What came with the form: `typed` as it came, `values` that can be recorded, `errors` by field."""

    typed: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)


def fields() -> list[tuple[Fact, CodeList | None]]:
    """The facts that the form asks for, each with its list of codes."""
    words = vocabulary()
    asked = [words.fact(name) for name in FIELDS]
    return [(fact, words.list(fact.codes or fact.id) if fact.type == "code" else None) for fact in asked]


def read(raw: Mapping[str, str], today: date, known: Mapping[str, Any] | None = None) -> Filled:
    """Read the form. Nothing that was typed is lost, whatever is wrong with it; what stands as it is known is not judged anew."""
    filled, before = Filled({name: raw.get(name, "") for name in FIELDS}), typed(known or {})
    if names := strange(raw, (*FIELDS, *TECHNICAL)):
        filled.errors[""] = [not_asked(names)]
    for name, text in filled.typed.items():
        try:
            kept = known is not None and name in known and text == before[name]
            value = known[name] if kept and known else _value(vocabulary().fact(name), text.strip(), today)
        except Refused:
            filled.errors[name] = [_unstorable(text)]
        except (_Wrong, days.NoDay) as wrong:
            filled.errors[name] = [str(wrong)]
        else:
            if value is not None:
                filled.values[name] = value
    _in_order(filled, today, known or {})
    return filled


def _in_order(filled: Filled, today: date, known: Mapping[str, Any]) -> None:
    """No paper ends before its holder's birth."""
    born, until = (filled.values.get(name) for name in ("date_of_birth", "residence_valid_until"))
    if born and until and until < born and (born, until) != tuple(map(known.get, ("date_of_birth", "residence_valid_until"))):
        filled.errors["residence_valid_until"] = [days.before_birth(today)]


def typed(known: Mapping[str, Any]) -> dict[str, str]:
    """What is known, as it stands in the inputs."""
    return {name: str(to_json(known[name])) if name in known else "" for name in FIELDS}


def changed(filled: Filled, known: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says anew; what was emptied is withdrawn."""
    said = {name: filled.values.get(name) for name in FIELDS}
    return {name: value for name, value in said.items() if value != known.get(name)}


class _Wrong(Exception):
    """What is said at the field."""


def _value(fact: Fact, text: str, today: date) -> Any:
    if not text:
        if fact.id in REQUIRED:
            raise _Wrong(_("Please fill this in."))
        return None
    if fact.type == "date":
        return days.birthday(text, today) if fact.id == "date_of_birth" else days.read(text)
    try:
        return accept(fact.id, _line(fact, text) if fact.type == "text" else text)
    except contact.Unreachable as unreachable:
        raise _Wrong(str(unreachable.reason)) from None
    except Refused:
        if fact.type == "code":
            raise _Wrong(_("Please choose from the list.")) from None
        raise


def _line(fact: Fact, text: str) -> str:
    """As the forms judge it: one line, an e-mail address that is one, a telephone number as it is dialled."""
    if len(text.splitlines()) > 1:
        raise _Wrong(_("A line break does not belong here. Write everything in one line."))
    if not storable(text):
        raise Refused(fact.id, "cannot be stored.")
    if fact.id in REQUIRED and not normal(text):
        raise _Wrong(_("A name has at least one letter. For example %(example)s.", example="Muster"))
    if fact.id == "email":
        return contact.email(text)
    return contact.phone(text) if fact.id == "phone" else text


def _unstorable(text: str) -> str:
    if not storable(text):
        code = next(f"U+{ord(char):04X}" for char in text if not storable(char))
        return _("The character %(code)s cannot be stored. Delete it, or type the text anew.", code=code)
    return _("The text has %(length)s characters; at most %(limit)s are possible. Shorten it.", length=len(text), limit=MAX_TEXT)
