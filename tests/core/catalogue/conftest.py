"""A house whose catalogue is empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from core.testing import close, make_app
from tests.core.catalogue.shops import OURS


@pytest.fixture
def shop(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An app whose catalogue is empty."""
    app = make_app(database_url, tmp_path / "data", plugins_off=OURS)
    with app.app_context():
        yield app
    close(app)
