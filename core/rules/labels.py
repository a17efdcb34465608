"""What a rule's facts and codes are called, in one language: given by the caller, who knows the vocabulary and the forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Unit = tuple[str, str]
"""What is counted: one of them, several of them. `EURO` marks an amount in cents."""
EURO: Unit = ("¢", "¢")


@dataclass(frozen=True, slots=True)
class Phrase:
    """How sentences speak of a fact instead of calling it by its title in quotes."""

    subject: str | None = None
    """Begins the sentence; empty where the value says enough; None: the title."""
    not_subject: str | None = None
    """Begins the sentence that denies it, where „nicht“ stands before the value: "wohnt nicht in"."""
    dative: str | None = None
    true: str | None = None
    false: str | None = None
    empty: str | None = None
    """Of a set that holds nothing; `filled` of one that holds something."""
    filled: str | None = None
    compare: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    denied: Mapping[str, str] = field(default_factory=dict)


NO_PHRASE = Phrase()


@dataclass(frozen=True, slots=True)
class Labels:
    """Titles by name (`group.field` for an answer in a row), labels of codes by list, units and phrases by name or by the text of
    a part of a rule; `things` are what `enrolled("…")` and `done("…")` speak of, by function."""

    titles: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    phrases: Mapping[str, Phrase] = field(default_factory=dict)
    things: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def title(self, name: str) -> str:
        """The title, else the name made readable: a sentence never shows an id as it is written."""
        return self.titles.get(name) or readable(name.rpartition(".")[2])

    def code(self, list_id: str, code: str, phrase: Phrase = NO_PHRASE) -> str:
        return phrase.codes.get(code) or self.codes.get(list_id, {}).get(code) or readable(code)


def readable(id: str) -> str:
    return id.replace("_", " ")
