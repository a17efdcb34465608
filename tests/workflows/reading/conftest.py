"""An app with all programmes on offer, and people who may and may not read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from core.database import transaction
from core.organisations.models import Unit
from tests.conftest import copy_sqlite
from tests.workflows.documents.file import filed
from tests.workflows.web import Visitor, staffed

ROLES = ("programme_admin", "auditor", "case_worker", "coordinator", "system_admin")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, ready: Callable[[str, str], str]) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("reading")
    url = copy_sqlite(folder / "reading.sqlite", ready("sqlite", "programmes"))
    with staffed(folder / "data", url, dict(zip(ROLES, ROLES, strict=True))) as made:
        with made.app_context(), transaction() as session:
            made.config["PERSON"] = filed(session, session.scalars(select(Unit)).one()).id
        yield made


@pytest.fixture(scope="module")
def reader(app: Flask) -> Visitor:
    return Visitor(app.test_client()).comes_in("programme_admin@example.org")
