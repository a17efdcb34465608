"""Attempts to get out of the language: every one is refused with a sentence, none is evaluated.

Threats 7 (a rule escapes), 8 (an answer is evaluated) and 18 (bombs of numbers, depth and length) end here.
"""

import sys
import time
from collections.abc import Iterator
from decimal import Decimal

import pytest

from core.rules import RuleError, check_rule, compile_rule, parse
from core.rules import tree as t
from core.rules.limits import CHARACTERS
from core.rules.missing import Missing
from tests.core.rules.scope import SCOPE

WATCHED = frozenset({"exec", "compile", "os.system", "os.exec", "subprocess.Popen", "socket.connect", "open", "ctypes.dlopen"})
_seen: list[str] = []
_watching = [False]


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _watching[0] and event in WATCHED:
        _seen.append(f"{event} {arguments!r}"[:200])


sys.addaudithook(_watch)


@pytest.fixture
def nothing_runs() -> Iterator[None]:
    """Python tells each audit hook when code is compiled or run, a file opened, a process started: here none is."""
    parse("age > 1")  # the grammar is read once
    _seen.clear()
    _watching[0] = True
    try:
        yield
    finally:
        _watching[0] = False
    assert _seen == []


PYTHON = """
__class__ | age.__class__ | ().__class__ | "".__class__.__mro__ | age.__class__.__bases__[0].__subclasses__()
__import__("os") | __import__("os").system("id") | import os | from os import system | exec("1") | eval("1")
compile("1", "", "exec") | open("x") | lambda x: x | lambda: 0 | (lambda: 0)() | [x for x in age] | {x for x in age}
(x for x in age) | {1: 2} | {1, 2} | f"{age}" | f"{1+1}" | b"x" | r"x" | u"x" | "x" "y" | "%s" % age
"{}".format(age) | "{0.__class__}".format(age) | age if true else 1 | yield age | await age | async def f(): pass
def f(): pass | class A: pass | return true | raise age | assert true | del age | global age | pass | age := 5
(age := 5) > 3 | age = age = age | age += 1 | *age | **age | age ** 2 | 2 ** 2 ** 9 | age // 2 | age % 2 | ~age
age & 1 | age | 1 | age ^ 1 | age << 2 | 1 << 999999999 | age >> 2 | age @ age | age is none | age is not null | None
True | False | ... | getattr(age, "real") | setattr(age, "x", 1) | hasattr(age, "x") | globals() | locals() | vars()
dir() | type(age) | object() | super() | print(age) | input() | help() | breakpoint() | exit() | quit() | range(10)
map(age, age) | sorted(age) | again(age) | decide(age) | k0 | f0 | facts | facts["age"] | facts.get("age") | age[0]
age[0:1] | age["x"] | benefits[1] | benefits.pop() | benefits.__len__() | age.real | not in age | not not age
0x41 > 1 | 0b1 > 1 | 0o7 > 1 | 1_000 > 1 | 1j > 1 | 1. > 1 | .5 > 1 | 1e1000000 > 1 | 1e400 > 1 | 9E9999999 > 1
inf > 1 | nan = nan | Decimal("1e9") > 1 | -inf < 1 | age = NaN
""".replace("\n", " | ")
OTHERS = r"""
{{7*7}} ¦ {{ age }} ¦ ${7*7} ¦ #{7*7} ¦ {% if x %} ¦ {x.__class__} ¦ <%= 7*7 %> ¦ @{7*7} ¦ *{7*7} ¦ [[${7*7}]] ¦ ~{x}
T(java.lang.Runtime) ¦ constructor ¦ age.constructor ¦ this ¦ window.location ¦ process.env ¦ require("fs")
function(){} ¦ () => 1 ¦ `id` ¦ $(id) ¦ ; drop table facts ¦ 1; select 1 ¦ age or 1=1 -- ¦ age = 1 /* x */ ¦ 'or'1'='1
age union select 1 ¦ age; age ¦ // age ¦ # age ¦ -- age ¦ <script>alert(1)</script> ¦ !!python/object:os.system
&a [*a] ¦ age\x00 ¦ "\x41" = "A" ¦ "\u0041" = "A" ¦ "\n" = "a" ¦ \u0061ge ¦ ａｇｅ > 1 ¦ аge > 1 ¦ age > １８ ¦ age ＞ 18
some x in benefits satisfies x.__class__ = "sgb2" ¦ every x in benefits satisfies x.y ¦ for i in 1..99999999 return i ¦ {a: 1}
benefits[item = "sgb2"] ¦ age instance of number ¦ function(x) x ¦ external ¦ context ¦ ? > 5 ¦ - ¦ @"2020-01-01"
[1..99999999] ¦ (1..5) ¦ [] ¦ () ¦ ("a") in ("a")(0) ¦ date(2019, 1, 1) < entry_date
date(date("2019-01-01")) < entry_date ¦ date("9999999-01-01") < entry_date ¦ date("2019-01-01T00:00") < entry_date
duration("P99999999Y") = duration("P1D") ¦ entry_date + duration("PT1S") > entry_date ¦ string(age) = "1"
number("1") = 1 ¦ matches("a", "(a+)+$") ¦ replace("a", "a", "b") = "b" ¦ substring("a") = "a"
repeat("a", 999999999) = "a" ¦ now() > entry_date ¦ today() > entry_date ¦ random() > 1
""".replace("\n", " ¦ ")
BOMBS = {
    "brackets": "(" * 1_990 + "age" + ")" * 1_990,
    "brackets that never close": "(" * 3_990,
    "ranges": "[" * 3_990,
    "not": "not(" * 900,
    "minus": "-" * 3_999,
    "minus before a value": "-" * 3_990 + "age > 1",
    "if": "if true then " * 300,
    "calls": "count(" * 600,
    "powers": " * ".join(["9999999999999999999999999999999999"] * 100) + " > 1",
    "a number of 3,000 digits": "9" * 3_000 + " > 1",
    "a small number of 3,000 digits": "0." + "0" * 3_000 + "1 > 1",
    "a list of 1,900": f"age in ({','.join('1' * 1_900)})",
    "quotes": '"' * 3_999,
    "backslashes": '"' + "\\" * 3_997 + '"',
    "a megabyte": "age > 1 and " * 90_000,
    "a megabyte of blanks": " " * 1_000_000 + "age > 1",
    "words": "and " * 990,
    "names": "a " * 1_990,
    "nul": "age\x00 > 1",
    "surrogate": "\ud800",
    "zero width": "age\u200b > 18",
    "turned around": "age > 18 \u202e or true",
    "byte order mark": "\ufeffage > 18",
}
PAYLOADS = """
__import__("os").system("id") | age.__class__ | benefits.__len__() | facts | globals()["x"] | (lambda: 1)() | 7**7**7
open("/etc/passwd") | eval("1") | exec("1") | getattr(age, "real") | [x for x in benefits] | {{7*7}} | ${7*7} | #{7*7}
{x.__class__} | f"{age}" | "a" + "b" | "a" * 9 | age.real.imag | x.y | jobs.months | jobs[0].months | jobs[1] | v.months
done(municipality) | enrolled(done("exit")) | date(municipality) | duration(postal_code) | now() | get value(age) | 1e999
round half up(age, 99) | round half up(age, age) | min(age) | substring(municipality) | matches(municipality, "(a+)+$")
some v in jobs satisfies v | some age in jobs satisfies true | every v in age satisfies true
some v in jobs satisfies v.__class__ | some v in [1, 2] satisfies v | for v in jobs return v | function(x) x
age instance of number | @"2024-01-01" | `id` | $(id)
""".replace("\n", " | ")
FRAMES = (
    "{}",
    "({}) = 1",
    "is known({})",
    "not({})",
    "age in (1, {})",
    "age in [{}..5]",
    "own_migration and {}",
    "if own_migration then {} else 1",
    "some w in benefits satisfies w = {}",
    "contains(benefits, {})",
)
FRAMED = [frame.replace("{}", payload.strip()) for payload in PAYLOADS.split(" | ") if payload.strip() for frame in FRAMES]
CORPUS = [attempt.strip() for attempt in (*PYTHON.split(" | "), *OTHERS.split(" ¦ ")) if attempt.strip()]


def test_the_corpus_is_big_enough():
    assert len(set(CORPUS)) >= 190
    assert len({*CORPUS, *FRAMED}) >= 500


@pytest.mark.parametrize("attempt", CORPUS)
def test_an_attempt_is_refused(attempt, nothing_runs):
    with pytest.raises(RuleError):
        check_rule(attempt, SCOPE)


def test_an_attempt_is_refused_wherever_it_stands(nothing_runs):
    taken = []
    for attempt in FRAMED:
        try:
            check_rule(attempt, SCOPE)
            taken.append(attempt)
        except RuleError:
            continue
    assert taken == []


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_quickly(bomb, nothing_runs):
    started = time.perf_counter()
    with pytest.raises(RuleError):
        check_rule(BOMBS[bomb], SCOPE)
    assert time.perf_counter() - started < 1


# what an answer may hold: in every place a value, and nothing else
HOSTILE = [
    *("{{7*7}}", "${7*7}", "{x.__class__}", '__import__("os").system("id")', "age > 1", "'; drop table facts; --", "1 or 1=1"),
    *("\u202eb", "\x00", "\ud800", "a" * 100_000, "(" * 10_000, "9" * 10_000, "%s%s%s", "*", "(a+)+$", "true", "null"),
]


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda answer: repr(answer)[:30])
def test_an_answer_is_a_value_and_never_a_rule(answer):
    rules = {
        "municipality = postal_code": True,
        'municipality = "49" or municipality = "True"': False,
        "string length(municipality) > 100000": False,
        "contains(municipality, postal_code)": True,
        "is known(age) or is known(residence_title) or is known(own_migration) or is known(arrived_on)": False,
        "some v in enrolments satisfies v = municipality": True,
        "some v in jobs satisfies v.place = municipality": True,
        "some v in jobs satisfies is known(v.months)": False,
    }
    facts = dict.fromkeys(("municipality", "postal_code", "age", "residence_title", "own_migration", "arrived_on"), answer)
    facts |= {"enrolments": frozenset({answer}), "jobs": ({"place": answer, "months": answer, answer: answer},)}
    decide = {rule: compile_rule(check_rule(rule, SCOPE), SCOPE) for rule in rules}
    parse("age > 1")
    _seen.clear()
    _watching[0] = True
    try:
        assert {rule: decide[rule](facts) for rule in rules} == rules
    finally:
        _watching[0] = False
    assert _seen == []


def test_the_name_of_a_fact_is_no_code_either():
    """Names come from definitions; even one that no rule can write is a key and nothing else."""
    for name in ("__class__", 'x"]; import os; ["', "facts", "again", "k0", "f0", "decide"):
        assert compile_rule(t.Compare("=", t.Name(name), t.Literal(Decimal(1))), {name: SCOPE["age"]})({name: 1}) is True


WORST = {
    "two quantifiers over full lists": "some v in jobs satisfies some w in jobs satisfies v.months > 1 and w.months < 0",
    "a long list": f"age in ({', '.join(['years_unskilled'] * 220)})",
    "big numbers": " * ".join(["age"] * 40) + " > 1",
    "many texts": " or ".join(["contains(municipality, postal_code)"] * 100),
}


@pytest.mark.parametrize("worst", WORST)
def test_the_worst_that_is_allowed_ends_soon(worst):
    assert len(WORST[worst]) <= CHARACTERS
    node = check_rule(WORST[worst], SCOPE)
    decide, missing = compile_rule(node, SCOPE), Missing(node, SCOPE)
    facts = {"jobs": tuple({} for _ in range(300)), "age": 10**23, "years_unskilled": 1, "municipality": "ab" * 5_000,
             "postal_code": "ab" * 2_000 + "c"}  # fmt: skip
    started = time.perf_counter()
    decide(facts)
    missing.names(facts)
    assert time.perf_counter() - started < 2


def test_lists_that_are_too_long_are_unknown():
    rows = tuple({"months": 5} for _ in range(301))
    assert compile_rule(check_rule("some v in jobs satisfies v.months = 5", SCOPE), SCOPE)({"jobs": rows}) is None
    assert compile_rule(check_rule("some v in jobs satisfies v.months = 5", SCOPE), SCOPE)({"jobs": rows[:300]}) is True
    assert compile_rule(check_rule("count(enrolments) > 0", SCOPE), SCOPE)({"enrolments": {str(n) for n in range(301)}}) is None
