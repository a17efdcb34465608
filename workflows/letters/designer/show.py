"""What the designer of letters shows: the letters, all about one of them, the placeholders, and how it reads for somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from flask import request
from flask_babel import gettext as _

from core.definitions import Programme, check, vocabulary
from core.definitions.checks.letters import offered
from core.rules.message import said as in_words
from core.web.i18n import LANGUAGES
from forms.designing.panel import Wrong
from workflows.designing.part_screen import PartScreen
from workflows.letters.designer.desk import DESK
from workflows.letters.designer.persona import Look, Persona
from workflows.letters.filling import title_of

PERSONA = "_persona"


class Group(NamedTuple):
    """Placeholders under a heading: pairs of name and title."""

    title: Any
    slots: list[tuple[str, Any]]


class LetterScreen(PartScreen):
    desk = DESK
    long: Sequence[str] = ("help", "text")

    def __init__(
        self, programme: Programme, part: str, language: str, shipped: Programme | None, wrong: Wrong | None = None
    ) -> None:
        super().__init__(programme, part, language, shipped, wrong)
        self.asked = request.form.get(PERSONA, request.args.get("as", ""))

    @property
    def thing(self) -> Any:
        return self.find(self.part) if self.part else None

    @property
    def locked(self) -> str:
        """The reason why nothing can be changed here; empty where everything can."""
        return getattr(self.thing, "locked", None) or ""

    @cached_property
    def faults(self) -> Mapping[str, Sequence[Any]]:
        found: dict[str, list[Any]] = {}
        for fault in check(self.programme, vocabulary()):
            words = fault.path.split("/")
            if words[0] == "letters":
                told = in_words(fault.message, _)
                found.setdefault("/".join(words[:2]), []).append(f"{_place(*words[2:4])}: {told}" if words[2:] else told)
        return found

    @cached_property
    def palette(self) -> list[Group]:
        """All that may stand in a letter, under headings."""
        names: dict[str, list[str]] = {}
        for name in offered(self.programme, vocabulary()):
            table = name.partition(".")[0]
            key = name.rpartition(".")[0] if table == "answers" else table if table in ("person", "due", "facts") else "case"
            names.setdefault(key, []).append(name)
        return [Group(self._heading(key), [(name, title_of(self.programme, name)) for name in row]) for key, row in names.items()]

    def _heading(self, key: str) -> Any:
        table, _dot, rest = key.partition(".")
        form = self.programme.form(rest) if table == "answers" else None
        if form is not None:
            return form.title
        said = {
            "person": _("The person"),
            "case": _("The case, and who writes"),
            "due": _("Deadlines"),
            "facts": _("Facts"),
        }
        return said.get(key, key)

    @cached_property
    def personas(self) -> list[tuple[str, Any]]:
        """Who the letter may be shown for."""
        return [("", _("Somebody who is made up")), *((each.id, each.title) for each in self.programme.examples)]

    @cached_property
    def persona(self) -> Persona:
        return Persona(self.programme, next((each for each in self.programme.examples if each.id == self.asked), None))

    @cached_property
    def looks(self) -> list[Look]:
        languages = list(dict.fromkeys((self.language, "de")))
        return self.persona.looks(self.thing, languages) if self.thing is not None else []

    def title_of(self, id: str) -> Any:
        """What a step is called."""
        step = self.programme.step(id)
        return step.title if step else id


def _place(name: str, language: str = "") -> str:
    """A property, and in which language it stands, as its input says."""
    said = {"subject": _("Subject"), "text": _("Text"), "title": _("Title"), "help": _("Help")}.get(name, _("Steps"))
    return f"{said} ({LANGUAGES.get(language, language)})" if language else said
