"""Questions about one fact: as a form has their parts, and as the tree of a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from core.rules import BOOLEAN, DATE, NUMBER, TEXT, Code, Node, Ordered, RuleError, Scope, SetOf, Type, parse, text
from core.rules import tree as t
from core.rules.message import msg

RANGES = {"range[]": (True, True), "range[)": (True, False), "range(]": (False, True), "range()": (False, False)}
ORDER = ("=", "!=", "<", "<=", ">", ">=")
ASKED_BY = {"done_steps": "done", "enrolments": "enrolled"}
"""Names that rules read by a function of one text: `done("first_talk")`."""
_KNOWN = ("known", "unknown")


@dataclass(frozen=True, slots=True)
class Condition:
    """One question about one fact. `values` are written plainly: a code, a number, a day as YYYY-MM-DD. Instead of a value
    it may be held against another fact."""

    fact: str
    operator: str
    values: tuple[str, ...] = ()
    other: str = ""


def operators(type_: Type, fact: str = "") -> tuple[str, ...]:
    """What may be asked of a fact of this type, and of this name."""
    if fact in ASKED_BY:
        return ("has", "has_not")
    if type_ == BOOLEAN:
        return ("yes", "no", *_KNOWN)
    if isinstance(type_, SetOf):
        return ("has", "has_not", *_KNOWN)
    if isinstance(type_, Ordered):
        return (">=", "<=", "=", "!=", "one_of", "none_of", "range[]", "<", ">", *_KNOWN)
    if isinstance(type_, Code):
        return ("=", "!=", "one_of", "none_of", *_KNOWN)
    if type_ in (NUMBER, DATE):
        return ("range[]", ">=", "<=", "=", "!=", "<", ">", "between", *_KNOWN)
    return ("=", "!=", "one_of", "none_of", *_KNOWN) if type_ == TEXT else _KNOWN


def first(fact: str, scope: Scope) -> Node:
    """The condition that a new block begins with. Raises RuleError for a fact that does not exist."""
    type_ = _type(fact, scope)
    if fact in ASKED_BY:
        item = type_.item if isinstance(type_, SetOf) else type_
        return t.Call(ASKED_BY[fact], (t.Name(fact), t.Literal(item.codes[0] if isinstance(item, Code) and item.codes else "?")))
    return condition(Condition(fact, "known"), scope)


def alike(fact: str, scope: Scope) -> list[str]:
    """The other names that this one can be held against."""
    type_ = scope.get(fact)
    fits = isinstance(type_, Code) or type_ in (NUMBER, DATE)
    return [name for name, other in scope.items() if fits and other == type_ and name != fact]


def condition(given: Condition, scope: Scope) -> Node:
    """The tree of a condition as it was filled in. Raises RuleError that says what is wrong with it."""
    type_ = _type(given.fact, scope)
    fitting = operators(type_, given.fact)
    if given.operator not in (*fitting, *(RANGES if "range[]" in fitting else ())):
        fit = ", ".join(fitting)
        raise RuleError(
            msg(
                "'{operator}' cannot be asked of {fact}. There are: {fit}.",
                operator=given.operator[:40],
                fact=given.fact,
                fit=fit,
            )
        )
    fact = t.Name(given.fact)
    if isinstance(type_, SetOf):
        return _of_set(fact, given, type_)
    match given.operator:
        case "yes":
            return fact
        case "no":
            return t.Not(fact)
        case "known" | "unknown":
            return _known(fact, given.operator)
        case "one_of" | "none_of":
            some = t.In(fact, t.Items(tuple(_literal(each, type_) for each in _several(given))))
            return some if given.operator == "one_of" else t.Not(some)
        case "between":
            lower, upper = _two(given, type_)
            return t.Between(fact, lower, upper)
        case operator if operator in RANGES:
            return t.In(fact, t.Range(*_two(given, type_), *RANGES[operator]))
    if given.other:
        return t.Compare(given.operator, fact, _other(given, scope))
    return t.Compare(given.operator, fact, _literal(_one(given), type_))


def _other(given: Condition, scope: Scope) -> t.Name:
    if _type(given.other, scope) != scope[given.fact]:
        raise RuleError(msg("'{fact}' and '{other}' cannot be compared.", fact=given.fact, other=given.other))
    return t.Name(given.other)


def condition_of(node: Node, scope: Scope) -> Condition | None:
    """The parts of a condition that a block can show; None for any other tree."""
    found = asked(node)
    if found is None or found.fact not in scope:
        return None
    try:
        return found if condition(found, scope) == node else None
    except RuleError:
        return None


def asked(node: Node) -> Condition | None:
    """The same whatever is known of the fact: it may not be there any more."""
    match node:
        case t.Name(fact):
            return Condition(fact, "yes")
        case t.Not(t.Name(fact)):
            return Condition(fact, "no")
        case t.Call("is known", (t.Name(fact),)):
            return Condition(fact, "known")
        case t.Not(t.Call("is known", (t.Name(fact),))):
            return Condition(fact, "unknown")
        case t.Call("contains", (t.Name(fact), t.Literal() as member)):
            return Condition(fact, "has", (_plain(member),))
        case t.Not(t.Call("contains", (t.Name(fact), t.Literal() as member))):
            return Condition(fact, "has_not", (_plain(member),))
        case t.Call(function, (t.Name(fact), t.Literal() as member)) if ASKED_BY.get(fact) == function:
            return Condition(fact, "has", (_plain(member),))
        case t.Not(t.Call(function, (t.Name(fact), t.Literal() as member))) if ASKED_BY.get(fact) == function:
            return Condition(fact, "has_not", (_plain(member),))
        case t.Compare(operator, t.Name(fact), t.Literal() as value):
            return Condition(fact, operator, (_plain(value),))
        case t.Compare(operator, t.Name(fact), t.Name(other)):
            return Condition(fact, operator, (), other)
    return _read_many(node)


def _read_many(node: Node) -> Condition | None:
    match node:
        case t.Between(t.Name(fact), t.Literal() as lower, t.Literal() as upper):
            return Condition(fact, "between", (_plain(lower), _plain(upper)))
        case t.In(t.Name(fact), t.Range(t.Literal() as lower, t.Literal() as upper, from_, to)):
            name = next(key for key, ends in RANGES.items() if ends == (from_, to))
            return Condition(fact, name, (_plain(lower), _plain(upper)))
        case t.In(t.Name(fact), t.Items(items)):
            return _listed(fact, "one_of", items)
        case t.Not(t.In(t.Name(fact), t.Items(items))):
            return _listed(fact, "none_of", items)
    return None


def _listed(fact: str, operator: str, items: Sequence[Node]) -> Condition | None:
    if not all(isinstance(each, t.Literal) for each in items):
        return None
    return Condition(fact, operator, tuple(_plain(each) for each in items if isinstance(each, t.Literal)))


def _plain(node: t.Literal) -> str:
    match node.value:
        case Decimal() as number:
            return format(number, "f")
        case date() as day:
            return day.isoformat()
        case str() as said:
            return said
    return text(node)


def _type(fact: str, scope: Scope) -> Type:
    if fact not in scope:
        # asks the language for its own sentence, which names the nearest fact
        shown = "".join(sign for sign in fact[:60] if sign.isalnum() or sign == "_")
        raise RuleError(msg("There is no fact '{shown}'.", shown=shown))
    return scope[fact]


def _of_set(fact: t.Name, given: Condition, type_: SetOf) -> Node:
    if given.operator in _KNOWN:
        return _known(fact, given.operator)
    has = t.Call(ASKED_BY.get(fact.id, "contains"), (fact, _literal(_one(given), type_.item)))
    return has if given.operator == "has" else t.Not(has)


def _known(fact: t.Name, operator: str) -> Node:
    known = t.Call("is known", (fact,))
    return known if operator == "known" else t.Not(known)


def _one(given: Condition) -> str:
    if len(given.values) != 1 or not given.values[0]:
        raise RuleError(msg("A value is missing: fill it in, or choose one from the list."))
    return given.values[0]


def _two(given: Condition, type_: Type) -> tuple[t.Literal, t.Literal]:
    if len(given.values) != 2 or not all(given.values):
        raise RuleError(msg("Two values are needed: from and to."))
    lower, upper = (_literal(each, type_) for each in given.values)
    return lower, upper


def _several(given: Condition) -> tuple[str, ...]:
    if not given.values:
        raise RuleError(msg("Choose at least one entry of the list."))
    return given.values


def _literal(value: str, type_: Type) -> t.Literal:
    if type_ == NUMBER:
        return t.Literal(_number(value))
    if type_ == DATE:
        return t.Literal(day(value))
    if isinstance(type_, Code) and value not in type_.codes:
        raise RuleError(msg("There is no such entry in the list '{list_id}'.", list_id=type_.list_id))
    return t.Literal(value)


def _number(value: str) -> Decimal:
    try:
        number = Decimal(value.strip().replace(",", ".")) if len(value) <= 40 else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or "_" in value or abs(number.adjusted()) > 40:
        raise RuleError(msg("This is no number. Write it like 27 or 4.5."))
    # as the language reads it: without an exponent, and no minus before zero
    made = parse(format(number.copy_abs(), "f"))
    assert isinstance(made, t.Literal)
    assert isinstance(made.value, Decimal)
    return made.value.copy_negate() if number < 0 else made.value


def day(value: str) -> date:
    try:
        # Python also reads weeks and days without hyphens
        if len(value) == 10 and value[4] == value[7] == "-":
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise RuleError(msg("This is no day that exists. Write it like 2019-07-01."))


def values_of(given: Mapping[str, Sequence[str]], operator: str) -> tuple[str, ...]:
    """The values that a form sent for this operator. Where the operator was changed, those for the one before are taken on."""
    single = [each.strip() for name in ("value", "value2") for each in given.get(name) or [""]]
    several = [line.strip() for each in given.get("values", ()) for line in each.splitlines() if line.strip()]
    if operator in ("yes", "no", *_KNOWN):
        return ()
    if operator in ("one_of", "none_of"):
        return tuple(dict.fromkeys(several or filter(None, single[:1])))
    if operator in RANGES or operator == "between":
        return single[0], single[1] or single[0]
    return tuple(filter(None, [single[0] or next(iter(several), "")]))
