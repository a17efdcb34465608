"""What a function is called with: the right number of values, each of a type that it takes."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce

from core.rules import tree as t
from core.rules.errors import RuleError
from core.rules.functions import FUNCTIONS, Function, Signature
from core.rules.message import Message, msg
from core.rules.operands import refuse_other_member
from core.rules.text import text
from core.rules.typed import Typed
from core.rules.types import ANY, ITEM, NULL, ListOf, Row, SetOf, Type, in_words


def call(node: t.Node, name: str, arguments: tuple[t.Node, ...], scope: Typed) -> Type:
    function = FUNCTIONS.get(name)
    if function is None or function.constant:
        raise RuleError(msg("There is no function '{name}' to call.", name=name), *node.position)
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


def _signature(function: Function, arguments: tuple[t.Node, ...], scope: Typed) -> Signature:
    """The one that the first argument fits, else the first."""
    if len(function.signatures) > 1 and arguments:
        first = scope.type_of(arguments[0])
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
    named: dict[str, object] = {"name": function.name, "count": count - hidden, "example": function.example}
    if most == 1:
        return RuleError(msg("{name}(…) takes 1 value, but got {count}. Example: {example}", **named), *node.position)
    wanted = most if least == most else msg("{least} to {most}", least=least, most=most)
    return RuleError(
        msg("{name}(…) takes {wanted} values, but got {count}. Example: {example}", wanted=wanted, **named), *node.position
    )


def _refuse_other_reader(node: t.Node, function: Function, arguments: tuple[t.Node, ...], scope: Typed) -> None:
    match arguments:
        case (t.Name(fact), t.Literal(str())) if fact == function.reads:
            if fact not in scope.scope:
                raise RuleError(
                    msg("{name}(…) cannot be asked here: nothing tells of '{fact}'.", name=function.name, fact=fact),
                    *node.position,
                )
            return
    raise RuleError(
        msg("{name}(…) takes one text in double quotes: {example}", name=function.name, example=function.example), *node.position
    )


def _refuse_other_number(function: Function, argument: t.Node, least: int, most: int) -> None:
    value = argument.value if isinstance(argument, t.Literal) else None
    if not (isinstance(value, Decimal) and value == int(value) and least <= value <= most):
        raise RuleError(
            msg(
                "{name}(…) needs a whole number from {least} to {most}, but got '{part}'. Example: {example}",
                name=function.name,
                least=least,
                most=most,
                part=text(argument),
                example=function.example,
            ),
            *argument.position,
        )


def _argument(node: t.Node, function: Function, argument: t.Node, parameter: Type, first: t.Node, scope: Typed) -> None:
    found = scope.type_of(argument)
    if parameter == ITEM:
        holder = scope.type_of(first)
        return refuse_other_member(node, argument, holder, scope) if isinstance(holder, SetOf) else None
    if not _fits(found, parameter):
        needs = _needed(function) if argument is first else in_words(parameter)
        raise RuleError(
            msg(
                "{name}(…) needs {needs}, but '{part}' is {found}. Example: {example}",
                name=function.name,
                needs=needs,
                part=text(argument),
                found=in_words(found),
                example=function.example,
            ),
            *argument.position,
        )
    return None


def _needed(function: Function) -> Message:
    """All that could stand first."""
    wanted = [each.parameters[0] for each in function.signatures]
    plain = {SetOf: msg("a set"), ListOf: msg("a list")}
    first, *others = [plain.get(type(each)) or in_words(each) for each in wanted]
    return reduce(lambda said, other: msg("{said} or {other}", said=said, other=other), others, first)
