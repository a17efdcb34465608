"""An app with a few users, and the shared fixtures of the rooms."""

import pytest
from argon2 import PasswordHasher
from flask import Flask

from core.access import passwords
from core.testing import app, client
from tests.core.access.doors import House, fill
from tests.core.organisations.rooms import session, tree

__all__ = ["app", "client", "session", "tree"]


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 is slow on purpose; what it is set to is asserted in test_accounts.py."""
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def house(app: Flask) -> House:
    return fill(app)
