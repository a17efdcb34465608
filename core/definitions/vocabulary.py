"""The facts and code lists that all programmes share, read from `vocabulary.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field as _Field

from core.definitions.base import Definition, Key, Many
from core.definitions.option import Option
from core.definitions.wording import Wording
from core.rules.message import Message, did_you_mean, joined, msg
from core.rules.shipped import shipped_yaml
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, Ordered, SetOf, Type

T = TypeVar("T")
FactType = Literal["text", "number", "date", "yes_no", "code", "set"]


class UnknownName(LookupError):
    """A fact or code list that does not exist; the message names the nearest one."""


class Entry(Definition):
    """One entry of a code list. `attributes` carry what other systems and derived facts need: `category`, `isced`, …"""

    id: Key
    title: Wording
    attributes: dict[str, str] = _Field(default_factory=dict)
    hidden: bool = False
    """Not offered any more; where it was chosen before, it still counts."""
    kept_inside: bool = False
    """As the result of a step it is told to no reader outside of the authorities."""
    was: Many[Key] = ()
    """Former ids. Two entries that name the same one are what it was split into."""


class CodeList(Definition):
    """A code list; with `ordered` its entries rise, so that rules may compare them (`german_level >= "b1"`).

    Those of the vocabulary are shared by all programmes; a programme may have further ones of its own."""

    id: Key
    title: Wording
    entries: Many[Entry]
    ordered: bool = False
    source: str | None = None
    was: Many[Key] = ()
    """Former ids: what was adjusted in it goes with it."""
    locked: str | None = None
    """The reason why admins may not adjust a programme's own list."""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(entry.id for entry in self.entries)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The entries as a question offers them."""
        kept = ("attributes", "hidden", "kept_inside", "was")
        return tuple(Option(each.id, each.title, **{name: getattr(each, name) for name in kept}) for each in self.entries)

    @property
    def type(self) -> Type:
        return Ordered(self.id, self.codes) if self.ordered else Code(self.id, self.codes)

    def entry(self, code: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.id == code), None)


class Fact(Definition):
    """A named, typed property of a person. `derived_from` marks one that is computed at the reference date and never stored."""

    id: Key
    type: FactType
    title: Wording
    help: Wording | None = None
    codes: Key | None = None
    privacy: Literal["normal", "identity", "sensitive"] = "normal"
    derived_from: Key | None = None
    valid_until: Key | None = None
    """The fact that says until when the paper holds on which this one stands."""


class Vocabulary(Definition):
    """All facts and code lists."""

    facts: Many[Fact]
    lists: Many[CodeList]

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def _lists(self) -> dict[str, CodeList]:
        return {codes.id: codes for codes in self.lists}

    def fact(self, id: str) -> Fact:
        """The fact of this name. Raises UnknownName, which names the nearest one."""
        return _named(self._facts, id, msg("There is no fact '{name}'.", name=id))

    def list(self, id: str) -> CodeList:
        """The code list of this name. Raises UnknownName."""
        return _named(self._lists, id, msg("There is no code list '{name}'.", name=id))

    def has(self, id: str) -> bool:
        return id in self._facts

    @property
    def stored(self) -> tuple[Fact, ...]:
        """The facts that are written down: all but the derived ones."""
        return tuple(fact for fact in self.facts if fact.derived_from is None)

    def type(self, fact: Fact) -> Type:
        """The rule type of a fact."""
        plain: dict[str, Type] = {"text": TEXT, "number": NUMBER, "date": DATE, "yes_no": BOOLEAN}
        if fact.type in plain:
            return plain[fact.type]
        listed = self.list(fact.codes or fact.id).type
        return SetOf(listed) if fact.type == "set" else listed

    @cached_property
    def scope(self) -> Mapping[str, Type]:
        """What rules may name, with its type."""
        return {fact.id: self.type(fact) for fact in self.facts}

    @cached_property
    def entry_scope(self) -> Mapping[str, Type]:
        """What rules of eligibility may name: the facts, and what the house knows by itself."""
        return {**self.scope, "enrolments": SetOf(TEXT)}

    @cached_property
    def validities(self) -> Mapping[str, str]:
        """Fact → the fact that says until when its paper holds."""
        return {fact.id: fact.valid_until for fact in self.facts if fact.valid_until}

    @cached_property
    def categories(self) -> Mapping[str, str]:
        """Residence title → residence category."""
        return {entry.id: entry.attributes["category"] for entry in self.list("residence_title").entries}


def _named(known: Mapping[str, T], id: str, missing: Message) -> T:
    if id in known:
        return known[id]
    near = get_close_matches(id, known, 1)
    hint = did_you_mean(near[0]) if near else ""
    raise UnknownName(joined((missing, hint), " "))


LONG_LISTS = ("countries.yaml", "languages.yaml")
"""Code lists with a file of their own each."""


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that is shipped with the core."""
    data = _read("vocabulary.yaml")
    return Vocabulary.model_validate({**data, "lists": [*data["lists"], *map(_read, LONG_LISTS)]})


def _read(name: str) -> Any:
    return shipped_yaml(Path(__file__).with_name(name))
