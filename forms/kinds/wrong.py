"""What a reader raises when an answer cannot be taken."""

from __future__ import annotations

from typing import Any

from flask import has_app_context

from forms.kinds.spoken import said


class Reason:
    """A reason that is always the same for its field: put into words once a language, however often it is given."""

    __slots__ = ("_told", "text")

    def __init__(self, text: Any) -> None:
        self.text = text
        self._told: dict[str, str] = {}

    def told(self, language: str) -> str:
        spoken = language if has_app_context() else ""  # without an app nobody translates
        if spoken not in self._told:
            self._told[spoken] = said(language, self.text)
        return self._told[spoken]

    def __str__(self) -> str:
        return str(self.text)


def told(message: Any, language: str) -> str:
    """A reason in words."""
    return message.told(language) if isinstance(message, Reason) else said(language, message)


class Wrong(ValueError):
    """An answer that cannot be taken, with the reason as a lazy text that also gives an example.

    `errors` are pairs of a path below the field ("" is the field itself, ".postal_code" or ".0.employer" a part of it) and its reason.
    """

    def __init__(self, message: Any = None, *, errors: list[tuple[str, Any]] | None = None) -> None:
        own = [] if message is None else [("", message)]
        self.errors: list[tuple[str, Any]] = [*own, *errors] if errors else own

    def below(self, path: str) -> list[tuple[str, Any]]:
        """The errors as seen from outside the part at `path`."""
        return [(path + at, message) for at, message in self.errors]

    def __str__(self) -> str:
        return "; ".join(f"{at}: {message}" if at else str(message) for at, message in self.errors)
