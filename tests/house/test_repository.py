"""What is tracked is written by hand; what README and the two commands promise exists."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE = re.compile(
    r"(^|/)(node_modules|vendor|dist|build|var|\.venv|\.cache|__pycache__)/|\.(mo|min\.js|min\.css|map|whl|egg-info|sqlite3?|woff2?|pyc)$"
)
BIGGEST = 400_000  # bytes; what people write stays far below


def tracked() -> list[str]:
    if shutil.which("git") is None:
        pytest.skip("git is not among what a bare machine needs")
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.split("\0") if name]


def test_nothing_that_is_made_or_foreign_is_tracked() -> None:
    assert [name for name in tracked() if MADE.search(name)] == []


def test_no_tracked_file_is_a_lump() -> None:
    assert [name for name in tracked() if (ROOT / name).is_file() and (ROOT / name).stat().st_size > BIGGEST] == []


@pytest.mark.parametrize("command", ["start", "check", ".ci/run"])
def test_the_commands_can_be_run(command: str) -> None:
    assert (ROOT / command).stat().st_mode & 0o111 == 0o111
    assert subprocess.run(["sh", "-n", ROOT / command], check=False).returncode == 0


def test_ci_runs_the_check_and_nothing_else() -> None:
    assert (ROOT / ".ci/run").read_text("utf-8").splitlines()[1:] == ["bash -c ./check"]


def commands(text: str) -> list[str]:
    """The lines of README that stand indented as commands, without their remarks."""
    return [line.strip() for line in re.findall(r"^    (\S.*)$", text, re.MULTILINE)]


def test_readmes_commands_exist() -> None:
    shown = commands((ROOT / "README.md").read_text("utf-8"))
    assert "./check" in [line.split()[0] for line in shown]
    for line in shown:
        program = next(word for word in line.split() if "=" not in word)
        if program.startswith("./"):
            assert (ROOT / program).exists(), f"README names {program}"


def test_readmes_subcommands_are_known_to_the_program(tmp_path: Path) -> None:
    foerderkette = Path(sys.executable).with_name("foerderkette")
    done = subprocess.run([foerderkette, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True)
    known = set(re.findall(r"^  ([a-z]+)", done.stdout.partition("Commands:")[2], re.MULTILINE))
    named = set(re.findall(r"foerderkette ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))
    assert named - known == set(), done.stdout
