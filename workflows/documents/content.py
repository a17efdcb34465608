"""What stands in a document: sections with entries, each with a key by which it can be left out and compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, or one row with its details. `key` stays the same from version to version as long as it is the same thing."""

    key: str
    label: str
    text: str = ""
    # pairs of label and text
    details: tuple[tuple[str, str], ...] = ()
    # where it comes from, and since when
    note: str = ""

    @property
    def size(self) -> int:
        return len(self.label) + len(self.text) + len(self.note) + sum(len(name) + len(text) for name, text in self.details)


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a heading; `closed` when only who may correct the record may read it."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document in one language for one audience, with all that it was read from: pairs of what and id."""

    title: str
    audience: str
    language: str
    name: str
    number: str
    unit: str
    sections: tuple[Section, ...]
    sources: frozenset[tuple[str, str]] = field(default=frozenset())

    @property
    def entries(self) -> list[Entry]:
        return [entry for section in self.sections for entry in section.entries]

    @property
    def closed(self) -> bool:
        return any(section.closed for section in self.sections)

    def without(self, keys: Iterable[str]) -> Content:
        """The same without these entries, and without sections that are empty then."""
        gone = frozenset(keys)
        sections = [
            Section(each.id, each.title, kept, each.closed)
            for each in self.sections
            if (kept := tuple(entry for entry in each.entries if entry.key not in gone))
        ]
        return Content(self.title, self.audience, self.language, self.name, self.number, self.unit, tuple(sections), self.sources)

    def as_data(self) -> dict[str, Any]:
        """JSON values; what it was read from is kept apart."""
        data = asdict(self)
        del data["sources"]
        return data


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from an earlier version: labels of entries that are new, gone, or say something else."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)


def row_key(section: str, *parts: object) -> str:
    """The key of a row that has no id of its own: made of what it says."""
    return f"{section}/{sha256(repr(parts).encode()).hexdigest()[:12]}"


def changes(before: dict[str, Any], now: Content) -> Changes:
    """What would differ from the stored `data`, but for what was left out then."""
    told = {entry["key"]: entry for section in before["sections"] for entry in section["entries"]}
    left_out = frozenset(before.get("left_out", ()))
    here = {entry.key: entry for entry in now.entries if entry.key not in left_out}
    return Changes(
        new=tuple(_named(entry.label, entry.text) for key, entry in here.items() if key not in told),
        gone=tuple(_named(entry["label"], entry["text"]) for key, entry in told.items() if key not in here),
        changed=tuple(entry.label for key, entry in here.items() if key in told and _said(entry) != _stored(told[key])),
    )


def _named(label: str, text: str) -> str:
    return f"{label}: {text}" if text else label


def _said(entry: Entry) -> tuple[Any, ...]:
    return entry.label, entry.text, entry.details, entry.note


def _stored(entry: dict[str, Any]) -> tuple[Any, ...]:
    return entry["label"], entry["text"], tuple((name, text) for name, text in entry["details"]), entry["note"]
