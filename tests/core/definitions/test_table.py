"""Tables in definitions: in the place of a rule, through JSON, YAML and the schema, and found fault with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from core.definitions import (
    Computed,
    Criterion,
    DecisionTable,
    Form,
    Programme,
    TableInput,
    TableRow,
    check,
    json_schema,
    load_programme,
    read_yaml,
    t,
    vocabulary,
    write_yaml,
)
from core.rules import Decider
from core.rules.tables import names_of

TABLE = DecisionTable(
    [TableInput("age", title=t(de="Alter", en="Age")), TableInput("work_ban")],
    [
        TableRow(["< 15", "-"], "false", notes=["§ 1"]),
        TableRow([">= 15", 'not("absolute")'], "true", element="r2"),
        TableRow([">= 15", '"absolute"'], "false"),
    ],
    note_titles=["Quelle"],
)
POINTS = DecisionTable([TableInput("age")], [TableRow(["< 18"], "1"), TableRow([">= 18"], "2")], gives="number")


def programme(table: DecisionTable = TABLE, points: DecisionTable = POINTS) -> Programme:
    return Programme(
        "p",
        t(de="P", en="P"),
        eligibility=[Criterion("may_work", title=t(de="Darf", en="May"), table=table)],
        forms=[Form("f", t(de="F", en="F"), fields=[Computed("points", t(de="Punkte"), table=points, gives="number")])],
    )


def faults(given: Programme) -> Mapping[str, str]:
    return {fault.path: fault.message for fault in check(given, vocabulary()) if "table" in fault.path}


def test_a_table_comes_back_from_json_and_yaml() -> None:
    given = programme()
    assert load_programme(json.loads(given.as_json())) == given
    assert read_yaml(write_yaml(given)) == given
    assert "rule:" not in write_yaml(given).replace("- rule: age", "").replace("- rule: work_ban", "")
    assert load_programme(json.loads(given.as_json())).digest == given.digest


def test_the_schema_knows_it() -> None:
    jsonschema.validate(programme().as_data(), json_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(_with(programme().as_data(), hit="X"), json_schema())


def _with(data: Any, **changes: Any) -> Any:
    data["eligibility"][0]["table"].update(changes)
    return data


@pytest.mark.parametrize("more", [{}, {"rule": "age > 1", "table": TABLE}, {"rule": "  "}])
def test_a_criterion_has_a_rule_or_a_table(more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="a rule or a table says what holds"):
        Criterion("c", title=t(de="C"), **more)
    with pytest.raises(ValidationError, match="a rule or a table says what holds"):
        Computed("c", t(de="C"), **more)


def test_a_sound_table_has_no_fault() -> None:
    assert faults(programme()) == {}


def test_gaps_and_rows_that_meet_are_faults_at_the_table() -> None:
    gap = TABLE.but(rows=TABLE.rows[:2])
    (message,) = faults(programme(gap)).values()
    assert message.startswith("Alter 15 and more with work_ban absolute: no row.")
    overlap = TABLE.but(rows=[*TABLE.rows[:2], TableRow(["> 20", "-"], "false"), TABLE.rows[2]])
    assert "Rows 2 and 3 both match" in " ".join(fault.message for fault in check(programme(overlap), vocabulary()))


def test_what_cannot_be_read_is_a_fault_at_its_row() -> None:
    wrong = TABLE.but(rows=[*TABLE.rows[:2], TableRow([">= 15", '"absolut"'], "false")])
    assert faults(programme(wrong)) == {
        "eligibility/may_work/table/rows/3": "Row 3: 'work_ban', '\"absolut\"': 'absolut' is not on the list 'work_ban'. "
        "Did you mean 'absolute'?"
    }


def test_it_must_give_what_its_place_needs() -> None:
    assert "true/false is needed" in faults(programme(table=POINTS))["eligibility/may_work/table"]
    assert "a number is needed" in faults(programme(points=TABLE))["forms/f/fields/points/table"]


@pytest.mark.parametrize(
    ("facts", "outcome", "missing"),
    [
        ({"age": 14}, "not eligible", ()),
        ({"age": 15}, "open", ("work_ban",)),
        ({"work_ban": "absolute"}, "not eligible", ()),
        ({"work_ban": "none"}, "open", ("date_of_birth",)),
        ({"age": 15, "work_ban": "temporary"}, "eligible", ()),
        ({}, "open", ("date_of_birth", "work_ban")),
    ],
)
def test_a_verdict_reads_it_as_a_rule(facts: dict[str, object], outcome: str, missing: tuple[str, ...]) -> None:
    verdict = Decider(programme().eligibility, {**vocabulary().scope}).decide(facts, date(2026, 1, 1))
    assert (verdict.outcome, verdict.missing) == (outcome, missing)


def test_the_names_that_it_reads() -> None:
    assert names_of(programme().eligibility[0]) == {"age", "work_ban"}


def test_wordings_stay_when_a_table_comes_back_from_a_file() -> None:
    assert DecisionTable.of(TABLE.plain(), TABLE) == TABLE
    renamed = DecisionTable.of(TABLE.plain())
    assert renamed.inputs[0].title == t(de="Alter")
