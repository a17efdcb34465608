"""What a form of the builder asks for, done to one criterion: the only way from an input to a changed rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from core.definitions import Criterion, Wording, vocabulary
from core.rules import Node, RuleError, Scope, check_rule, parse, text
from core.rules.message import msg
from core.rules.tables import as_rule
from core.web.inputs import storable
from forms.ruling.asked import Pressed, press, taken_in
from forms.ruling.conditions import day
from workflows.building import tabling
from workflows.building.draft import AtInput, criterion

Form: TypeAlias = Mapping[str, Sequence[str]]
RULE = "rule"
"""How inputs and buttons call the rule of a criterion."""
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
        return Done(_ruled(before, check_rule(one(form, "text"), rule_scope())))
    if what == "to_table":
        return Done(criterion(before, rule="", table=tabling.of_rule(parse(before.rule))))
    return _parts(before, what, form)


def refuse_fixed(criterion: Criterion) -> None:
    """Raises RuleError with the reason why this criterion may not be changed."""
    if criterion.locked:
        raise RuleError(msg("This criterion is fixed: {locked}", locked=criterion.locked))


def one(form: Form, name: str) -> str:
    values = form.get(name) or [""]
    return values[0]


def rule_scope() -> Scope:
    """What criteria may name."""
    return vocabulary().entry_scope


def _ruled(before: Criterion, node: Node) -> Criterion:
    # a rule that means the same stays as somebody has laid it out
    return before if node == parse(before.rule) else criterion(before, rule=text(node))


def _parts(before: Criterion, what: str, form: Form) -> Done:
    """What is typed into its parts is taken in first, then the button does its own."""
    scope = rule_scope()
    rule, done = taken_in(before.rule, f"r::{RULE}", form, scope), None
    if what != "set":
        verb, name, does, path, group, place = [*what.split(":"), "", "", "", "", ""][:6]
        if (verb, name) != ("rule", RULE):
            raise RuleError(msg("There is no such button on this page."))
        done = press(rule, Pressed(does, path, "", group, place), scope, must=True)
        rule = done.rule
    changed = before if rule == before.rule else criterion(before, rule=rule)
    return Done(changed, done.open if done else None)


def _table(before: Criterion, what: str, form: Form) -> Criterion:
    assert before.table is not None
    if what == "to_rule":
        return criterion(before, table=None, rule=as_rule(before, rule_scope()))
    return criterion(before, table=tabling.do(before.table, what, form))


def _about(before: Criterion, form: Form) -> Criterion:
    """Title, clause, strength and days; other languages of the title stay."""
    title = {**before.title.root, "de": one(form, "title_de").strip(), "en": one(form, "title_en").strip()}
    changes: dict[str, Any] = {
        "source": one(form, "source").strip() or None,
        "strength": one(form, "strength"),
        "proof": one(form, "proof"),
        "exception": one(form, "exception") == "yes",
        "valid_from": _day(form, "valid_from"),
        "valid_to": _day(form, "valid_to"),
    }
    if changes["valid_from"] and changes["valid_to"] and changes["valid_from"] > changes["valid_to"]:
        raise AtInput("valid_to", msg("The last day lies before the first day."))
    if not title["de"]:
        raise AtInput("title_de", msg("The German title is missing."))
    return criterion(before, title=Wording({code: said for code, said in title.items() if said}), **changes)


def _day(form: Form, name: str) -> date | None:
    """Raises AtInput."""
    written = one(form, name).strip()
    try:
        return day(written) if written else None
    except RuleError as error:
        raise AtInput(name, error.message) from None
