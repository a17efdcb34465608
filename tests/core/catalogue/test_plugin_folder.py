"""`plugin new --from FILE` makes a folder that passes `plugin check`."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

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


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What is loaded where the command runs: nothing of the house's own, unless a test says so."""
    loaded = SimpleNamespace(states=lambda: [SimpleNamespace(name=each) for each in names])
    names: list[str] = ["people"]
    programmes: list[Programme] = []
    app = SimpleNamespace(extensions={"plugins": loaded, "programmes": programmes})
    monkeypatch.setattr("core.cli.the_app", lambda: app)
    return SimpleNamespace(names=names, programmes=programmes)


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


def test_an_id_that_is_shipped_already_is_said_with_a_free_one(tmp_path: Path, house: SimpleNamespace):
    file, folder = tmp_path / "programme.yaml", tmp_path / "folder"
    file.write_text(write_yaml(sample()), "utf-8")
    folder.mkdir()
    house.programmes[:] = [sample(), sample().but(id=f"{sample().id}_2")]
    refused = new("fine", "--from", str(file), "--into", str(folder))
    assert refused.exit_code == 1
    assert f"ships the programme '{sample().id}' already" in refused.stderr
    assert f"--id {sample().id}_3" in refused.stderr
    assert list(folder.iterdir()) == []
    made = new("fine", "--from", str(file), "--id", f"{sample().id}_3", "--into", str(folder))
    assert made.exit_code == 0, made.output
    assert [each.id for each in loaded(folder, tmp_path)[1]] == [f"{sample().id}_3"]


@pytest.mark.parametrize("more", [[], ["people_2"]], ids=["second", "third"])
def test_a_name_of_a_plugin_is_said_with_a_free_one(tmp_path: Path, house: SimpleNamespace, more: list[str]):
    house.names.extend(more)
    refused = new("people", "--into", str(tmp_path))
    assert refused.exit_code == 1
    assert "there is a plugin 'people' already" in refused.stderr
    assert f"plugin new people_{2 + len(more)}" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_id_that_is_none_is_refused(tmp_path: Path):
    refused = new("fine", "--id", "Ä", "--into", str(tmp_path))
    assert (refused.exit_code, "id" in refused.stderr) == (1, True)
