"""What the tests of security share: two filled towns, made once a database and copied for each module."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from core.testing import app, client, close, make_app
from tests.conftest import DATABASES, copy_sqlite, create_database, drop_database
from tests.security.world import Towns, World, build

__all__ = ["app", "client"]


@pytest.fixture(scope="session")
def towns(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Towns:
    """`with towns(kind, **settings) as world`: an app of one's own on a copy of the two towns, where everybody has signed in."""

    def server(kind: str) -> str:
        return request.getfixturevalue("postgres_url") if kind == "postgresql" else ""

    @cache
    def filled(kind: str) -> tuple[World, str, Path]:
        folder: Path = tmp_path_factory.mktemp("towns")
        url = create_database(server(kind)) if server(kind) else copy_sqlite(folder / "world.sqlite", None)
        made = make_app(url, folder / "data")
        found = build(made)
        close(made)
        return found, url, folder / "data"

    @contextmanager
    def copied(kind: str, **settings: Any) -> Iterator[World]:
        first, template, data = filled(kind)
        file = tmp_path_factory.mktemp("world") / "world.sqlite"
        url = create_database(server(kind), template) if server(kind) else copy_sqlite(file, template)
        made = make_app(url, data, **settings)  # with the same folder comes the same key, so that cookies are good here too
        yield replace(first, app=made, own=deepcopy(first.own), foreign=deepcopy(first.foreign), cookies=dict(first.cookies))
        close(made)
        if server(kind):
            drop_database(server(kind), url)

    return copied


@pytest.fixture(scope="module", params=DATABASES)
def world(request: pytest.FixtureRequest, towns: Towns) -> Iterator[World]:
    """Two towns, shared by the tests of a module; with CSRF tokens not asked for (test_matrix has a test of its own for them)."""
    with towns(request.param) as found:
        found.app.config["WTF_CSRF_ENABLED"] = False
        yield found
