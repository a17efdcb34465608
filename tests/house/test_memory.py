"""Temporary folders lie in memory where there is room, and what a killed run left there is removed."""

import os
import tempfile
from pathlib import Path

import pytest

from tests import memory


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.delenv("TMPDIR", raising=False)


def test_temporary_folders_lie_in_memory(tmp_path: Path) -> None:
    memory.write_there(tmp_path, 1)
    place = tmp_path / f"{memory.NAME}{os.getpid()}"
    assert Path(tempfile.mkdtemp()).parent == place
    assert os.environ["TMPDIR"] == str(place)
    assert place.stat().st_mode & 0o777 == 0o755


def test_what_a_dead_run_left_is_removed(tmp_path: Path) -> None:
    dead, living = (tmp_path / f"{memory.NAME}{number}" for number in (2**22 + 1, os.getppid()))
    for folder in (dead, living):
        (folder / "inner").mkdir(parents=True)
    memory.write_there(tmp_path, 1)
    assert (dead.exists(), living.exists()) == (False, True)


@pytest.mark.parametrize("reason", ["too small", "not there", "decided already"])
def test_else_they_lie_where_they_always_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    if reason == "decided already":
        monkeypatch.setenv("TMPDIR", "/somewhere")
    memory.write_there(tmp_path / "none" if reason == "not there" else tmp_path, 2**60 if reason == "too small" else 1)
    assert os.environ.get("TMPDIR") == ("/somewhere" if reason == "decided already" else None)
    assert not list(tmp_path.iterdir())
