"""What the tests of the workflows wing share: a database with a small tree of units, and a whole app with a town."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.organisations.rooms import session, tree
from tests.workflows.web import Town

__all__ = ["session", "tree"]


@pytest.fixture
def town(tmp_path: Path, database_url: str) -> Iterator[Town]:
    made = Town(tmp_path / "data", database_url)
    yield made
    made.close()
