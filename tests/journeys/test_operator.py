"""What an operator meets at the command line: broken plugins beside good ones, wrong settings, a port in use, a second start."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.core.test_plugin_manager import GOOD, write
from tests.forked import command
from tests.journeys.staff import Staff
from tests.live import environment, running

BROKEN = {
    "syntax": ("def broken(:\n    pass", "SyntaxError"),
    "misspelt": ("from core import hookimpl\n@hookimpl\ndef programes(): return []", "Did you mean 'programmes'?"),
    "raises": ("from core import hookimpl\n@hookimpl\ndef programmes(): return 1 / 0", "ZeroDivisionError"),
    "hangs": ("import time\ntime.sleep(3600)", "its import was not done after"),
}


def test_broken_plugins_are_named_and_the_others_serve(tmp_path: Path):
    strangers = tmp_path / "strangers"
    write(strangers, "fine_course", GOOD.format(name="fine_course"))
    for name, (code, _said) in BROKEN.items():
        write(strangers, name, code)
    env = environment(tmp_path / "var", None, None, FOERDERKETTE_PLUGINS_DIR=str(strangers))
    # both wait for the import that hangs, so they wait together
    with ThreadPoolExecutor(1) as beside:
        listing = beside.submit(command, env, "plugin", "list")
        with running(env, "run") as server:
            health = server.health()
            assert Staff(server.url).get("/sign-in").status == 200
    assert health["status"] == "ok"
    assert "fine_course" in health["programmes"]
    plugins = {each["name"]: each for each in health["plugins"]}
    assert plugins["fine_course"]["state"] == "on"
    for name, (_code, said) in BROKEN.items():
        assert plugins[name]["state"] == "faulty", name
        assert said in plugins[name]["error"], name
    listed = listing.result()
    for name in BROKEN:
        assert re.search(rf"^{name} +faulty", listed.stdout, re.MULTILINE), listed.stdout
    assert re.search(r"^fine_course +on", listed.stdout, re.MULTILINE), listed.stdout


def test_a_second_start_is_quick_and_keeps_everything(tmp_path: Path):
    env = environment(tmp_path / "var", None, None)
    with running(env, "run", "--demo") as server:
        worker = Staff(server.url).comes_in("case.worker@demo.example", "foerderkette-demo")
        person = worker.registers({"family_name": "Bleibt"})
        port = server.url.rpartition(":")[2]
        _one_sentence(command(env, "run", "--port", port), f"127.0.0.1:{port}", "--port")
        _one_sentence(command(env, "serve", "--port", port), f"127.0.0.1:{port}", "--port")
    begun = time.monotonic()
    with running(env, "run", "--demo") as server:
        took = time.monotonic() - begun
        worker = Staff(server.url).comes_in("case.worker@demo.example", "foerderkette-demo")
        assert "Bleibt" in worker.get(person).text
        assert "case.worker@demo.example" in server.log.read_text("utf-8")
    assert took < 30  # five seconds on a quiet machine


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FOERDERKETTE_PORT", "many"),
        ("FOERDERKETTE_DATABASE_URL", "mysql://here/there"),
        ("FOERDERKETTE_SESSION_MINUTES", "0"),
    ],
)
def test_a_wrong_setting_is_one_sentence(tmp_path: Path, name: str, value: str):
    _one_sentence(command(environment(tmp_path / "var", None, None, **{name: value}), "run"), name)


def _one_sentence(done: CompletedProcess[str], *words: str) -> None:
    """Exit code 2, and what is wrong in one line without a traceback."""
    said = done.stderr.strip()
    assert done.returncode == 2, said
    assert len(said.splitlines()) == 1, said
    for word in words:
        assert word in said
