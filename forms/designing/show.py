"""What a page of the designer shows of a form: its cards in order, and beside them all that can be said about one part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask_babel import gettext

from core import catalogue
from core.definitions import Check, Computed, Fault, Field, Form, Group, Option, Page, Programme, Wording, vocabulary
from core.definitions.checks.forms import form_faults
from core.definitions.fields import Optioned
from core.definitions.labels import labels
from core.rules import RuleError, check_rule
from core.rules.message import said
from core.rules.words import in_words, spoken
from core.web.i18n import LANGUAGES, SHELL, direction, shell_language
from forms.designing import names
from forms.designing.marks import Mark, Marks
from forms.designing.places import Part, Refused, around, below, find, key
from forms.designing.properties import Property, properties
from forms.designing.reading import shown
from forms.designing.setting import rule_scope


@dataclass(frozen=True, slots=True)
class Wrong:
    """What could not be taken: at which input, why, and what was typed there."""

    path: str = ""
    reason: Any = ""
    english: bool = False
    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)

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


class Screen:
    """One form of a draft for one request. `part` is what the panel is about: `fields/school`, empty for the form itself."""

    def __init__(
        self, programme: Programme, form: Form, part: str, language: str, shipped: Programme | None, wrong: Wrong | None = None
    ) -> None:
        self.programme, self.form, self.language = programme, form, language
        self.address = f"forms/{form.id}"
        self.wrong = wrong or Wrong()
        self.part = part if _there(programme, below(self.address, part)) else ""
        self.marks = Marks(shipped, programme, self.address)
        self.shipped = shipped

    @cached_property
    def thing(self) -> Any:
        """What the panel is about."""
        return find(self.programme, below(self.address, self.part))

    @property
    def sort(self) -> str:
        """`form`, `page`, `field` or `check`."""
        sorts: tuple[tuple[type, str], ...] = ((Form, "form"), (Page, "page"), (Check, "check"))
        return next((word for cls, word in sorts if isinstance(self.thing, cls)), "field")

    @property
    def locked(self) -> str:
        """The reason why nothing can be changed here; empty where everything can."""
        if self.form.locked:
            return self.form.locked
        outer = find(self.programme, below(self.address, around(self.part))) if around(self.part) else None
        return getattr(self.thing, "locked", None) or getattr(outer, "locked", None) or ""

    @property
    def inner(self) -> bool:
        """Whether it is about a question in a group."""
        return self.part.count("/") == 3

    def at(self, part: str) -> dict[str, str]:
        """The address of the page with another part in the panel, for url_for."""
        return {"at": part, "in": self.language}

    # the canvas

    def kind(self, field: Field) -> Any:
        return names.kind(field.kind)

    def is_group(self, field: Field) -> bool:
        return isinstance(field, Group)

    @cached_property
    def faults(self) -> Mapping[str, Sequence[str]]:
        """Part → what is wrong with it, in the words of the definitions."""
        found: dict[str, list[str]] = {}
        for fault in _faults(self.programme, self.form):
            found.setdefault(_part_of(fault.path, self.address), []).append(fault.message)
        return found

    def wrongs(self, part: str) -> int:
        """How many faults a part holds, with those in it."""
        return sum(len(told) for at, told in self.faults.items() if at == part or at.startswith(f"{part}/"))

    def adjusted(self, part: str) -> int:
        return len(self.marks.within(part))

    def is_new(self, part: str) -> bool:
        return self.marks.at(part, "add") is not None

    @cached_property
    def palette(self) -> Any:
        return names.palette()

    # the panel

    @cached_property
    def rows(self) -> list[Any]:
        """Inputs of the part, the usual ones first; a wording as one row for each language that is written here."""
        found: list[Any] = []
        for each in self.properties(self.part):
            found += self.wordings(self.part, each) if each.sort == "wording" else [self.input(self.part, each)]
        return found

    def properties(self, part: str) -> list[Property]:
        thing = find(self.programme, below(self.address, part))
        assert thing is not None, part
        return properties(self.programme, self.form, thing, inner=self.inner and part == self.part)

    def wordings(self, part: str, each: Property) -> list[Worded]:
        """German, and beside it the language of the page."""
        value: Wording | None = getattr(find(self.programme, below(self.address, part)), each.name)
        return [self._worded(part, each, value, code) for code in dict.fromkeys(("de", self.language))]

    def wording(self, part: str, name: str) -> list[Worded]:
        """The same of one property: the label of an option."""
        return [each for every in self.properties(part) if every.name == name for each in self.wordings(part, every)]

    def others(self, name: str) -> list[str]:
        """In which further languages a text stands that are not shown now."""
        value: Wording | None = getattr(self.thing, name)
        return [LANGUAGES.get(code, code) for code in sorted(value.root if value else ()) if code not in ("de", self.language)]

    def _worded(self, part: str, each: Property, value: Wording | None, code: str) -> Worded:
        sub = part[len(self.part) + 1 :] if part != self.part else ""
        name, path = f"w:{sub}:{each.name}:{code}", below(self.address, part, each.name, code)
        wrong = self._wrong(path)
        said = (value.root.get(code, "") if value else "") if wrong is None else self._typed(name)
        long = each.name in ("help", "message") or getattr(self.thing, "kind", "") == "note" or len(said) > 80
        return Worded(each, code, name, _id(name), said, long, wrong, self.marks.at(part, f"{each.name}/{code}"))

    def input(self, part: str, each: Property) -> Input:
        sub = part[len(self.part) + 1 :] if part != self.part else ""
        name, path = f"p:{sub}:{each.name}", below(self.address, part, each.name)
        value, wrong = getattr(find(self.programme, below(self.address, part)), each.name), self._wrong(path)
        inputs = shown(each, value)
        if wrong is not None and name in self.wrong.typed:
            inputs = list(self.wrong.typed[name]) if isinstance(inputs, list) else self._typed(name)
        sentence = self.sentence(value) if each.sort == "rule" and value and wrong is None else ""
        return Input(each, name, _id(name), inputs, wrong, self.marks.at(part, each.name), sentence)

    def _wrong(self, path: str) -> Wrong | None:
        return self.wrong if self.wrong.path == path else None

    def _typed(self, name: str) -> str:
        values = self.wrong.typed.get(name) or [""]
        return values[-1]

    @property
    def blamed(self) -> bool:
        """Whether what is wrong is told at an input; else it is told at the top."""
        every = [*self.rows, *(each for option in self.options for each in self.wording(option, "label"))]
        return any(row.wrong for row in every)

    @property
    def options(self) -> list[str]:
        """The parts that are the options of the question, where they are its own."""
        thing = self.thing
        own = isinstance(thing, Optioned) and not thing.codes
        return [below(self.part, "options", option.id) for option in thing.options] if own else []

    @property
    def shared(self) -> Sequence[Option]:
        """What a shared list offers."""
        thing = self.thing
        known = isinstance(thing, Optioned) and thing.codes and any(each.id == thing.codes for each in vocabulary().lists)
        return thing.offered(vocabulary()) if known else ()

    @property
    def optioned(self) -> bool:
        return isinstance(self.thing, Optioned)

    def find(self, part: str) -> Part | None:
        return find(self.programme, below(self.address, part))

    def key(self, part: str) -> str:
        return key(part)

    def sentence(self, rule: str) -> str:
        """A rule in the words of the page; empty while it cannot be read."""
        wanted = self.thing.type(vocabulary()) if isinstance(self.thing, Computed) else None
        try:
            scope = rule_scope(self.programme, self.form)
            node = check_rule(rule, scope, wanted) if wanted is not None else check_rule(rule, scope)
            code = spoken(shell_language())
            return in_words(node, scope, code, labels(code, self.programme, catalogue.offered()))
        except RuleError:
            return ""

    @property
    def home(self) -> str:
        """The page on which the question of the panel stands; empty for all else."""
        if self.sort != "field" or self.inner:
            return ""
        return next(page.id for page in self.form.pages if any(each.id == key(self.part) for each in page.fields))

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        """What a question may become."""
        return [pair for _title, kinds in self.palette for pair in kinds]

    @property
    def languages(self) -> list[tuple[str, str, bool]]:
        """Code, name, and whether something of the form is said in it; those come first."""
        used = _spoken(self.form)
        every = [(code, name, code in used or code in SHELL) for code, name in LANGUAGES.items()]
        return sorted(every, key=lambda each: not each[2])

    def direction(self, code: str) -> str:
        return direction(code)


def chosen_language(asked: str | None) -> str:
    """The language in which wordings are written and the form is shown; without a wish that of the page."""
    return asked if asked in LANGUAGES else shell_language()


def _there(programme: Programme, address: str) -> bool:
    try:
        found = find(programme, address)
    except Refused:
        return False
    return found is not None and not isinstance(found, Option)


def _id(name: str) -> str:
    return name.replace(":", "-").replace("/", "--")


def _part_of(path: str, form: str) -> str:
    """`forms/intake/fields/school/shown_if` → `fields/school`."""
    words = path.removeprefix(form).strip("/").split("/")
    whole = 2 * (len(words) // 2)
    pairs = [words[place : place + 2] for place in range(0, whole, 2)]
    kept = [pair for pair in pairs if pair[0] in ("pages", "fields", "options", "checks")]
    return "/".join("/".join(pair) for pair in kept)


def _faults(programme: Programme, form: Form) -> list[Fault]:
    return list(form_faults(programme.but(forms=[form]), vocabulary()))


def _spoken(form: Form) -> frozenset[str]:
    from core.definitions.checks.wordings import wordings

    return frozenset(code for _path, wording in wordings(form) for code in wording.languages)
