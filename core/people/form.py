"""The form for a new person: what was typed becomes values, and what is wrong is said in words at its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from core.definitions import CodeList, Fact, vocabulary
from core.people import contact
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
OLDEST = 120


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
            filled.errors[name] = [_("This text is too long, or holds characters that cannot be stored.")]
        except _Wrong as wrong:
            filled.errors[name] = [str(wrong)]
        else:
            if value is not None:
                filled.values[name] = value
    return filled


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
        return _date(fact, text, today)
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
    if fact.id == "email":
        return contact.email(text)
    return contact.phone(text) if fact.id == "phone" else text


def _date(fact: Fact, text: str, today: date) -> date:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            found = datetime.strptime(text[:20], form).date()  # noqa: DTZ007  # a day has no zone
            break
        except ValueError:
            continue
    else:
        raise _Wrong(_("Please write the date as day.month.year, for example 31.12.2004."))
    if fact.id == "date_of_birth" and not today.year - OLDEST <= found.year <= today.year:
        raise _Wrong(_("Please check the year."))
    if fact.id == "date_of_birth" and found > today:
        raise _Wrong(_("This day is still to come."))
    return found
