"""The rule tree: what a rule says, apart from how it is written and who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias
from typing import Literal as OneOf

from core.rules.durations import Duration

Position: TypeAlias = tuple[int, int]
Value: TypeAlias = "str | Decimal | date | bool | Duration | None"


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a rule; `position` (line, column) is where an error points to and does not count in comparison."""

    position: Position = field(default=(1, 1), compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True, eq=False)
class Literal(Node):
    """A value written in the rule; `null` is None."""

    value: Value

    # Python holds Decimal(1) == True; as rules they are different
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and type(self.value) is type(other.value) and self.value == other.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class Name(Node):
    """The value of a fact or an answer."""

    id: str


@dataclass(frozen=True, slots=True)
class Variable(Node):
    """What `some x in … satisfies …` calls the entry that it looks at; it means something inside that condition alone."""

    id: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """An answer in the row that a variable stands for: `job.months`."""

    variable: str
    field: str


@dataclass(frozen=True, slots=True)
class Range(Node):
    """From `lower` to `upper`; stands only behind `in`."""

    lower: Node
    upper: Node
    lower_closed: bool = True
    upper_closed: bool = True


@dataclass(frozen=True, slots=True)
class Items(Node):
    """A list of values; stands only behind `in`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`operator` is one of = != < <= > >=."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """Both ends count."""

    item: Node
    lower: Node
    upper: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """`options` is a Range, Items, or the Name of a set."""

    item: Node
    options: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    """All of `parts`, two or more."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Any of `parts`, two or more."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    part: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`operator` is one of + - * /."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """The minus before an expression; a negative number is a Literal."""

    part: Node


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some` or `every` entry of a set or list fulfils the condition."""

    quantifier: OneOf["some", "every"]
    variable: str
    entries: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`function` is a key of the table of functions."""

    function: str
    arguments: tuple[Node, ...]


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node, in the order in which they are written."""
    match node:
        case Literal() | Name() | Variable() | Path():
            return ()
        case Range(lower, upper):
            return lower, upper
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return left, right
        case Between(item, lower, upper):
            return item, lower, upper
        case In(item, options):
            return item, options
        case And(parts) | Or(parts) | Items(parts) | Call(_, parts):
            return parts
        case Not(part) | Negate(part):
            return (part,)
        case If(condition, then, otherwise):
            return condition, then, otherwise
        case Quantified(_, _, entries, condition):
            return entries, condition
    raise TypeError(f"{type(node).__name__} is no node of a rule")


def rebuilt(node: Node, parts: tuple[Node, ...]) -> Node:
    """The node with other parts, in the order in which `children` gives them."""
    match node:
        case And() | Or():
            return replace(node, parts=parts)
        case Items():
            return replace(node, items=parts)
        case Call():
            return replace(node, arguments=parts)
        case Literal() | Name() | Variable() | Path():
            return node
    # the fields of the others that hold a part, in their order
    held = [each.name for each in fields(node) if isinstance(getattr(node, each.name), Node)]
    changed: dict[str, Any] = dict(zip(held, parts, strict=True))
    return replace(node, **changed)


def walk(node: Node) -> Iterator[tuple[Node, int]]:
    """Every node with its depth (the top is 1), in the order of writing; without recursion, for trees of any depth."""
    waiting = [(node, 1)]
    while waiting:
        current, depth = waiting.pop()
        yield current, depth
        waiting.extend((child, depth + 1) for child in reversed(children(current)))


def names(node: Node) -> frozenset[str]:
    """The facts that the rule reads."""
    return frozenset(names_in_order(node))


def names_in_order(node: Node) -> tuple[str, ...]:
    """The facts that the rule reads, each once, in the order of first use."""
    return tuple(dict.fromkeys(part.id for part, _ in walk(node) if isinstance(part, Name)))
