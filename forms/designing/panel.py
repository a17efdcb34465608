"""What a designer says about one part of a draft: rows of inputs with their values, faults and marks, in two languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol

from flask_babel import gettext

from core.definitions import Programme, Wording
from core.rules.message import said
from core.web.i18n import LANGUAGES, SHELL, direction, shell_language
from forms.designing.held import Mark
from forms.designing.places import below
from forms.designing.properties import Property
from forms.designing.reading import shown
from forms.ruling.show import Rule, Ruling


@dataclass(frozen=True, slots=True)
class Wrong:
    """What could not be taken: at which input, why, and what was typed there."""

    path: str = ""
    reason: Any = ""
    english: bool = False
    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    inside: str | None = None
    """The part of a rule that it is about."""

    @property
    def text(self) -> str:
        return said(self.reason, gettext)


@dataclass(frozen=True, slots=True)
class Input:
    """One property with what stands in its inputs. `name` is that of the inputs, `id` what a label points to."""

    property: Property
    name: str
    id: str
    value: Any
    wrong: Wrong | None = None
    mark: Mark | None = None
    sentence: str = ""
    rule: Rule | None = None
    """A rule of yes and no, taken apart; None for a formula."""


@dataclass(frozen=True, slots=True)
class Worded:
    """One language of a wording. `long`: it may have several lines."""

    property: Property
    language: str
    name: str
    id: str
    value: str
    long: bool
    wrong: Wrong | None = None
    mark: Mark | None = None


class Marked(Protocol):
    """Adjustments by part and property."""

    def at(self, part: str, what: str) -> Mark | None: ...

    def within(self, part: str) -> list[Mark]: ...


class Panel:
    """The part of a draft that is looked at; `address` is that of what the designer is about, empty for the programme."""

    programme: Programme
    address: str
    part: str
    language: str
    wrong: Wrong
    marks: Marked
    long: Sequence[str] = ("help", "message")
    opened_rule = ""
    """The part of a rule that was touched last: `shown_if:0.1`."""
    start: int = 0
    """The first that is shown of what comes in pages."""

    def find(self, part: str) -> Any:
        """What stands at a part, None where nothing does."""
        raise NotImplementedError

    def properties(self, part: str) -> list[Property]:
        raise NotImplementedError

    def sentence(self, rule: str) -> str:
        """A rule in the words of the page; empty while it cannot be read."""
        raise NotImplementedError

    @cached_property
    def ruling(self) -> Ruling | None:
        """What rules of the part may name; None where its rule is a formula."""
        return None

    def shown(self, part: str, each: Property) -> Any:
        """What stands in the inputs of a property."""
        return shown(each, getattr(self.find(part), each.name))

    @cached_property
    def thing(self) -> Any:
        """What the panel is about."""
        return self.find(self.part)

    @cached_property
    def faults(self) -> Mapping[str, Sequence[str]]:
        """Part → what is wrong with it, in the words of the definitions."""
        raise NotImplementedError

    def wrongs(self, part: str) -> int:
        """How many faults a part holds, with those in it."""
        return sum(len(told) for at, told in self.faults.items() if at == part or at.startswith(f"{part}/"))

    def adjusted(self, part: str) -> int:
        return len(self.marks.within(part))

    def is_new(self, part: str) -> bool:
        return self.marks.at(part, "add") is not None

    @cached_property
    def rows(self) -> list[Any]:
        """Inputs of the part, the usual ones first; a wording as one row for each language that is written here."""
        found: list[Any] = []
        for each in self.properties(self.part):
            found += self.wordings(self.part, each) if each.sort == "wording" else [self.input(self.part, each)]
        return found

    def wordings(self, part: str, each: Property) -> list[Worded]:
        """German, and beside it the language of the page."""
        value: Wording | None = getattr(self.find(part), each.name)
        return [self._worded(part, each, value, code) for code in dict.fromkeys(("de", self.language))]

    def wording(self, part: str, name: str) -> list[Worded]:
        """The same of one property: the label of an option."""
        return [each for every in self.properties(part) if every.name == name for each in self.wordings(part, every)]

    def others(self, name: str) -> list[str]:
        """In which further languages a text stands that are not shown now."""
        value: Wording | None = getattr(self.thing, name)
        return [LANGUAGES.get(code, code) for code in sorted(value.root if value else ()) if code not in ("de", self.language)]

    def _worded(self, part: str, each: Property, value: Wording | None, code: str) -> Worded:
        name, path = f"w:{self._sub(part)}:{each.name}:{code}", below(self.address, part, each.name, code)
        wrong = self._wrong(path)
        said = (value.root.get(code, "") if value else "") if wrong is None else self._typed(name)
        long = each.name in self.long or getattr(self.thing, "kind", "") == "note" or len(said) > 80
        return Worded(each, code, name, _id(name), said, long, wrong, self.marks.at(part, f"{each.name}/{code}"))

    def input(self, part: str, each: Property) -> Input:
        name, path = f"p:{self._sub(part)}:{each.name}", below(self.address, part, each.name)
        wrong, inputs = self._wrong(path), self.shown(part, each)
        if wrong is not None and name in self.wrong.typed:
            inputs = list(self.wrong.typed[name]) if isinstance(inputs, list) else self._typed(name)
        rule = inputs if each.sort == "rule" and wrong is None else ""
        sentence = self.sentence(rule) if rule else ""
        made = self._rule(part, each, wrong) if each.sort == "rule" else None
        return Input(each, name, _id(name), inputs, wrong, self.marks.at(part, each.name), sentence, made)

    def _rule(self, part: str, each: Property, wrong: Wrong | None) -> Rule | None:
        """The rule as it stands, with what was typed at the part that could not be taken."""
        if self.ruling is None:
            return None
        prefix, (name, _colon, open_) = f"r:{self._sub(part)}:{each.name}", self.opened_rule.partition(":")
        made = Rule(self.ruling, self.shown(part, each), each.name, prefix, f"rule:{each.name}", _id(prefix))
        more: dict[str, Any] = {"title": str(each.label), "must": each.must, "open": open_ if name == each.name else None}
        if wrong is not None and wrong.inside is not None and made.has(wrong.inside):
            more |= {"blamed": wrong.inside, "told": wrong.text, "typed": wrong.typed}
        return replace(made, **more)

    def _sub(self, part: str) -> str:
        return part[len(self.part) + 1 :] if part != self.part else ""

    def _wrong(self, path: str) -> Wrong | None:
        return self.wrong if self.wrong.path == path else None

    def _typed(self, name: str) -> str:
        values = self.wrong.typed.get(name) or [""]
        return values[-1]

    @property
    def blamed(self) -> bool:
        """Whether what is wrong is told at an input; else it is told at the top."""
        return any(row.wrong for row in self.rows)

    def spoken(self) -> frozenset[str]:
        """The languages in which something is said here."""
        raise NotImplementedError

    @property
    def languages(self) -> list[tuple[str, str, bool]]:
        """Code, name, and whether something is said in it; those come first."""
        used = self.spoken()
        every = [(code, name, code in used or code in SHELL) for code, name in LANGUAGES.items()]
        return sorted(every, key=lambda each: not each[2])

    def direction(self, code: str) -> str:
        return direction(code)


def chosen_language(asked: str | None) -> str:
    """The language in which wordings are written and shown; without a wish that of the page."""
    return asked if asked in LANGUAGES else shell_language()


def _id(name: str) -> str:
    return name.replace(":", "-").replace("/", "--")
