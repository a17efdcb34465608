"""The lists of the administration are narrowed by what people know of a record, never by an opaque id alone."""

from __future__ import annotations

import pytest

from core.people.models import Person
from tests.workflows.test_day_pages import cases
from tests.workflows.web import Town, links
from workflows.admin_filters import written
from workflows.models import Case

TABLES = "cases places links offerings attendance tallies".split(" ")


@pytest.mark.parametrize(
    ("typed", "model", "number"),
    [
        ("gbsv-phrd", Person, "GBSV-PHRD"),
        (" GBSV PHRD ", Person, "GBSV-PHRD"),
        ("gbsvphrd", Person, "GBSV-PHRD"),
        ("f-kg42-xvs5", Case, "F-KG42-XVS5"),
        ("FKG42XVS5", Case, "F-KG42-XVS5"),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed: str, model: type, number: str) -> None:
    assert written(typed, model) == number


def test_cases_are_narrowed_by_what_is_said_of_them_and_taken_out(town: Town) -> None:
    worker = town.visitor("case_worker")
    cases(town, worker, 2)
    auditor = town.visitor("auditor")
    page = auditor.get("/admin/cases/").text
    assert '<option value="sample"' in page, "a programme is chosen by its name"
    assert '<option value="start"' in page
    shown = {"flt0_1=start": 2, "flt0_1=work": 0, "flt0_4=1": 2, "flt0_4=0": 0, "flt0_3=Konto": 2, "flt0_3=%25": 0}
    for query, count in shown.items():
        assert len(set(links(auditor.get(f"/admin/cases/?{query}"), "/admin/cases/details/"))) == min(count, 1), query
    table = auditor.get("/admin/cases/export/csv/?flt0_1=start")
    assert table.status_code == 200
    assert len(table.text.splitlines()) == 3
    assert "Faelle" in table.headers["Content-Disposition"], "umlauts are written out"


@pytest.mark.parametrize("table", TABLES)
def test_whatever_is_typed_into_a_filter_breaks_nothing(town: Town, table: str) -> None:
    auditor = town.visitor("auditor")
    for number in range(8):
        for value in ("%25", "x" * 300, "%E2%80%8B", "'", "2026-99-99", ""):
            answer = auditor.get(f"/admin/{table}/?flt0_{number}={value}")
            assert answer.status_code == 200 or "Es wurde nicht gesucht" in answer.text, (number, value)
