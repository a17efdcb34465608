"""What a task gave, and what the engine asks for in return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflows.state import Key


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task now stands before the holders of `role`: at the unit `at` where the step names one, else at the case's own."""

    key: Key
    role: str
    due: date | None
    phase: str | None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class CloseTask:
    key: Key


@dataclass(frozen=True, slots=True)
class SkipTask:
    key: Key
    role: str


@dataclass(frozen=True, slots=True)
class CancelTask:
    key: Key


@dataclass(frozen=True, slots=True)
class EnterBlock:
    block: str


@dataclass(frozen=True, slots=True)
class WaitForBlock:
    """The case stands on the waiting list of the block."""

    block: str


@dataclass(frozen=True, slots=True)
class LeaveBlock:
    """The case gave the block up before its end, or its place on the waiting list."""

    block: str


@dataclass(frozen=True, slots=True)
class CompleteBlock:
    """All that must be done in the block was done; its place is free."""

    block: str


@dataclass(frozen=True, slots=True)
class CloseCase:
    reason: str


BlockEffect = EnterBlock | WaitForBlock | LeaveBlock | CompleteBlock
Effect = OpenTask | CloseTask | SkipTask | CancelTask | CloseCase | BlockEffect


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a task gave. `answers` by field or fact, as Python values; `exit` goes before the reason in the step's own field."""

    key: Key
    answers: Mapping[str, Any] = field(default_factory=dict)
    exit: str | None = None


class NotOpen(Exception):
    """The task is not open: it was done already, was never reached, or the case is closed."""


class NotReopenable(Exception):
    """The task cannot be reopened. `why`: closed, not_done, open_again, went_back or followed; then `steps` were done since."""

    def __init__(self, why: str, steps: tuple[str, ...] = ()) -> None:
        super().__init__(f"The task cannot be reopened ({why}{': ' + ', '.join(steps) if steps else ''}).")
        self.why, self.steps = why, steps


class NotInBlock(Exception):
    """The block cannot be entered or left: the case is in it already, was never in it, is closed; or it takes nobody in now."""
