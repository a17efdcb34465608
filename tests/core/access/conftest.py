"""An app with a few users, and the shared fixtures of the rooms."""

import pytest
from flask import Flask

from core.testing import app, client
from tests.core.access.doors import House, fill
from tests.core.organisations.rooms import session, tree

__all__ = ["app", "client", "session", "tree"]


@pytest.fixture
def house(app: Flask) -> House:
    return fill(app)
