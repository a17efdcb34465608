"""A person as pages show her: facts in words, with source and date, and only those that the actor may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import phonenumbers
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from core.actor import Actor
from core.clock import now, today
from core.definitions import Fact, vocabulary
from core.organisations.models import Unit
from core.people.models import FactEntry, IdentityEntry, Person
from core.people.registry import history
from core.people.values import from_json
from core.web.i18n import show_date, wording_text

GROUPS: tuple[tuple[str, Any, frozenset[str]], ...] = (
    ("who", _l("The person"), frozenset({"date_of_birth", "sex", "nationality", "country_of_birth", "arrived_on"})),
    ("place", _l("Place of living"), frozenset({"municipality", "district", "federal_state", "in_state_reception"})),
    (
        "residence",
        _l("Residence and permission to work"),
        frozenset(
            {
                "residence_title",
                "previous_residence_title",
                "residence_valid_until",
                "residence_accepted",
                "work_ban",
                "work_permitted",
            }
        ),
    ),
    (
        "work",
        _l("School and work"),
        frozenset(
            {
                "school_certificate",
                "vocational_qualification",
                "years_unskilled",
                "regular_school_access",
                "employment_status",
                "unemployed_since",
                "benefits",
                "seeking_work",
            }
        ),
    ),
    ("language", _l("Language"), frozenset({"german_level"})),
    ("support", _l("Background and support"), frozenset({"support_needs"})),
)
"""Headings of the person page with their facts, in order. What stands nowhere comes under "support"; what Art. 9 DSGVO protects
has a heading of its own."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said about one fact; `before` is what was said earlier."""

    fact: Fact
    entry: FactEntry | IdentityEntry
    value: Any
    before: list["Statement"]


class Shown:
    """What this actor sees of this person."""

    def __init__(self, session: Session, actor: Actor, person: Person) -> None:
        self.named = actor.may("see_identity", person)
        self.sensitive = actor.may("edit_people", person)
        told = history(session, person.id, identity=self.named)
        self.statements = [
            self._statement(fact, told[fact.id]) for fact in vocabulary().stored if fact.id in told and self._may(fact)
        ]
        self.unit = session.get_one(Unit, person.unit_id)

    @property
    def identity(self) -> list[Statement]:
        return [one for one in self.statements if one.fact.privacy == "identity"]

    @property
    def facts(self) -> list[Statement]:
        return [one for one in self.statements if one.fact.privacy != "identity"]

    @property
    def groups(self) -> list[tuple[str, Any, list[Statement]]]:
        """Key, heading and statements of each group that has any."""
        grouped: dict[str, list[Statement]] = {}
        for one in self.facts:
            key = "sensitive" if one.fact.privacy == "sensitive" else _group(one.fact.id)
            grouped.setdefault(key, []).append(one)
        headed = [(key, title, grouped.get(key, [])) for key, title, _names in GROUPS]
        return [each for each in [*headed, ("sensitive", _l("Specially protected"), grouped.get("sensitive", []))] if each[2]]

    def value(self, name: str) -> Any:
        """What holds of one fact; None where it is unknown or hidden."""
        return next((one.value for one in self.statements if one.fact.id == name), None)

    @property
    def name(self) -> str:
        """Given name and family name; "" where they are hidden or unknown."""
        held = {one.fact.id: one.value for one in self.identity}
        return " ".join(filter(None, (held.get("given_name"), held.get("family_name"))))

    @property
    def age(self) -> int | None:
        return age(next((one.value for one in self.facts if one.fact.id == "date_of_birth"), None))

    def _may(self, fact: Fact) -> bool:
        """Facts of Art. 9 DSGVO are for those who work with the person, not for who looks on."""
        return fact.privacy != "sensitive" or self.sensitive

    def _statement(self, fact: Fact, entries: list[Any]) -> Statement:
        before = [Statement(fact, entry, from_json(fact.id, entry.value), []) for entry in entries[1:]]
        return Statement(fact, entries[0], from_json(fact.id, entries[0].value), before)


def age(born: date | None) -> int | None:
    """Whole years today; who was born on 29 February ages on 1 March."""
    if born is None:
        return None
    day = today(now())
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def words(name: str, value: Any, language: str = "") -> str:
    """A fact's value as people read it; the words of code lists in this language, without one in the request's."""
    fact = vocabulary().fact(name)
    if value is None:
        return _("withdrawn")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, frozenset):
        return ", ".join(sorted(_code(fact, code, language) for code in value)) or _("none")
    if name == "phone":
        return phone(value)
    return _code(fact, value, language) if fact.type == "code" else str(value)


def phone(value: str) -> str:
    """A telephone number as people here write it: 030 23125002; foreign ones with their country code."""
    try:
        number = phonenumbers.parse(value, "DE")
    except phonenumbers.NumberParseException:
        return value
    formats = phonenumbers.PhoneNumberFormat
    return str(phonenumbers.format_number(number, formats.NATIONAL if number.country_code == 49 else formats.INTERNATIONAL))


def _group(name: str) -> str:
    return next((key for key, _title, names in GROUPS if name in names), "support")


def _code(fact: Fact, code: str, language: str) -> str:
    entry = vocabulary().list(fact.codes or fact.id).entry(code)
    if entry is None:
        return code
    return entry.title.text(language) if language else wording_text(entry.title)
