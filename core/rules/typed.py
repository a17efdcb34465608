"""What checking a rule rests on: the types of its parts, remembered, and the type in which two parts meet."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from difflib import SequenceMatcher

from core.rules import tree as t
from core.rules.errors import RuleError
from core.rules.message import did_you_mean, msg
from core.rules.text import text
from core.rules.types import BOOLEAN, DATE, DAYS, MONTHS, NULL, NUMBER, Code, ListOf, Ordered, Row, Scope, SetOf, Type, in_words

# comparing names takes the product of their lengths
_LONGEST_NAME = 100


class Typed(ABC):
    """A scope, the variables that mean something in it, and the types of the nodes that have been looked at.

    A node is asked for its type by several others; without remembering it, a rule of some levels would take years.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.variables: dict[str, Type] = {}
        # by identity, with the node, so that the identity stays its own
        self._seen: dict[int, tuple[t.Node, Type]] = {}

    def type_of(self, node: t.Node) -> Type:
        """Raises RuleError for what does not fit."""
        if id(node) not in self._seen:
            self._seen[id(node)] = node, self.find(node)
        return self._seen[id(node)][1]

    @abstractmethod
    def find(self, node: t.Node) -> Type:
        """The type of a node that was not looked at before."""


def near(name: str, known: Iterable[str]) -> str | None:
    """The most similar name, the first among equals; small and capital letters are the same."""
    if len(name) > _LONGEST_NAME:
        return None
    scored = [(SequenceMatcher(None, name.lower(), entry.lower()).ratio(), entry) for entry in known]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= 0.5 else None


def code_on_list(node: t.Literal, codes: Code) -> Type | None:
    if not isinstance(node.value, str):
        return None
    if node.value not in codes.codes:
        nearest = near(node.value, codes.codes)
        hint = did_you_mean(nearest) if nearest else msg("The first are: {names}.", names=", ".join(codes.codes[:6]))
        raise RuleError(
            msg("'{value}' is not on the list '{list}'. {hint}", value=node.value, list=codes.list_id, hint=hint),
            *node.position,
            nearest=nearest,
        )
    return codes


def want(node: t.Node, wanted: Type, scope: Typed, where: str) -> Type:
    found = scope.type_of(node)
    if found not in (wanted, NULL if wanted == BOOLEAN else wanted):
        example = f"{text(node)} >= 18" if found == NUMBER else "is known(arrived_on)" if wanted == BOOLEAN else "age + 1"
        raise RuleError(
            msg(
                "'{where}' needs {wanted}, but '{part}' is {found}. Example: {example}",
                where=where,
                wanted=in_words(wanted),
                part=text(node),
                found=in_words(found),
                example=example,
            ),
            *node.position,
        )
    return wanted


def common_type(left: t.Node, right: t.Node, scope: Typed) -> Type | None:
    """The type in which two values meet: a text in quotes beside a coded fact is a code. None when they do not fit.

    Raises RuleError for a code that is not on the list.
    """
    first, second = scope.type_of(left), scope.type_of(right)
    if isinstance(first, Code) and isinstance(right, t.Literal):
        return code_on_list(right, first)
    if isinstance(second, Code) and isinstance(left, t.Literal):
        return code_on_list(left, second)
    return first if first == second else None


def meeting(node: t.Node, left: t.Node, right: t.Node, scope: Typed, what: str) -> Type:
    """The common type of two operands; raises the sentence about null and types that do not fit."""
    for part, other in ((left, right), (right, left)):
        if scope.type_of(part) == NULL:
            raise RuleError(
                msg(
                    "Nothing can be compared with null, since null is unknown. "
                    "Write is known({other}) or not(is known({other})).",
                    other=text(other),
                ),
                *part.position,
            )
    type_ = common_type(left, right, scope)
    if type_ is None:
        first, second = (msg("'{part}' is {type}", part=text(part), type=in_words(scope.type_of(part))) for part in (left, right))
        raise RuleError(
            msg(
                "{first} and {second}: '{operator}' cannot join them. Example: {example}",
                first=first,
                second=second,
                operator=what,
                example=_example(left, scope),
            ),
            *node.position,
        )
    return type_


def refuse_many(node: t.Node, left: t.Node, type_: Type) -> None:
    if isinstance(type_, SetOf | ListOf):
        raise RuleError(
            msg("'{left}' has several values. Write contains({left}, …) or count({left}) = 0.", left=text(left)), *node.position
        )
    if isinstance(type_, Row):
        raise RuleError(
            msg("'{left}' is a row. Compare one of its answers: {answer}.", left=text(left), answer=_answer(left, type_)),
            *left.position,
        )


def _answer(node: t.Node, row: Row) -> str:
    return f"{text(node)}.{row.fields[0][0] if row.fields else '…'}"


def _example(node: t.Node, scope: Typed) -> str:
    match scope.type_of(node):
        case SetOf() | ListOf():
            return f"count({text(node)}) > 0"
        case Code() as codes if codes.codes:
            return f'{text(node)} = "{codes.codes[0]}"'
        case found if found == NUMBER:
            return f"{text(node)} >= 18"
        case found if found == DATE:
            return f'{text(node)} >= date("2024-01-01")'
        case found if found == BOOLEAN:
            return f"{text(node)} = true"
        case found if found in (MONTHS, DAYS):
            return f'{text(node)} >= duration("{"P6M" if found == MONTHS else "P28D"}")'
    return f'{text(node)} = "Usingen"'


def has_order(type_: Type) -> bool:
    return type_ in (NUMBER, DATE, MONTHS, DAYS) or isinstance(type_, Ordered)
