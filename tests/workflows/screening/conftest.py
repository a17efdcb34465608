"""What tests of screening share: a house for each test, on each database; for each file of pages a town with a case worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflows.screening.house import House
from tests.workflows.web import Town, Visitor


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    made = House(database_url, tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    made = Town(folder / "data", f"sqlite:///{folder}/town.sqlite")
    yield made
    made.close()


@pytest.fixture(scope="module")
def worker(town: Town) -> Visitor:
    return town.visitor("case_worker")
