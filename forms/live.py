"""The rules that a page carries, so that the browser shows, demands and works out at once what the server would.

A rule goes along only when everything that it needs may be told: answers of this form, facts that the form asks for, and
shared facts that the actor sees anyway. What needs more stays with the server, which is asked as soon as an answer changes
that such a rule reads. The server settles everything again when the page is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.definitions import Check, Computed, Field, Page, vocabulary
from core.rules import BOOLEAN, check_rule, names, parse
from core.rules.derive import DERIVED_FROM
from core.rules.javascript import Writer, value_as_json
from core.rules.types import Type
from forms.fill import Filled
from forms.plan import Plan
from forms.readers import is_read, reader

_OPEN = frozenset({"entry_date"})
"""The day to which a verdict belongs is no secret of the person."""


@dataclass(frozen=True)
class Part:
    """What one or more rules decide about a field; `needs` are the ids and facts that they read, however far behind."""

    what: str
    field: Field
    rules: tuple[str, ...]
    needs: frozenset[str]
    check: Check | None = None


@dataclass(frozen=True)
class Live:
    """`sheet` is what the page carries (None: nothing), `shown` the fields that it shows and hides by itself, `asks` those whose
    answers are sent to the server at once."""

    sheet: dict[str, Any] | None = None
    shown: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()


class Sheet:
    """One page of a form: which of its parts move by the answers on it. Made once for a plan and page."""

    def __init__(self, plan: Plan, page: Page) -> None:
        self.plan, self.page = plan, page
        self._facts = vocabulary().scope
        self._askers: dict[str, list[Field]] = {}
        for field in plan.form.fields:
            if field.fact:
                self._askers.setdefault(field.fact, []).append(field)
        self.here = frozenset(field.id for field in page.fields if field.asks and not field.read_only)
        self.over = {
            field.id: tuple(filter(None, (one.shown_if, field.shown_if))) for one in plan.form.pages for field in one.fields
        }
        self.parts = [part for field in page.fields for part in self._parts(field)]

    def _parts(self, field: Field) -> Iterable[Part]:
        """Those that can change while the page is filled in."""
        found: list[tuple[str, tuple[str | None, ...], Check | None]] = [
            ("shown", self.over[field.id], None),
            ("must", (field.required_if,), None),
            *(("check", (check.rule,), check) for check in self.plan.rules.checks if check.field == field.id),
        ]
        if isinstance(field, Computed):
            found.append(("computed", (self.plan.rules.rule_of[field.id],), None))
        for what, rules, check in found:
            texts = tuple(text for text in rules if text)
            needs = self.needs(texts) | (frozenset({field.id}) if what == "computed" else frozenset())
            if needs & self.here:
                yield Part(what, field, texts, needs, check)

    def needs(self, texts: Iterable[str]) -> frozenset[str]:
        """All names behind these rules: also those that decide whether an answer counts, and those that others follow from."""
        found: set[str] = set()
        waiting = [name for text in texts for name in names(parse(text))]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._behind(name)
        return frozenset(found)

    def _behind(self, name: str) -> Iterable[str]:
        yield from (field.id for field in self._askers.get(name, ()))
        if name in DERIVED_FROM:
            yield DERIVED_FROM[name]
        if (field := self.plan.fields.get(name)) is not None:
            for text in (*self.over[name], *([self.plan.rules.rule_of[field.id]] if isinstance(field, Computed) else [])):
                yield from names(parse(text))

    def tells(self, name: str, filled: Filled, sees: bool) -> bool:
        """Whether this name's value may stand in the page, and the browser can make use of it."""
        field = self.plan.fields.get(name)
        if field is not None and not self._tells_answer(field, filled):
            return False
        if name not in self._facts or name in DERIVED_FROM:
            return field is not None or name in DERIVED_FROM
        askers = self._askers.get(name, [])
        private = any(privacy != "normal" for privacy in (vocabulary().fact(name).privacy, *(one.privacy for one in askers)))
        if askers:
            return not private or any(one.id not in filled.hidden for one in askers)
        return name in _OPEN or field is not None or (sees and not private)

    def may_wait(self, field: Field, filled: Filled) -> bool:
        """Whether a field that is hidden now may stand in the page unseen: with nothing in it that is nobody's business."""
        facts = [field.fact] if field.fact else []
        private = field.privacy != "normal" or any(vocabulary().fact(fact).privacy != "normal" for fact in facts)
        return not private or field.id not in filled.hidden or field.id not in filled.read

    def moves(self, texts: Iterable[str]) -> bool:
        return bool(self.needs(texts) & self.here)

    def _tells_answer(self, field: Field, filled: Filled) -> bool:
        if isinstance(field, Computed):
            return True
        if not is_read(field):
            return False
        return field.privacy == "normal" or field.id not in filled.hidden or field.id not in filled.read


def sheet_of(plan: Plan, page: Page) -> Sheet:
    """Made at its first use."""
    made: Sheet | None = plan.live.get(page.id)
    if made is None:
        made = plan.live[page.id] = Sheet(plan, page)
    return made


def live(plan: Plan, page: Page, filled: Filled, known: Mapping[str, Any], on: date, language: str, *, sees: bool) -> Live:
    """What this page carries for these answers. `sees`: whether the actor may see facts that no question asks for."""
    sheet = sheet_of(plan, page)
    if not sheet.parts:
        return Live(asks=frozenset())

    def told(part: Part) -> bool:
        waits = part.what != "shown" or sheet.may_wait(part.field, filled)
        return waits and all(sheet.tells(name, filled, sees) for name in part.needs)

    parts = [part for part in sheet.parts if told(part)]
    left = [part for part in sheet.parts if part.what != "check" and part not in parts]
    written = _Writing(sheet, parts, filled, known, on, language, sees).written() if parts else None
    # what the server decides, it decides with all that hangs together with it
    asks = frozenset(name for part in left for name in part.needs & sheet.here)
    return Live(written, frozenset(part.field.id for part in parts if part.what == "shown"), asks)


class _Writing:
    """One sheet for one request."""

    def __init__(
        self, sheet: Sheet, parts: list[Part], filled: Filled, known: Mapping[str, Any], on: date, language: str, sees: bool
    ) -> None:
        self.sheet, self.plan, self.filled, self.known = sheet, sheet.plan, filled, known
        self.parts, self.on, self.language, self.sees = parts, on, language, sees
        self.writer = Writer(self.plan.rules.scope)
        self.places: dict[str, int] = {}
        self.rules: list[Any] = []
        self.pages = [self._page(page) for page in self.plan.form.pages]
        marks = [id_ for page in self.pages if isinstance(page, list) for id_ in page]
        behind = (*(part.needs for part in parts), *(sheet.needs(sheet.over[id_]) for id_ in marks))
        self.read = frozenset[str]().union(*behind)
        settled = self.read.union(marks, (part.field.id for part in self._of("shown")))
        self.moving = {id_: sheet.over[id_] for id_ in settled & sheet.over.keys() if sheet.moves(sheet.over[id_])}

    def written(self) -> dict[str, Any]:
        fields, here = self.plan.fields, self.sheet.here
        counts = {id_ for id_ in self.read & fields.keys() if id_ in self.moving or id_ not in self.filled.hidden}
        return {
            "live": {id_: reader(fields[id_], self.on) for id_ in sorted(here & counts)},
            "given": {id_: value_as_json(self.filled.read[id_]) for id_ in sorted(counts - here) if id_ in self.filled.read},
            "shown": {id_: [self._place(text) for text in over] for id_, over in sorted(self.moving.items())},
            "must": {part.field.id: [self._place(text) for text in part.rules] for part in self._of("must")},
            "computed": [
                [field.id, self._place(self.plan.rules.rule_of[field.id], field.type(vocabulary())), field.gives]
                for field in self.plan.rules.computed
                if field.id in counts
            ],
            "checks": [[self._place(part.rules[0]), part.field.id, part.check.id] for part in self.parts if part.check],
            "messages": {part.check.id: self._message(part.check) for part in self.parts if part.check},
            "turns": len(self.plan.rules.hideable) + 1,
            "pages": self.pages,
            "here": [page.id for page in self.plan.form.pages].index(self.sheet.page.id),
            **self._facts(),
            "rules": self.rules,
            "lists": self.writer.lists,
        }

    def _facts(self) -> dict[str, Any]:
        bound = {name for name in self.read & vocabulary().scope.keys() if name not in DERIVED_FROM}
        return {
            "on": self.on.isoformat(),
            "known": {name: value_as_json(self.known[name]) for name in sorted(bound) if self.known.get(name) is not None},
            "bound": [pair for pair in self.plan.rules.facts if pair[0] in self.read and pair[1] in bound],
            "derives": sorted(self.read & {"entry_date", "age"}),
            "categories": dict(vocabulary().categories) if "residence_category" in self.read else None,
        }

    def _page(self, page: Page) -> bool | list[str]:
        """Whether a page is asked; where the answers here decide it, the fields that make it so."""
        found: list[str] = []
        for field in page.fields:
            over = self.sheet.over[field.id]
            if over and self._told(over):
                found.append(field.id)
            elif field.id not in self.filled.hidden:
                return True
        whole = [id_ for id_ in found if self.sheet.over[id_] == (page.shown_if,)]
        return whole[:1] or found or False

    def _told(self, over: tuple[str, ...]) -> bool:
        """Whether the browser can say when these rules hold, and it can change here."""
        return self.sheet.moves(over) and all(self.sheet.tells(name, self.filled, self.sees) for name in self.sheet.needs(over))

    def _of(self, what: str) -> list[Part]:
        return [part for part in self.parts if part.what == what]

    def _message(self, check: Check) -> list[str]:
        return [check.message.text(self.language), check.message.spoken(self.language)]

    def _place(self, text: str, wanted: Type = BOOLEAN) -> int:
        if text not in self.places:
            self.places[text] = len(self.rules)
            self.rules.append(self.writer.rule(check_rule(text, self.plan.rules.scope, wanted)))
        return self.places[text]
