"""What the tests of the workflows wing share: a database with a small tree of units."""

from tests.core.organisations.rooms import session, tree

__all__ = ["session", "tree"]
