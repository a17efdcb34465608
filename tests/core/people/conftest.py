"""An app with a few users, and the shared fixtures of the rooms."""

from core.testing import app, client
from tests.core.access.conftest import house
from tests.core.organisations.rooms import session, tree

__all__ = ["app", "client", "house", "session", "tree"]
