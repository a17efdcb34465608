"""What is done, by whom, in which order and until when."""

from __future__ import annotations

from pydantic import Field as _Field

from core.definitions.base import Definition, Key, Many
from core.definitions.criterion import Criterion
from core.definitions.wording import Wording

HOLDERS = ("system_admin", "programme_admin", "coordinator", "case_worker", "provider_staff", "mentor", "auditor")
"""The grants that there are; `core.actor.ROLES` says what each may do."""


class Deadline(Definition):
    """A day in Europe/Berlin, counted from the day on which the case was entered (`entry`), the task was opened (`opened`) or
    another step was done (its id)."""

    days: int = _Field(default=0, ge=0, le=3660)
    months: int = _Field(default=0, ge=0, le=120)
    after: Key = "entry"
    source: str | None = None


class Role(Definition):
    """A part that somebody plays in a programme. `held_by`: the grants whose holders, at the case's unit, play it."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    held_by: Many[Key] = ("case_worker", "coordinator")
    help: Wording | None = None
    unconfirmed: Wording | None = None


class Track(Definition):
    """A way through the programme of its own: beside the participants' way, that of the mentors. Its steps name it."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    help: Wording | None = None
    eligibility: Many[Criterion] = ()


class Phase(Definition):
    """A stretch of steps, shown as one mark of the progress line."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    help: Wording | None = None


class ExitReason(Definition):
    """Why a case ended; `success` marks the aims of the programme. A track's reasons name it; none means the participants'."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    success: bool = False
    track: Key | None = None


class Step(Definition):
    """A task to be. It opens when all of `after` are done or skipped, one of `after_any` is done (or all of them are passed), and
    `when` holds; a `when` that is unknown waits, one that is false skips the step. `repeat` is asked each time it has been done:
    while it holds the step opens once more. A step with `exit` closes the case: `exit` names the field of its form that holds
    the reason (an id of the programme's `exits`); where that field may stay empty, the case goes on while it does. `optional`
    steps hold nobody up: what comes after does not wait for them."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    help: Wording | None = None
    role: Key
    """Who does it. A step of a block waits until the block is entered."""
    form: Key | None = None
    phase: Key | None = None
    block: Key | None = None
    after: Many[Key] = ()
    after_any: Many[Key] = ()
    when: str | None = None
    due: Deadline | None = None
    optional: bool = False
    repeat: str | None = None
    back_to: Key | None = None
    """An earlier step: while `repeat` holds, the way goes back there, and what lies between is done once more as well."""
    exit: Key | None = None
    track: Key | None = None
    """The track whose way this step belongs to; none is the participants' way."""
    at: Key | None = None
    """A field of an earlier form that names an organisation: the task stands there, and its staff sees the case by it."""
    outcome: Key | None = None
    """The field of its form whose answer is the result of the step, shown with it: a language level, a certificate."""
    was: Many[Key] = ()
    """Former ids: cases that stand on one of them find the step by it."""
    locked: str | None = None
    unconfirmed: Wording | None = None
