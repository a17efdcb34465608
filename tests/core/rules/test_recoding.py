"""Rules over codes that were merged or split."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import BOOLEAN, Code, ListOf, Ordered, Row, SetOf, compile_rule, parse
from core.rules.recoding import Recoding, Unclear, recoded, recoded_cell
from core.rules.rewriting import MARK

OLD = ("a", "b", "c", "d")
MERGED = Recoding(OLD, ("a", "c", "d"), {"b": ("a",)})
SPLIT = Recoding(OLD, ("a", "b1", "b2", "c", "d"), {"b": ("b1", "b2")})


def scope(codes=OLD):
    return {
        "x": Code(MARK, codes),
        "s": Ordered(MARK, codes),
        "many": SetOf(Code(MARK, codes)),
        "rows": ListOf(Row((("k", Code(MARK, codes)),))),
        "other": Code("other", OLD),
        "f": BOOLEAN,
    }


@pytest.mark.parametrize(
    ("rule", "now", "wider"),
    [
        ('x in ("a", "b")', 'x = "a"', False),
        ('x in ("a", "b", "c")', 'x in ("a", "c")', False),
        ('not(x in ("a", "b"))', 'not(x = "a")', False),
        ('x = "b"', 'x = "a"', True),
        ('x = "b"  or f', 'x = "a" or f', True),
        ('x = "a" or x = "b"', 'x = "a"', True),
        ('some n in many satisfies n in ("a", "b")', 'some n in many satisfies n = "a"', False),
        ('contains(many, "b")', 'contains(many, "a")', True),
        ('some r in rows satisfies r.k = "b"', 'some r in rows satisfies r.k = "a"', True),
        ('s > "b"', 's > "a"', False),
        ('s <= "b"', 's <= "a"', False),
        ('s in ["a".."b"]', 's in ["a".."a"]', False),
        ('x  = "a"', 'x  = "a"', True),
        ('x  = "c"', 'x  = "c"', False),
        ('other = "b"', 'other = "b"', False),
    ],
)
def test_what_was_asked_of_both_is_asked_of_the_one_that_they_became(rule, now, wider):
    assert recoded(rule, scope(), MERGED) == (now, wider)


@pytest.mark.parametrize(
    "rule",
    [
        'x != "b"',
        'x != "a"',
        'not(x = "b")',
        's >= "b"',
        's < "b"',
        's between "b" and "d"',
        'if x = "b" then f else not(f)',
        '(x = "b") = f',
        "count(many) > 1",
        '(if f then x else "b") = "c"',
        'not(contains(many, "b"))',
    ],
)
def test_what_would_mean_another_thing_is_left(rule):
    with pytest.raises(Unclear):
        recoded(rule, scope(), MERGED)


@pytest.mark.parametrize(
    ("rule", "now"),
    [
        ('x = "b"', 'x in ("b1", "b2")'),
        ('"b" = x', 'x in ("b1", "b2")'),
        ('x != "b"', 'not(x in ("b1", "b2"))'),
        ('not(x in ("b", "d"))', 'not(x in ("b1", "b2", "d"))'),
        ('contains(many, "b")', 'contains(many, "b1") or contains(many, "b2")'),
        ('"b" in many', '"b1" in many or "b2" in many'),
        ('s >= "b"', 's >= "b1"'),
        ('s <= "b"', 's <= "b2"'),
        ('s > "b"', 's > "b2"'),
        ('s between "b" and "c"', 's between "b1" and "c"'),
        ('s in ("a".."b"]', 's in ("a".."b2"]'),
    ],
)
def test_what_was_asked_of_one_is_asked_of_both_that_it_became(rule, now):
    assert recoded(rule, scope(), SPLIT) == (now, False)
    assert recoded(rule, scope(), SPLIT, said=False) == (now, False)


def test_what_does_not_follow_the_order_any_more_is_left():
    apart = Recoding(OLD, ("b1", "a", "c", "b2", "d"), {"b": ("b1", "b2")})
    for rule in ('s >= "b"', 's < "b"'):
        with pytest.raises(Unclear):
            recoded(rule, scope(), apart)


@pytest.mark.parametrize(
    ("cell", "merged", "split"),
    [
        ('"a", "b"', '"a"', '"a", "b1", "b2"'),
        ('not("b","a")', 'not("a")', 'not("b1", "b2", "a")'),
        ("-", "-", "-"),
        ('"c"', '"c"', '"c"'),
        ('"b"', None, '"b1", "b2"'),
        ('> "b"', None, None),
    ],
)
@pytest.mark.parametrize("item", ["s"])
def test_cells_ask_for_the_same_or_are_left(cell, merged, split, item):
    for recoding, now in ((MERGED, merged), (SPLIT, split)):
        if now is None:
            with pytest.raises(Unclear):
                recoded_cell(cell, item, scope(), recoding)
        else:
            assert recoded_cell(cell, item, scope(), recoding) == now


CODE = st.sampled_from(OLD).map('"{}"'.format)
TESTS = st.one_of(
    st.builds("x {} {}".format, st.sampled_from(["=", "!="]), CODE),
    st.builds("s {} {}".format, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), CODE),
    st.lists(CODE, min_size=1, max_size=3).map(lambda codes: f"x in ({', '.join(codes)})"),
    st.builds("contains(many, {})".format, CODE),
    st.just("f"),
)
RULES = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds("not({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(RULES, st.sampled_from([MERGED, SPLIT]))
def test_a_rewritten_rule_says_of_the_new_answers_what_it_said_of_the_old_ones(rule, recoding):
    """Of a split code each part is as good as it; where more holds than before, nothing holds less."""
    try:
        now, wider = recoded(rule, scope(), recoding)
    except Unclear:
        return
    before, after = compile_rule(parse(rule), scope()), compile_rule(parse(now), scope(recoding.after))
    for x, s, chosen, f in product(OLD, OLD, OLD, (True, False)):
        said = before({"x": x, "s": s, "many": frozenset({chosen}), "f": f})
        for x_, s_, chosen_ in product(recoding.now(x), recoding.now(s), recoding.now(chosen)):
            says = after({"x": x_, "s": s_, "many": frozenset({chosen_}), "f": f})
            assert says is said or (wider and says is True), (now, x_, s_, chosen_)
