"""What a form of the builder asks for, done to one criterion: the only way from an input to a changed rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from core.definitions import Criterion, Wording, vocabulary
from core.rules import Node, RuleError, check_rule, parse, text
from core.rules.message import msg
from core.rules.tables import as_rule
from core.web.inputs import storable
from workflows.building import conditions, edit, tabling
from workflows.building.draft import criterion

Form: TypeAlias = Mapping[str, Sequence[str]]
MOVES = ("up", "down", "in", "out")
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Done:
    """The criterion as it is now, and the path of the part that was touched, where it is still there."""

    criterion: Criterion
    open: str | None = None


def do(before: Criterion, form: Form) -> Done:
    """Do what `_do` says. Raises RuleError with what is wrong; nothing is changed then."""
    if any(not storable(value) or len(value) > LONGEST for values in form.values() for value in values):
        raise RuleError(msg("The text is too long, or holds characters that cannot be stored."))
    refuse_fixed(before)
    what = one(form, "_do")
    if what == "about":
        return Done(_about(before, form))
    if before.table is not None:
        return Done(_table(before, what, form))
    if what == "text":
        return Done(_ruled(before, check_rule(one(form, "text"), vocabulary().entry_scope)))
    if what == "to_table":
        return Done(criterion(before, rule="", table=tabling.of_rule(parse(before.rule))))
    node, path = _changed(parse(before.rule), what, form)
    return Done(_ruled(before, edit.sound(node, vocabulary().entry_scope)), None if path is None else edit.written(path))


def refuse_fixed(criterion: Criterion) -> None:
    """Raises RuleError with the reason why this criterion may not be changed."""
    if criterion.locked:
        raise RuleError(msg("This criterion is fixed: {locked}", locked=criterion.locked))


def one(form: Form, name: str) -> str:
    values = form.get(name) or [""]
    return values[0]


def _ruled(before: Criterion, node: Node) -> Criterion:
    # a rule that means the same stays as somebody has laid it out
    return before if node == parse(before.rule) else criterion(before, rule=text(node))


Verb: TypeAlias = Callable[[Node, edit.Path, Form], "tuple[Node, edit.Path | None]"]


def _changed(node: Node, what: str, form: Form) -> tuple[Node, edit.Path | None]:
    path = edit.path_of(one(form, "path"))
    if what in MOVES:
        return edit.move(node, path, what)
    verb = _VERBS.get(what)
    if verb is None:
        raise RuleError(msg("There is no such button on this page."))
    return verb(node, path, form)


def _set(node: Node, path: edit.Path, form: Form) -> tuple[Node, edit.Path]:
    """A condition as it was filled in; another fact begins with the simplest question about it."""
    scope, before = vocabulary().entry_scope, edit.at(node, path)
    fact, operator = one(form, "fact"), one(form, "operator")
    shown = conditions.condition_of(before, scope)
    if shown is not None and shown.fact != fact:
        return edit.replaced(node, path, conditions.first(fact, scope)), path
    given = conditions.Condition(fact, operator, conditions.values_of(form, operator))
    return edit.replaced(node, path, conditions.condition(given, scope)), path


def _written(node: Node, path: edit.Path, form: Form) -> tuple[Node, edit.Path]:
    return edit.replaced(node, path, check_rule(one(form, "text"), vocabulary().entry_scope)), path


def _add(node: Node, path: edit.Path, form: Form) -> tuple[Node, edit.Path]:
    inside = isinstance(edit.at(node, path), edit.Group)
    made = edit.add(node, path, _new(form))
    return made, (*path, len(edit.t.children(edit.at(made, path))) - 1) if inside else (*path, 1)


def _wrap(kind: str) -> Verb:
    def wrapped(node: Node, path: edit.Path, form: Form) -> tuple[Node, edit.Path]:
        return edit.wrap(node, path, kind, None if kind == "not" else _new(form)), (*path, 0 if kind == "not" else 1)

    return wrapped


def _new(form: Form) -> Node:
    return conditions.first(one(form, "fact"), vocabulary().entry_scope)


def _carry(node: Node, path: edit.Path, form: Form) -> tuple[Node, edit.Path]:
    return edit.carry(node, path, edit.path_of(one(form, "group")), int(edit.path_of(one(form, "place") or "0")[0]))


_VERBS: dict[str, Verb] = {
    "set": _set,
    "part": _written,
    "add": _add,
    "all": _wrap("all"),
    "any": _wrap("any"),
    "not": _wrap("not"),
    "carry": _carry,
    "turn": lambda node, path, _form: (edit.turn(node, path), path),
    "unwrap": lambda node, path, _form: (edit.unwrap(node, path), None),
    "delete": lambda node, path, _form: (edit.delete(node, path), None),
}


def _table(before: Criterion, what: str, form: Form) -> Criterion:
    assert before.table is not None
    if what == "to_rule":
        return criterion(before, table=None, rule=as_rule(before, vocabulary().entry_scope))
    return criterion(before, table=tabling.do(before.table, what, form))


def _about(before: Criterion, form: Form) -> Criterion:
    """Title, clause, strength and days; other languages of the title stay."""
    title = {**before.title.root, "de": one(form, "title_de").strip(), "en": one(form, "title_en").strip()}
    changes: dict[str, Any] = {
        "source": one(form, "source").strip() or None,
        "strength": one(form, "strength"),
        "proof": one(form, "proof"),
        "exception": one(form, "exception") == "yes",
        "valid_from": _day(one(form, "valid_from")),
        "valid_to": _day(one(form, "valid_to")),
    }
    if changes["valid_from"] and changes["valid_to"] and changes["valid_from"] > changes["valid_to"]:
        raise RuleError(msg("The last day lies before the first day."))
    if not title["de"]:
        raise RuleError(msg("The German title is missing."))
    return criterion(before, title=Wording({code: said for code, said in title.items() if said}), **changes)


def _day(written: str) -> date | None:
    return conditions.day(written.strip()) if written.strip() else None
