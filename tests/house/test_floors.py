"""The contracts in pyproject.toml hold the floors of the design: each wrong import is planted once and must be found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GROUND = ("settings", "clock", "database", "actor", "events", "hookspecs", "plugin_manager", "web", "api", "admin")
ROOMS = ("journal", "catalogue", "organisations", "access", "people", "privacy", "reports")
MODULES = [
    *(f"core.{name}" for name in ("app", "worker", "cli", "testing", *ROOMS, *GROUND, "definitions", "rules")),
    *("forms.pages", "workflows.pages", "plugins.one", "plugins.two"),
]
RIGHT = {
    "core.app": "core.people",
    "core.cli": "core.app",
    "workflows.pages": "forms.pages",
    "forms.pages": "core.people",
    "core.access": "core.organisations",
    "core.privacy": "core.people",
    "core.people": "core.journal",
    "core.journal": "core.events",
    "core.admin": "core.web",
    "core.web": "core.definitions",
    "core.definitions": "core.rules",
    "plugins.one": "core",
    "plugins.two": "core.testing",
}
WRONG = [
    ("core.rules", "core.definitions"),
    ("core.definitions", "core.settings"),
    ("core.database", "core.journal"),
    ("core.journal", "core.people"),
    ("core.organisations", "core.people"),
    ("core.people", "core.access"),
    ("core.access", "core.people"),
    ("core.catalogue", "core.people"),
    ("core.people", "core.privacy"),
    ("core.web", "core.app"),
    ("core.people", "forms.pages"),
    ("core.app", "workflows.pages"),
    ("core.plugin_manager", "plugins.one"),
    ("forms.pages", "workflows.pages"),
    ("forms.pages", "plugins.one"),
    ("plugins.one", "plugins.two"),
    ("plugins.one", "core.people"),
    ("plugins.one", "core.definitions"),
    ("plugins.one", "forms.pages"),
    ("plugins.one", "workflows.pages"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The packages of the design, empty but for the imports that it allows."""
    for module in MODULES:
        path = tmp_path / (module.replace(".", "/") + ".py")
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(f"import {RIGHT[module]}\n" if module in RIGHT else "")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def faults(house: Path) -> str:
    """What import-linter says; empty when it finds nothing."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=house, env={"PYTHONPATH": str(house)}, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_the_imports_of_the_design_are_allowed(house: Path) -> None:
    assert faults(house) == ""


@pytest.mark.parametrize(("importer", "imported"), WRONG)
def test_a_wrong_import_is_found(house: Path, importer: str, imported: str) -> None:
    with (house / (importer.replace(".", "/") + ".py")).open("a") as file:
        file.write(f"import {imported}\n")
    found = faults(house)
    assert "BROKEN" in found
    assert f"{importer} -> {imported}" in found.replace("is not allowed to import", "->")


def test_this_house_keeps_its_floors() -> None:
    assert faults(ROOT) == ""
