"""What can be said against a step of a change set. Pages put it into words; the texts here are for developers and the console."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from core.definitions import DefinitionError, Fault, Programme

if TYPE_CHECKING:
    from core.catalogue.change_models import ChangeSet, ChangeStep

REASONS = {
    "over": "The change set is published or discarded; open another one.",
    "scheduled": "The change set is to be published on a day; take the day back before you change it.",
    "nothing_to_undo": "There is no step that could be taken back.",
    "nothing_to_redo": "There is no step that could be made again.",
    "unfit": "The step does not fit the draft any more.",
    "behind": "Another change set was published meanwhile; bring this one up to date first.",
    "not_behind": "The change set is up to date.",
    "unsettled": "Conflicts are not settled; choose a side for each.",
    "unsigned": "A second person has to sign the change set first.",
    "own": "Whoever has written a part of a change set cannot sign it.",
    "not_waiting": "Nobody asks for a signature; the authors do that when they are done.",
    "no_item": "There is no such conflict in this change set.",
    "nothing": "The change set changes nothing.",
    "past": "The day lies in the past.",
    "not_scheduled": "The change set has no day on which it is published.",
    "why_back": "Say why it goes back: a reason belongs to a roll back before it is published.",
    "same": "This is what is on offer.",
    "taken": "There is a programme with this id already.",
}


class Refused(Exception):
    """A verb that cannot be done now; `reason` is a key of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason])
        self.reason = reason


class Stale(Exception):
    """Somebody else changed the change set since the page was made; `steps` says who did what."""

    def __init__(self, change: ChangeSet, steps: Sequence[ChangeStep]) -> None:
        done = [f"{step.touched_name}: {step.what or 'a step'}{' (taken back)' if step.undone else ''}" for step in steps]
        super().__init__(f"Version {change.version} is by {change.updated_name}. {'; '.join(done)}".strip())
        self.change, self.steps = change, steps
        self.make: Callable[[Programme], Programme] | None = None
        """What was to be done, where it is known: it can be told what it would have changed."""


class Locked(DefinitionError):
    """What the definition marks as fixed was to be changed; each fault holds the reason."""


class Faulty(DefinitionError):
    """A change set that cannot be published; each fault says what is wrong with it."""


def refuse(faults: Sequence[Fault]) -> None:
    """Raises Faulty if there are any."""
    if faults:
        raise Faulty(list(faults))
