"""The facts that the tests of rules speak of, and hypothesis strategies for well-typed rules over them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

from hypothesis import strategies as st

from core.rules import BOOLEAN, DATE, NUMBER, TEXT, Code, Duration, ListOf, Ordered, Row, Scope, SetOf
from core.rules import tree as t

TITLE = Code("residence_title", ("g55", "d60a", "d60b", "d60c", "a25_2f", "a24", "eu"))
LEVEL = Ordered("german_level", ("none", "alpha", "a1", "a2", "b1", "b2", "c1", "c2"))
SEX = Code("sex", ("female", "male", "diverse"))
BENEFITS = Code("benefits", ("sgb2", "sgb3", "sgb12", "asylblg"))
NEEDS = Code("support_needs", ("language", "digital", "childcare", "health"))
STEPS = Code("steps", ("first_talk", "profile", "course", "exit"))
KINDS = Code("job_kind", ("employed", "internship", "volunteer"))
SKILLS = Code("skills", ("welding", "cooking", "care"))
JOB = Row(
    (
        ("months", NUMBER),
        ("kind", KINDS),
        ("began_on", DATE),
        ("level", LEVEL),
        ("paid", BOOLEAN),
        ("place", TEXT),
        ("skills", SetOf(SKILLS)),
    )
)

SCOPE: Scope = {
    "age": NUMBER,
    "years_unskilled": NUMBER,
    "date_of_birth": DATE,
    "arrived_on": DATE,
    "entry_date": DATE,
    "in_state_reception": BOOLEAN,
    "own_migration": BOOLEAN,
    "work_permitted": BOOLEAN,
    "residence_title": TITLE,
    "former_title": TITLE,
    "german_level": LEVEL,
    "level_heard": LEVEL,
    "sex": SEX,
    "benefits": SetOf(BENEFITS),
    "support_needs": SetOf(NEEDS),
    "postal_code": TEXT,
    "municipality": TEXT,
    "jobs": ListOf(JOB),
    "enrolments": SetOf(TEXT),
    "done_steps": SetOf(STEPS),
}


def named(*types: object) -> st.SearchStrategy[t.Node]:
    return st.sampled_from([t.Name(name) for name, type_ in SCOPE.items() if type_ in types])


def literals(values: st.SearchStrategy[t.Value]) -> st.SearchStrategy[t.Node]:
    return values.map(t.Literal)


DECIMALS = st.decimals(-1000, 1000, places=2) | st.integers(-30, 100).map(Decimal)
DAYS = st.dates(date(1950, 1, 1), date(2030, 12, 31)) | st.sampled_from(
    [date.min, date.max, date(2004, 2, 29), date(2023, 2, 28)]
)
# as texts are stored and rules are read: in NFC, where one letter has one spelling
LETTERS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=6).map(partial(unicodedata.normalize, "NFC"))
TEXTS = LETTERS | st.sampled_from(["59423", "Usingen", "59"])
PROGRAMMES = st.sampled_from(["wir", "onnfit", "my_turn", ""])
MONTHS_WRITTEN = st.integers(0, 9999).map(lambda months: Duration(months=months))
DAYS_WRITTEN = st.integers(0, 99999).map(lambda days: Duration(days=days))
SPANS = MONTHS_WRITTEN | DAYS_WRITTEN


def negated(part: t.Node) -> t.Node:
    """As the parser makes it: the minus before a number belongs to the number."""
    if isinstance(part, t.Literal) and isinstance(part.value, Decimal) and part.value > 0:
        return t.Literal(part.value.copy_negate())
    return t.Negate(part)


@st.composite
def numbers(draw, rules, depth=2):
    leaves = named(NUMBER) | literals(DECIMALS)
    if depth == 0 or draw(st.booleans()):
        return draw(leaves)
    inner = numbers(rules, depth - 1)
    kind = draw(st.sampled_from(["sum", "sum", "negate", "if", "count", "days", "round", "one", "two", "many", "length"]))
    match kind:
        case "sum":
            return t.Arithmetic(draw(st.sampled_from("+-*/")), draw(inner), draw(inner))
        case "negate":
            return negated(draw(inner))
        case "if":
            return t.If(draw(rules), draw(inner), draw(inner))
        case "count":
            return t.Call("count", (draw(named(SetOf(BENEFITS), SetOf(NEEDS), SetOf(TEXT), ListOf(JOB))),))
        case "round":
            return t.Call("round half up", (draw(inner), t.Literal(Decimal(draw(st.integers(0, 10))))))
        case "one":
            return t.Call(draw(st.sampled_from(["abs", "floor", "ceiling"])), (draw(inner),))
        case "two":
            return t.Call("modulo", (draw(inner), draw(inner)))
        case "many":
            return t.Call(draw(st.sampled_from(["min", "max"])), tuple(draw(st.lists(inner, min_size=2, max_size=4))))
        case "length":
            return t.Call("string length", (draw(texts()),))
    called = draw(st.sampled_from(["age_on", "days_between"]))
    return t.Call(called, (draw(days(rules, depth - 1)), draw(days(rules, depth - 1))))


@st.composite
def days(draw, rules, depth=1):
    leaves = named(DATE) | literals(DAYS)
    if depth == 0 or draw(st.booleans()):
        return draw(leaves)
    match draw(st.sampled_from(["if", "moved", "moved", "many"])):
        case "if":
            return t.If(draw(rules), draw(leaves), draw(leaves))
        case "many":
            return t.Call(draw(st.sampled_from(["min", "max"])), tuple(draw(st.lists(leaves, min_size=2, max_size=4))))
    by = draw(literals(SPANS) | stretches(draw(st.booleans())))
    return t.Arithmetic(draw(st.sampled_from("+-")), draw(days(rules, depth - 1)), by)


@st.composite
def stretches(draw, months, depth=1):
    """Stretches of time of one kind, written or worked out."""
    leaves = named(DATE) | literals(DAYS)
    match draw(st.sampled_from(["written", "worked out", "sum"] if depth else ["written", "worked out"])):
        case "written":
            return t.Literal(draw(MONTHS_WRITTEN if months else DAYS_WRITTEN))
        case "sum":
            inner = stretches(months, depth - 1)
            return t.Arithmetic(draw(st.sampled_from("+-")), draw(inner), draw(inner))
    between = (draw(leaves), draw(leaves))
    return t.Call("years and months duration", between) if months else t.Arithmetic("-", *between)


@st.composite
def texts(draw):
    leaves = named(TEXT) | literals(TEXTS)
    if draw(st.integers(0, 2)):
        return draw(leaves)
    places = draw(st.lists(literals(st.integers(-4, 7).map(Decimal) | DECIMALS) | named(NUMBER), min_size=1, max_size=2))
    return t.Call("substring", (draw(leaves), *places))


@st.composite
def quantified(draw, rules):
    """`some` and `every` over codes, over texts, over rows, and over what a row holds."""
    quantifier = st.sampled_from(["some", "every"])
    kind = draw(st.sampled_from(["codes", "texts", "rows", "rows", "nested"]))
    match kind:
        case "codes":
            holder, codes = draw(st.sampled_from([("benefits", BENEFITS), ("support_needs", NEEDS)]))
            condition = draw(of_code(t.Variable("v"), codes) | rules)
            return t.Quantified(draw(quantifier), "v", t.Name(holder), joined(draw, condition, rules))
        case "texts":
            condition = t.Compare(draw(st.sampled_from(["=", "!="])), t.Variable("v"), draw(literals(PROGRAMMES) | named(TEXT)))
            return t.Quantified(draw(quantifier), "v", t.Name("enrolments"), joined(draw, condition, rules))
        case "rows":
            return t.Quantified(draw(quantifier), "v", t.Name("jobs"), joined(draw, draw(of_row(t.Path, rules)), rules))
    inner = t.Quantified(draw(quantifier), "w", t.Path("v", "skills"), draw(of_code(t.Variable("w"), SKILLS)))
    return t.Quantified(draw(quantifier), "v", t.Name("jobs"), draw(st.just(inner) | st.just(t.Not(inner))))


def joined(draw, condition, rules):
    if draw(st.booleans()):
        return condition
    return draw(st.sampled_from([t.And, t.Or]))((condition, draw(rules)))


def of_code(entry, codes):
    """A condition on one coded entry."""
    some = st.lists(literals(st.sampled_from(codes.codes)), min_size=1, max_size=3).map(tuple)
    equal = st.sampled_from(["=", "!="])
    return st.builds(lambda operator, code: t.Compare(operator, entry, code), equal, literals(st.sampled_from(codes.codes))) | (
        some.map(lambda items: t.In(entry, t.Items(items)))
    )


@st.composite
def of_row(draw, path, rules):
    """A condition on one row, `v`."""
    order = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    match draw(st.sampled_from(["months", "within", "kind", "began", "level", "paid", "place", "skills", "known"])):
        case "months":
            return t.Compare(draw(order), path("v", "months"), draw(numbers(rules, 1)))
        case "within":
            return t.In(path("v", "months"), t.Range(draw(literals(DECIMALS)), draw(named(NUMBER)), draw(st.booleans())))
        case "kind":
            return draw(of_code(path("v", "kind"), KINDS))
        case "began":
            return t.Compare(draw(order), path("v", "began_on"), draw(days(rules, 1)))
        case "level":
            return t.Compare(draw(order), path("v", "level"), draw(literals(st.sampled_from(LEVEL.codes)) | named(LEVEL)))
        case "paid":
            return draw(st.sampled_from([path("v", "paid"), t.Not(path("v", "paid"))]))
        case "place":
            return t.Compare(draw(st.sampled_from(["=", "!="])), path("v", "place"), draw(texts()))
        case "skills":
            skill = t.Literal(draw(st.sampled_from(SKILLS.codes)))
            return draw(st.sampled_from([t.Call("contains", (path("v", "skills"), skill)), t.In(skill, path("v", "skills"))]))
    return t.Call("is known", (path("v", draw(st.sampled_from([field for field, _ in JOB.fields]))),))


@st.composite
def ranges(draw, ends, low_high):
    if draw(st.booleans()):
        lower, upper = sorted((draw(low_high), draw(low_high)))
        return t.Literal(lower), t.Literal(upper)
    return draw(ends), draw(named_only(ends))


def named_only(ends):
    """One end that is no literal, so that no range runs backwards."""
    return ends.filter(lambda node: not isinstance(node, t.Literal))


@st.composite
def levels(draw, rules):
    leaf = named(LEVEL)
    return t.If(draw(rules), draw(leaf), draw(leaf)) if draw(st.integers(0, 4)) == 0 else draw(leaf)


@st.composite
def comparisons(draw, rules):
    kind = draw(st.sampled_from(["number", "date", "level", "code", "boolean", "text", "stretch"]))
    equal = st.sampled_from(["=", "!="])
    order = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    match kind:
        case "number":
            return t.Compare(draw(order), draw(numbers(rules)), draw(numbers(rules)))
        case "date":
            return t.Compare(draw(order), draw(days(rules)), draw(days(rules)))
        case "level":
            sides = [draw(levels(rules)), draw(levels(rules) | literals(st.sampled_from(LEVEL.codes)))]
            return t.Compare(draw(order), *draw(st.permutations(sides)))
        case "code":
            return t.Compare(draw(equal), draw(named(TITLE)), draw(named(TITLE) | literals(st.sampled_from(TITLE.codes))))
        case "boolean":
            return t.Compare(draw(equal), draw(rules), draw(rules))
        case "stretch":
            kind = stretches(draw(st.booleans()))
            return t.Compare(draw(order), draw(kind), draw(kind))
    return t.Compare(draw(equal), draw(texts()), draw(texts()))


@st.composite
def memberships(draw, rules):
    kind = draw(
        st.sampled_from(
            [
                "number",
                "date",
                "level",
                "between",
                "title",
                "text",
                "numbers",
                "set",
                "contains",
                "known",
                "part",
                "stretch",
                "aside",
            ]
        )
    )
    closed = st.booleans()
    match kind:
        case "number" | "between":
            item, (low, high) = draw(numbers(rules)), draw(ranges(numbers(rules), DECIMALS))
            return t.Between(item, low, high) if kind == "between" else t.In(item, t.Range(low, high, draw(closed), draw(closed)))
        case "date":
            return t.In(draw(days(rules)), t.Range(*draw(ranges(days(rules), DAYS)), draw(closed), draw(closed)))
        case "level":
            low, high = sorted((draw(st.integers(0, 7)), draw(st.integers(0, 7))))
            ends = (t.Literal(LEVEL.codes[low]), draw(literals(st.just(LEVEL.codes[high])) | levels(rules)))
            return t.In(draw(levels(rules)), t.Range(*ends, draw(closed), draw(closed)))
        case "title":
            return t.In(draw(named(TITLE)), t.Items(draw(several(literals(st.sampled_from(TITLE.codes)) | named(TITLE)))))
        case "text":
            return t.In(draw(named(TEXT)), t.Items(draw(several(literals(TEXTS)))))
        case "numbers":
            return t.In(draw(numbers(rules)), t.Items(draw(several(numbers(rules)))))
        case "set":
            return t.In(t.Literal(draw(st.sampled_from(BENEFITS.codes))), t.Name("benefits"))
        case "contains":
            return t.Call("contains", (t.Name("support_needs"), t.Literal(draw(st.sampled_from(NEEDS.codes)))))
        case "known":
            return t.Call("is known", (draw(named(*SCOPE.values()) | numbers(rules) | rules),))
        case "stretch":
            kind = stretches(draw(st.booleans()))
            return t.In(draw(kind), t.Range(draw(kind), draw(kind), draw(closed), draw(closed)))
        case "aside":
            asked = [("enrolled", "enrolments", PROGRAMMES), ("done", "done_steps", st.sampled_from(STEPS.codes))]
            function, fact, ids = draw(st.sampled_from(asked))
            return t.Call(function, (t.Name(fact), t.Literal(draw(ids))))
    part = draw(st.sampled_from(["starts with", "ends with", "contains"]))
    return t.Call(part, (draw(texts()), draw(texts())))


def several(nodes: st.SearchStrategy[t.Node]) -> st.SearchStrategy[tuple[t.Node, ...]]:
    return st.lists(nodes, min_size=1, max_size=4).map(tuple)


def combine(rules: st.SearchStrategy[t.Node]) -> st.SearchStrategy[t.Node]:
    parts = st.lists(rules, min_size=2, max_size=4).map(tuple)
    return (
        parts.map(t.And)
        | parts.map(t.Or)
        | rules.map(t.Not)
        | st.builds(t.If, rules, rules, rules | literals(st.none()))
        | comparisons(rules)
        | memberships(rules)
        | quantified(rules)
    )


_LEAVES = named(BOOLEAN) | literals(st.sampled_from([True, False, None]))
_SIMPLE = _LEAVES | comparisons(_LEAVES) | memberships(_LEAVES) | quantified(_LEAVES)
RULES = st.recursive(_SIMPLE, combine, max_leaves=8)
"""Well-typed rules that give true or false, as the parser would make them."""

JUNK: Sequence[object] = (
    *(None, "", "g55", "nonsense", 1, 0, 1.5, True, Decimal("NaN"), Decimal("Infinity"), 10**60, Decimal("1e6000")),
    *([], {}, ("a",), object(), frozenset({"language"}), frozenset({"sgb2", 3})),
    *(date(2020, 1, 1), datetime(2020, 1, 1, tzinfo=UTC)),
)

_BY_TYPE = {
    NUMBER: st.integers(-5, 90) | DECIMALS,
    DATE: DAYS,
    BOOLEAN: st.booleans(),
    TEXT: TEXTS,
}


def _values(type_: object) -> st.SearchStrategy[object]:
    if isinstance(type_, Code):
        return st.sampled_from(type_.codes)
    if isinstance(type_, SetOf):
        return st.frozensets(_values(type_.item) if isinstance(type_.item, Code) else PROGRAMMES)
    if isinstance(type_, ListOf):
        return st.lists(_values(type_.item), max_size=4).map(tuple)
    if isinstance(type_, Row):
        return st.fixed_dictionaries({}, optional={field: _fact(kind) for field, kind in type_.fields})
    return _BY_TYPE[type_]


def _fact(type_: object) -> st.SearchStrategy[object]:
    right = _values(type_)
    return right | right | right | st.none() | st.sampled_from(JUNK)


PERSONS = st.fixed_dictionaries(
    {name: _fact(type_) for name, type_ in SCOPE.items() if name in ("age", "sex")},
    optional={name: _fact(type_) for name, type_ in SCOPE.items() if name not in ("age", "sex")},
)
"""Facts of a person: right ones, unknown ones, missing ones, and ones of a wrong type."""

KNOWN_PERSONS = st.fixed_dictionaries({name: _values(type_) for name, type_ in SCOPE.items()})
"""Facts that are all known."""
