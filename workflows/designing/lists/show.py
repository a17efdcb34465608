"""What the designer of code lists shows: the programme's own, the shared ones beside them, and all about one of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from flask import request

from core.definitions import CodeList, Fact, Field, Form, Programme, vocabulary
from core.definitions.listing import users
from forms.designing import expert
from forms.designing.panel import Worded, Wrong
from forms.designing.properties import Property
from workflows.designing.lists import desk
from workflows.designing.part_screen import PartScreen

PAGE = 25
SHARED = "shared/"


class ListScreen(PartScreen):
    desk = desk.DESK
    shown_as = {"attributes": lambda value: expert.typed_pairs(value or {})}

    def __init__(
        self, programme: Programme, part: str, language: str, shipped: Programme | None, wrong: Wrong | None = None
    ) -> None:
        super().__init__(programme, part, language, shipped, wrong)
        self.looked = next((each for each in self.shared if f"{SHARED}{each.id}" == part), None)
        self.start = _number(request.args.get("from", ""))
        listed, inside, entry = self.part.partition("/entries/")
        if inside:
            # an entry is looked at in its list, on the page where it stands
            self.part = listed
            place = next(place for place, each in enumerate(self.find(listed).entries) if each.id == entry)
            self.start = place - place % PAGE

    @property
    def shared(self) -> Sequence[CodeList]:
        """The lists of all programmes: to be read and copied."""
        return vocabulary().lists

    @cached_property
    def own(self) -> CodeList | None:
        """The list of the panel."""
        found = self.find(self.part) if self.part else None
        return found if isinstance(found, CodeList) else None

    @property
    def thing(self) -> Any:
        return self.find(self.part) if self.part else None

    def rows_of(self, part: str) -> list[Any]:
        """The inputs of an entry but its title."""
        return [self.input(part, each) for each in self.properties(part) if each.sort != "wording"]

    def titles(self, part: str) -> list[Worded]:
        return self.wording(part, "title")

    @property
    def entries(self) -> list[str]:
        """The parts that are shown now: a page of the entries."""
        row = self.own.entries if self.own else ()
        return [f"{self.part}/entries/{each.id}" for each in row[self.start : self.start + PAGE]]

    page = PAGE

    @property
    def blamed(self) -> bool:
        """The same, with what is typed for entries."""
        every = (row for part in self.entries for row in (*self.titles(part), *self.rows_of(part)))
        return super().blamed or any(row.wrong for row in every) or bool(self.lines_wrong)

    @property
    def lines_wrong(self) -> Wrong | None:
        """What could not be taken of the lines that were pasted."""
        return self.wrong if self.part and self.wrong.path == f"{self.part}/lines" else None

    @property
    def pasted(self) -> str:
        return (self.wrong.typed.get("_lines") or [""])[0] if self.lines_wrong else ""

    def users(self, id_: str) -> list[tuple[Form, Field]]:
        """The questions that take their answers from a list."""
        return list(users(self.programme.forms, id_))

    def facts(self, id_: str) -> list[Fact]:
        """The shared facts whose answers come from a list."""
        return [fact for fact in vocabulary().facts if fact.type in ("code", "set") and (fact.codes or fact.id) == id_]

    def properties(self, part: str) -> list[Property]:
        return super().properties(part) if part else []


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
