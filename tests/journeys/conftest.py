"""Houses for the journeys, one a module and database: starting one takes seconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import clock
from tests.conftest import create_database, drop_database
from tests.journeys.houses import House, house
from tests.journeys.moved import Hands
from tests.live import environment, running


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with two towns and their staff: `run` on SQLite, `serve` and `worker` on PostgreSQL and Redis."""
    folder: Path = tmp_path_factory.mktemp("house")
    if request.param == "sqlite":
        with house(folder, None, None) as made:
            yield made
        return
    maintenance = request.getfixturevalue("postgres_url")
    url = create_database(maintenance)
    try:
        with house(folder, url, request.getfixturevalue("redis_url")) as made:
            yield made
    finally:
        drop_database(maintenance, url)


@pytest.fixture(scope="module")
def hands() -> Iterator[Hands]:
    """The clock of all that runs in this process, until the module is through."""
    made = Hands()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "dt", made.stand_in())
        yield made


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a house with the demo data, on SQLite."""
    folder: Path = tmp_path_factory.mktemp("demo")
    with running(environment(folder / "var", None, None), "run", "--demo") as server:
        yield server.url
