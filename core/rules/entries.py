"""What `some` and `every` look at: the entries of a set or a list, and the answers in a row."""

from __future__ import annotations

from core.rules import tree as t
from core.rules.errors import RuleError
from core.rules.message import did_you_mean, msg, there_are
from core.rules.text import text
from core.rules.typed import Typed, near
from core.rules.types import ListOf, Row, SetOf, Type, in_words


def entry_type(node: t.Quantified, scope: Typed) -> Type:
    """The type of what a quantifier looks at."""
    holder, name = scope.type_of(node.entries), node.variable
    if name in scope.scope or name in scope.variables:
        taken = msg("a fact") if name in scope.scope else msg("another entry")
        raise RuleError(
            msg("'{name}' is the name of {taken}. Call the entry something else.", name=name, taken=taken), *node.position
        )
    if not isinstance(holder, SetOf | ListOf):
        raise RuleError(
            msg(
                "'{quantifier}' needs a set or a list, but '{part}' is {holder}. Example: {example}",
                quantifier=node.quantifier,
                part=text(node.entries),
                holder=in_words(holder),
                example='some benefit in benefits satisfies benefit = "sgb2"',
            ),
            *node.entries.position,
        )
    return holder.item


def type_in_entry(node: t.Variable | t.Path, scope: Typed) -> Type:
    name = node.id if isinstance(node, t.Variable) else node.variable
    type_ = scope.variables.get(name)
    if type_ is None:
        raise RuleError(msg("'{name}' stands for no entry here: it needs its own 'some {name} in …'.", name=name), *node.position)
    if isinstance(node, t.Variable):
        return type_
    if not isinstance(type_, Row):
        raise RuleError(
            msg("'{name}' is {type} and has no parts. Write '{name}' alone.", name=name, type=in_words(type_)), *node.position
        )
    found = type_.find(node.field)
    if found is None:
        fields = [field for field, _ in type_.fields]
        nearest = near(node.field, fields)
        hint = did_you_mean(f"{name}.{nearest}") if nearest else there_are(", ".join(fields[:8]))
        raise RuleError(
            msg("'{name}' has no answer '{field}'. {hint}", name=name, field=node.field, hint=hint),
            *node.position,
            nearest=nearest,
        )
    return found
