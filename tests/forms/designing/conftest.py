"""An app with all programmes on offer, a draft of one of them, and people who may and may not edit it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.conftest import copy_sqlite
from tests.forms.designing.designer import Designer
from tests.workflows.web import Visitor, staffed

PEOPLE = ("programme_admin", "auditor", "case_worker", "system_admin")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, ready: Callable[[str, str], str]) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("designing")
    url = copy_sqlite(folder / "designing.sqlite", ready("sqlite", "programmes"))
    people = dict(zip(PEOPLE, PEOPLE, strict=True)) | {"other": "programme_admin"}
    with staffed(folder / "data", url, people, only_my_turn=("programme_admin", "my_turn")) as made:
        yield made


@pytest.fixture
def designer(house: Flask) -> Designer:
    """The programme admin at a new draft."""
    return Designer(house, Visitor(house.test_client()).comes_in("programme_admin@example.org"))


@pytest.fixture
def wir(house: Flask) -> Designer:
    """The same at the master sheet of another programme."""
    return Designer(house, Visitor(house.test_client()).comes_in("programme_admin@example.org"), "wir", "master_sheet")
