"""What an entry of the audit trail holds, in one line of a list."""

import pytest

from core.journal.admin import in_a_line


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (None, ""),
        ({}, ""),
        ({"names": ["family_name", "phone"]}, "family_name, phone"),
        ({"facts": ["sex"], "submission_id": None}, "sex"),
        ({"what": ["created"], "given": True}, "created, True"),
    ],
)
def test_it_is_said_in_words(data: dict | None, line: str):
    assert in_a_line(data) == line


def test_a_long_one_is_cut_between_words():
    line = in_a_line({"facts": [f"fact_{number}" for number in range(40)]})
    assert line.startswith("fact_0, fact_1, ")
    assert line.endswith(" …")
    assert len(line) <= 80
