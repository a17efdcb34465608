"""A person of whom much is recorded."""

from __future__ import annotations

import pytest

from core.database import transaction
from core.organisations.models import Unit
from tests.workflows.documents.file import filed
from tests.workflows.web import Town


@pytest.fixture
def person(town: Town) -> str:
    with town.app.app_context(), transaction() as session:
        return filed(session, session.get_one(Unit, town.town_id)).id
