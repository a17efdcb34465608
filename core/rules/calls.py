"""What a function is called with: the right number of values, each of a type that it takes."""

from __future__ import annotations

from decimal import Decimal

from core.rules import tree as t
from core.rules.errors import RuleError
from core.rules.functions import FUNCTIONS, Function, Signature
from core.rules.operands import refuse_other_member
from core.rules.text import text
from core.rules.typed import Typed
from core.rules.types import ANY, ITEM, NULL, ListOf, Row, SetOf, Type, in_words


def call(node: t.Node, name: str, arguments: tuple[t.Node, ...], scope: Typed) -> Type:
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
    wanted = f"{least}" if least == most else f"{least} to {most}"
    return RuleError(
        f"{function.name}(…) takes {wanted} value{'s' * (most != 1)}, but got {count - hidden}. Example: {function.example}",
        *node.position,
    )


def _refuse_other_reader(node: t.Node, function: Function, arguments: tuple[t.Node, ...], scope: Typed) -> None:
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


def _argument(node: t.Node, function: Function, argument: t.Node, parameter: Type, first: t.Node, scope: Typed) -> None:
    found = scope.type_of(argument)
    if parameter == ITEM:
        holder = scope.type_of(first)
        return refuse_other_member(node, argument, holder, scope) if isinstance(holder, SetOf) else None
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
