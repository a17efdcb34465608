"""What a page of the step designer shows: the steps in order, what they name beside them, and all about one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from flask_babel import gettext
from flask_babel import gettext as _

from core import catalogue
from core.definitions import Definition, Programme, Step, Wording, check, vocabulary
from core.definitions.checks import DONE_STEPS
from core.definitions.checks.wordings import wordings
from core.definitions.labels import labels
from core.rules import RuleError, check_rule
from core.rules.message import said
from core.rules.words import spoken
from core.web.i18n import shell_language
from forms.designing.held import Marks
from forms.designing.panel import Panel, Wrong
from forms.designing.properties import Property
from forms.ruling.show import Ruling
from workflows.building.draft import Entry, owned
from workflows.designing import asked, deadlines, marks
from workflows.designing.places import KINDS, Part, find, sort
from workflows.designing.properties import properties
from workflows.designing.setting import rule_scope
from workflows.reading.definition import Node, graph


class Screen(Panel):
    """The way of a draft for one request. `part` is what the panel is about: `steps/profile`, empty for none."""

    address = ""
    do, alone = staticmethod(asked.do), staticmethod(marks.alone)

    def __init__(
        self, programme: Programme, part: str, language: str, shipped: Programme | None, wrong: Wrong | None = None
    ) -> None:
        self.programme, self.language, self.wrong = programme, language, wrong or Wrong()
        self.part = part if asked.there(programme, part) else ""
        self.marks: Marks = marks.marks(shipped, programme)

    def find(self, part: str) -> Part | None:
        return find(self.programme, part) if part else None

    def properties(self, part: str) -> list[Property]:
        thing = self.find(part)
        return properties(self.programme, part, thing) if thing is not None else []

    def shown(self, part: str, each: Property) -> Any:
        thing = self.find(part)
        return deadlines.typed(thing.due) if each.name == "due" and isinstance(thing, Step) else super().shown(part, each)

    @property
    def sort(self) -> str:
        """The list in which the part of the panel stands; empty for none."""
        return sort(self.part) if self.part else ""

    @property
    def locked(self) -> str:
        """The reason why nothing can be changed here; empty where everything can."""
        return getattr(self.thing, "locked", None) or ""

    @cached_property
    def faults(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for fault in check(self.programme, vocabulary()):
            name, _slash, rest = fault.path.partition("/")
            if name in KINDS:
                found.setdefault(f"{name}/{rest.partition('/')[0]}".rstrip("/"), []).append(said(fault.message, gettext))
        return found

    @cached_property
    def nodes(self) -> list[Node]:
        return graph(self.programme)

    def others(self, name: str = "") -> Any:
        """The other lists beside the steps, or in which further languages a text stands."""
        return [each for each in KINDS if each != "steps"] if not name else super().others(name)

    def used(self, part: str) -> int:
        """How many steps name a part."""
        property_ = {"phases": "phase", "blocks": "block", "roles": "role", "tracks": "track"}.get(sort(part))
        id_ = part.partition("/")[2]
        return sum(1 for step in self.programme.steps if property_ and getattr(step, property_) == id_)

    def title(self, name: str, id_: str | None) -> Wording | str:
        """What a part of a list is called; its id where it is not there."""
        found = next((each for each in getattr(self.programme, name) if each.id == id_), None)
        return found.title if found is not None else id_ or ""

    @property
    def criteria(self) -> tuple[str, list[Entry]]:
        """Who may take part in a block or a track."""
        return owned(self.programme, self.part)

    def due(self, step: Step) -> str:
        return deadlines.said(step.due, self.programme, shell_language()) if step.due else ""

    @property
    def starts(self) -> list[tuple[str, Any]]:
        return deadlines.starts(self.programme, self.thing if isinstance(self.thing, Step) else None)

    units = deadlines.UNITS

    @cached_property
    def ruling(self) -> Ruling:
        """What rules of steps may name; the questions of the step's own form stand nearest."""
        code, form = spoken(shell_language()), self.programme.form(getattr(self.thing, "form", None) or "")
        own = [*(field.id for field in (form.fields if form else ())), DONE_STEPS]
        scope = rule_scope(self.programme)
        return Ruling(scope, labels(code, self.programme, catalogue.offered()), code, own, _("Questions of this form"))

    def sentence(self, rule: str) -> str:
        try:
            return self.ruling.say(check_rule(rule, self.ruling.scope))
        except RuleError:
            return ""

    def spoken(self) -> frozenset[str]:
        owned: list[Definition] = [each for name in KINDS for each in getattr(self.programme, name)]
        return frozenset(code for each in owned for _path, wording in wordings(each) for code in wording.languages)
