"""A draft of a programme, and somebody who designs its way."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.forms.designing.conftest import house
from tests.workflows.designing.stepper import Stepper
from tests.workflows.web import Visitor

__all__ = ["house"]


@pytest.fixture
def usingen(house: Flask) -> Stepper:
    """The programme admin at a new draft of the Usingen programme."""
    return Stepper(house, Visitor(house.test_client()).comes_in("programme_admin@example.org"), "wir_sind_usingen")
