"""What a reader raises when an answer cannot be taken."""

from __future__ import annotations

from typing import Any


class Wrong(ValueError):
    """An answer that cannot be taken, with the reason as a lazy text that also gives an example.

    `errors` are pairs of a path below the field ("" is the field itself, ".postal_code" or ".0.employer" a part of it) and its reason.
    """

    def __init__(self, message: Any = None, *, errors: list[tuple[str, Any]] | None = None) -> None:
        self.errors: list[tuple[str, Any]] = list(errors or [])
        if message is not None:
            self.errors.insert(0, ("", message))
        super().__init__(message)

    def below(self, path: str) -> list[tuple[str, Any]]:
        """The errors as seen from outside the part at `path`."""
        return [(path + at, message) for at, message in self.errors]

    def __str__(self) -> str:
        return "; ".join(f"{at}: {message}" if at else str(message) for at, message in self.errors)
