"""The places and values of one definition in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel import Locale

from core.catalogue.overlay.adjustment import EMPTY
from core.catalogue.overlay.tree import Tree
from core.definitions import Programme, field_class, vocabulary
from core.definitions.checks import case_scope
from core.definitions.labels import labels
from core.rules import RuleError, parse
from core.rules.labels import Labels, readable
from core.rules.types import Scope
from core.rules.wordings import wordings
from core.rules.words import in_words

RULES = frozenset({"rule", "shown_if", "required_if", "when", "repeat"})
LISTS: Mapping[str, str] = {
    **dict.fromkeys(("after", "after_any", "back_to", "steps"), "steps"),
    **{name: f"{name}s" for name in ("role", "form", "phase", "block", "track")},
}
"""Property → the list whose ids it names."""
FIELDS = frozenset({"exit", "at", "outcome", "field", "on"})
_NAMES = {"prs": "Dari", "rom": "Romani"}
"""Languages that the CLDR does not name."""


class Sayer:
    def __init__(self, programme: Programme, tree: Tree, words: Mapping[str, Any], language: str) -> None:
        self.programme, self.tree, self.words, self.language = programme, tree, words, language
        self._rules = wordings(language)

    def where(self, address: str) -> str:
        """The place by the names of what it is in: form "Master sheet", field "School"."""
        parts = address.split("/") if address else []
        said = [self._element("/".join(parts[:end])) for end in range(2, len(parts) + 1, 2)]
        return str(self.words["joint"]).join(said) or str(self.words["programme"])

    def place(self, address: str, page: str, after: str) -> str:
        places = self.words["places"]
        home = address.rpartition("/")[0]
        said = str(places["behind"]).format(self.name(f"{home}/{after}")) if after else str(places["first"])
        return str(places["page"]).format(self.name(f"{home.rpartition('/')[0]}/pages/{page}"), said) if page else said

    def what(self, said_of: str) -> str:
        name, _, language = said_of.partition("/")
        said = str(self.words["properties"].get(name) or self.words["elements"].get(name) or readable(name))
        return str(self.words["property"]).format(said, self._language(language)) if language else said

    def value(self, address: str, said_of: str) -> str:
        """What is said there; of what is not, its default."""
        node = self.tree.nodes.get(address)
        return self.said(address, said_of, node.own.get(said_of) if node else None)

    def said(self, address: str, said_of: str, value: Any) -> str:
        """A value in words; "" for nothing."""
        value = self._default(address, said_of) if value is None else value
        if value is None or value == EMPTY or value in ("", [], {}):
            return ""
        match value:
            case bool():
                return str(self.words["yes" if value else "no"])
            case int() | float():
                return self._rules.number(Decimal(str(value)))
            case list():
                return self._joined([self._text(said_of, each) for each in value])
            case dict():
                return self._parts(said_of, value)
        return self._text(said_of, str(value))

    def name(self, address: str) -> str:
        """What an element is called, in quotes."""
        return self._rules.quoted(self._title(address))

    def _title(self, address: str) -> str:
        node = self.tree.nodes.get(address)
        own = node.own if node else {}
        texts = (own.get(f"{name}/{lang}") for name in ("label", "title", "wording") for lang in (self.language, "de"))
        return str(next(filter(None, texts), readable(address.rpartition("/")[2].partition("@")[0])))

    def _element(self, address: str) -> str:
        _home, kind, key = ("/" + address).rsplit("/", 2)
        said = f"{self.words['elements'].get(kind, kind)} {self.name(address)}"
        since = key.partition("@")[2]
        return str(self.words["since"]).format(said, self._day(since)) if since else said

    def _default(self, address: str, said_of: str) -> Any:
        node = self.tree.nodes.get(address)
        if node is None:
            return None
        cls = field_class(str(node.own.get("kind"))) or node.cls
        info = cls.model_fields.get(said_of)
        default = None if info is None or info.is_required() else info.default
        return default if isinstance(default, bool | int | str) else None

    def _text(self, said_of: str, value: Any) -> str:
        if not isinstance(value, str):
            return json.dumps(value, ensure_ascii=False)
        if said_of in RULES:
            return self._rule(value)
        if value in self.words["values"].get(said_of, {}):
            return self._rules.quoted(self.words["values"][said_of][value])
        if said_of in LISTS:
            return self.name(f"{LISTS[said_of]}/{value}")
        if said_of in FIELDS and value in self.programme.fields:
            return self._rules.quoted(self.programme.fields[value].label.text(self.language))
        if said_of == "codes":
            known = {each.id: each for each in (*vocabulary().lists, *self.programme.lists)}
            return self._rules.quoted(known[value].title.text(self.language) if value in known else value)
        if said_of == "fact" and vocabulary().has(value):
            return self._rules.quoted(vocabulary().fact(value).title.text(self.language))
        return self._day(value) or self._rules.quoted(value)

    def _rule(self, rule: str) -> str:
        try:
            return self._rules.quoted(in_words(parse(rule), self._scope, self.language, self._labels))
        except (RuleError, LookupError):
            return self._rules.quoted(rule)  # of a draft that names what is not there

    def _parts(self, said_of: str, value: Mapping[str, Any]) -> str:
        if said_of == "due":
            return self._deadline(value)
        if said_of == "table":
            rows = self._rules.counted(Decimal(len(value.get("rows", ()))), self.words["rows"])
            return self._rules.quoted(str(self.words["table"]).format(rows))
        if said_of == "retention":
            years = self._rules.counted(Decimal(str(value.get("years", 0))), self._rules["units"]["years"])
            anchor = value.get("anchor", "end_of_exit_year")
            return self._rules.quoted(str(self.words["kept"]).format(years, self.words["values"]["anchor"][anchor]))
        return self._joined([f"{readable(str(name))}: {self._text(str(name), said)}" for name, said in value.items()])

    def rows(self, address: str, without: Mapping[str, Any] | None) -> str:
        """The rows of a table that another one does not have."""
        node = self.tree.nodes.get(address)
        mine = _rows(node.own.get("table") if node else None)
        theirs = _rows(without)
        return self._rules.quoted("; ".join(row for row in mine if row not in theirs))

    @cached_property
    def heirs(self) -> Mapping[str, list[str]]:
        """Former address → the addresses of what is called so no more."""
        found: dict[str, list[str]] = {}
        for address, node in self.tree.nodes.items():
            for old in node.own.get("was", ()):
                found.setdefault(f"{address.rpartition('/')[0]}/{old}", []).append(address)
        return found

    def called(self, addresses: Iterable[str], beside: str) -> str:
        """What these are called; by their ids where that is no other name than the one beside it."""
        said = [
            name if (name := self.name(each)) != beside else self._rules.quoted(each.rpartition("/")[2]) for each in addresses
        ]
        return self._joined(said) if said else ""

    def _deadline(self, due: Mapping[str, Any]) -> str:
        spans = [
            self._rules.counted(Decimal(due[unit]), self._rules["units"][unit]) for unit in ("months", "days") if due.get(unit)
        ]
        after, words = str(due.get("after", "entry")), self.words["deadline"]
        said = words[after] if after in ("entry", "opened") else words["step"]
        return self._rules.quoted(
            str(said).format(self._joined(spans) if spans else words["same"], self._title(f"steps/{after}"))
        )

    def _joined(self, parts: list[str]) -> str:
        return self._rules.joined(parts, "and")

    def _day(self, value: str) -> str:
        try:
            return self._rules.day(date.fromisoformat(value)) if len(value) == 10 else ""
        except ValueError:
            return ""

    def _language(self, code: str) -> str:
        return str(Locale.parse(self.language).languages.get(code) or _NAMES.get(code, code))

    @cached_property
    def _scope(self) -> Scope:
        return {**case_scope(self.programme, vocabulary()), **vocabulary().entry_scope}

    @cached_property
    def _labels(self) -> Labels:
        return labels(self.language, self.programme)


def _rows(table: Any) -> list[str]:
    rows = table.get("rows", ()) if isinstance(table, dict) else ()
    return [" | ".join([*map(str, row.get("cells", ())), str(row.get("gives", ""))]) for row in rows]
