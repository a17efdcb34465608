"""A letter's text filled in for one case: each placeholder by what is known, or by a gap that nobody overlooks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor, fetch, scoped
from core.clock import today
from core.definitions import Letter, Programme, Wording, vocabulary
from core.definitions.checks.letters import slot_fault
from core.definitions.letter import PLAIN, filled
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import history
from core.people.show import words
from core.people.values import from_json
from core.web.i18n import SHELL, show_date
from forms.guards import may_read
from forms.kinds.registry import from_json as answers_of
from forms.kinds.registry import kind_of
from forms.models import Submission
from forms.revisions import plan_of
from workflows.letters.models import NAMED
from workflows.models import Case, Task

GAP = re.compile(r"\[\[[^\[\]]*\]\]")
LINE = "_" * 24
"""What stands on paper for a gap that is to be filled in by hand."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter in one language. `gaps` names what is not known; each stands in the text as `[[…]]`."""

    language: str
    subject: str
    text: str
    gaps: tuple[str, ...] = ()


def gaps_in(*texts: str) -> list[str]:
    """The gaps that are still open in what somebody has typed, each once."""
    return list(dict.fromkeys(found for text in texts for found in GAP.findall(text)))


def by_hand(text: str) -> str:
    """The text with a line to write on for each gap."""
    return GAP.sub(LINE, text)


def title_of(programme: Programme, name: str) -> Wording | str:
    """What a placeholder is called; its name where it is none."""
    table, _dot, rest = name.partition(".")
    form_id, _dot, field_id = rest.partition(".")
    if name in PLAIN:
        return PLAIN[name]
    if table == "due" and (step := programme.step(rest)):
        return step.title
    if table == "facts" and vocabulary().has(rest):
        return vocabulary().fact(rest).title
    form = programme.form(form_id) if table == "answers" else None
    found = form.field(field_id) if form else None
    return found.label if found else name


class Filler:
    """What is known of one case, for letters in any language. Raises NotFound for who may not see the person's name."""

    def __init__(self, session: Session, actor: Actor, case: Case, programme: Programme, now: datetime) -> None:
        self.session, self.actor, self.case, self.programme, self.now = session, actor, case, programme, now
        self.person = fetch(session, actor, Person, case.person_id, NAMED)

    def fill(self, letter: Letter, language: str) -> Filled:
        """In this language where the letter has it, else in German."""
        spoken = letter.text.spoken(language)
        gaps: dict[str, None] = {}

        def value(name: str) -> str:
            said = self.value(name, spoken)
            if said:
                return said
            title = title_of(self.programme, name)
            gap = title.text(spoken) if isinstance(title, Wording) else title
            gaps[gap] = None
            return f"[[{gap}]]"

        with force_locale(spoken if spoken in SHELL else "de"):
            subject, text = (filled(each.text(spoken), value) for each in (letter.subject, letter.text))
        return Filled(spoken, subject, text, tuple(gaps))

    def address(self) -> str:
        """Name and address as lines of an envelope; a gap for what is not known."""
        name = " ".join(filter(None, (self._fact("given_name"), self._fact("family_name"))))
        street, place = self._fact("street"), " ".join(filter(None, (self._fact("postal_code"), self._fact("municipality"))))
        gaps = (PLAIN[f"person.{each}"].text() for each in ("family_name", "street", "municipality"))
        return "\n".join(known or f"[[{gap}]]" for known, gap in zip((name, street, place), gaps, strict=True))

    def value(self, name: str, language: str) -> str:
        """What stands for a placeholder, in one line; empty where it is not known or may not be told."""
        if slot_fault(self.programme, vocabulary(), name):
            return ""
        table, _dot, rest = name.partition(".")
        known = _PLAIN.get(name) or _TABLES.get(table)
        said = known(self, rest, language) if known else self._fact(rest, language)
        return " ".join(said.split())

    @cached_property
    def _told(self) -> Mapping[str, Any]:
        return history(self.session, self.person.id, identity=True)

    def _fact(self, name: str, language: str = "de") -> str:
        entries = self._told.get(name)
        value = from_json(name, entries[0].value) if entries else None
        return "" if value is None else words(name, value, language)

    def _due(self, id: str, language: str) -> str:
        step = self.programme.step(id)
        ids = (id, *step.was) if step else (id,)
        query = select(Task.due).where(Task.case_id == self.case.id, Task.step.in_(ids), Task.due.is_not(None))
        return show_date(self.session.scalars(query.order_by(Task.round.desc(), Task.opened_at.desc()).limit(1)).first())

    def _answer(self, name: str, language: str) -> str:
        """From the latest of the form that was handed in for this case."""
        form_id, _dot, id = name.partition(".")
        form = self.programme.form(form_id)
        asked = form.field(id) if form else None
        mine = select(Task.submission_id).where(Task.case_id == self.case.id)
        query = scoped(self.actor, Submission, "see_case").where(Submission.id.in_(mine), Submission.form == form_id)
        last = self.session.scalars(query.order_by(Submission.submitted_at.desc(), Submission.id.desc()).limit(1)).first()
        if asked is None or last is None:
            return ""
        was = plan_of(last.digest, last.form).form
        found = next((each for id in (asked.id, *asked.was) if (each := was.field(id))), None)
        given = answers_of(was.fields, last.answers).get(found.id) if found else None
        if found is None or given is None or not may_read(self.actor, last, found):
            return ""
        return str(kind_of(found).show(found, given, language))


_Value = Callable[[Filler, str, str], str]
_PLAIN: Mapping[str, _Value] = {
    "person.number": lambda filler, _rest, _language: filler.person.number,
    "case.number": lambda filler, _rest, _language: filler.case.number,
    "case.entered_on": lambda filler, _rest, _language: show_date(filler.case.entered_on),
    "case.responsible": lambda filler, _rest, _language: filler.case.responsible_name or "",
    "programme.title": lambda filler, _rest, language: filler.programme.title.text(language),
    "unit.name": lambda filler, _rest, _language: filler.session.get_one(Unit, filler.case.unit_id).name,
    "author.name": lambda filler, _rest, _language: filler.actor.name,
    "today": lambda filler, _rest, _language: show_date(today(filler.now)),
}
_TABLES: Mapping[str, _Value] = {"due": Filler._due, "answers": Filler._answer}
