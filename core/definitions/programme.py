"""What a plugin ships: a programme with its forms, eligibility, steps and roles."""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Literal

from pydantic import Field as _Field
from pydantic import ValidationInfo, field_validator

from core.definitions.base import Definition, Key, Many
from core.definitions.combination import Combination
from core.definitions.criterion import Criterion
from core.definitions.example import Example
from core.definitions.fields import Field
from core.definitions.form import AnyForm, Form
from core.definitions.letter import AnyLetter, Letter
from core.definitions.listing import with_lists
from core.definitions.offering import Counter, Offering
from core.definitions.step import ExitReason, Phase, Role, Step, Track
from core.definitions.vocabulary import CodeList
from core.definitions.wording import Wording


class Block(Definition):
    """A building block (Förderbaustein) with an eligibility of its own: entered beside others, on a day of its own, where there
    is a place; when its places are taken, people wait in the order in which they came."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    help: Wording | None = None
    eligibility: Many[Criterion] = ()
    provider: Wording | None = None
    starts_on: date | None = None
    places: int | None = _Field(default=None, ge=0)
    hidden: bool = False
    """Takes nobody new in; who is in it or waits for it goes on."""
    unconfirmed: Wording | None = None


class Retention(Definition):
    """How long a closed case is kept, and by which clause. `anchor` says what the years count from; the day may be known late."""

    years: int = _Field(ge=0, le=100)
    anchor: Literal["exit", "end_of_exit_year", "end_of_payment_year"] = "end_of_exit_year"
    source: str | None = None
    unconfirmed: Wording | None = None


class Programme(Definition):
    """A funding programme as one frozen description."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    summary: Wording | None = None
    funder: Wording | None = None
    version: str = "1"
    source: str | None = None
    eligibility: Many[Criterion] = ()
    combinations: Many[Combination] = ()
    lists: Many[CodeList] = ()
    """Code lists of its own, beside those that all programmes share; they stand before the forms, which take them in."""
    forms: Many[AnyForm] = ()
    roles: Many[Role] = ()
    phases: Many[Phase] = ()
    blocks: Many[Block] = ()
    tracks: Many[Track] = ()
    steps: Many[Step] = ()
    offerings: Many[Offering] = ()
    counters: Many[Counter] = ()
    exits: Many[ExitReason] = ()
    letters: Many[AnyLetter] = ()
    retention: Retention | None = None
    examples: Many[Example] = ()
    """People without names, with the verdict that is right for each: they keep the rules true while these are edited."""
    four_eyes: bool = False
    """Whether a second person has to sign a change of this programme before it is published."""
    unconfirmed: Wording | None = None

    @field_validator("forms")
    @classmethod
    def _with_lists(cls, forms: tuple[Form, ...], info: ValidationInfo) -> tuple[Form, ...]:
        return with_lists(forms, info.data.get("lists", ()))

    def as_json(self) -> str:
        """The canonical text: sorted keys, no white space, defaults left out. Equal programmes give equal bytes."""
        return json.dumps(self.as_data(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hex: the name of this very definition."""
        return sha256(self.as_json().encode()).hexdigest()

    def __hash__(self) -> int:
        return hash(self.digest)

    def form(self, id: str) -> Form | None:
        return next((form for form in self.forms if form.id == id), None)

    def step(self, id: str) -> Step | None:
        return next((step for step in self.steps if step.id == id), None)

    def role(self, id: str) -> Role | None:
        return next((role for role in self.roles if role.id == id), None)

    def phase(self, id: str) -> Phase | None:
        return next((phase for phase in self.phases if phase.id == id), None)

    def letter(self, id: str) -> Letter | None:
        return next((letter for letter in self.letters if letter.id == id), None)

    def exit_reason(self, id: str) -> ExitReason | None:
        return next((reason for reason in self.exits if reason.id == id), None)

    def code_list(self, id: str | None) -> CodeList | None:
        """The list of its own that is called so."""
        return next((codes for codes in self.lists if codes.id == id), None)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of all forms by id; where two forms ask for the same id, the first."""
        found: dict[str, Field] = {}
        for form in self.forms:
            for field in form.fields:
                found.setdefault(field.id, field)
        return found
