"""What the tests of security share: once for all read-only tests of a database, two filled towns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.testing import app, client, close, make_app
from tests.conftest import DATABASES, copy_sqlite, create_database, drop_database
from tests.security.world import World, build

__all__ = ["app", "client"]


@pytest.fixture(scope="module", params=DATABASES)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two towns, shared by the tests of a module; with CSRF tokens not asked for (test_matrix has a test of its own for them)."""
    folder: Path = tmp_path_factory.mktemp("world")
    server = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    url = create_database(server) if server else copy_sqlite(folder / "world.sqlite", None)
    made = make_app(url, folder / "data")
    found = build(made)
    made.config["WTF_CSRF_ENABLED"] = False
    yield found
    close(made)
    if server:
        drop_database(server, url)
