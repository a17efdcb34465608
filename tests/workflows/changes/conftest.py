"""An app with all programmes on offer, and people who may change, sign and read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.testing import close
from tests.workflows.changes.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, ready: object) -> Iterator[Desk]:
    made = Desk(ready("sqlite", "app"), tmp_path)  # type: ignore[operator]  # the fixture of tests/conftest.py
    yield made
    close(made.app)
