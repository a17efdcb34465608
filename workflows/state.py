"""Where a case stands: an immutable value that goes to JSON and back without loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Status = Literal["waiting", "open", "done", "skipped", "cancelled"]
BlockStatus = Literal["entered", "waiting", "left", "completed"]
Key = tuple[str, int]
"""A task is addressed by its step and its round; rounds count from 1."""


@dataclass(frozen=True, slots=True)
class TaskState:
    """One round of one step. `waits_for` names the facts that a waiting task's rule still needs.

    `outcome` is the answer that the step names as its result. `anew` marks a round that was not called up by `repeat`: the way
    went back, the block was entered once more, or the task was reopened; its turn is asked for as in the first round.
    """

    step: str
    round: int = 1
    status: Status = "waiting"
    opened_on: date | None = None
    due: date | None = None
    done_on: date | None = None
    waits_for: tuple[str, ...] = ()
    outcome: Any = None
    anew: bool = False

    @property
    def key(self) -> Key:
        return self.step, self.round


@dataclass(frozen=True, slots=True)
class BlockState:
    """Where a case stands with one block; a block that has none was never entered. `on` is the day since when."""

    id: str
    status: BlockStatus
    on: date


@dataclass(frozen=True, slots=True)
class State:
    """`known` holds what the rules and places of steps speak of, as Python values; a name that is absent is unknown.

    `track` is empty on the participants' way; `blocks` are those that were entered, or are waited for, in the plan's order.
    `past` are tasks of steps that the revision has no more: what was done stays readable, and nothing follows from it.
    """

    entered: date
    tasks: tuple[TaskState, ...] = ()
    known: Mapping[str, Any] = field(default_factory=dict)
    closed: date | None = None
    exit: str | None = None
    track: str = ""
    blocks: tuple[BlockState, ...] = ()
    past: tuple[TaskState, ...] = ()

    def task(self, key: Key) -> TaskState | None:
        return next((task for task in self.tasks if task.step == key[0] and task.round == key[1]), None)

    def open(self) -> tuple[TaskState, ...]:
        return tuple(task for task in self.tasks if task.status == "open")

    def block(self, id: str) -> BlockState | None:
        return next((block for block in self.blocks if block.id == id), None)

    def to_json(self) -> dict[str, Any]:
        """A case without track, blocks and past is written as it was before there were any."""
        more: dict[str, Any] = {"track": self.track} if self.track else {}
        if self.blocks:
            more["blocks"] = [[block.id, block.status, block.on.isoformat()] for block in self.blocks]
        if self.past:
            more["past"] = [_task_json(task) for task in self.past]
        return {
            "entered": self.entered.isoformat(),
            "tasks": [_task_json(task) for task in self.tasks],
            "known": {name: _plain(value) for name, value in sorted(self.known.items())},
            "closed": _iso(self.closed),
            "exit": self.exit,
            **more,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> State:
        return cls(
            entered=date.fromisoformat(data["entered"]),
            tasks=tuple(_task(row) for row in data["tasks"]),
            known={name: _rich(value) for name, value in data["known"].items()},
            closed=_date(data["closed"]),
            exit=data["exit"],
            track=data.get("track", ""),
            blocks=tuple(BlockState(id, status, date.fromisoformat(on)) for id, status, on in data.get("blocks", ())),
            past=tuple(_task(row) for row in data.get("past", ())),
        )


def _task_json(task: TaskState) -> list[Any]:
    row = [task.step, task.round, task.status, _iso(task.opened_on), _iso(task.due), _iso(task.done_on), list(task.waits_for)]
    return [*row, _plain(task.outcome), task.anew] if task.outcome is not None or task.anew else row


def _task(row: list[Any]) -> TaskState:
    step, round_, status, opened_on, due, done_on, waits_for, *more = row
    outcome, anew = more or (None, False)
    return TaskState(step, round_, status, _date(opened_on), _date(due), _date(done_on), tuple(waits_for), _rich(outcome), anew)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: Any) -> Any:
    """JSON that keeps the type: what JSON has no word for becomes an object of one key."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, (set, frozenset)):
        return {"set": sorted(value)}
    if isinstance(value, (list, tuple)):
        return {"list": [_plain(each) for each in value]}
    if isinstance(value, Mapping):
        return {"map": {name: _plain(each) for name, each in value.items()}}
    return value


def _rich(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kind, content = next(iter(value.items()))
    return _RICH[kind](content)


_RICH: dict[str, Any] = {
    "date": date.fromisoformat,
    "number": Decimal,
    "set": frozenset,
    "list": lambda content: tuple(_rich(each) for each in content),
    "map": lambda content: {name: _rich(each) for name, each in content.items()},
}
