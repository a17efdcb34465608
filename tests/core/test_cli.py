"""The command line: what it does, and one sentence for what it cannot."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.definitions import write_yaml
from tests.forked import command
from tests.forms.shipped import programmes
from tests.live import plugins_tried_out

COMMAND = [sys.executable, "-c", "from core.cli import main; main()"]
Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., tuple[subprocess.Popen[str], str]]


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    plugins_tried_out(tmp_path / "data")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FOERDERKETTE_")}
    return {**kept, "FOERDERKETTE_DATA_DIR": str(tmp_path / "data"), **{f"FOERDERKETTE_{k.upper()}": v for k, v in more.items()}}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return command(environment(tmp_path, **settings), *words, timeout=60)

    return call


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """start("run", …) -> (process, address), once it says where it serves."""
    processes = []

    def call(*words: str, **settings: str) -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [*COMMAND, *words],
            env=environment(tmp_path, **settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        processes.append(process)
        assert process.stdout
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        return process, found[0]

    yield call
    for process in processes:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def health(address: str) -> dict[str, object]:
    with urllib.request.urlopen(address + "/health", timeout=20) as answer:
        found: dict[str, object] = json.load(answer)
        return found


def test_run_serves_migrates_and_ends_in_good_order(start: Start, run: Run):
    process, address = start("run", "--port", "0")
    found = health(address)
    assert found["status"] == "ok"
    assert {"programmes", "plugins", "database", "deliveries"} <= set(found)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert "up to date" in run("migrate").stdout


def test_a_port_in_use_is_said_so(run: Run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for word in ("run", "serve"):
            run("migrate")
            result = run(word, "--port", port)
            assert result.returncode == 2
            assert f"127.0.0.1:{port} cannot be served" in result.stderr
            assert "Traceback" not in result.stderr


def test_a_wrong_setting_is_one_sentence_and_exit_code_2(run: Run):
    for name, value in (("database_url", "mysql://x"), ("port", "99999"), ("databse_url", "x")):
        result = run("run", **{name: value})
        assert result.returncode == 2
        assert len(result.stderr.strip().splitlines()) == 1
        assert "FOERDERKETTE_" in result.stderr


def test_a_database_that_is_away_is_a_sentence(run: Run):
    result = run("migrate", database_url="postgresql://u:hush@127.0.0.1:1/d")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "hush" not in result.stderr


def test_an_unknown_command_suggests(run: Run):
    result = run("mirgate")
    assert result.returncode == 2
    assert "Did you mean 'migrate'?" in result.stderr
    assert "Did you mean 'programme'?" in run("programm", "list").stderr


def test_help_names_all_commands_also_those_of_rooms(run: Run):
    text = run("--help").stdout
    assert all(name in text for name in ("run", "serve", "worker", "migrate", "doctor", "plugin", "programme", "user"))


def test_production_refuses_an_old_schema_and_says_what_to_do(run: Run):
    for word in ("serve", "worker"):
        result = run(word)
        assert result.returncode == 1
        assert "run 'foerderkette migrate'" in result.stderr


def test_the_doctor_speaks(run: Run):
    before = run("doctor")
    assert before.returncode == 1
    assert re.search(r"WRONG schema: .*run 'foerderkette migrate'", before.stdout)
    assert run("migrate").returncode == 0
    after = run("doctor", redis_url="redis://127.0.0.1:1/0").stdout
    assert re.search(r"ok +schema: is up to date", after)
    assert re.search(r"ok +database: SQLite .*secure_delete=1", after)
    assert re.search(r"WRONG redis: does not answer", after)


def test_plugins_are_listed_and_checked(run: Run, tmp_path: Path):
    (tmp_path / "more" / "broken_one").mkdir(parents=True)
    (tmp_path / "more" / "broken_one" / "__init__.py").write_text("def (")
    listed = run("plugin", "list", plugins_dir=str(tmp_path / "more"))
    assert listed.returncode == 0
    assert re.search(r"^journal +on", listed.stdout, re.M)
    assert re.search(r"^broken_one +faulty .*SyntaxError", listed.stdout, re.M)
    checked = run("plugin", "check", plugins_dir=str(tmp_path / "more"))
    assert checked.returncode == 1
    assert "broken_one: it cannot be imported: SyntaxError" in checked.stdout


def test_the_first_user_is_the_system_admin(run: Run):
    run("migrate")
    words = ["user", "create", "admin@example.org", "Ada Admin", "--password", "correct horse battery staple"]
    made = run(*words)
    assert made.returncode == 0, made.stderr
    assert "admin@example.org is system_admin at Förderkette." in made.stdout
    again = run(*words)
    assert again.returncode == 1
    assert "There is an account for admin@example.org already." in again.stderr
    lost = run("user", "create", "b@example.org", "B", "--unit", "Förderkete", "--password", "correct horse battery staple")
    assert "Did you mean 'Förderkette'?" in lost.stderr


def test_a_program_gets_its_token(run: Run):
    run("migrate")
    run("user", "create", "admin@example.org", "Ada Admin", "--password", "correct horse battery staple")
    made = run("user", "token", "admin@example.org", "--name", "Statistik")
    assert made.returncode == 0, made.stderr
    assert len(made.stdout.strip()) > 30
    assert "1 tokens of admin@example.org ended." in run("user", "revoke-tokens", "admin@example.org").stdout


def test_serve_answers_with_several_processes(start: Start, run: Run):
    assert run("migrate").returncode == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process, address = start("serve", "--port", str(port), "--workers", "2")
    for _ in range(100):
        try:
            assert health(address)["status"] == "ok"
            break
        except OSError:
            __import__("time").sleep(0.2)
    else:
        raise AssertionError("it never answered")
    process.send_signal(signal.SIGTERM)
    assert process.wait(40) == 0


@pytest.mark.parametrize("words", [("programme", "list"), ("programme", "import"), ("audit", "verify")])
def test_an_empty_database_is_named_with_what_comes_first(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "one.yaml"
    if words[-1] == "import":
        file.write_text(write_yaml(programmes()[0]), "utf-8")
        words = (*words, str(file))
    told = run(*words)
    assert told.returncode == 1
    assert told.stderr.strip() == "The database is empty: run 'foerderkette migrate' first."
