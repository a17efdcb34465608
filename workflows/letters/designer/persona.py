"""Somebody for whom a letter is shown while it is written: an example of the programme, or made up. Never a real person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from core import clock
from core.clock import today
from core.definitions import Example, Letter, Programme, Wording
from core.definitions.letter import filled, readable
from core.people.show import words
from core.people.values import Refused, accept, from_json
from core.web.i18n import day_text, direction
from forms.kinds.registry import kind_of
from workflows.letters.filling import title_of
from workflows.letters.layout import Block, blocks

MADE_UP: Mapping[str, str] = {
    "person.given_name": "Ada",
    "person.family_name": "Beispiel",
    "person.street": "Am Markt 1",
    "person.postal_code": "00000",
    "person.municipality": "Musterstadt",
    "person.number": "P-000000",
    "case.number": "F-000000",
    "case.responsible": "Kim Muster",
    "unit.name": "Musteramt",
    "author.name": "Kim Muster",
}


class Look(NamedTuple):
    """A letter in one language, as it would read."""

    language: str
    direction: str
    subject: str
    blocks: list[Block]


@dataclass(frozen=True)
class Persona:
    """`example` is None for somebody who is made up altogether."""

    programme: Programme
    example: Example | None

    def looks(self, letter: Letter, languages: list[str]) -> list[Look]:
        """In these languages, as far as the letter has them and can be read."""
        found = []
        for code in languages:
            subject, text = (each.root.get(code, "") for each in (letter.subject, letter.text))
            if subject and text and readable(subject) and readable(text):
                subject, text = (filled(each, lambda name, code=code: self.value(name, code)) for each in (subject, text))  # type: ignore[misc]
                found.append(Look(code, direction(code), subject, blocks(text)))
        return found

    def value(self, name: str, language: str) -> str:
        """What would stand there; a gap where the example does not say it."""
        table, _dot, rest = name.partition(".")
        if name in MADE_UP:
            return self._fact(rest, language) if rest == "municipality" and self.example else MADE_UP[name]
        if name in ("today", "case.entered_on") or table == "due":
            return day_text(self._day + timedelta(days=14 if table == "due" else 0), language)
        if name == "programme.title":
            return self.programme.title.text(language)
        said = self._fact(rest, language) if table == "facts" else self._answer(name, language)
        return " ".join(said.split()) or self._gap(name, language)

    @cached_property
    def _day(self) -> Any:
        return self.example.on if self.example else today(clock.now())

    def _gap(self, name: str, language: str) -> str:
        title = title_of(self.programme, name)
        return f"[[{title.text(language) if isinstance(title, Wording) else title}]]"

    def _fact(self, name: str, language: str) -> str:
        known = self.example.facts.get(name) if self.example else None
        if known is None:
            return ""
        try:
            return words(name, accept(name, from_json(name, list(known) if isinstance(known, tuple) else known)), language)
        except (Refused, ValueError, TypeError):
            return ""  # of a draft whose example does not fit: the checks say so

    def _answer(self, name: str, language: str) -> str:
        """A made-up answer of the field's own kind."""
        _table, form_id, id = (*name.split("."), "", "")[:3]
        form = self.programme.form(form_id)
        field = form.field(id) if form else None
        if field is None:
            return ""
        try:
            return str(kind_of(field).show(field, kind_of(field).example(field, Random(7)), language))  # noqa: S311 - a made-up answer, no secret
        except (LookupError, NotImplementedError, ValueError):
            return ""
