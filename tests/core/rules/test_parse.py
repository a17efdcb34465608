"""What can be written, and what is said when it cannot be read."""

from datetime import date
from decimal import Decimal

import pytest

from core.rules import Duration, RuleError, names, parse, text
from core.rules import tree as t
from core.rules.functions import find, names_to_write

X, Y, A, B = (t.Name(name) for name in "xyab")
P = t.Variable("p")


def number(value):
    return t.Literal(Decimal(value))


CONSTRUCTS = {
    "x": X,
    "true": t.Literal(True),
    "false": t.Literal(False),
    "null": t.Literal(None),
    "18": number(18),
    "3.50": number("3.5"),
    "-3": number(-3),
    "-x": t.Negate(X),
    '"Usingen"': t.Literal("Usingen"),
    r'"a \"b\" \\"': t.Literal('a "b" \\'),
    'date("2024-02-29")': t.Literal(date(2024, 2, 29)),
    'duration("P1Y6M")': t.Literal(Duration(months=18)),
    'duration("P28D")': t.Literal(Duration(days=28)),
    "x in [18..27]": t.In(X, t.Range(number(18), number(27))),
    "x in (18..27)": t.In(X, t.Range(number(18), number(27), False, False)),
    "x in ]18..27[": t.In(X, t.Range(number(18), number(27), False, False)),
    "x in (a..b]": t.In(X, t.Range(A, B, False, True)),
    'x in ("a", "b")': t.In(X, t.Items((t.Literal("a"), t.Literal("b")))),
    "x in [1, 2]": t.In(X, t.Items((number(1), number(2)))),
    "x in (1)": t.In(X, t.Items((number(1),))),
    "x in y": t.In(X, Y),
    "x between a and b": t.Between(X, A, B),
    "x between a and b and y": t.And((t.Between(X, A, B), Y)),
    "x = y": t.Compare("=", X, Y),
    "x != y": t.Compare("!=", X, Y),
    "x < y": t.Compare("<", X, Y),
    "x <= y": t.Compare("<=", X, Y),
    "x > y": t.Compare(">", X, Y),
    "x >= y": t.Compare(">=", X, Y),
    "x and y and a": t.And((X, Y, A)),
    "x or y and a": t.Or((X, t.And((Y, A)))),
    "(x or y) and a": t.And((t.Or((X, Y)), A)),
    "(x and y) and a": t.And((t.And((X, Y)), A)),
    "not(x)": t.Not(X),
    "not (x or y)": t.Not(t.Or((X, Y))),
    "x + y * a": t.Arithmetic("+", X, t.Arithmetic("*", Y, A)),
    "x - y - a": t.Arithmetic("-", t.Arithmetic("-", X, Y), A),
    "x - (y - a)": t.Arithmetic("-", X, t.Arithmetic("-", Y, A)),
    "(x + y) / a": t.Arithmetic("/", t.Arithmetic("+", X, Y), A),
    "if x then y else a or b": t.If(X, Y, t.Or((A, B))),
    "(if x then y else a) or b": t.Or((t.If(X, Y, A), B)),
    'contains(x, "language")': t.Call("contains", (X, t.Literal("language"))),
    "is known(x)": t.Call("is known", (X,)),
    "is_known(x)": t.Call("is known", (X,)),
    "starts_with(x, y)": t.Call("starts with", (X, Y)),
    "count(x) = 0": t.Compare("=", t.Call("count", (X,)), number(0)),
    "some p in x satisfies p = y": t.Quantified("some", "p", X, t.Compare("=", P, Y)),
    "every p in x satisfies p.a > 1 or p.b": t.Quantified(
        "every", "p", X, t.Or((t.Compare(">", t.Path("p", "a"), number(1)), t.Path("p", "b")))
    ),
    "(some p in x satisfies p) and y": t.And((t.Quantified("some", "p", X, P), Y)),
    "some p in x satisfies some q in p.a satisfies q = p.b": t.Quantified(
        "some",
        "p",
        X,
        t.Quantified("some", "q", t.Path("p", "a"), t.Compare("=", t.Variable("q"), t.Path("p", "b"))),
    ),
    "p and (some p in x satisfies p) and p": t.And((t.Name("p"), t.Quantified("some", "p", X, P), t.Name("p"))),
    'enrolled("wir")': t.Call("enrolled", (t.Name("enrolments"), t.Literal("wir"))),
    'done("talk")': t.Call("done", (t.Name("done_steps"), t.Literal("talk"))),
    "list contains(x, y)": t.Call("contains", (X, Y)),
    "round half up(x, 2)": t.Call("round half up", (X, number(2))),
    "round_half_up(x, 2)": t.Call("round half up", (X, number(2))),
    "years and months duration(x, y)": t.Call("years and months duration", (X, Y)),
    "years  and\nmonths duration (x, y)": t.Call("years and months duration", (X, Y)),
    "x and is known(y)": t.And((X, t.Call("is known", (Y,)))),
    "substring(x, 1, 2)": t.Call("substring", (X, number(1), number(2))),
    "min(x, y, a)": t.Call("min", (X, Y, A)),
    'duration("P999Y")': t.Literal(Duration(months=11_988)),
    'duration("P999Y9999M")': t.Literal(Duration(months=21_987)),
    'duration("P0M")': t.Literal(Duration(months=0)),
    'duration("P0D")': t.Literal(Duration(days=0)),
    "android or order or inn or notes": t.Or(tuple(t.Name(name) for name in ("android", "order", "inn", "notes"))),
    "\n  x\tand\r\n y ": t.And((X, Y)),
}


@pytest.mark.parametrize("written", CONSTRUCTS)
def test_each_construct_is_read_and_written_again(written):
    assert parse(written) == CONSTRUCTS[written]
    assert parse(text(CONSTRUCTS[written])) == CONSTRUCTS[written]


def test_a_node_knows_where_it_stands_but_is_compared_without_that():
    rule = parse("x and\n  y >= 3")
    assert isinstance(rule, t.And)
    assert [part.position for part in rule.parts] == [(1, 1), (2, 5)]
    assert rule == parse("x and y>=3")


def test_true_and_one_are_different_literals():
    assert t.Literal(True) != t.Literal(Decimal(1))
    assert hash(t.Literal(Decimal("1.0"))) == hash(t.Literal(Decimal(1)))


def test_each_name_of_several_words_is_known_to_the_grammar():
    """Also behind `and`, which is a word of one of them."""
    for name in names_to_write():
        argument = "a" if find(name).literal is None else "a, 1"
        written = f'"{argument}"' if find(name).constant or find(name).reads else argument
        if not find(name).constant:
            assert parse(f"x and {name}({written})") == t.And((X, parse(f"{name} ({written})")))


def test_names_are_the_facts_that_are_read():
    assert names(parse('if a then count(b) > 1 else x in ("y")')) == {"a", "b", "x"}


MISREAD = [
    ("", 1, 1, "The rule is empty", None),
    ("   ", 1, 1, "The rule is empty", None),
    ("age >=", 1, 7, "ends too early, but expected a value", None),
    ("age and", 1, 8, "expected a value", None),
    ("(a", 1, 3, "expected )", None),
    ("a)", 1, 2, "Found ')' here, but expected the end of the rule", None),
    ("a\nand )", 2, 5, "Found ')' here, but expected a value", None),
    ("age == 18", 1, 6, "Write '=' to compare", None),
    ("age => 18", 1, 6, "Write '>=' for at least", None),
    ("age <> 18", 1, 6, "Write '!='", None),
    ("a && b", 1, 3, "Write 'and'", None),
    ("a || b", 1, 3, "Write 'or'", None),
    ("!a", 1, 1, "Write 'not(…)'", None),
    ("a = 'x'", 1, 5, "double quotes", None),
    ("a = „x“", 1, 5, "double quotes", None),
    ('a = "x', 1, 5, "expected a value", None),
    ("a AND b", 1, 3, "Did you mean 'and'?", "and"),
    ("a adn b", 1, 3, "Did you mean 'and'?", "and"),
    ("a betwen 1 and 2", 1, 3, "Did you mean 'between'?", "between"),
    ("not a", 1, 5, "write not(…)", "not"),
    ("1 < a < 3", 1, 7, "Join two comparisons with 'and'", None),
    ("a.b", 1, 2, "nothing can be reached through a dot", None),
    ("_a", 1, 1, "A name begins with a letter", None),
    ("a in", 1, 5, "expected a name, (, [ or ]", None),
    ("a in ()", 1, 7, "expected a value", None),
    ("if a then b", 1, 12, "expected 'else'", None),
    ("a = and", 1, 5, "'and' is a word of the language", None),
    ("if (a)", 1, 7, "expected 'then'", None),
    ("else(a)", 1, 1, "'else' is a word of the language", None),
    ("contain(a, b)", 1, 1, "Did you mean 'contains'?", "contains"),
    ("eval(a)", 1, 1, "There is no function 'eval'", None),
    ('a = date("2019-02-29")', 1, 10, "no date that exists", None),
    ('a = date("2019-W01-1")', 1, 10, "no date that exists", None),
    ('a = date("20190101")', 1, 10, "no date that exists", None),
    ('a = duration("P")', 1, 14, "no duration that exists", None),
    ('a = duration("P1Y2D")', 1, 14, "no duration that exists", None),
    ("date(a)", 1, 1, "takes one text in double quotes", None),
    ("a = 1e5", 1, 6, "expected an operator", None),
    ("a = " + "9" * 25, 1, 5, "at most 24 digits before the point and 10 digits behind it", None),
    ("a = 0.00000000001", 1, 5, "10 digits behind it", None),
    ("a = -1000000000000000000000000", 1, 5, "at most 24 digits", None),
    ("some x in a", 1, 12, "expected 'satisfies'", None),
    ("some x in a satisfise x", 1, 13, "Did you mean 'satisfies'?", "satisfies"),
    ("some in a satisfies x", 1, 9, "expected 'in'", None),
    ("some and in a satisfies x", 1, 6, "'and' is a word of the language", None),
    ("evry x in a satisfies x", 1, 1, "Did you mean 'every'?", "every"),
    ("a and if b then c else d", 1, 7, "write (if … then … else …)", None),
    ("a and some x in b satisfies x", 1, 7, "brackets", None),
    ("any x in b satisfies x", 1, 1, "Write some … in … satisfies …", None),
    ("all x in b satisfies x", 1, 1, "Write every … in … satisfies …", None),
    ("some x in b where x", 1, 13, "expected 'satisfies'. Write 'satisfies' before the condition.", None),
    ("some x of b satisfies x", 1, 8, "expected 'in'. Write 'in'.", None),
    ("a in b c", 1, 8, "expected 'and', 'else', 'or' or 'then'", None),
    ("a + 6 months > b", 1, 7, 'Write a stretch of time as duration("P6M")', None),
    ("today() > a", 1, 1, "The day of the verdict is the fact 'entry_date'.", None),
    ('lower case(a) = "x"', 1, 1, "Upper and lower case are never folded", None),
    ("sum(a, b) > 1", 1, 1, "There are no lists of numbers", None),
    ("round(a, 1) > 1", 1, 1, "Write round half up(x, places).", None),
    ("len(a) > 1", 1, 1, "Write string length(…) of a text", None),
    ("done a", 1, 1, 'Write it like this: done("first_talk")', None),
    ("is known a", 1, 1, "Write it like this: is known(arrived_on)", None),
    ('a contains "x"', 1, 3, "Write it like this: contains(support_needs", None),
    ("a is true", 1, 3, "Write '='.", None),
    ('a like "x"', 1, 3, "Write starts with(…)", None),
    ("a % 2 = 0", 1, 3, "Write modulo(x, y)", None),
    ("some x in a satisfies y.b", 1, 24, "'y' stands for no entry", None),
    ("some job in a satisfies jb.b", 1, 27, "Did you mean 'job'?", "job"),
    ("some x in a satisfies x.b.c", 1, 26, "nothing can be reached through a dot but an answer of a row", None),
    ("enrolled(a)", 1, 1, "takes one text in double quotes", None),
    ("done()", 1, 1, "takes one text in double quotes", None),
    ("round haf up(a, 1)", 1, 1, "round half up", "round half up"),
    ("starts wit(a, b)", 1, 1, "Did you mean 'starts with'?", "starts with"),
    ("years and month duration(a, b)", 1, 11, "Did you mean 'duration'?", "duration"),
    ("a \u202eand b", 1, 3, "invisible sign (U+202E)", None),
    ('a = "\x00"', 1, 6, "invisible sign (U+0000)", None),
    ('a = "\ud800"', 1, 6, "invisible sign (U+D800)", None),
    ("ä = 1", 1, 1, "expected a value", None),
]


@pytest.mark.parametrize(("written", "line", "column", "said", "nearest"), MISREAD, ids=[repr(case[0])[:40] for case in MISREAD])
def test_an_error_says_where_what_and_what_was_meant(written, line, column, said, nearest):
    with pytest.raises(RuleError) as caught:
        parse(written)
    error = caught.value
    assert said in error.message
    assert (error.line, error.column, error.nearest) == (line, column, nearest)
    assert str(error) == f"Line {line}, column {column}: {error.message}"
    assert not any(jargon in error.message for jargon in ("Token", "NAME", "STRING", "COMPARISON", "OPEN", "SQB", "$END"))


def test_an_error_lists_what_could_stand_there():
    with pytest.raises(RuleError) as caught:
        parse("a between 1 or 2")
    assert caught.value.expected == ("an operator (+ -)", "'and'")


LIMITS = [
    ("some p in a satisfies " * 3 + "p", "At most 2 of 'some' and 'every'"),
    ("some p in a satisfies some q in b satisfies " + " and ".join(["q"] * 20), "at most 1,000,000 are allowed"),
    ("a" * 4_001, "at most 4,000"),
    (" and ".join(["a"] * 501), "more than 500 parts"),
    ("not(" * 51 + "a" + ")" * 51, "deeper than 50 levels"),
    ("(" * 51 + "a" + ")" * 51, "deeper than 50 levels"),
    ("-" * 3_000 + "a", "deeper than 50 levels"),
    (" + ".join(["a"] * 60), "deeper than 50 levels"),
    ("if a then " * 60 + "a" + " else a" * 60, "deeper than 50 levels"),
    (f"a in ({', '.join(['1'] * 301)})", "at most 300"),
]


@pytest.mark.parametrize(("written", "said"), LIMITS, ids=[said for _, said in LIMITS])
def test_each_limit_is_refused_with_a_sentence_that_names_it(written, said):
    with pytest.raises(RuleError, match=said):
        parse(written)


def test_what_lies_on_a_limit_is_taken():
    parse(" and ".join(["a"] * 499))
    parse("not(" * 49 + "a" + ")" * 49)
    parse("(" * 50 + "a" + ")" * 50)
    parse(f"a in ({', '.join(['1'] * 300)})")
    parse("a" + " " * 3_999)
    parse("a = " + "9" * 24 + "." + "9" * 10)
    parse('a = "' + "(" * 200 + '"')
