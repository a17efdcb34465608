"""Names that nobody asked for, and texts that no database keeps."""

import pytest

from core.web.inputs import storable, strange


@pytest.mark.parametrize(("text", "kept"), [("", True), ("Müller 😀", True), ("a\0b", False), ("\ud83d", False)])
def test_storable(text: str, kept: bool) -> None:
    assert storable(text) is kept


def test_strange() -> None:
    assert strange(["csrf_token", "name", "is_admin", "a"], ["name"]) == ["a", "is_admin"]
