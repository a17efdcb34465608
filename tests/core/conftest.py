"""What the tests of the ground share: an app on each database."""

from core.testing import app, client

__all__ = ["app", "client"]
