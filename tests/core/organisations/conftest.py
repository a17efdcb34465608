"""The shared fixtures of the rooms."""

from tests.core.organisations.rooms import session, tree

__all__ = ["session", "tree"]
