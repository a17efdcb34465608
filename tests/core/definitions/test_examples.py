"""Examples of a programme: written plainly, kept without loss, run as the verdict runs, faults told in sentences."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from core.definitions import (
    Block,
    Criterion,
    Example,
    Programme,
    check,
    check_examples,
    json_schema,
    load_programme,
    read_yaml,
    vocabulary,
    write_yaml,
)
from core.definitions.wording import t

ON = date(2024, 5, 1)
ADULT = Criterion("age", "age in [18..27]", t(de="Alter", en="Age"), valid_from=date(2020, 1, 1))
NO_BENEFITS = Criterion("benefits", 'not(contains(benefits, "sgb2"))', t(de="Ohne SGB II", en="No SGB II"))
LATE = Block("late", t(de="Später", en="Later"), eligibility=[ADULT], starts_on=date(2024, 9, 1))


def example(expects: Any, id: str = "somebody", **facts: Any) -> Example:
    on = facts.pop("on", ON)
    more = {name: facts.pop(name) for name in ("decided_by", "missing", "notes", "block", "track", "sources") if name in facts}
    return Example(id, t(de="Jemand", en="Somebody"), facts=facts, on=on, expects=expects, **more)


def programme(*examples: Example, eligibility: Any = (ADULT, NO_BENEFITS)) -> Programme:
    return Programme("sample", t(de="Probe", en="Sample"), eligibility=eligibility, blocks=[LATE], examples=examples)


def told(*examples: Example) -> list[str]:
    return [str(finding) for finding in check_examples(programme(*examples))]


def test_facts_are_written_as_files_write_them() -> None:
    known = example(
        "open", date_of_birth=date(2000, 2, 29), years_unskilled=Decimal("2.5"), benefits={"sgb3", "asylblg"}, own_migration=True
    )
    assert known.as_data()["facts"] == {
        "date_of_birth": "2000-02-29",
        "years_unskilled": "2.5",
        "benefits": ["asylblg", "sgb3"],
        "own_migration": True,
    }


def test_no_way_loses_anything() -> None:
    whole = programme(
        example("eligible", "one", date_of_birth=date(2000, 1, 1), benefits=[], years_unskilled=3, own_migration=False),
        example("not eligible", "two", decided_by=["age"], notes={"benefits": "open"}, sources={"age": "self"}, block="late"),
    )
    for copy in (load_programme(json.loads(whole.as_json())), read_yaml(write_yaml(whole))):
        assert copy == whole
        assert copy.digest == whole.digest


def test_the_schema_knows_them() -> None:
    assert "examples" in json_schema()["$defs"]["Programme"]["properties"]


def test_a_programme_without_examples_is_written_as_before() -> None:
    assert "examples" not in programme().as_data()


@pytest.mark.parametrize(
    ("expects", "facts"),
    [
        ("eligible", {"date_of_birth": date(2006, 5, 1), "benefits": []}),
        ("not eligible", {"date_of_birth": date(2006, 5, 2), "benefits": []}),
        ("eligible", {"date_of_birth": date(1996, 5, 2), "benefits": ["asylblg"]}),
        ("not eligible", {"date_of_birth": date(1996, 5, 1), "benefits": []}),
        ("open", {"date_of_birth": date(2000, 1, 1)}),
        ("open", {"benefits": []}),
        ("not eligible", {"benefits": ["sgb2"]}),
        ("eligible", {"benefits": [], "on": date(2019, 12, 31)}),
        ("not eligible", {"benefits": [], "on": date(2020, 1, 1), "date_of_birth": date(2010, 1, 1)}),
        ("not eligible", {"date_of_birth": date(2004, 2, 29), "benefits": [], "on": date(2022, 2, 28)}),
        ("eligible", {"date_of_birth": date(2004, 2, 29), "benefits": [], "on": date(2022, 3, 1)}),
        # a block is judged as of its first day, where that lies ahead
        ("eligible", {"date_of_birth": date(2006, 9, 1), "block": "late"}),
        ("not eligible", {"date_of_birth": date(2006, 9, 2), "block": "late"}),
    ],
)
def test_an_example_is_judged_as_a_person_is(expects: str, facts: dict[str, Any]) -> None:
    assert told(example(expects, **facts)) == []


def test_a_failing_example_says_what_was_expected_what_came_and_what_decided() -> None:
    assert told(example("eligible", date_of_birth=date(2007, 1, 1), benefits=["sgb2"])) == [
        "examples/somebody: “Somebody”: On 2024-05-01 it is not eligible, decided by age and benefits; expected: eligible."
    ]
    assert told(example("eligible", benefits=[])) == [
        "examples/somebody: “Somebody”: On 2024-05-01 it is open, since date_of_birth is unknown; expected: eligible."
    ]
    assert told(example("not eligible", date_of_birth=date(2007, 1, 1), benefits=[], decided_by=["benefits"])) == [
        "examples/somebody: “Somebody”: On 2024-05-01 it is not eligible, decided by age; expected, decided by benefits."
    ]
    assert told(example("open", missing=["benefits"])) == [
        "examples/somebody: “Somebody”: On 2024-05-01 it is open, since date_of_birth and benefits is unknown; "
        "expected, since benefits is unknown."
    ]


def test_single_criteria_may_be_expected_too() -> None:
    noted = Criterion("seeks", "seeking_work", t(de="Sucht", en="Seeks"), strength="should")
    for state, facts in (("met", {"seeking_work": True}), ("not met", {"seeking_work": False}), ("open", {})):
        right = example("eligible", notes={"seeks": state}, **facts)
        assert check_examples(programme(right, eligibility=[noted])) == []
    (finding,) = check_examples(programme(example("eligible", notes={"seeks": "met"}, seeking_work=False), eligibility=[noted]))
    assert "seeks is not met; expected that seeks is met" in str(finding)
    later = noted.but(valid_from=date(2025, 1, 1))
    assert check_examples(programme(example("eligible", notes={"seeks": "not asked"}), eligibility=[later])) == []


def test_papers_may_be_asked_for() -> None:
    proven = ADULT.but(proof="document_seen")
    for source, expects in (("self", "open"), ("document", "eligible"), ("office", "eligible")):
        somebody = example(expects, date_of_birth=date(2000, 1, 1), sources={"date_of_birth": source})
        assert check_examples(programme(somebody, eligibility=[proven])) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (example("open", age=17), "examples/somebody/facts/age: 'age' is worked out; give 'date_of_birth'"),
        (example("open", entry_date="2024-01-01"), "'entry_date' is the day `on`"),
        (example("open", date_of_birht="2000-01-01"), "There is no fact 'date_of_birht'. Did you mean 'date_of_birth'?"),
        (
            example("open", date_of_birth="31.02.2000"),
            "'31.02.2000' does not fit 'date_of_birth', which is a day, written as 2003-05-01",
        ),
        (example("open", date_of_birth="2001-02-29"), "does not fit 'date_of_birth'"),
        (example("open", sex="woman"), "'woman' does not fit 'sex', which is one of female, male, diverse"),
        (example("open", benefits="sgb2"), "which is a list of one of sgb2, sgb3, sgb12, asylblg"),
        (example("open", benefits=["sgb9"]), "does not fit 'benefits'"),
        (example("open", own_migration="yes"), "which is true or false"),
        (example("open", years_unskilled="many"), "which is a number"),
        (example("open", years_unskilled=True), "which is a number"),
        (example("open", years_unskilled="NaN"), "which is a number"),
        (example("open", municipality=5), "which is a text"),
        (example("not eligible", decided_by=["ages"]), "There is no criterion 'ages'. Did you mean 'age'?"),
        (example("open", decided_by=["age"]), "Criteria decide against somebody; here 'open' is expected"),
        (example("eligible", missing=["sex"]), "Facts are missing where it is open; here 'eligible' is expected"),
        (example("open", block="lat"), "There is no block 'lat'. Did you mean 'late'?"),
        (example("open", track="mentors"), "There is no track 'mentors'. There are: none."),
        (example("open", block="late", track="mentors"), "It names track and block; an example asks the criteria of one of them"),
    ],
)
def test_an_example_that_is_written_wrongly_is_a_fault(wrong: Example, sentence: str) -> None:
    assert any(sentence in str(fault) for fault in check(programme(wrong), vocabulary()))


def test_what_cannot_be_judged_is_a_finding_and_no_error() -> None:
    (finding,) = check_examples(programme(example("open", block="lat")))
    assert "The example cannot be judged: There is no block 'lat'" in str(finding)
    broken = programme(example("open"), eligibility=[Criterion("broken", "agee > 3", t(de="x"))])
    assert "There is no fact 'agee'" in str(check_examples(broken)[0])


def test_each_id_stands_once() -> None:
    twice = programme(example("open"), example("open"))
    assert any("The id 'somebody' stands 2 times" in str(fault) for fault in check(twice, vocabulary()))


def test_a_value_that_no_file_can_hold_is_refused() -> None:
    with pytest.raises(ValidationError):
        example("open", date_of_birth={"year": 2000})
    with pytest.raises(ValidationError):
        example("maybe")
