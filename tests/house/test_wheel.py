"""The wheel carries all that the program needs: whoever installs it needs no Node, no npm and no checkout."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.servers import free_port

ROOT = Path(__file__).parents[2]
CARRIED = (".html", ".ini", ".j2", ".css", ".js", ".po", ".yaml", ".yml", ".py", ".mako", ".svg", ".woff2", ".typ")
PACKAGES = ("core", "forms", "workflows", "plugins")
PATIENCE = 60.0


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel, unpacked as pip does."""
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", place / "dist", ROOT]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    with zipfile.ZipFile(next((place / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(place / "site")
    return place / "site"


def test_every_file_of_the_packages_is_in_the_wheel(unpacked: Path) -> None:
    ours = [path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.suffix in CARRIED]
    assert [str(path.relative_to(ROOT)) for path in ours if not (unpacked / path.relative_to(ROOT)).is_file()] == []


def test_browser_code_and_its_licences_are_in_the_wheel(unpacked: Path) -> None:
    vendor = unpacked / "core/web/static/vendor"
    for name in (
        "htmx/htmx.min.js",
        "htmx/LICENSE",
        "kern/kern.css",
        "kern/kern.rtl.css",
        "kern/LICENSE.md",
        "kern/fonts/fira-sans.css",
        "dagre/dagre.min.js",
        "dagre/LICENSE",
        "noto/NotoSans-Regular.ttf",
        "noto/NotoSansArabic-Bold.ttf",
        "noto/LICENSE",
    ):
        assert (vendor / name).stat().st_size > 100, name


def test_the_sheet_for_right_to_left_is_a_mirror_and_not_a_copy(unpacked: Path) -> None:
    kern = unpacked / "core/web/static/vendor/kern"
    left, right = (kern / "kern.css").read_text("utf-8"), (kern / "kern.rtl.css").read_text("utf-8")
    assert left.count("margin-left:") == right.count("margin-right:") > 0
    assert left != right


def test_each_catalogue_is_compiled(unpacked: Path) -> None:
    catalogues = sorted((unpacked / "core/translations").rglob("*.po"))
    assert {path.parents[1].name for path in catalogues} == {"de"}, "English is what stands in the source"
    assert all(path.with_suffix(".mo").is_file() for path in catalogues)


@pytest.mark.slow
def test_the_wheel_serves_without_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    port = free_port()
    environment = {"PATH": os.defpath, "HOME": str(tmp_path), "PYTHONPATH": str(unpacked)}
    command = [sys.executable, "-c", "from core.cli import main; main()", "run", "--demo", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log)
    try:
        health = wait_for_health(port, server, tmp_path / "log")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    assert health["status"] == "ok"
    assert health["programmes"]
    assert (tmp_path / "var").is_dir()


def wait_for_health(port: int, server: "subprocess.Popen[bytes]", log: Path) -> dict[str, Any]:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                return dict(json.load(answer))
        except OSError:  # refused, reset, or too slow to answer: it is still starting
            time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8", "replace"))
