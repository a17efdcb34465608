"""Gaps, rows that meet, doubles and rows never reached: found, and told with the combination."""

from time import perf_counter

import pytest

from core.rules import NUMBER, Scope
from core.rules.tables import Column, Grid, Row, Table, TableError, check_table, extent, look, read, sentences
from core.rules.types import DATE, TEXT, Code, SetOf
from tests.core.rules.tables.drawn import SCOPE

GAP = ": no row. Add one, or say what holds otherwise (null leaves the answer open)."


def table(columns: tuple[str, ...], *rows: tuple[str, ...], **more: object) -> Table:
    made = tuple(Row(row[:-1], row[-1]) for row in rows)
    return Table(tuple(Column(column) for column in columns), made, **more)  # type: ignore[arg-type]


def found(given: Table, scope: Scope = SCOPE) -> list[str]:
    grid = Grid(read(given, scope))
    return sentences(look(grid), grid)


def test_a_missing_combination_is_shown() -> None:
    given = table(("age", "title"), ("< 28", "-", "true"), (">= 28", 'not("d60a")', "false"))
    assert found(given) == [f"age 28 and more with title d60a{GAP}"]


def test_each_kind_of_value_is_told_in_words() -> None:
    assert found(table(("age",), ("[18..27]", "true"))) == [f"age under 18 or 28 and more{GAP}"]
    assert found(table(("share",), ("[0..1)", "true"))) == [f"share under 0 or 1 and more{GAP}"]
    assert found(table(("share",), ("< 0", "true"), ("> 0", "false"))) == [f"share 0{GAP}"]
    assert found(table(("share",), ("<= 0", "true"), (">= 1", "false"))) == [f"share more than 0 and under 1{GAP}"]
    assert found(table(("own",), ("true", "true"))) == [f"own no{GAP}"]
    assert found(table(("city",), ('"Hilden"', "true"))) == [f"city any other text{GAP}"]
    assert found(table(("level",), ('<= "a2"', "true"))) == [f"level b1{GAP}"]
    days = table(("day",), ('< date("2024-02-28")', "true"), ('> date("2024-03-01")', "false"))
    assert found(days) == [f"day 2024-02-28 to 2024-03-01{GAP}"]


def test_whole_numbers_have_nothing_between_them() -> None:
    assert found(table(("age",), ("<= 17", "true"), (">= 18", "false"))) == []
    assert found(table(("share",), ("<= 17", "true"), (">= 18", "false"))) == [f"share more than 17 and under 18{GAP}"]
    assert found(table(("count(codes)",), ("<= 1", "true"), (">= 2", "false")), {"codes": SetOf(TEXT)}) == []


def test_neighbouring_days_have_nothing_between_them() -> None:
    days = table(("day",), ('<= date("2024-02-28")', "true"), ('>= date("2024-02-29")', "false"))
    assert found(days) == []


def test_what_cannot_occur_is_no_gap() -> None:
    rows = (Row(("< 18",), "true"), Row(("[18..120]",), "false"))
    assert found(Table((Column("age", values="[0..120]"),), rows)) == []


def test_what_holds_otherwise_fills_all_gaps() -> None:
    assert found(table(("age",), ("< 18", "true"), otherwise="false")) == []
    assert found(table(("age",), ("< 18", "true"), otherwise="null")) == []


def test_rows_that_meet() -> None:
    rows = (("<= 18", '"d60a"', "true"), (">= 18", "-", "true"))
    both = "Rows 1 and 2 both match age 18 with title d60a"
    assert found(table(("age", "title"), *rows, otherwise="false")) == [
        f"{both}. Under U (unique) only one may; part them, or take F (first)."
    ]
    assert found(table(("age", "title"), *rows, hit="A", otherwise="false")) == []
    differing = (rows[0], (">= 18", "-", "false"))
    assert found(table(("age", "title"), *differing, hit="A", otherwise="false")) == [
        f"{both} and give different values; under A (any) they must agree."
    ]
    assert found(table(("age", "title"), *differing, hit="F", otherwise="false")) == []


def test_doubles_rows_never_reached_and_values_off_the_list() -> None:
    assert found(table(("age",), ("-", "true"), ("-", "true"))) == ["Rows 1 and 2 ask and give the same. Take one out."]
    late = table(("age", "own"), ("< 18", "-", "true"), (">= 18", "-", "false"), ("20", "true", "true"), hit="F")
    assert found(late) == ["Row 3 is never reached. Take it out, or put it before the rows that take what it asks for."]
    never = Table((Column("age", values=">= 0"),), (Row((">= 0",), "true"), Row(("< 0",), "false")))
    assert found(never) == ["Row 2 is never reached. Take it out, or put it before the rows that take what it asks for."]
    off = table(("age",), ("< 18", "1"), (">= 18", "3"), gives="number", values=("1", "2"))
    assert found(off) == ["Row 2 gives 3, which is not on the list: 1, 2."]


def test_nothing_is_claimed_of_what_hangs_on_other_facts() -> None:
    compared = table(("age",), ("> share", "true"), ("<= share", "false"))
    assert found(compared) == []
    assert found(table(("age",), ("> share", "true"), ("> share + 1", "true"))) == []


def test_many_codes_are_told_in_short() -> None:
    codes = Code("land", tuple(f"c{number}" for number in range(40)))
    (sentence,) = found(table(("land",), ('"c0"', "true")), {"land": codes})
    assert sentence == f"land c1, c2, c3, c4, c5, c6, c7, c8, … (39 codes){GAP}"


def test_a_search_that_is_too_long_says_how_far_it_came() -> None:
    names = [f"n{number}" for number in range(9)]
    scope: Scope = dict.fromkeys(names, NUMBER)
    rows = [(*("> 5" if place == number else f"< {number}" for place in range(9)), "true") for number in range(9)]
    grid = Grid(read(table(tuple(names), *rows, hit="F"), scope))
    seen = look(grid)
    assert seen.looked < seen.of
    assert extent(seen) == f"Looked at {seen.looked:,} of {seen.of:,} combinations of values; the others may have gaps."
    assert len([each for each in seen.findings if each.kind == "gap"]) == 10


def test_the_biggest_table_is_looked_at_in_no_time() -> None:
    cells = [tuple(f"{row}{place:02}" if place == row % 29 else "-" for place in range(29)) for row in range(300)]
    names = [f"n{number}" for number in range(29)]
    scope: Scope = dict.fromkeys(names, NUMBER)
    big = table(tuple(names), *((*row, "true") for row in cells), hit="U", otherwise="false")
    begun = perf_counter()
    seen = look(Grid(read(big, scope)))
    with pytest.raises(TableError, match="As one rule the table is too much"):
        check_table(big, scope)
    assert perf_counter() - begun < 20, "some tenths of a second on a machine of its own"
    assert len([each for each in seen.findings if each.kind == "overlap"]) == 10, "more are not told"


def test_the_calendar_has_ends() -> None:
    ends = table(("day",), ('[date("0001-01-01")..date("9999-12-31")]', "true"))
    assert found(ends, {"day": DATE}) == []
