"""What inputs and buttons of a rule do: a changed rule, or a reason at the part that could not be taken."""

from __future__ import annotations

import pytest

from core.rules import BOOLEAN, DATE, NUMBER, Code, SetOf
from forms.ruling.asked import Done, PartError, Pressed, press, taken_in

SCOPE = {
    "works": BOOLEAN,
    "hours": NUMBER,
    "begins": DATE,
    "ends": DATE,
    "school": Code("school", ("none", "haupt", "abitur")),
    "needs": SetOf(Code("needs", ("language", "housing"))),
    "done_steps": SetOf(Code("steps", ("talk", "exit"))),
}


def typed(rule: str, **inputs: object) -> str | None:
    """Inputs as `PATH__WHAT`."""
    sent = {}
    for name, value in inputs.items():
        path, what = name.removeprefix("at").split("__")
        sent[f"r::when:{path.replace('_', '.')}:{what}"] = value if isinstance(value, list) else [str(value)]
    return taken_in(rule, "r::when", sent, SCOPE)


@pytest.mark.parametrize(
    ("rule", "inputs", "made"),
    [
        ("hours > 3", {"at__value": "4"}, "hours > 4"),
        ("hours > 3", {"at__operator": "<="}, "hours <= 3"),
        ("hours > 3", {"at__operator": "range[]", "at__value2": "9"}, "hours in [3..9]"),
        ("hours > 3", {"at__operator": "known"}, "is known(hours)"),
        ("hours > 3", {"at__fact": "school"}, "is known(school)"),
        ('begins = date("2024-01-01")', {"at__fact": "ends"}, 'ends = date("2024-01-01")'),
        ("works and hours > 3", {"at0__operator": "no", "at1__value": "5"}, "not(works) and hours > 5"),
        ("works and  hours>3", {"at0__operator": "yes", "at1__value": "3"}, "works and  hours>3"),
        ('school = "none"', {"at__operator": "one_of"}, 'school in ("none")'),
        ('school in ("none", "haupt")', {"at__values": ["", "haupt", "abitur"]}, 'school in ("haupt", "abitur")'),
        ('contains(needs, "language")', {"at__value": "housing"}, 'contains(needs, "housing")'),
        ("is known(ends)", {"at__operator": ">=", "at__other": "begins"}, "ends >= begins"),
        ("ends >= begins", {"at__operator": ">"}, "ends > begins"),
        ("ends >= begins", {"at__other": "", "at__value": "2024-01-01"}, 'ends >= date("2024-01-01")'),
        ('done("talk")', {"at__value": "exit"}, 'done("exit")'),
        ('done("talk")', {"at__operator": "has_not"}, 'not(done("talk"))'),
        ("hours + 1 > 3", {"at__text": "hours + 2 > 3"}, "hours + 2 > 3"),
        ("works and gone > 3", {"at1__fact": "hours"}, "works and hours > 3"),
        ("true", {"at__fact": "works"}, "is known(works)"),
    ],
    ids=range(19),
)
def test_inputs_say_what_the_rule_is(rule: str, inputs: dict[str, object], made: str) -> None:
    assert typed(rule, **inputs) == made


@pytest.mark.parametrize(
    ("rule", "inputs", "part"),
    [
        ("works and hours > 3", {"at1__value": "drei"}, "1"),
        ("hours > 3", {"at__value": ""}, ""),
        ("hours > 3", {"at__operator": "has"}, ""),
        ("hours > 3", {"at__fact": "nothing"}, ""),
        ("hours > 3", {"at__other": "begins"}, ""),
        ("hours > 3", {"at7__value": "3"}, "7"),
        ("hours + 1 > 3", {"at__text": "agee > 3"}, ""),
        ("hours > 3", {"at__value": "9" * 30_000}, ""),
    ],
    ids=range(8),
)
def test_what_makes_no_sense_is_refused_at_its_part(rule: str, inputs: dict[str, object], part: str) -> None:
    with pytest.raises(PartError) as wrong:
        typed(rule, **inputs)
    assert wrong.value.part == part


@pytest.mark.parametrize(
    ("rule", "pressed", "done"),
    [
        (None, Pressed("begin", fact="works"), Done("is known(works)", "")),
        (None, Pressed("begin", fact="done_steps"), Done('done("talk")', "")),
        ("works", Pressed("all"), Done("works and is known(works)", "1")),
        ("works", Pressed("any", fact="hours"), Done("works or is known(hours)", "1")),
        ("works and hours > 3", Pressed("add"), Done("works and hours > 3 and is known(works)", "2")),
        ("works and hours > 3", Pressed("any", "1"), Done("works and (hours > 3 or is known(hours))", "1.1")),
        ("works and hours > 3", Pressed("down", "0"), Done("hours > 3 and works", "1")),
        ("works and hours > 3", Pressed("turn"), Done("works or hours > 3", "")),
        ("works and hours > 3", Pressed("delete", "0"), Done("hours > 3")),
        ("works and hours > 3", Pressed("delete"), Done(None)),
        ("works", Pressed("not"), Done("not(works)", "")),
        ("works  and hours>3", Pressed("set", "1"), Done("works  and hours>3", "1")),
        ("works and (hours > 3 or hours < 1)", Pressed("carry", "0", "", "1", "0"), Done("works or hours > 3 or hours < 1", "0")),
        ("works and gone", Pressed("delete", "1"), Done("works")),
    ],
    ids=range(14),
)
def test_buttons_change_the_rule(rule: str | None, pressed: Pressed, done: Done) -> None:
    assert press(rule, pressed, SCOPE) == done


@pytest.mark.parametrize(
    ("rule", "pressed"),
    [
        (None, Pressed("begin")),
        (None, Pressed("add", fact="works")),
        ("works", Pressed("up")),
        ("works", Pressed("nothing")),
        ("works", Pressed("turn")),
        ("works", Pressed("set", "x")),
        ("works", Pressed("delete", "3")),
        ("works and hours > 3", Pressed("carry", "0", "", "x", "0")),
        ("works and gone", Pressed("add")),
    ],
    ids=range(9),
)
def test_a_button_without_a_meaning_is_refused(rule: str | None, pressed: Pressed) -> None:
    with pytest.raises(PartError):
        press(rule, pressed, SCOPE)


def test_the_last_condition_stays_where_a_rule_is_needed() -> None:
    with pytest.raises(PartError):
        press("works", Pressed("delete"), SCOPE, must=True)
