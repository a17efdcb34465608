"""Drawn tables over a few facts, and all the facts that such a table can tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import product

from hypothesis import strategies as st

from core.rules.tables import Column, Row, Table
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, Ordered, Scope

SCOPE: Scope = {
    "age": NUMBER,
    "share": NUMBER,
    "title": Code("title", ("d60a", "g55", "eu")),
    "level": Ordered("level", ("a1", "a2", "b1")),
    "own": BOOLEAN,
    "city": TEXT,
    "day": DATE,
}
CELLS: Mapping[str, tuple[str, ...]] = {
    "age": ("-", "< 18", ">= 18", "[18..27]", "18", "> 27", "not([18..27])", "<= 17, >= 28", "]17..28[", "(17..28]"),
    "share": ("-", "< 0.5", ">= 0.5", "[0..1)", "0.5", "not(0.5)"),
    "title": ("-", '"d60a"', '"g55", "eu"', 'not("d60a")', 'not("g55", "eu")'),
    "level": ("-", '"a1"', '>= "a2"', '["a1".."a2"]', '< "b1"'),
    "own": ("-", "true", "false", "not(true)"),
    "city": ("-", '"Usingen"', 'not("Usingen")', '"Hilden", "Unna"'),
    "day": ("-", '< date("2023-01-01")', '>= date("2023-01-01")', '[date("2022-12-31")..date("2023-01-01")]'),
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    names = draw(st.lists(st.sampled_from(sorted(SCOPE)), min_size=1, max_size=3, unique=True))
    gives = draw(st.sampled_from(["yes_no", "number"]))
    hit = draw(st.sampled_from(["U", "A", "F", "P", "C"] if gives == "number" else ["U", "A", "F", "P"]))
    collect = draw(st.sampled_from(["sum", "min", "max", "count"])) if hit == "C" else None
    values = draw(st.permutations(["true", "false"] if gives == "yes_no" else ["1", "2", "-3"]))
    row = st.builds(
        lambda cells, output: Row(tuple(cells), output),
        st.tuples(*(st.sampled_from(CELLS[name]) for name in names)),
        st.sampled_from(values),
    )
    rows = draw(st.lists(row, min_size=1, max_size=5))
    otherwise = draw(st.sampled_from(["", "", values[0], "null"]))
    columns = tuple(Column(name) for name in names)
    return Table(columns, tuple(rows), gives, hit, collect, tuple(values), otherwise)


# at least one value of each piece that the cells above tell apart
SAMPLES: Mapping[str, tuple[object, ...]] = {
    "age": (16, 17, 18, 20, 27, 28, 40),
    "share": tuple(map(Decimal, ("-1", "0", "0.2", "0.5", "0.7", "1", "2"))),
    "title": ("d60a", "g55", "eu"),
    "level": ("a1", "a2", "b1"),
    "own": (True, False),
    "city": ("Usingen", "Hilden", "Unna", "Fulda"),
    "day": (date(2022, 12, 30), date(2022, 12, 31), date(2023, 1, 1), date(2023, 6, 1)),
}


def people(table: Table, *, unknown: bool) -> list[dict[str, object]]:
    """Every combination of those values over the table's inputs; `unknown` adds that nobody asked."""
    names = [column.rule for column in table.columns]
    each = [(*SAMPLES[name], None) if unknown else SAMPLES[name] for name in names]
    return [dict(zip(names, values, strict=True)) for values in product(*each)]
