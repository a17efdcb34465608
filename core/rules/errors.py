"""What is said when a rule cannot be taken: where, why, what would do, and the nearest name."""

from __future__ import annotations

from core.rules.message import Message, msg


class RuleError(ValueError):
    """A rule that cannot be taken.

    `message` is one or two sentences for the person who wrote the rule; `line` and `column` count from 1;
    `expected` names what could stand there, in words; `nearest` is the name that was probably meant.
    """

    def __init__(
        self, message: str, line: int = 1, column: int = 1, *, expected: tuple[str, ...] = (), nearest: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.expected = expected
        self.nearest = nearest

    @property
    def told(self) -> Message:
        """The message with its place, to be said in another language."""
        return msg("Line {line}, column {column}: {message}", line=self.line, column=self.column, message=self.message)

    def __str__(self) -> str:
        return str(self.told)
