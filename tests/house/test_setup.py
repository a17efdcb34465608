"""setup.sh installs once, again when something changed, and mends what was broken off. The long steps are stood in for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAND_INS = """
set -eu
. ./setup.sh
install() { echo "installed $1"; [ ! -e fail-once ] || { rm fail-once; return 1; }; }
make_venv() {
    echo made; rm -rf .venv; mkdir -p .venv/bin; echo "$PWD" >.venv/place
    printf '#!/bin/sh\\nexit 0\\n' >.venv/bin/python; chmod +x .venv/bin/python; cp .venv/bin/python .venv/bin/npm
}
prepare requirements.lock
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    place = tmp_path / "checkout"
    place.mkdir(mode=0o700)
    for name in ("setup.sh", "pyproject.toml", "requirements.lock", "requirements-test.lock", "hatch_build.py"):
        shutil.copy(ROOT / name, place)
    return place


def prepare(checkout: Path) -> list[str]:
    done = subprocess.run(["sh", "-c", STAND_INS], cwd=checkout, capture_output=True, text=True, check=True)
    return done.stdout.split("\n")[:-1]


def test_it_installs_once(checkout: Path) -> None:
    assert prepare(checkout) == ["made", "installed requirements.lock"]
    assert prepare(checkout) == []


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_it_installs_again_when_what_is_asked_for_changed(checkout: Path, changed: str) -> None:
    prepare(checkout)
    with (checkout / changed).open("a") as file:
        file.write("# changed\n")
    assert prepare(checkout) == ["installed requirements.lock"]


def test_the_test_tools_include_the_runtime(checkout: Path) -> None:
    prepare(checkout)
    (checkout / ".venv/requirements.lock.done").unlink()
    mark = subprocess.run(
        ["sh", "-c", ". ./setup.sh; mark requirements-test.lock"], cwd=checkout, capture_output=True, check=True
    )
    (checkout / ".venv/requirements-test.lock.done").write_bytes(mark.stdout)
    assert prepare(checkout) == []


def test_an_installation_that_was_broken_off_is_taken_up(checkout: Path) -> None:
    prepare(checkout)
    (checkout / ".venv/requirements.lock.done").unlink()
    assert prepare(checkout) == ["installed requirements.lock"]


def test_an_environment_without_its_python_is_made_anew(checkout: Path) -> None:
    prepare(checkout)
    (checkout / ".venv/bin/python").unlink()
    assert prepare(checkout) == ["made", "installed requirements.lock"]


def test_a_moved_checkout_gets_a_new_environment(checkout: Path) -> None:
    prepare(checkout)
    moved = checkout.rename(checkout.with_name("a place with spaces"))
    assert prepare(moved) == ["made", "installed requirements.lock"]


def test_an_installation_that_fails_is_tried_once_more_from_nothing(checkout: Path) -> None:
    prepare(checkout)
    (checkout / ".venv/requirements.lock.done").unlink()
    (checkout / "fail-once").touch()
    assert prepare(checkout) == ["installed requirements.lock", "made", "installed requirements.lock"]


def complaint(checkout: Path, path: Path) -> str:
    shell = shutil.which("sh") or "/bin/sh"
    done = subprocess.run(
        [shell, "-c", ". ./setup.sh; make_venv"],
        cwd=checkout,
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    return done.stderr


def fake_python(folder: Path, body: str) -> Path:
    folder.mkdir()
    python = folder / "python3"
    python.write_text(f"#!{shutil.which('sh')}\n{body}\n")
    python.chmod(0o755)
    return folder


def test_a_machine_without_python_is_told_what_to_install(checkout: Path, tmp_path: Path) -> None:
    assert "apt install python3 python3-venv" in complaint(checkout, tmp_path)


def test_an_old_python_is_not_taken(checkout: Path, tmp_path: Path) -> None:
    assert "Python 3.11 or newer" in complaint(checkout, fake_python(tmp_path / "bin", "exit 1"))


def test_a_python_without_venv_is_told_what_to_install(checkout: Path, tmp_path: Path) -> None:
    no_venv = f'case "$2" in *ensurepip*) exit 1;; esac; exec {sys.executable} "$@"'
    assert "apt install python3-venv" in complaint(checkout, fake_python(tmp_path / "bin", no_venv))
