"""How big a rule may be, and how much work it may ask for. Every limit is refused with a sentence that names it."""

from __future__ import annotations

from decimal import Decimal

from core.rules.errors import RuleError
from core.rules.message import msg
from core.rules.tree import Call, Items, Literal, Node, Quantified, children, walk
from core.rules.values import LIMIT, MOST_ENTRIES, PLACES, WHOLE_DIGITS

CHARACTERS = 4_000
NODES = 500
DEPTH = 50
LIST_LENGTH = 300
NESTING = 2
"""How many `some` or `every` may stand inside one another."""
STEPS = 1_000_000
"""The most parts that one reading may look at, with lists of full length."""


def too_long(text: str) -> RuleError | None:
    if len(text) <= CHARACTERS:
        return None
    return RuleError(
        msg(
            "The rule has {count} characters; at most {characters} are allowed. Split it into several criteria.",
            count=f"{len(text):,}",
            characters=f"{CHARACTERS:,}",
        )
    )


def refuse_big_tree(node: Node) -> None:
    """Raises RuleError for a tree with too many parts, too deep, with too long a list or number, or too much work."""
    quantified = False
    for count, (part, depth) in enumerate(walk(node), start=1):
        if depth > DEPTH:
            raise too_deep(*part.position)
        if isinstance(part, Items | Call) and len(children(part)) > LIST_LENGTH:
            raise RuleError(
                msg(
                    "The list has {count} entries; at most {list_length} are allowed. Use an attribute of the code list.",
                    count=len(children(part)),
                    list_length=LIST_LENGTH,
                ),
                *part.position,
            )
        if isinstance(part, Literal) and isinstance(part.value, Decimal):
            _refuse_long_number(part.value, part)
        if count > NODES:
            raise RuleError(
                msg("The rule has more than {nodes} parts. Split it into several criteria.", nodes=NODES), *part.position
            )
        quantified = quantified or isinstance(part, Quantified)
    if quantified:
        _refuse_much_work(node)


def too_deep(line: int, column: int) -> RuleError:
    return RuleError(
        msg("The rule is nested deeper than {depth} levels. Split it into several criteria.", depth=DEPTH), line, column
    )


def _refuse_long_number(value: Decimal, node: Node) -> None:
    places = -int(value.as_tuple().exponent) if value.is_finite() else PLACES + 1
    if places > PLACES or value.copy_abs() >= LIMIT:
        raise RuleError(
            msg(
                "A number may have at most {whole_digits} digits before the point and {places} digits behind it.",
                whole_digits=WHOLE_DIGITS,
                places=PLACES,
            ),
            *node.position,
        )


def _refuse_much_work(node: Node) -> None:
    steps = _steps(node, 0)
    if steps > STEPS:
        raise RuleError(
            msg(
                "The rule could take {steps} steps, with {most_entries} entries in each list; at most {steps2} are allowed. "
                "Put what does not speak of the entry before the 'some' or 'every'.",
                steps=f"{steps:,}",
                most_entries=MOST_ENTRIES,
                steps2=f"{STEPS:,}",
            ),
            *node.position,
        )


def _steps(node: Node, level: int) -> int:
    """How many parts are looked at when each list has its full length."""
    if isinstance(node, Quantified):
        if level == NESTING:
            raise RuleError(
                msg("At most {nesting} of 'some' and 'every' can stand inside one another.", nesting=NESTING), *node.position
            )
        return 1 + _steps(node.entries, level) + MOST_ENTRIES * _steps(node.condition, level + 1)
    return 1 + sum(_steps(part, level) for part in children(node))
