"""Made-up answers that a form accepts: what is known, what the demo wishes, days that follow each other, else an example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import Any

from sqlalchemy import select

from core.clock import today
from core.definitions import Date, Field, Organisation
from core.organisations.models import Unit
from forms.fill import Filled, fill
from forms.kinds.asker import Asker
from forms.kinds.choosing import SHOWN
from forms.kinds.organisation import OrganisationKind
from forms.kinds.registry import kind_of
from forms.plan import Plan, known_value

ATTEMPTS = 12
Raw = dict[str, list[str]]


class Answers:
    """Answers for forms that are filled in at one moment by one of the staff."""

    def __init__(self, rng: Random, asker: Asker, facts: Mapping[str, Any], wishes: Mapping[str, Any]) -> None:
        self.rng, self.asker, self.facts, self.wishes = rng, asker, facts, wishes

    def of(self, plan: Plan) -> dict[str, Any] | None:
        """None when the form takes none of many; a question that resists and need not be answered is left out."""
        raw = self.examples(plan)
        for _ in range(ATTEMPTS):
            filled = fill(plan, None, raw, self.facts, "de", on=today(self.asker.now), asker=self.asker)
            if filled.ok:
                return filled.answers
            raw = self._mended(plan, raw, filled)
        return None

    def examples(self, plan: Plan) -> Raw:
        """As a browser would send them."""
        raw: Raw = {}
        self.day = min(self.facts.get("entry_date", today(self.asker.now)), today(self.asker.now))
        for field in plan.asked:
            if (value := self._value(field)) is not None:
                raw |= kind_of(field).raw(field, int(value) if field.kind == "whole_number" else value)
        return raw

    def _mended(self, plan: Plan, raw: Raw, filled: Filled) -> Raw:
        """Without what was refused; what must be answered is drawn once more."""
        bad = {name.partition(".")[0] for name in (*filled.errors, *filled.unknown_keys)} - {""}
        needed = (plan.required | filled.must) & bad
        fresh = self.examples(plan)
        kept = {name: values for name, values in raw.items() if name.partition(".")[0] not in bad}
        return kept | {name: values for name, values in fresh.items() if name.partition(".")[0] in needed}

    def _value(self, field: Field) -> Any:
        if (known := known_value(field, self.facts)) is not None:
            return known
        if field.id in self.wishes:
            return self.wishes[field.id]
        if isinstance(field, Date) and field.fact is None:
            return self._later(field)
        if isinstance(field, Organisation) and (near := self._near(field)):
            return self.rng.choice(near)
        return kind_of(field).example_for(field, self.rng, self.asker)

    def _near(self, field: Organisation) -> list[str]:
        """The units below those where the one who asks works."""
        found = [one.id for one in OrganisationKind.candidates(field, self.asker, "", SHOWN)]
        own = [grant.unit_path for grant in self.asker.actor.grants]
        paths = {row.id: row.path for row in self.asker.session.execute(select(Unit.id, Unit.path).where(Unit.id.in_(found)))}
        return [id for id in found if any(paths[id].startswith(path) and paths[id] != path for path in own)]

    def _later(self, field: Date) -> dt.date:
        """Days of one form follow each other from the entry on: no end lies before its start."""
        latest = today(self.asker.now)
        self.day += dt.timedelta(days=self.rng.randint(0, max(0, (latest - self.day).days)))
        return max(self.day, latest) if field.earliest == "today" else self.day
