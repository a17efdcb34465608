"""What is said when a rule cannot be taken: where, why, what would do, and the nearest name."""

from __future__ import annotations


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

    def __str__(self) -> str:
        return f"Line {self.line}, column {self.column}: {self.message}"
