"""What a page of a designer of parts shows, whatever the parts are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from flask_babel import gettext

from core.definitions import Programme
from core.definitions.checks.wordings import wordings
from core.rules.message import said as in_words
from forms.designing.asked import Done, Sent
from forms.designing.held import Against, Mark, Marks, said
from forms.designing.panel import Panel, Wrong
from forms.designing.places import around, below, key
from forms.designing.properties import Property
from workflows.designing import desk
from workflows.designing.addresses import find
from workflows.designing.desk import Desk


class PartScreen(Panel):
    """A draft for one request. `part` is what the panel is about: `lists/rooms`, empty for none or for the programme itself."""

    address = ""
    desk: ClassVar[Desk]
    shown_as: Mapping[str, Any] = {}
    """Property → what stands in its inputs, where that is not the usual."""

    def __init__(
        self, programme: Programme, part: str, language: str, shipped: Programme | None, wrong: Wrong | None = None
    ) -> None:
        self.programme, self.language, self.wrong = programme, language, wrong or Wrong()
        self.part = part if self.desk.owns(part) and find(programme, part) is not None else ""
        against = Against(self.alone, find, self.told, self.mine)
        self.marks: Marks = Marks(against.marks(shipped, programme))

    @classmethod
    def do(cls, sent: Sent, programme: Programme, shipped: Programme | None, published: Programme | None) -> Done:
        """A step of the designer. Raises Refused."""
        return desk.do(cls.desk, sent, programme, shipped, published)

    @classmethod
    def alone(cls, programme: Programme) -> Programme:
        """A programme of nothing but what the designer is about."""
        return cls.desk.alone(programme)

    def mine(self, address: str) -> bool:
        """Whether a mark at this address is shown here."""
        return self.desk.owns(address)

    def find(self, part: str) -> Any:
        return find(self.programme, part)

    def properties(self, part: str) -> list[Property]:
        return self.desk.properties(self.programme, part, self.find(part))

    def shown(self, part: str, each: Property) -> Any:
        if each.name in self.shown_as:
            return self.shown_as[each.name](getattr(self.find(part), each.name))
        return super().shown(part, each)

    def told(self, programme: Programme, part: str, name: str, value: Any) -> Any:
        """A value as a mark says it."""
        if name in self.shown_as:
            value = self.shown_as[name](value) if value is not None else None
            return ", ".join(filter(None, map(str, value))) if isinstance(value, list) else value
        return said(self.desk.property(programme, part, find(programme, part), name), value)

    @cached_property
    def faults(self) -> Mapping[str, Sequence[Any]]:
        found: dict[str, list[Any]] = {}
        for fault in self.desk.faults(self.programme):
            words = fault.path.split("/")
            part = "/".join(words[: len(words) - len(words) % 2])
            found.setdefault(part if self.find(part) is not None else "", []).append(in_words(fault.message, gettext))
        return found

    @property
    def locked(self) -> str:
        """The reason why nothing can be changed here but further translations; empty where everything can."""
        return getattr(self.thing, "locked", None) or ""

    def key(self, part: str) -> str:
        return key(part)

    def below(self, *parts: str) -> str:
        return below(*parts)

    def adds(self, mark: Mark) -> bool:
        """Whether a part came whole, with all that stands in it."""
        return mark.what == "add" and not self.is_new(around(mark.part))

    def spoken(self) -> frozenset[str]:
        return frozenset(code for _path, wording in wordings(self.alone(self.programme)) for code in wording.languages)
