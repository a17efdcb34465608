"""`plugin new --from FILE` makes a folder that passes `plugin check`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from core.app import create_app
from core.cli import main
from core.definitions import Programme, check, t, vocabulary, write_yaml
from core.settings import load_settings
from core.testing import close
from tests.core.catalogue.shops import OURS, sample

HOSTILE = Programme("hostile", t(de='"""\nimport os; os.abort() #{x}'))


def new(*words: str) -> Result:
    return CliRunner().invoke(main, ["plugin", "new", *words])


def loaded(folder: Path, tmp_path: Path) -> tuple[list[str], list[Programme]]:
    settings = load_settings(data_dir=tmp_path / "data", plugins_dir=(folder,), plugins_off=OURS)
    app = create_app(settings)
    faulty = [f"{one.name}: {one.error}" for one in app.extensions["plugins"].states() if one.state == "faulty"]
    shipped = list(app.extensions["programmes"])
    close(app)
    return faulty, shipped


@pytest.mark.parametrize("programme", [sample(), HOSTILE], ids=["sample", "hostile"])
def test_from_a_file(tmp_path: Path, programme: Programme):
    file, folder = tmp_path / "programme.yaml", tmp_path / "folder"
    file.write_bytes(write_yaml(programme).encode())
    folder.mkdir()
    made = new(f"made_{programme.id}", "--from", str(file), "--into", str(folder))
    assert made.exit_code == 0, made.output
    assert loaded(folder, tmp_path) == ([], [programme])
    again = new(f"made_{programme.id}", "--from", str(file), "--into", str(folder))
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)


def test_an_empty_one_can_be_offered(tmp_path: Path):
    assert new("begun", "--into", str(tmp_path)).exit_code == 0
    faulty, (programme,) = loaded(tmp_path, tmp_path)
    assert (faulty, programme.id, check(programme, vocabulary())) == ([], "begun", [])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("Ä", None, "no name"),
        ("../up", None, "name"),
        ("fine", "id: x\n", "title"),
        ("fine", write_yaml(sample()).replace("age in", "aeg in"), "eligibility/age"),
    ],
    ids=["letters", "path", "title", "rule"],
)
def test_what_cannot_be_made_leaves_nothing(tmp_path: Path, name: str, content: str | None, words: str):
    file, folder = tmp_path / "programme.yaml", tmp_path / "folder"
    file.write_text(content if content is not None else write_yaml(sample()), "utf-8")
    folder.mkdir()
    refused = new(name, "--from", str(file), "--into", str(folder))
    assert refused.exit_code == 1
    assert words in refused.stderr
    assert list(folder.iterdir()) == []
