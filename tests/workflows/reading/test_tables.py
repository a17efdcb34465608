"""A table on the page that tells a programme: titles instead of codes, signs instead of operators, in both languages."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from core.definitions import DecisionTable, TableInput, TableRow, vocabulary
from core.definitions.labels import labels
from tests.workflows.web import Visitor
from workflows.reading.tables import ShownTable, shown


def rows_of(page: str) -> list[list[str]]:
    table = page.split("Tabelle zu „Ohne Berufsabschluss")[-1].split("</table>")[0]
    rows = re.findall(r"<tr.*?</tr>", table.split("<tbody")[1], re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows]


def test_the_page_shows_a_table_as_a_table(reader: Visitor) -> None:
    page = reader.get("/admin/definitions/my_turn?lang=de").text
    first, second, third = rows_of(page)
    assert first[1:] == ["beliebig", "ja", "ungelernt"]
    assert second[0].startswith("nichts davon: ")
    assert second[1:] == ["&gt; 4", "ja", "wieder ungelernt (Abs. 2 Nr. 2)"]
    assert third[1:3] == ["≤ 4", "nein"]
    assert "none" not in first[0]
    assert "Keine zwei Zeilen treffen zugleich zu." in page


def in_words(app: Flask, table: DecisionTable, language: str = "de") -> ShownTable:
    with app.test_request_context(headers={"Accept-Language": language}):
        return shown(table, vocabulary().scope, labels(language), language)


def test_cells_in_plain_signs(app: Flask) -> None:
    cells = ["-", "< 18", "<= 4", "[18..27]", "not([18..27])", "18, 20", "(18..27]"]
    table = DecisionTable([TableInput("age")], [TableRow([cell], "true") for cell in cells], hit="F", otherwise="null")
    found = in_words(app, table)
    assert [row[0] for row in found.rows] == [
        "beliebig", "< 18", "≤ 4", "[18 – 27]", "nicht: [18 – 27]", "18 oder 20", "(18 – 27]",
    ]  # fmt: skip
    assert (found.otherwise, found.policy) == ("offen", "Die erste Zeile, die zutrifft, zählt.")


def test_codes_days_and_truth(app: Flask) -> None:
    table = DecisionTable(
        [TableInput("work_ban"), TableInput("arrived_on"), TableInput("own_migration")],
        [TableRow(['"none", "temporary"', '>= date("2015-01-01")', "true"], '"a"')],
        gives="text",
    )
    ((ban, day, own, gives),) = in_words(app, table).rows
    titles = labels("de").codes["work_ban"]
    assert (ban, day, own, gives) == (f"{titles['none']} oder {titles['temporary']}", "≥ 01.01.2015", "ja", "a")


@pytest.mark.parametrize("hit", ["U", "A", "F", "P"])
def test_each_policy_is_told(app: Flask, hit: str) -> None:
    table = DecisionTable([TableInput("age")], [TableRow(["-"], "true")], hit=hit, values=["true", "false"])
    assert in_words(app, table).policy.endswith(".")


@pytest.mark.parametrize("collect", ["sum", "min", "max", "count"])
def test_each_way_to_collect_is_told(app: Flask, collect: str) -> None:
    table = DecisionTable([TableInput("age")], [TableRow(["-"], "1")], hit="C", collect=collect, gives="number")
    assert in_words(app, table).policy.endswith(".")
