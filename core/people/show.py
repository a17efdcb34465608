"""A person as pages show her: facts in words, with source and date, and only those that the actor may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.actor import Actor
from core.clock import now, today
from core.definitions import Fact, vocabulary
from core.hookspecs import Panel
from core.organisations.models import Unit
from core.people.models import FactEntry, IdentityEntry, Person
from core.people.registry import history
from core.people.values import from_json
from core.plugin_manager import blame, plugins
from core.web.i18n import show_date, wording_text


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


def words(name: str, value: Any) -> str:
    """A fact's value as people read it."""
    fact = vocabulary().fact(name)
    if value is None:
        return _("withdrawn")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, frozenset):
        return ", ".join(sorted(_code(fact, code) for code in value)) or _("none")
    return _code(fact, value) if fact.type == "code" else str(value)


def panels(actor: Actor, person_id: str) -> list[tuple[Any, Any]]:
    """Title and body of what plugins add to the page; a panel that cannot be shown is its plugin's fault alone."""
    offered = plugins.gather("person_panels", Panel, actor=actor, person_id=person_id)
    shown = []
    for name, panel in sorted(offered, key=lambda one: one[1].order):
        try:
            shown.append((panel.title, _body(panel)))
        except Exception as error:  # noqa: BLE001  # a stranger's template may raise anything
            plugins.fault(name, "person_panels", f"its panel {panel.template} cannot be shown: {blame(error)}")
    return shown


def _body(panel: Any) -> Any:
    context = dict(panel.context)
    current_app.update_template_context(context)
    return current_app.jinja_env.get_template(panel.template).make_module(context)


def _code(fact: Fact, code: str) -> str:
    entry = vocabulary().list(fact.codes or fact.id).entry(code)
    return wording_text(entry.title) if entry else code
