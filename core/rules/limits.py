"""How big a rule may be. Every limit is refused with a sentence that names it."""

from __future__ import annotations

from core.rules.errors import RuleError
from core.rules.tree import Items, Node, walk

CHARACTERS = 4_000
NODES = 500
DEPTH = 50
LIST_LENGTH = 300
DIGITS = 34


def too_long(text: str) -> RuleError | None:
    if len(text) <= CHARACTERS:
        return None
    return RuleError(
        f"The rule has {len(text):,} characters; at most {CHARACTERS:,} are allowed. Split it into several criteria."
    )


def refuse_big_tree(node: Node) -> None:
    """Raises RuleError for a tree with too many parts, too deep, or with too long a list."""
    for count, (part, depth) in enumerate(walk(node), start=1):
        if depth > DEPTH:
            raise too_deep(*part.position)
        if isinstance(part, Items) and len(part.items) > LIST_LENGTH:
            raise RuleError(
                f"The list has {len(part.items)} entries; at most {LIST_LENGTH} are allowed. Use an attribute of the code list.",
                *part.position,
            )
        if count > NODES:
            raise RuleError(f"The rule has more than {NODES} parts. Split it into several criteria.", *part.position)


def too_deep(line: int, column: int) -> RuleError:
    return RuleError(f"The rule is nested deeper than {DEPTH} levels. Split it into several criteria.", line, column)
