"""What stands on either side of an operator, behind `in` and in the branches of `if`: whether it fits, and what it gives."""

from __future__ import annotations

from core.rules import tree as t
from core.rules.durations import Duration
from core.rules.errors import RuleError
from core.rules.message import msg
from core.rules.text import literal, text
from core.rules.typed import Typed, code_on_list, common_type, has_order, meeting, refuse_many, want
from core.rules.types import BOOLEAN, DATE, DAYS, MONTHS, NULL, NUMBER, Code, Ordered, SetOf, Type, bare, in_words


def compare(node: t.Node, operator: str, left: t.Node, right: t.Node, scope: Typed) -> Type:
    ordered = operator not in ("=", "!=")
    type_ = meeting(node, left, right, scope, operator)
    refuse_many(node, left, type_)
    if ordered and not has_order(type_):
        raise RuleError(
            msg(
                "'{operator}' needs an order, but '{left}' is {type}, which has none. Write '=', '!=' or 'in'.",
                operator=operator,
                left=text(left),
                type=in_words(type_),
            ),
            *node.position,
        )
    return BOOLEAN


def within(node: t.Node, item: t.Node, lower: t.Node, upper: t.Node, scope: Typed) -> Type:
    for end in (lower, upper):
        type_ = meeting(node, item, end, scope, "a range")
        if not has_order(type_):
            raise RuleError(
                msg("A range needs an order, but '{part}' is {type}, which has none.", part=text(item), type=in_words(type_)),
                *node.position,
            )
    if isinstance(lower, t.Literal) and isinstance(upper, t.Literal) and _runs_backwards(lower, upper, type_):
        raise RuleError(
            msg(
                "Nothing lies between {value} and {value2}. Write the smaller one first.",
                value=literal(lower.value),
                value2=literal(upper.value),
            ),
            *lower.position,
        )
    return BOOLEAN


def _runs_backwards(lower: t.Literal, upper: t.Literal, type_: Type) -> bool:
    if isinstance(type_, Ordered):
        return type_.codes.index(str(lower.value)) > type_.codes.index(str(upper.value))
    if isinstance(lower.value, Duration) and isinstance(upper.value, Duration):
        return lower.value.amount > upper.value.amount
    # both are numbers or both are dates: `meeting` has seen to that
    return bool(lower.value > upper.value)  # type: ignore[operator]


def among(node: t.Node, item: t.Node, options: t.Node, scope: Typed) -> Type:
    match options:
        case t.Range(lower, upper):
            return within(node, item, lower, upper, scope)
        case t.Items(items):
            for option in items:
                refuse_many(node, item, meeting(node, item, option, scope, "in"))
            return BOOLEAN
    holder = scope.type_of(options)
    if not isinstance(holder, SetOf):
        raise RuleError(
            msg(
                "'{part}' is {holder}, but 'in' needs a list, a range or a set. Examples: {examples}",
                part=text(options),
                holder=in_words(holder),
                examples='age in [18..27], sex in ("female", "diverse"), "sgb2" in benefits',
            ),
            *options.position,
        )
    refuse_other_member(node, item, holder, scope)
    return BOOLEAN


def refuse_other_member(node: t.Node, item: t.Node, holder: SetOf, scope: Typed) -> None:
    found = scope.type_of(item)
    if isinstance(holder.item, Code) and isinstance(item, t.Literal) and code_on_list(item, holder.item) is not None:
        return
    if found != holder.item:
        raise RuleError(
            msg(
                "'{part}' is {found}, but the set holds values of another type: {part2}.",
                part=text(item),
                found=in_words(found),
                part2=bare(holder.item),
            ),
            *node.position,
        )


def choice(node: t.Node, condition: t.Node, then: t.Node, otherwise: t.Node, scope: Typed) -> Type:
    want(condition, BOOLEAN, scope, "if")
    first, second = scope.type_of(then), scope.type_of(otherwise)
    if NULL in (first, second):
        return second if first == NULL else first
    type_ = common_type(then, otherwise, scope)
    if type_ is None:
        raise RuleError(
            msg(
                "'then' gives {first} and 'else' gives {second}; both must give the same. "
                "Example: if own_migration then age >= 18 else age >= 21",
                first=in_words(first),
                second=in_words(second),
            ),
            *node.position,
        )
    return type_


def arithmetic(node: t.Node, operator: str, left: t.Node, right: t.Node, scope: Typed) -> Type:
    first, second = scope.type_of(left), scope.type_of(right)
    gives = result_type(operator, first, second)
    if gives is not None:
        return gives
    turned = second == DATE and first in (MONTHS, DAYS) and operator == "+"
    hint = (
        msg("Write {written}.", written=f"{text(right)} {operator} {text(left)}")
        if turned
        else msg("Examples: {examples}", examples='age + 1, arrived_on + duration("P6M")')
    )
    raise RuleError(
        msg(
            "'{left}' is {first} and '{right}' is {second}: '{operator}' cannot join them. {hint}",
            left=text(left),
            first=in_words(first),
            right=text(right),
            second=in_words(second),
            operator=operator,
            hint=hint,
        ),
        *node.position,
    )


def result_type(operator: str, left: Type, right: Type) -> Type | None:
    """What calculating with these types gives; None where they do not fit."""
    if left == right == NUMBER:
        return NUMBER
    if operator not in "+-":
        return None
    if right in (MONTHS, DAYS) and left in (DATE, right):
        return left
    return DAYS if left == right == DATE and operator == "-" else None
