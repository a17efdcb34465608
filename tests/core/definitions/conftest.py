"""What the tests of definitions share."""

import pytest

from core.definitions import vocabulary as shipped


@pytest.fixture
def vocabulary():
    return shipped()
