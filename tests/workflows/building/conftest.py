"""An app with all programmes on offer, and people who may and may not edit their criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from core.catalogue.change_models import ChangeSet, ChangeStep
from core.database import transaction
from tests.conftest import copy_sqlite
from tests.workflows.building.builder import Builder
from tests.workflows.web import Visitor, staffed

PEOPLE = ("programme_admin", "auditor", "case_worker", "system_admin")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, ready: Callable[[str, str], str]) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("building")
    url = copy_sqlite(folder / "building.sqlite", ready("sqlite", "programmes"))
    with staffed(folder / "data", url, dict(zip(PEOPLE, PEOPLE, strict=True)), only_wir=("programme_admin", "wir")) as made:
        yield made


@pytest.fixture
def builder(app: Flask) -> Iterator[Builder]:
    yield Builder(app, Visitor(app.test_client()).comes_in("programme_admin@example.org"))
    with app.app_context(), transaction() as session:
        session.query(ChangeStep).delete()
        session.query(ChangeSet).delete()
