"""An app with all programmes on offer, and people who may change, sign and read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.testing import close
from tests.conftest import DATABASES, NewDatabase
from tests.workflows.changes.desk import Desk

Ready = Callable[[str, str], str]


@pytest.fixture
def desk(tmp_path: Path, ready: Ready, new_database: NewDatabase) -> Iterator[Desk]:
    yield from _desk("sqlite", tmp_path, ready, new_database)


@pytest.fixture(params=DATABASES)
def desks(request: pytest.FixtureRequest, tmp_path: Path, ready: Ready, new_database: NewDatabase) -> Iterator[Desk]:
    """The same once on each database."""
    yield from _desk(request.param, tmp_path, ready, new_database)


def _desk(kind: str, folder: Path, ready: Ready, new_database: NewDatabase) -> Iterator[Desk]:
    made = Desk(new_database(kind, ready(kind, "app")), folder)
    yield made
    close(made.app)
