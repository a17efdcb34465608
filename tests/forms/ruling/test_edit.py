"""Verbs on rule trees, and blocks: every step gives a rule, and shape, tree and text are three ways to say the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.definitions import vocabulary
from core.rules import Node, RuleError, check_rule, parse, text
from core.rules import tree as t
from forms.ruling import conditions, edit, shape

SCOPE = vocabulary().entry_scope
CONDITIONS = [
    "age in [18..27]",
    "age in (18..27]",
    "age between 18 and 27",
    "age >= -4.50",
    "own_migration",
    "not(own_migration)",
    'residence_category in ("duldung", "gestattung")',
    'not(residence_category in ("duldung", "gestattung"))',
    'german_level >= "b1"',
    'german_level in ["a1".."b2"]',
    'contains(benefits, "sgb2")',
    'enrolled("wir")',
    'not(enrolled("wir"))',
    "years_unskilled >= age",
    'not(contains(benefits, "sgb2"))',
    "is known(arrived_on)",
    "not(is known(arrived_on))",
    'arrived_on < date("2020-02-29")',
    'district != "Kreis Unna"',
    'district in ("a", "b \\"c\\"")',
]
TEXTS = [
    "age + 1 > 18",
    "count(benefits) > 2",
    "if own_migration then age > 3 else null",
    'age_on(date_of_birth, date("2024-01-01")) > 3',
    'some b in benefits satisfies b = "sgb2"',
    "own_migration = true",
    "age in (1, age + 1)",
    "3 < age",
]


def trees() -> st.SearchStrategy[Node]:
    leaves = st.sampled_from([*CONDITIONS, *TEXTS]).map(parse)

    def grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        parts = st.lists(inner, min_size=2, max_size=4).map(tuple)
        return st.one_of(parts.map(t.And), parts.map(t.Or), inner.map(t.Not))

    return st.recursive(leaves, grown, max_leaves=12)


def paths(node: Node) -> list[edit.Path]:
    """Of all parts that the builder shows."""
    return [edit.path_of(path) for path in shape.paths(shape.shape(node, SCOPE))]


def leaves(node: Node) -> list[str]:
    """What is asked. A denied condition counts as the condition: what is left alone in a denied group becomes one."""
    waiting, found = [shape.shape(node, SCOPE)], []
    while waiting:
        block = waiting.pop()
        waiting.extend(block.children)
        asked = t.children(block.node)[0] if isinstance(block.node, t.Not) else block.node
        found += [] if block.children else [text(asked)]
    return sorted(found)


@pytest.mark.parametrize("rule", CONDITIONS)
def test_conditions_are_shown_as_such(rule: str) -> None:
    block = shape.shape(parse(rule), SCOPE)
    assert block.kind == "condition"
    assert text(shape.tree(block, SCOPE)) == rule


@pytest.mark.parametrize("rule", TEXTS)
def test_what_no_block_can_show_stays_a_text(rule: str) -> None:
    block = shape.shape(parse(rule), SCOPE)
    assert (block.kind, block.written) == ("text", rule)


@settings(max_examples=300, deadline=None)
@given(trees())
def test_blocks_trees_and_texts_say_the_same(node: Node) -> None:
    assert shape.tree(shape.shape(node, SCOPE), SCOPE) == node
    assert edit.sound(node, SCOPE) == node
    assert parse(text(shape.tree(shape.shape(parse(text(node)), SCOPE), SCOPE))) == node


@settings(max_examples=400, deadline=None)
@given(trees(), st.data())
def test_each_step_gives_a_rule(node: Node, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(paths(node)))
    new = conditions.first(data.draw(st.sampled_from(["age", "benefits", "own_migration"])), SCOPE)
    steps = {
        "add": lambda: edit.add(node, path, new),
        "all": lambda: edit.wrap(node, path, "all", new),
        "any": lambda: edit.wrap(node, path, "any", new),
        "not": lambda: edit.wrap(node, path, "not"),
        "turn": lambda: edit.turn(node, path),
        "unwrap": lambda: edit.unwrap(node, path),
        "delete": lambda: edit.delete(node, path),
    }
    for name, step in steps.items():
        try:
            made = step()
        except RuleError:
            continue
        assert edit.sound(made, SCOPE) == made, name


@settings(max_examples=400, deadline=None)
@given(trees(), st.data())
def test_what_is_moved_arrives_whole_and_nothing_is_lost(node: Node, data: st.DataObject) -> None:
    path, group = (data.draw(st.sampled_from(paths(node))) for _ in range(2))
    for way in ("up", "down", "in", "out", "carry"):
        try:
            place = data.draw(st.integers(0, 4))
            made, now = edit.carry(node, path, group, place) if way == "carry" else edit.move(node, path, way)
        except RuleError:
            continue
        assert edit.at(made, now) == edit.at(node, path), way
        assert edit.sound(made, SCOPE) == made
        assert leaves(made) == leaves(node), way


@pytest.mark.parametrize(
    ("rule", "path", "way", "made"),
    [
        ("age > 1 and age > 2 and age > 3", "2", "in", "age > 1 and (age > 2 or age > 3)"),
        ("(age > 1 or age > 2) and age > 3", "1", "in", "age > 1 or age > 2 or age > 3"),
        ("age > 1 and (age > 2 or age > 3)", "1.0", "out", "age > 1 and age > 3 and age > 2"),
        ("age > 1 and age > 2", "0", "down", "age > 2 and age > 1"),
        ("age > 1 and age > 2", "1", "in", "age > 1 or age > 2"),
    ],
)
def test_moves(rule: str, path: str, way: str, made: str) -> None:
    assert text(edit.move(parse(rule), edit.path_of(path), way)[0]) == made


@pytest.mark.parametrize(
    ("rule", "path", "way"),
    [
        ("age > 1", "", "up"),
        ("age > 1 and age > 2", "0", "up"),
        ("age > 1 and age > 2", "1", "down"),
        ("age > 1 and age > 2", "0", "in"),
        ("age > 1 and age > 2", "0", "out"),
        ("not(age > 1)", "0", "up"),
        ("age > 1", "4", "up"),
        ("age > 1 and age > 2", "1", "x"),
    ],
)
def test_moves_without_a_meaning_are_refused(rule: str, path: str, way: str) -> None:
    with pytest.raises(RuleError):
        edit.move(parse(rule), edit.path_of(path), way)


@pytest.mark.parametrize(
    "written", ["-1", "1.", ".1", "a", "1..2", "1" * 9, "0." * 70 + "0", "\u0661", "0\x00", " 0", "0\n", "1e2"]
)
def test_paths_that_are_none(written: str) -> None:
    with pytest.raises(RuleError):
        edit.path_of(written)


@pytest.mark.parametrize(
    ("fact", "operator", "values"),
    [
        ("agee", "known", ()),
        ("age", "yes", ()),
        ("age", "has", ("1",)),
        ("age", ">=", ()),
        ("age", ">=", ("x",)),
        ("age", ">=", ("1e5000",)),
        ("age", ">=", ("NaN",)),
        ("age", ">=", ("1" * 30,)),
        ("age", ">=", ("0.12345678901",)),
        ("age", "range[]", ("1",)),
        ("age", ">=", ("1_0",)),
        ("arrived_on", "=", ("31.02.2020",)),
        ("arrived_on", "=", ("2020-02-30",)),
        ("arrived_on", "=", ("20200230",)),
        ("german_level", "=", ("z9",)),
        ("german_level", "one_of", ()),
        ("benefits", "=", ("sgb2",)),
        ("benefits", "has", ("sgb99",)),
    ],
)
def test_conditions_that_are_wrong_are_refused(fact: str, operator: str, values: tuple[str, ...]) -> None:
    with pytest.raises(RuleError):
        edit.sound(conditions.condition(conditions.Condition(fact, operator, values), SCOPE), SCOPE)


def test_a_rule_grows_to_its_limit_and_no_further() -> None:
    node, more = parse("age > 1"), parse("age > 1")
    for _ in range(100):
        node = edit.sound(edit.add(node, (), more), SCOPE)
    with pytest.raises(RuleError, match="Split it"):
        edit.sound(t.And((*t.children(node), *[more] * 400)), SCOPE)


@pytest.mark.parametrize("fact", sorted(SCOPE))
def test_every_fact_can_be_asked_for_by_each_of_its_operators(fact: str) -> None:
    type_ = SCOPE[fact]
    codes = getattr(getattr(type_, "item", type_), "codes", None)
    value = codes[0] if codes else "2020-01-01" if str(type_) == "date" else "7"
    for operator in conditions.operators(type_, fact):
        values = conditions.values_of({"value": [value], "value2": [value]}, operator)
        given_ = conditions.Condition(fact, operator, values)
        node = conditions.condition(given_, SCOPE)
        assert check_rule(text(node), SCOPE) == node
        assert conditions.condition_of(node, SCOPE) == given_
