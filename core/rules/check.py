"""The type of a rule: whether each name exists, each code is on its list, and operands fit one another."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from difflib import SequenceMatcher
from typing import NoReturn

from core.rules import limits
from core.rules import tree as t
from core.rules.durations import Duration
from core.rules.errors import RuleError
from core.rules.functions import FUNCTIONS, Function, Signature
from core.rules.parse import parse
from core.rules.text import literal, text
from core.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DAYS,
    ITEM,
    MONTHS,
    NULL,
    NUMBER,
    TEXT,
    Code,
    ListOf,
    Ordered,
    Row,
    Scope,
    SetOf,
    Type,
    in_words,
)

# comparing names takes the product of their lengths
_LONGEST_NAME = 100


def check_rule(text: str, scope: Scope, wanted: Type = BOOLEAN) -> t.Node:
    """The tree of a rule that is sure to give a value of the wanted type. Raises RuleError."""
    node = parse(text)
    found = check(node, scope)
    if found not in (wanted, NULL):
        example = " Example: age in [18..27]" if wanted == BOOLEAN else ""
        raise RuleError(f"The rule gives {in_words(found)}, but {in_words(wanted)} is needed.{example}", *node.position)
    return node


def check(node: t.Node, scope: Scope) -> Type:
    """The type of what the rule gives. Raises RuleError for what does not fit; each limit of size is held too."""
    limits.refuse_big_tree(node)
    return type_of(node, Typing(scope))


class Typing:
    """A scope, the variables that mean something in it, and the types of the nodes that have been looked at.

    A node is asked for its type by several others; without remembering it, a rule of some levels would take years.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        # by identity, with the node, so that the identity stays its own
        self.seen: dict[int, tuple[t.Node, Type]] = {}
        self.variables: dict[str, Type] = {}
        self._inside: dict[int, tuple[t.Node, Typing]] = {}

    def inside(self, node: t.Quantified) -> Typing:
        """For the condition of a quantifier: there its variable has the type of an entry."""
        if id(node) not in self._inside:
            typing = Typing(self.scope)
            typing.variables = {**self.variables, node.variable: _entry(node, self)}
            self._inside[id(node)] = node, typing
        return self._inside[id(node)][1]


def type_of(node: t.Node, scope: Typing) -> Type:
    """As `check`, for a part of a tree that is known to be within the limits."""
    if id(node) not in scope.seen:
        scope.seen[id(node)] = node, _find_type(node, scope)
    return scope.seen[id(node)][1]


def _find_type(node: t.Node, scope: Typing) -> Type:
    match node:
        case t.Literal(value):
            return _type_of_value(value)
        case t.Name(id_):
            return scope.scope[id_] if id_ in scope.scope else _unknown(node, id_, scope.scope)
        case t.Variable() | t.Path():
            return _of_an_entry(node, scope)
        case t.Quantified(quantifier, _, _, condition):
            return _want(condition, BOOLEAN, scope.inside(node), f"{quantifier} … satisfies")
        case t.And() | t.Or() | t.Not():
            return _logic(node, scope)
        case t.Compare(operator, left, right):
            return _compare(node, operator, left, right, scope)
        case t.Between(item, lower, upper):
            return _within(node, item, lower, upper, scope)
        case t.In(item, options):
            return _in(node, item, options, scope)
    return _type_of_result(node, scope)


def _type_of_result(node: t.Node, scope: Typing) -> Type:
    match node:
        case t.If(condition, then, otherwise):
            return _if(node, condition, then, otherwise, scope)
        case t.Negate(part):
            return _want(part, NUMBER, scope, "-")
        case t.Arithmetic(operator, left, right):
            return _arithmetic(node, operator, left, right, scope)
        case t.Call(function, arguments):
            return _call(node, function, arguments, scope)
    raise RuleError("A range or a list can stand only behind 'in'.", *node.position)


def _entry(node: t.Quantified, scope: Typing) -> Type:
    """The type of what a quantifier looks at."""
    holder, name = type_of(node.entries, scope), node.variable
    if name in scope.scope or name in scope.variables:
        taken = "a fact" if name in scope.scope else "another entry"
        raise RuleError(f"'{name}' is the name of {taken}. Call the entry something else.", *node.position)
    if not isinstance(holder, SetOf | ListOf):
        raise RuleError(
            f"'{node.quantifier}' needs a set or a list, but '{text(node.entries)}' is {in_words(holder)}. "
            'Example: some benefit in benefits satisfies benefit = "sgb2"',
            *node.entries.position,
        )
    return holder.item


def _of_an_entry(node: t.Variable | t.Path, scope: Typing) -> Type:
    name = node.id if isinstance(node, t.Variable) else node.variable
    type_ = scope.variables.get(name)
    if type_ is None:
        raise RuleError(f"'{name}' stands for no entry here: it needs its own 'some {name} in …'.", *node.position)
    if isinstance(node, t.Variable):
        return type_
    if not isinstance(type_, Row):
        raise RuleError(f"'{name}' is {in_words(type_)} and has no parts. Write '{name}' alone.", *node.position)
    found = type_.find(node.field)
    if found is None:
        fields = [field for field, _ in type_.fields]
        near = _near(node.field, fields)
        hint = f"Did you mean '{name}.{near}'?" if near else f"There are: {', '.join(fields[:8])}."
        raise RuleError(f"'{name}' has no answer '{node.field}'. {hint}", *node.position, nearest=near)
    return found


def _logic(node: t.And | t.Or | t.Not, scope: Typing) -> Type:
    word = {t.And: "and", t.Or: "or", t.Not: "not(…)"}[type(node)]
    for part in t.children(node):
        _want(part, BOOLEAN, scope, word)
    return BOOLEAN


def common_type(left: t.Node, right: t.Node, scope: Typing) -> Type | None:
    """The type in which two values meet: a text in quotes beside a coded fact is a code. None when they do not fit.

    Raises RuleError for a code that is not on the list.
    """
    first, second = type_of(left, scope), type_of(right, scope)
    if isinstance(first, Code) and isinstance(right, t.Literal):
        return _code(right, first)
    if isinstance(second, Code) and isinstance(left, t.Literal):
        return _code(left, second)
    return first if first == second else None


def _type_of_value(value: t.Value) -> Type:
    match value:
        case None:
            return NULL
        case bool():
            return BOOLEAN
        case str():
            return TEXT
        case Decimal():
            return NUMBER
        case Duration(months):
            return DAYS if months is None else MONTHS
    return DATE


def _unknown(node: t.Node, name: str, scope: Scope) -> NoReturn:
    near = _near(name, scope)
    some = ", ".join(sorted(scope)[:8]) or "none"
    hint = f"Did you mean '{near}'?" if near else f"There are: {some}{', …' if len(scope) > 8 else ''}."
    raise RuleError(f"There is no fact '{name}'. {hint}", *node.position, nearest=near)


def _near(name: str, known: Iterable[str]) -> str | None:
    """The most similar name, the first among equals; small and capital letters are the same."""
    if len(name) > _LONGEST_NAME:
        return None
    scored = [(SequenceMatcher(None, name.lower(), entry.lower()).ratio(), entry) for entry in known]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= 0.5 else None


def _code(node: t.Literal, codes: Code) -> Type | None:
    if not isinstance(node.value, str):
        return None
    if node.value not in codes.codes:
        near = _near(node.value, codes.codes)
        hint = f" Did you mean '{near}'?" if near else f" The first are: {', '.join(codes.codes[:6])}."
        raise RuleError(f"'{node.value}' is not on the list '{codes.list_id}'.{hint}", *node.position, nearest=near)
    return codes


def _want(node: t.Node, wanted: Type, scope: Typing, where: str) -> Type:
    found = type_of(node, scope)
    if found not in (wanted, NULL if wanted == BOOLEAN else wanted):
        example = f"{text(node)} >= 18" if found == NUMBER else "is known(arrived_on)" if wanted == BOOLEAN else "age + 1"
        raise RuleError(
            f"'{where}' needs {in_words(wanted)}, but '{text(node)}' is {in_words(found)}. Example: {example}", *node.position
        )
    return wanted


def _compare(node: t.Node, operator: str, left: t.Node, right: t.Node, scope: Typing) -> Type:
    ordered = operator not in ("=", "!=")
    type_ = _meeting(node, left, right, scope, operator)
    _refuse_many(node, left, type_)
    if ordered and not _has_order(type_):
        raise RuleError(
            f"'{operator}' needs an order, but '{text(left)}' is {in_words(type_)}, which has none. Write '=', '!=' or 'in'.",
            *node.position,
        )
    return BOOLEAN


def _refuse_many(node: t.Node, left: t.Node, type_: Type) -> None:
    if isinstance(type_, SetOf | ListOf):
        raise RuleError(
            f"'{text(left)}' has several values. Write contains({text(left)}, …) or count({text(left)}) = 0.", *node.position
        )
    if isinstance(type_, Row):
        raise RuleError(f"'{text(left)}' is a row. Compare one of its answers: {_answer(left, type_)}.", *left.position)


def _answer(node: t.Node, row: Row) -> str:
    return f"{text(node)}.{row.fields[0][0] if row.fields else '…'}"


def _meeting(node: t.Node, left: t.Node, right: t.Node, scope: Typing, what: str) -> Type:
    """The common type of two operands; raises the sentence about null and types that do not fit."""
    for part, other in ((left, right), (right, left)):
        if type_of(part, scope) == NULL:
            raise RuleError(
                f"Nothing can be compared with null, since null is unknown. Write is known({text(other)}) or "
                f"not(is known({text(other)})).",
                *part.position,
            )
    type_ = common_type(left, right, scope)
    if type_ is None:
        first, second = (f"'{text(part)}' is {in_words(type_of(part, scope))}" for part in (left, right))
        raise RuleError(f"{first} and {second}: '{what}' cannot join them. Example: {_example(left, scope)}", *node.position)
    return type_


def _example(node: t.Node, scope: Typing) -> str:
    match type_of(node, scope):
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


def _has_order(type_: Type) -> bool:
    return type_ in (NUMBER, DATE, MONTHS, DAYS) or isinstance(type_, Ordered)


def _within(node: t.Node, item: t.Node, lower: t.Node, upper: t.Node, scope: Typing) -> Type:
    for end in (lower, upper):
        type_ = _meeting(node, item, end, scope, "a range")
        if not _has_order(type_):
            raise RuleError(f"A range needs an order, but '{text(item)}' is {in_words(type_)}, which has none.", *node.position)
    if isinstance(lower, t.Literal) and isinstance(upper, t.Literal) and _runs_backwards(lower, upper, type_):
        raise RuleError(
            f"Nothing lies between {literal(lower.value)} and {literal(upper.value)}. Write the smaller one first.",
            *lower.position,
        )
    return BOOLEAN


def _runs_backwards(lower: t.Literal, upper: t.Literal, type_: Type) -> bool:
    if isinstance(type_, Ordered):
        return type_.codes.index(str(lower.value)) > type_.codes.index(str(upper.value))
    if isinstance(lower.value, Duration) and isinstance(upper.value, Duration):
        return lower.value.amount > upper.value.amount
    # both are numbers or both are dates: `_meeting` has seen to that
    return bool(lower.value > upper.value)  # type: ignore[operator]


def _in(node: t.Node, item: t.Node, options: t.Node, scope: Typing) -> Type:
    match options:
        case t.Range(lower, upper):
            return _within(node, item, lower, upper, scope)
        case t.Items(items):
            for option in items:
                _refuse_many(node, item, _meeting(node, item, option, scope, "in"))
            return BOOLEAN
    holder = type_of(options, scope)
    if not isinstance(holder, SetOf):
        raise RuleError(
            f"'{text(options)}' is {in_words(holder)}, but 'in' needs a list, a range or a set. "
            'Examples: age in [18..27], sex in ("female", "diverse"), "sgb2" in benefits',
            *options.position,
        )
    _member(node, item, holder, scope)
    return BOOLEAN


def _member(node: t.Node, item: t.Node, holder: SetOf, scope: Typing) -> None:
    found = type_of(item, scope)
    if isinstance(holder.item, Code) and isinstance(item, t.Literal) and _code(item, holder.item) is not None:
        return
    if found != holder.item:
        raise RuleError(
            f"'{text(item)}' is {in_words(found)}, but the set holds values of another type: {holder.item}.", *node.position
        )


def _if(node: t.Node, condition: t.Node, then: t.Node, otherwise: t.Node, scope: Typing) -> Type:
    _want(condition, BOOLEAN, scope, "if")
    first, second = type_of(then, scope), type_of(otherwise, scope)
    if NULL in (first, second):
        return second if first == NULL else first
    type_ = common_type(then, otherwise, scope)
    if type_ is None:
        raise RuleError(
            f"'then' gives {in_words(first)} and 'else' gives {in_words(second)}; both must give the same. "
            "Example: if own_migration then age >= 18 else age >= 21",
            *node.position,
        )
    return type_


def _arithmetic(node: t.Node, operator: str, left: t.Node, right: t.Node, scope: Typing) -> Type:
    first, second = type_of(left, scope), type_of(right, scope)
    gives = result_type(operator, first, second)
    if gives is not None:
        return gives
    hint = (
        f"Write {text(right)} {operator} {text(left)}."
        if second == DATE and first in (MONTHS, DAYS) and operator == "+"
        else 'Examples: age + 1, arrived_on + duration("P6M")'
    )
    raise RuleError(
        f"'{text(left)}' is {in_words(first)} and '{text(right)}' is {in_words(second)}: '{operator}' cannot join them. {hint}",
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


def _call(node: t.Node, name: str, arguments: tuple[t.Node, ...], scope: Typing) -> Type:
    function = FUNCTIONS.get(name)
    if function is None or function.constant:
        raise RuleError(f"There is no function '{name}' to call.", *node.position)
    signature = _signature(function, arguments, scope)
    if not signature.takes(len(arguments)):
        raise _wrong_count(node, function, signature, len(arguments))
    if function.reads is not None:
        _refuse_other_reader(node, function, arguments, scope)
    if function.literal is not None:
        _refuse_other_number(function, arguments[-1], *function.literal)
    for place, argument in enumerate(arguments):
        _argument(node, function, argument, signature.parameter(place), arguments[0], scope)
    return signature.result


def _signature(function: Function, arguments: tuple[t.Node, ...], scope: Typing) -> Signature:
    """The one that the first argument fits, else the first."""
    if len(function.signatures) > 1 and arguments:
        first = type_of(arguments[0], scope)
        for signature in function.signatures:
            if _fits(first, signature.parameters[0]):
                return signature
    return function.signatures[0]


def _fits(found: Type, parameter: Type) -> bool:
    if parameter == ANY:
        return found != NULL and not isinstance(found, Row)
    if isinstance(parameter, SetOf | ListOf):
        return isinstance(found, type(parameter))
    return found == parameter


def _wrong_count(node: t.Node, function: Function, signature: Signature, count: int) -> RuleError:
    hidden = function.reads is not None
    most = (signature.most or len(signature.parameters)) - hidden
    least = len(signature.parameters) - signature.optional - hidden
    wanted = f"{least}" if least == most else f"{least} to {most}"
    return RuleError(
        f"{function.name}(…) takes {wanted} value{'s' * (most != 1)}, but got {count - hidden}. Example: {function.example}",
        *node.position,
    )


def _refuse_other_reader(node: t.Node, function: Function, arguments: tuple[t.Node, ...], scope: Typing) -> None:
    match arguments:
        case (t.Name(fact), t.Literal(str())) if fact == function.reads:
            if fact not in scope.scope:
                raise RuleError(f"{function.name}(…) cannot be asked here: nothing tells of '{fact}'.", *node.position)
            return
    raise RuleError(f"{function.name}(…) takes one text in double quotes: {function.example}", *node.position)


def _refuse_other_number(function: Function, argument: t.Node, least: int, most: int) -> None:
    value = argument.value if isinstance(argument, t.Literal) else None
    if not (isinstance(value, Decimal) and value == int(value) and least <= value <= most):
        raise RuleError(
            f"{function.name}(…) needs a whole number from {least} to {most}, but got '{text(argument)}'. "
            f"Example: {function.example}",
            *argument.position,
        )


def _argument(node: t.Node, function: Function, argument: t.Node, parameter: Type, first: t.Node, scope: Typing) -> None:
    found = type_of(argument, scope)
    if parameter == ITEM:
        holder = type_of(first, scope)
        return _member(node, argument, holder, scope) if isinstance(holder, SetOf) else None
    if not _fits(found, parameter):
        needs = _needed(function) if argument is first else in_words(parameter)
        raise RuleError(
            f"{function.name}(…) needs {needs}, but '{text(argument)}' is {in_words(found)}. Example: {function.example}",
            *argument.position,
        )
    return None


def _needed(function: Function) -> str:
    """All that could stand first."""
    wanted = [each.parameters[0] for each in function.signatures]
    said = ["a set" if isinstance(each, SetOf) else "a list" if isinstance(each, ListOf) else in_words(each) for each in wanted]
    return " or ".join(said)
