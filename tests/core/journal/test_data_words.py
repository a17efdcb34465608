"""What entries of the audit trail hold is said in the reader's words, each code once, and found by them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from core import events
from core.journal.data_words import CODES, FLAGS, in_a_line, in_full
from core.journal.models import Entry
from tests.core.web.frame import bare_app

ROOT = Path(__file__).parents[3]
SOURCES = [path for floor in ("core", "forms", "workflows") for path in (ROOT / floor).rglob("*.py")]


@pytest.fixture(autouse=True)
def app(tmp_path: Path) -> Iterator[Flask]:
    made = bare_app(tmp_path)
    with made.test_request_context("/?lang=en"):
        yield made


def entry(event: str, **data: object) -> Entry:
    return Entry(event=event, subject_id="x", actor_name="Kim", data=data)


@pytest.mark.parametrize(
    ("event", "data", "line"),
    [
        ("person_registered", {}, ""),
        ("record_seen", {"kind": "participants"}, "Participants"),
        ("record_seen", {"kind": "task"}, "Task"),
        ("record_seen", {"kind": "of_a_stranger"}, "of_a_stranger"),
        ("identity_changed", {"names": ["family_name", "phone"]}, "Family name, Phone"),
        ("facts_recorded", {"facts": ["sex"], "submission_id": None}, "Sex"),
        ("facts_recorded", {"facts": ["no_fact_any_more"]}, "no_fact_any_more"),
        ("user_changed", {"what": ["created"]}, "made"),
        ("rights_changed", {"role": "case_worker", "given": False}, "Case work, taken away"),
        ("block_left", {"block": "f6", "completed": False}, "f6"),
        ("signed_up", {"waiting": True}, "on the waiting list"),
        ("step_done", {"task_id": "0198", "step": "contact"}, "contact"),
        ("letter_made", {"letter": "invitation", "version": 2, "language": "uk"}, "invitation, 2, Українська"),
        ("of_a_plugin", {"what": ["anything"], "number": 3}, "anything, 3"),
    ],
    ids=lambda value: value if isinstance(value, str) and "_" in value and " " not in value else None,
)
def test_it_is_said_in_words(event: str, data: dict[str, object], line: str) -> None:
    assert in_a_line(entry(event, **data)) == line


def test_it_is_said_in_german() -> None:
    with force_locale("de"):
        assert in_a_line(entry("record_seen", kind="participants")) == "Teilnehmende"
        assert in_a_line(entry("change_set_moved", what="asked")) == "Unterschrift erbeten"


def test_a_long_one_is_cut_between_words() -> None:
    line = in_a_line(entry("facts_recorded", facts=[f"fact_{number}" for number in range(40)]))
    assert line.startswith("fact_0, fact_1, ")
    assert line.endswith(" …")
    assert len(line) <= 80


def test_an_entry_without_data_is_an_empty_line() -> None:
    assert in_a_line(Entry(event="signed_in", data=None)) == in_full(Entry(event="signed_in", data=None)) == ""


def test_its_own_page_has_the_codes_too() -> None:
    assert in_full(entry("step_done", task_id="0198", step="contact")) == "task_id: 0198\nstep: contact"
    assert in_full(entry("record_seen", kind="task")) == "kind: Task (task)"
    assert in_full(entry("rights_changed", given=True)) == "given: given (True)"
    assert in_full(entry("block_entered", moved_up=False)) == "moved_up: (False)"


def test_each_code_that_the_house_announces_has_its_words() -> None:
    announced = set(_announced())
    assert announced - {(event, code) for (event, _field), words in CODES.items() for code in words} == set()


def test_each_event_and_field_of_the_table_is_there() -> None:
    for event, field in CODES:
        assert field in events.EVENTS[event].model_fields
    fields = {field for event in events.EVENTS.values() for field in event.model_fields}
    assert FLAGS.keys() - fields == set()


def _announced() -> Iterator[tuple[str, str]]:
    """(Event, code) as the sources write them: `seen(actor, "case", …)`, `UserChanged(…, what=("token",))`."""
    fields = {(events.EVENTS[event].__name__, field): event for event, field in CODES}
    for call in (node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", "")
        if name == "seen" and len(call.args) > 2 and isinstance(call.args[1], ast.Constant):
            yield "record_seen", str(call.args[1].value)
        for word in call.keywords:
            if event := fields.get((name, word.arg or "")):
                yield from ((event, str(each.value)) for each in ast.walk(word.value) if isinstance(each, ast.Constant))
