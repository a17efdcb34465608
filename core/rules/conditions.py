"""Single conditions of a rule in words: what stands between the ands and ors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from core.rules import tree as t
from core.rules.functions import FUNCTIONS
from core.rules.labels import EURO, readable
from core.rules.saying import Said, Values
from core.rules.types import DATE, DAYS, MONTHS, NUMBER, Ordered

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Speaker(Values):
    """Says conditions. `positive` is False where the opposite is to be said."""

    def asked(self, node: t.Call, positive: bool) -> str:
        """A function that is true or false: `is known(x)`, `starts with(…)`, `enrolled("…")`."""
        said = [self._quoted(argument, node.function) for argument in node.arguments]
        return str(self.function(node)["is" if positive else "not"].format(*said))

    def _quoted(self, node: t.Node, function: str) -> Said:
        """A text that is written in the rule stands in quotes: a piece of text, or the title of what its id means."""
        if not isinstance(node, t.Literal) or not isinstance(node.value, str):
            return self.value(node)
        title = self.labels.things.get(function, {}).get(node.value)
        is_id = FUNCTIONS[function].reads is not None
        return self.expression(self.words.quoted(title or (readable(node.value) if is_id else node.value)))

    def fact(self, node: t.Node, positive: bool) -> str:
        """A fact that is itself true or false."""
        phrase = self.phrase(node)
        if said := phrase.true if positive else phrase.false:
            return said
        return self.value(node).subject + str(self.words["answer_yes" if positive else "answer_no"])

    def compare(self, operator: str, left: t.Node, right: t.Node, positive: bool) -> str:
        operator = operator if positive else OPPOSITE[operator]
        if operator == "!=" and self.phrase(left).not_subject:
            return self.one_of(left, [right], False)
        if isinstance(left, t.Literal) or (isinstance(left, t.Arithmetic) and isinstance(right, t.Name | t.Path)):
            operator, left, right = MIRRORED[operator], right, left
        if isinstance(left, t.Call) and left.function == "count" and (said := self._counted(left, operator, right)):
            return said
        return self._predicate(left, operator, [right])

    def between(self, item: t.Node, lower: t.Node, upper: t.Node, positive: bool) -> str:
        return self._predicate(item, "between", [lower, upper], positive)

    def half_open(self, item: t.Node, range_: t.Range, positive: bool) -> str:
        """A range of which an end does not count: two comparisons of one subject."""
        ends = [(">=" if range_.lower_closed else ">", range_.lower), ("<=" if range_.upper_closed else "<", range_.upper)]
        said = [self._said(item, operator if positive else OPPOSITE[operator], [end]) for operator, end in ends]
        joint = self.words["joints"]["and" if positive else "or"]
        return self.value(item).subject + f"{said[0]} {joint} {said[1]}" + self._ending(item, [range_.upper])

    def one_of(self, item: t.Node, options: Sequence[t.Node], positive: bool) -> str:
        """One of the options, or none of them."""
        denied = self.phrase(item).not_subject
        if denied and not positive:
            return f"{denied} {self.words.joined([str(self.value(each, item)) for each in options], 'or')}"
        return self.value(item).subject + self.options(item, options, positive, "or")

    def options(self, item: t.Node, options: Sequence[t.Node], positive: bool, joint: Literal["and", "or"]) -> str:
        if not positive:
            phrase = self.phrase(item)
            denied = [phrase.denied.get(str(each.value)) if isinstance(each, t.Literal) else None for each in options]
            if all(denied):
                return self.words.joined([each for each in denied if each], "and")
        said = [str(self.value(each, item)) for each in options]
        if positive:
            return self.words.joined(said, joint)
        return self.words.neither(said) if len(said) > 1 else self._said(item, "!=", options)

    def _predicate(self, item: t.Node, operator: str, others: Sequence[t.Node], positive: bool = True) -> str:
        said = self._said(item, operator, others)
        if not positive:
            said = self.words["compare"]["value"]["!="].format(said)
        return self.value(item).subject + said + self._ending(item, others)

    def _said(self, item: t.Node, operator: str, others: Sequence[t.Node]) -> str:
        phrase, values = self.phrase(item), [self.value(each, item) for each in others]
        only = others[0]
        if operator == "!=" and isinstance(only, t.Literal) and str(only.value) in phrase.denied:
            return phrase.denied[str(only.value)]
        if operator == "!=" and self.codes(item) is not None and str(getattr(only, "value", "")) not in phrase.codes:
            # "nicht Noch nichts" would be read as a sentence
            values = [self.expression(self.words.quoted(str(value).strip(self.words["quotes"]))) for value in values]
        if operator in phrase.compare and isinstance(only, t.Literal):
            return phrase.compare[operator].format(*values)
        return str(self.words["compare"][self._group(item, values[0])][operator].format(*values))

    def _group(self, item: t.Node, value: Said) -> str:
        kind = self.kind(item)
        if kind == DATE:
            return value.sort if value.sort in ("day", "offset") else "named"
        if kind in (MONTHS, DAYS):
            return "duration"
        return "number" if kind == NUMBER else "ordered" if isinstance(kind, Ordered) else "value"

    def _ending(self, item: t.Node, others: Sequence[t.Node]) -> str:
        """The unit behind a number: `18 Jahre alt`."""
        unit, last = self.unit(item), others[-1]
        if unit is None or unit == EURO or not isinstance(last, t.Literal) or not isinstance(last.value, Decimal):
            return ""
        return f" {unit[0] if last.value == 1 else unit[1]}"

    def _counted(self, call: t.Call, operator: str, right: t.Node) -> str | None:
        """None at all, or at least one: said without a number."""
        number = right.value if isinstance(right, t.Literal) else None
        if number == 0 and operator in ("=", "<=", "!=", ">"):
            sort = "empty" if operator in ("=", "<=") else "filled"
        elif number == 1 and operator in ("<", ">="):
            sort = "empty" if operator == "<" else "filled"
        else:
            return None
        phrase = self.phrase(call.arguments[0])
        own = phrase.empty if sort == "empty" else phrase.filled
        return own or str(self.words["members"][sort].format(self.value(call.arguments[0])))
