"""The values of a rule in words: facts, codes, days, amounts, and what is calculated from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Self

from core.rules import tree as t
from core.rules.durations import Duration
from core.rules.kinds import Entries, kind_of
from core.rules.labels import EURO, NO_PHRASE, Labels, Phrase, Unit
from core.rules.text import text
from core.rules.types import BOOLEAN, DATE, Code, Scope, SetOf, Type
from core.rules.wordings import Wordings

Compose = Callable[[Any, t.Node], str]
Sort = Literal["day", "named", "offset", "value"]


@dataclass(frozen=True, slots=True)
class Said:
    """A value in words: by itself, after „nach“ and „von“, and as the beginning of a sentence about it."""

    plain: str
    dative: str
    subject: str
    sort: Sort = "value"

    def __str__(self) -> str:
        return self.plain


@dataclass(frozen=True, slots=True)
class Values:
    """One language, one scope, one caller's labels; `entries` are the variables of `some x in …` with what they run over."""

    words: Wordings
    scope: Scope
    labels: Labels
    entries: Entries
    compose: Compose
    """Says what is made of conditions where a value stands: `is known(age > 3)`, `(if … then 1 else 2) + 1`."""

    def within(self, variable: str, entries: t.Node) -> Self:
        return replace(self, entries={**self.entries, variable: entries})

    def kind(self, node: t.Node) -> Type | None:
        return kind_of(node, self.scope, self.entries)

    def is_truth(self, node: t.Node) -> bool:
        return self.kind(node) == BOOLEAN

    # what a part is called

    def key(self, node: t.Node) -> str:
        """The name that labels know a part by: of an answer in a row `group.field`."""
        match node:
            case t.Path(variable, field):
                entries = self.entries.get(variable)
                return f"{self.key(entries)}.{field}" if entries is not None else field
            case t.Variable(id_):
                entries = self.entries.get(id_)
                return self.key(entries) if entries is not None else id_
        return text(node)

    def phrase(self, node: t.Node) -> Phrase:
        return NO_PHRASE if isinstance(node, t.Literal) else self.labels.phrases.get(self.key(node), NO_PHRASE)

    def unit(self, node: t.Node) -> Unit | None:
        if found := self.labels.units.get(self.key(node)):
            return found
        if isinstance(node, t.Call):
            unit = self.function(node).get("unit")
            return (unit[0], unit[1]) if unit else None
        if isinstance(node, t.Arithmetic):
            # years minus years are years of what? Amounts alone stay what they are
            return EURO if node.operator != "/" and EURO in (self.unit(node.left), self.unit(node.right)) else None
        return None

    # values

    def value(self, node: t.Node, like: t.Node | None = None) -> Said:
        """A value in words; a literal as a value of the part that it stands beside."""
        match node:
            case t.Literal(value):
                return self._literal(value, like)
            case t.Name() | t.Path():
                return self._named(node)
            case t.Variable():
                return self.expression(str(self.words["quantified"]["entry"]))
            case t.Arithmetic(operator, left, right):
                return self._arithmetic(node, operator, left, right, like)
            case t.Negate(part):
                return self.expression(self.words["negate"].format(self._inner(part)))
            case t.Call() if not self.is_truth(node):
                return self._call(node)
        return self.expression(self.compose(self, node))

    def _named(self, node: t.Node) -> Said:
        phrase, title = self.phrase(node), self.words.quoted(self.labels.title(self.key(node)))
        subject = self.words["subject"].format(title) if phrase.subject is None else phrase.subject + " " * bool(phrase.subject)
        return Said(title, phrase.dative or title, subject, "named")

    def expression(self, plain: str, sort: Sort = "value") -> Said:
        return Said(plain, plain, self.words["subject"].format(plain), sort)

    def _literal(self, value: t.Value, like: t.Node | None) -> Said:
        match value:
            case None:
                return self.expression(str(self.words["unknown"]))
            case bool():
                return self.expression(str(self.words["answer_yes" if value else "answer_no"]))
            case Decimal():
                unit = self.unit(like) if like is not None else None
                return self.expression(self.words.number(value, unit if unit == EURO else None))
            case Duration():
                return self.expression(self.words.duration(value))
            case date():
                plain = self.words.day(value)
                return Said(plain, self.words["date_dative"].format(plain), self.words["subject"].format(plain), "day")
        return self.expression(self.code(str(value), like) if like is not None else str(value))

    def code(self, code: str, like: t.Node) -> str:
        """A code as a sentence says it; a text that is no code is what was written."""
        codes = self.codes(like)
        if codes is None:
            return code if code and code == code.strip() else self.words.quoted(code)
        label = self.labels.code(codes.list_id, code, self.phrase(like))
        # a label with a comma would fall apart in a list
        return self.words.quoted(label) if ", " in label and code not in self.phrase(like).codes else label

    def codes(self, like: t.Node) -> Code | None:
        kind = self.kind(like)
        kind = kind.item if isinstance(kind, SetOf) else kind
        return kind if isinstance(kind, Code) else None

    def _arithmetic(self, node: t.Arithmetic, operator: str, left: t.Node, right: t.Node, like: t.Node | None) -> Said:
        if self.kind(node) == DATE:
            if self.kind(left) != DATE:
                left, right = right, left
            shift = self.words["offset"][operator].format(self.value(left), self.value(right))
            return self.expression(shift, "offset")
        if self.kind(left) == DATE:
            return self.expression(self.words["between_days"].format(self.value(left), self.value(right)))
        plain = self.words["arithmetic"][operator].format(*self._operands(node, like))
        return self.expression(plain)

    def _operands(self, node: t.Arithmetic, like: t.Node | None) -> tuple[str, str]:
        """What is added to an amount is an amount itself; of a product one factor is, the last one if no fact says so."""
        left, right = node.left, node.right
        amount = next((each for each in (left, right) if self.unit(each) == EURO), None)
        if node.operator in "+-":
            return self._inner(left, amount or like, node), self._inner(right, amount or like, node)
        factor = like if amount is None and node.operator == "*" else None
        return self._inner(left, None, node), self._inner(right, factor, node)

    def _argument(self, node: t.Node) -> Said:
        said = self.value(node)
        return self.expression(f"({said})") if isinstance(node, t.Arithmetic) and said.sort == "value" else said

    def _inner(self, node: t.Node, like: t.Node | None = None, outer: t.Arithmetic | None = None) -> str:
        """A part of a calculation, in brackets where it would be misread."""
        said = str(self.value(node, like))
        if isinstance(node, t.If) or (isinstance(node, t.Arithmetic) and not self._flows(node, outer)):
            return f"({said})"
        return said

    def _flows(self, node: t.Arithmetic, outer: t.Arithmetic | None) -> bool:
        if outer is None or outer.left is not node:
            return False
        return node.operator in "*/" or outer.operator in "+-"

    # functions

    def function(self, node: t.Call) -> Mapping[str, Any]:
        name = node.function
        first = self.kind(node.arguments[0]) if node.arguments else None
        if name in ("min", "max") and first == DATE:
            name = f"{name} day"
        if name == "contains" and not isinstance(first, SetOf):
            name = "contains text"
        found: Mapping[str, Any] = self.words["functions"][name]
        return found

    def _call(self, node: t.Call) -> Said:
        function = self.function(node)
        said = [self._argument(argument) for argument in node.arguments]
        template = function.get("longer", function["value"]) if len(said) > 2 else function["value"]
        plain = template.format(*said, list=self.words.joined([str(each) for each in said], "and"))
        phrase = self.phrase(node)
        if phrase.subject is None:
            return self.expression(plain)
        return Said(plain, phrase.dative or plain, phrase.subject + " " * bool(phrase.subject))
