"""What the designer of a programme's basics shows: the programme itself, its offerings, counters and combinations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from core import catalogue
from core.clock import now, today
from core.database import db
from core.definitions import Combination, Programme
from forms.designing.panel import Input, Wrong
from workflows.building.draft import Entry, owned
from workflows.designing.addresses import id_of
from workflows.designing.basics import keeping, typed
from workflows.designing.basics.desk import DESK, LISTS
from workflows.designing.part_screen import PartScreen


class BasicsScreen(PartScreen):
    desk = DESK
    long = ("help", "message", "summary", "wording", "unconfirmed")
    shown_as = {"retention": typed.retention_typed, "caps": typed.caps_typed, "thresholds": typed.thresholds_typed}
    anchors, periods, names = typed.ANCHORS, typed.PERIODS, LISTS

    def __init__(
        self, programme: Programme, part: str, language: str, shipped: Programme | None, wrong: Wrong | None = None
    ) -> None:
        super().__init__(programme, part, language, shipped, wrong)
        self.shipped = shipped

    def mine(self, address: str) -> bool:
        """Criteria of offerings are written in the rule builder."""
        return address.count("/") < 2

    def told(self, programme: Programme, part: str, name: str, value: Any) -> Any:
        if name == "retention":
            return keeping.sentence(value, self.today)
        if name in self.shown_as:
            return ", ".join(" ".join(row).strip() for row in self.shown_as[name](value or ())[:-1])
        return super().told(programme, part, name, value)

    def rows_in(self, row: Input) -> list[list[str]]:
        """Rows of inputs, as they are or as they were sent."""
        width = len(self.shown_as[row.property.name](())[0])
        given: list[Any] = list(row.value)
        return [given[start : start + width] for start in range(0, len(given), width)] if row.wrong else given

    @property
    def sort(self) -> str:
        """The list in which the part of the panel stands; empty for the programme itself."""
        return self.part.partition("/")[0] if self.part else ""

    def listed(self, name: str) -> list[tuple[str, Any, Any]]:
        """Address, title and part of all in a list."""
        return [(f"{name}/{id_of(each)}", self.title(each), each) for each in getattr(self.programme, name)]

    def title(self, thing: Any) -> Any:
        if not isinstance(thing, Combination):
            return thing.title
        return next((each.title for each in catalogue.offered() if each.id == thing.with_), thing.with_)

    @property
    def unsaid(self) -> Sequence[Any]:
        """The programmes on offer that nothing is said about yet."""
        there = {each.with_ for each in self.programme.combinations} | {self.programme.id}
        return [each for each in catalogue.offered() if each.id not in there]

    @property
    def criteria(self) -> tuple[str, list[Entry]]:
        """Who may sign up for an offering."""
        return owned(self.programme, self.part)

    @cached_property
    def today(self) -> dt.date:
        return today(now())

    @property
    def kept(self) -> str:
        return keeping.sentence(self.programme.retention, self.today)

    @cached_property
    def due(self) -> keeping.Due | None:
        """What another retention than the published one means for cases that are closed; None where it is the same."""
        published = self.published
        if published is None or published.retention == self.programme.retention:
            return None
        return keeping.due(db.session(), published, self.programme, self.today)

    @cached_property
    def published(self) -> Programme | None:
        return next((each for each in catalogue.offered() if each.id == self.programme.id), None)

    @property
    def blinded(self) -> bool:
        """Whether the draft takes the second signature away that is demanded now."""
        return self.published is not None and self.published.four_eyes and not self.programme.four_eyes
