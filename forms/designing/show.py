"""What a page of the designer shows of a form: its cards in order, and beside them all that can be said about one part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from flask_babel import gettext
from flask_babel import gettext as _

from core import catalogue
from core.definitions import Check, Computed, Fault, Field, Form, Group, Option, Page, Programme, UnknownField, vocabulary
from core.definitions.checks.forms import form_faults
from core.definitions.checks.wordings import wordings
from core.definitions.fields import Optioned
from core.definitions.labels import labels
from core.rules import BOOLEAN, RuleError, check_rule
from core.rules.message import said
from core.rules.words import in_words, spoken
from core.web.i18n import shell_language
from forms.designing import expert, names
from forms.designing.held import Marks
from forms.designing.marks import marks
from forms.designing.panel import Panel, Wrong
from forms.designing.places import UNKNOWN, Part, Refused, around, below, find, key
from forms.designing.properties import Property, properties
from forms.designing.setting import rule_scope
from forms.ruling.show import Ruling


class Screen(Panel):
    """One form of a draft for one request. `part` is what the panel is about: `fields/school`, empty for the form itself."""

    def __init__(
        self, programme: Programme, form: Form, part: str, language: str, shipped: Programme | None, wrong: Wrong | None = None
    ) -> None:
        self.programme, self.form, self.language = programme, form, language
        self.address = f"forms/{form.id}"
        self.wrong = wrong or Wrong()
        self.part = part if _there(programme, below(self.address, part)) else ""
        self.marks: Marks = marks(shipped, programme, self.address)
        self.shipped = shipped

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
        if isinstance(self.thing, UnknownField):
            return str(UNKNOWN)
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
            found.setdefault(_part_of(fault.path, self.address), []).append(said(fault.message, gettext))
        return found

    @cached_property
    def palette(self) -> Any:
        return names.palette()

    # the panel

    def properties(self, part: str) -> list[Property]:
        thing = find(self.programme, below(self.address, part))
        assert thing is not None, part
        return properties(self.programme, self.form, thing, inner=self.inner and part == self.part)

    @property
    def blamed(self) -> bool:
        """The same, with the labels of options."""
        labels = (each for option in self.options for each in self.wording(option, "label"))
        return super().blamed or any(row.wrong for row in labels)

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
        if not isinstance(thing, Optioned) or not thing.codes:
            return ()
        known = thing.own or any(each.id == thing.codes for each in vocabulary().lists)
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

    @cached_property
    def ruling(self) -> Ruling | None:
        thing = self.thing
        if isinstance(thing, Computed) and thing.type(vocabulary()) != BOOLEAN:
            return None
        code, own = spoken(shell_language()), [field.id for field in self.form.fields if field is not thing]
        scope = rule_scope(self.programme, self.form)
        return Ruling(scope, labels(code, self.programme, catalogue.offered()), code, own, _("Questions of this form"))

    @property
    def home(self) -> str:
        """The page on which the question of the panel stands; empty for all else."""
        if self.sort != "field" or self.inner:
            return ""
        return next(page.id for page in self.form.pages if any(each.id == key(self.part) for each in page.fields))

    table_example = expert.EXAMPLE

    @property
    def groups(self) -> list[tuple[str, Any]]:
        """Where a question may go to that is none of rows: groups, and out of its own group the pages."""
        if self.sort != "field" or isinstance(self.thing, Group):
            return []
        own = around(self.part) if self.inner else ""
        groups = [(f"fields/{each.id}", each.label) for each in self.form.fields if isinstance(each, Group)]
        pages = [(f"pages/{page.id}", page.title) for page in self.form.pages] if self.inner else []
        return [*pages, *(pair for pair in groups if pair[0] != own)]

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        """What a question may become."""
        return [pair for _title, kinds in self.palette for pair in kinds]

    def spoken(self) -> frozenset[str]:
        return frozenset(code for _path, wording in wordings(self.form) for code in wording.languages)


def _there(programme: Programme, address: str) -> bool:
    try:
        found = find(programme, address)
    except Refused:
        return False
    return found is not None and not isinstance(found, Option)


def _part_of(path: str, form: str) -> str:
    """`forms/intake/fields/school/shown_if` → `fields/school`."""
    words = path.removeprefix(form).strip("/").split("/")
    whole = 2 * (len(words) // 2)
    pairs = [words[place : place + 2] for place in range(0, whole, 2)]
    kept = [pair for pair in pairs if pair[0] in ("pages", "fields", "options", "checks")]
    return "/".join("/".join(pair) for pair in kept)


def _faults(programme: Programme, form: Form) -> list[Fault]:
    return list(form_faults(programme.but(forms=[form]), vocabulary()))
