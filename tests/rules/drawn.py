"""Strategies for rules of the whole language: what `tests.core.rules.scope` draws, with all functions, stretches and lists."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from core.rules import RuleError, check
from core.rules import tree as t
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, Ordered, SetOf
from tests.core.rules import scope as given
from tests.core.rules.scope import SCOPE, days, literals, named, numbers, several

Rules = st.SearchStrategy[t.Node]
Draw = Any
OPERATORS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
EQUAL = st.sampled_from(["=", "!="])
HUGE = st.sampled_from(["999999999999999999999999", "0.0000000001", "-0.0000000001", "0.5", "3.4999999999"]).map(given.Decimal)


@st.composite
def wider_numbers(draw: Draw, rules: Rules, depth: int = 2) -> t.Node:
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        return draw(numbers(rules, 1) | literals(HUGE))
    inner = wider_numbers(rules, depth - 1)
    match draw(st.sampled_from(["abs", "floor", "ceiling", "round half up", "modulo", "min", "max", "count", "length", "sum"])):
        case "abs" | "floor" | "ceiling" as name:
            return t.Call(name, (draw(inner),))
        case "round half up":
            return t.Call("round half up", (draw(inner), t.Literal(given.Decimal(draw(st.integers(0, 10))))))
        case "modulo":
            return t.Call("modulo", (draw(inner), draw(inner)))
        case "min" | "max" as name:
            return t.Call(name, tuple(draw(st.lists(inner, min_size=2, max_size=4))))
        case "count":
            return t.Call("count", (draw(st.sampled_from([t.Name("jobs"), t.Name("enrolments"), t.Name("done_steps")])),))
        case "length":
            return t.Call("string length", (draw(texts(rules)),))
    return t.Arithmetic(draw(st.sampled_from("+-*/")), draw(inner), draw(inner))


@st.composite
def texts(draw: Draw, rules: Rules) -> t.Node:
    plain = named(TEXT)
    if draw(st.booleans()):
        return draw(plain)
    start = draw(st.integers(-6, 6).map(given.Decimal).map(t.Literal) | numbers(rules, 1))
    length = draw(st.none() | st.integers(-1, 5).map(given.Decimal).map(t.Literal))
    return t.Call("substring", (draw(plain), start, *([] if length is None else [length])))


@st.composite
def wider_days(draw: Draw, rules: Rules) -> t.Node:
    plain = days(rules)
    match draw(st.integers(0, 4)):
        case 0:
            return t.Call(draw(st.sampled_from(["min", "max"])), tuple(draw(st.lists(plain, min_size=2, max_size=4))))
        case 1:
            return t.Arithmetic(draw(st.sampled_from("+-")), draw(plain), draw(stretches(rules, draw(st.booleans()))))
    return draw(plain)


@st.composite
def stretches(draw: Draw, rules: Rules, months: bool) -> t.Node:
    """A stretch of time that is worked out."""
    first, second = draw(days(rules, 1)), draw(days(rules, 1))
    return t.Call("years and months duration", (first, second)) if months else t.Arithmetic("-", first, second)


@st.composite
def comparisons(draw: Draw, rules: Rules) -> t.Node:
    match draw(st.sampled_from(["number", "number", "date", "months", "days", "text", "within", "one of"])):
        case "number":
            return t.Compare(draw(OPERATORS), draw(wider_numbers(rules)), draw(wider_numbers(rules)))
        case "date":
            return t.Compare(draw(OPERATORS), draw(wider_days(rules)), draw(wider_days(rules)))
        case "months":
            other = draw(literals(given.MONTHS_WRITTEN) | stretches(rules, True))
            return t.Compare(draw(OPERATORS), draw(stretches(rules, True)), other)
        case "days":
            item, low = draw(stretches(rules, False)), draw(stretches(rules, False))
            return t.In(item, t.Range(low, draw(literals(given.DAYS_WRITTEN)), draw(st.booleans()), draw(st.booleans())))
        case "text":
            name = draw(st.sampled_from(["contains", "starts with", "ends with"]))
            return t.Call(name, (draw(texts(rules)), draw(texts(rules) | literals(given.TEXTS))))
        case "one of":
            return t.In(draw(wider_numbers(rules)), t.Items(draw(several(wider_numbers(rules, 1)))))
    return t.Between(draw(wider_numbers(rules)), draw(wider_numbers(rules)), draw(wider_numbers(rules)))


@st.composite
def memberships(draw: Draw, _rules: Rules) -> t.Node:
    match draw(st.sampled_from(["enrolled", "done", "enrolments"])):
        case "enrolled":
            return t.Call("enrolled", (t.Name("enrolments"), t.Literal(draw(given.PROGRAMMES))))
        case "done":
            return t.Call("done", (t.Name("done_steps"), t.Literal(draw(st.sampled_from(given.STEPS.codes)))))
    return t.In(draw(named(TEXT)), t.Name("enrolments"))


@st.composite
def quantified(draw: Draw, rules: Rules) -> t.Node:
    word = draw(st.sampled_from(["some", "every"]))
    match draw(st.sampled_from(["jobs", "jobs", "benefits", "enrolments"])):
        case "jobs":
            return t.Quantified(word, "job", t.Name("jobs"), draw(of_a_job("job", rules, inner=True)))
        case "benefits":
            codes = literals(st.sampled_from(given.BENEFITS.codes))
            condition = t.In(t.Variable("one"), t.Items(draw(several(codes))))
            return t.Quantified(word, "one", t.Name("benefits"), draw(st.sampled_from([condition, t.Not(condition)])))
    condition = t.Compare(draw(EQUAL), t.Variable("one"), draw(named(TEXT) | literals(given.PROGRAMMES)))
    return t.Quantified(word, "one", t.Name("enrolments"), draw(joined(condition, rules)))


@st.composite
def joined(draw: Draw, condition: t.Node, rules: Rules) -> t.Node:
    """A condition alone, or with a part that does not speak of the entry."""
    match draw(st.integers(0, 3)):
        case 0:
            return t.And((condition, draw(rules)))
        case 1:
            return t.Or((draw(rules), condition))
        case 2:
            return t.If(draw(rules), condition, t.Not(condition))
    return condition


@st.composite
def of_a_job(draw: Draw, job: str, rules: Rules, inner: bool) -> t.Node:
    field, type_ = draw(st.sampled_from(given.JOB.fields))
    answer = t.Path(job, field)
    condition: t.Node = t.Call("is known", (answer,))
    if draw(st.integers(0, 5)):
        condition = draw(asked(answer, type_, rules, job, inner))
    return draw(joined(condition, rules))


@st.composite
def asked(draw: Draw, answer: t.Path, type_: object, rules: Rules, job: str, inner: bool) -> t.Node:
    """A question about one answer of a row."""
    match type_:
        case SetOf(item) if isinstance(item, Code):
            codes = draw(several(literals(st.sampled_from(item.codes))))
            if inner and draw(st.booleans()):
                return t.Quantified(
                    draw(st.sampled_from(["some", "every"])), "skill", answer, t.In(t.Variable("skill"), t.Items(codes))
                )
            return draw(
                st.sampled_from(
                    [
                        t.Call("contains", (answer, codes[0])),
                        t.Compare("<", t.Call("count", (answer,)), t.Literal(given.Decimal(2))),
                    ]
                )
            )
        case Ordered(_, codes):
            return t.Compare(draw(OPERATORS), answer, draw(literals(st.sampled_from(codes)) | named(given.LEVEL)))
        case Code(_, codes):
            return t.Compare(draw(EQUAL), answer, t.Literal(draw(st.sampled_from(codes))))
    if type_ == NUMBER:
        other = draw(wider_numbers(rules, 1))
        if inner and draw(st.booleans()):
            pair = t.Compare(draw(OPERATORS), answer, t.Path("other", answer.field))
            return t.Quantified(draw(st.sampled_from(["some", "every"])), "other", t.Name("jobs"), pair)
        return t.Compare(draw(OPERATORS), t.Arithmetic("+", answer, other), draw(wider_numbers(rules, 1)))
    if type_ == DATE:
        return t.Compare(draw(OPERATORS), t.Arithmetic("+", answer, t.Literal(draw(given.SPANS))), draw(wider_days(rules)))
    if type_ == BOOLEAN:
        return t.Compare(draw(EQUAL), answer, draw(rules))
    return t.Call("starts with", (answer, draw(texts(rules))))


def combine(rules: Rules) -> Rules:
    return given.combine(rules) | comparisons(rules) | memberships(rules) | quantified(rules)


_FLAT = named(BOOLEAN) | literals(st.sampled_from([True, False]))
_SIMPLE = given.RULES | comparisons(_FLAT) | memberships(_FLAT) | quantified(_FLAT)


def well_typed(node: t.Node) -> bool:
    """The strategies know nothing of limits, of literals alone, of `3 = 3` between sets, and of ranges that run backwards."""
    try:
        check(node, SCOPE)
    except RuleError:
        return False
    return True


EVERYTHING = st.recursive(_SIMPLE, combine, max_leaves=5).filter(well_typed)
"""Checked rules that use all of the language."""
