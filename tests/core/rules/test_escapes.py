"""Attempts to get out of the language: every one is refused with a sentence, none is evaluated."""

import pytest

from core.rules import RuleError, check_rule
from tests.core.rules.scope import SCOPE

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
CORPUS = [attempt.strip() for attempt in (*PYTHON.split(" | "), *OTHERS.split(" ¦ ")) if attempt.strip()]


def test_the_corpus_is_big_enough():
    assert len(set(CORPUS)) >= 190


@pytest.mark.parametrize("attempt", CORPUS)
def test_an_attempt_is_refused(attempt):
    with pytest.raises(RuleError):
        check_rule(attempt, SCOPE)


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused(bomb):
    with pytest.raises(RuleError):
        check_rule(BOMBS[bomb], SCOPE)
