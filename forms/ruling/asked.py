"""What the inputs and buttons of a rule ask for, done to it: the only way from an input to a changed rule.

An input is called `PREFIX:PATH:WHAT`, where WHAT is `fact`, `operator`, `value`, `value2`, `values`, `other` or `text`, and PATH
names the part as `edit.path_of` reads it. Whoever embeds a rule gives the prefix, and the names with their types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias, TypeVar

from core.rules import Node, RuleError, Scope, check_rule, parse, text
from core.rules import tree as t
from core.rules.message import msg
from forms.ruling import conditions, edit
from forms.ruling.conditions import Condition

Sent: TypeAlias = Mapping[str, Sequence[str]]
Part: TypeAlias = Mapping[str, Sequence[str]]
Made = TypeVar("Made")
MOVES = ("up", "down", "in", "out")
LONGEST = 20_000


class PartError(RuleError):
    """What is wrong with a rule, and at which of its parts."""

    def __init__(self, error: RuleError, part: str) -> None:
        super().__init__(error.message, error.line, error.column, expected=error.expected, nearest=error.nearest)
        self.part = part


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of a rule: what it does at which part. `fact` is what a new condition asks about, empty: what stands there."""

    verb: str
    path: str = ""
    fact: str = ""
    group: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The rule as it is now, None where nothing is left of it, and the path of the part that is looked at next."""

    rule: str | None
    open: str | None = None


def taken_in(rule: str | None, prefix: str, sent: Sent, scope: Scope) -> str | None:
    """The rule with every part that says something else than it does. Raises PartError; nothing is changed then."""
    typed = _typed(prefix, sent)
    if not typed:
        return rule
    before = parse(rule) if rule else None
    if before is None:
        raise RuleError(msg("There is no such part in the rule any more."))
    node = before
    for path, part in typed.items():
        node = at_part(path, partial(_set, node, path, part, scope))
    return rule if node == before else at_part(next(iter(typed)) if len(typed) == 1 else "", partial(_text, node, scope))


def press(rule: str | None, pressed: Pressed, scope: Scope, *, must: bool = False) -> Done:
    """Do what a button says; `must`: something has to be left of the rule. Raises PartError; nothing is changed then."""
    return at_part(pressed.path, partial(_pressed, rule, pressed, scope, must))


def at_part(path: str, do: Callable[[], Made]) -> Made:
    """What `do` gives; what it raises is said at this part."""
    try:
        return do()
    except PartError:
        raise
    except RuleError as error:
        raise PartError(error, path) from None


def _pressed(rule: str | None, pressed: Pressed, scope: Scope, must: bool) -> Done:
    path = edit.path_of(pressed.path)
    if rule is None:
        if pressed.verb != "begin":
            raise RuleError(msg("There is no such part in the rule any more."))
        return Done(_text(conditions.first(pressed.fact, scope), scope), "")
    before = parse(rule)
    if pressed.verb == "delete" and not any(isinstance(edit.at(before, path[:end]), edit.Group) for end in range(len(path))):
        edit.at(before, path)
        if must:
            raise RuleError(msg("A rule has to stand here: change the condition instead of deleting it."))
        return Done(None)
    node, to = changed(before, pressed, scope)
    # a rule that means the same stays as somebody has laid it out
    return Done(rule if node == before else _text(node, scope), None if to is None else edit.written(to))


def _text(node: Node, scope: Scope) -> str:
    return text(edit.sound(node, scope))


def changed(node: Node, pressed: Pressed, scope: Scope) -> tuple[Node, edit.Path | None]:
    """The tree after a button, and the part to look at. Raises RuleError."""
    path = edit.path_of(pressed.path)
    edit.at(node, path)
    if pressed.verb in MOVES:
        return edit.move(node, path, pressed.verb)
    verb = _VERBS.get(pressed.verb)
    if verb is None:
        raise RuleError(msg("There is no such button on this page."))
    return verb(node, path, pressed, scope)


# what inputs say


def _typed(prefix: str, sent: Sent) -> dict[str, dict[str, Sequence[str]]]:
    """Path → what was sent for this part."""
    found: dict[str, dict[str, Sequence[str]]] = {}
    for name, values in sent.items():
        if name.startswith(f"{prefix}:") and name.count(":") == prefix.count(":") + 2:
            path, what = name[len(prefix) + 1 :].split(":")
            found.setdefault(path, {})[what] = values
    return found


def _set(node: Node, written: str, sent: Part, scope: Scope) -> Node:
    """A part as it was filled in; what was not sent stays. Another fact begins with the simplest question about it."""
    path = edit.path_of(written)
    before = edit.at(node, path)
    if any(len(value) > LONGEST for values in sent.values() for value in values):
        raise RuleError(msg("The text is too long, or holds characters that cannot be stored."))
    shown, fact = conditions.condition_of(before, scope), _one(sent, "fact")
    if fact and (shown is None or shown.fact != fact):
        return edit.replaced(node, path, _about(before, fact, scope))
    if shown is None:
        given = _one(sent, "text")
        return edit.replaced(node, path, check_rule(given, scope)) if given and given != text(before) else node
    wanted = _condition(shown, sent)
    return node if wanted == shown else edit.replaced(node, path, conditions.condition(wanted, scope))


def _about(before: Node, fact: str, scope: Scope) -> Node:
    """The same question about another fact where it can be asked of it, else the simplest one."""
    asked = conditions.asked(before)
    try:
        if asked is not None:
            return conditions.condition(replace(asked, fact=fact), scope)
    except RuleError:
        pass
    return conditions.first(fact, scope)


def _condition(shown: Condition, sent: Part) -> Condition:
    operator = _one(sent, "operator") or shown.operator
    other = _one(sent, "other") if "other" in sent else shown.other
    if other and operator in conditions.ORDER:
        return Condition(shown.fact, operator, (), other)
    return Condition(shown.fact, operator, conditions.values_of({**_kept(shown), **sent}, operator))


def _kept(shown: Condition) -> dict[str, Sequence[str]]:
    """The values as their inputs would send them."""
    if shown.operator in ("one_of", "none_of"):
        return {"values": shown.values}
    first, second = [*shown.values, "", ""][:2]
    return {"value": [first], "value2": [second]}


def _one(sent: Part, name: str) -> str:
    return (sent.get(name) or [""])[0].strip()


# what buttons do


Verb: TypeAlias = Callable[[Node, edit.Path, Pressed, Scope], "tuple[Node, edit.Path | None]"]


def _new(node: Node, path: edit.Path, pressed: Pressed, scope: Scope) -> Node:
    """A further condition: about the fact that is said, else about the one that the part looks at first."""
    known = (name for name in t.names_in_order(edit.at(node, path)) if name in scope)
    return conditions.first(pressed.fact or next(known, "") or next(iter(scope)), scope)


def _add(node: Node, path: edit.Path, pressed: Pressed, scope: Scope) -> tuple[Node, edit.Path]:
    inside = isinstance(edit.at(node, path), edit.Group)
    made = edit.add(node, path, _new(node, path, pressed, scope))
    return made, (*path, len(t.children(edit.at(made, path))) - 1) if inside else (*path, 1)


def _wrap(kind: str) -> Verb:
    def wrapped(node: Node, path: edit.Path, pressed: Pressed, scope: Scope) -> tuple[Node, edit.Path]:
        if kind == "not":
            return edit.wrap(node, path, kind), path
        return edit.wrap(node, path, kind, _new(node, path, pressed, scope)), (*path, 1)

    return wrapped


def _carry(node: Node, path: edit.Path, pressed: Pressed, _scope: Scope) -> tuple[Node, edit.Path]:
    return edit.carry(node, path, edit.path_of(pressed.group), int(edit.path_of(pressed.place or "0")[0]))


_VERBS: dict[str, Verb] = {
    "set": lambda node, path, _pressed, _scope: (node, path),
    "add": _add,
    "all": _wrap("all"),
    "any": _wrap("any"),
    "not": _wrap("not"),
    "carry": _carry,
    "turn": lambda node, path, _pressed, _scope: (edit.turn(node, path), path),
    "unwrap": lambda node, path, _pressed, _scope: (edit.unwrap(node, path), None),
    "delete": lambda node, path, _pressed, _scope: (edit.delete(node, path), None),
}
