"""Strangers' plugins: whatever one does wrong is its own fault, the server starts and the others run."""

import json
import os
import time
from pathlib import Path
from textwrap import dedent

import pytest
from flask import Flask
from sqlalchemy import text

from core import plugin_probe
from core.actor import ANONYMOUS
from core.database import db
from core.plugin_manager import Plugins, PluginState, Source, hook_names
from core.testing import close, make_app

GOOD = """
    from core import Programme, hookimpl, t
    __version__ = "1.2"

    @hookimpl
    def programmes():
        return [Programme("{name}", t(de="Kurs", en="Course"))]

    @hookimpl
    def health():
        return {{"fine": True}}
"""
BAD = {
    "exits_in_a_hook": (
        "from core import hookimpl\n@hookimpl\ndef health():\n    raise SystemExit('no licence')",
        "the hook health raised SystemExit",
    ),
    "syntax": ("def broken(:\n    pass", "SyntaxError: invalid syntax (bad_syntax/__init__.py, line 1)"),
    "dependency": ("import no_such_module_at_all", "ModuleNotFoundError: No module named 'no_such_module_at_all'"),
    "misspelt": (
        "from core import hookimpl\n@hookimpl\ndef programes(): return []",
        "no hook 'programes'. Did you mean 'programmes'?",
    ),
    "arguments": ("from core import hookimpl\n@hookimpl\ndef navigation(actress): return []", "actress"),
    "raises": (
        "from core import hookimpl\n@hookimpl\ndef programmes(): return 1 / 0",
        "the hook programmes raised ZeroDivisionError",
    ),
    "junk": ("from core import hookimpl\n@hookimpl\ndef programmes(): return ['x']", "must return a list of Programme, not str"),
    "exits": ("raise SystemExit(3)", "SystemExit: 3"),
    "killer": ("import os\nos._exit(3)", "its import ended the process (code 3)"),
    "segfault": ("import ctypes\nctypes.string_at(0)", "its import ended the process (code -11)"),
    "hangs": ("import time\ntime.sleep(3600)", "its import was not done after 1.5 seconds"),
    "busy": ("while True: pass", "its import was not done after 1.5 seconds"),
    "pages": ("from core import hookimpl\n@hookimpl\ndef pages(): return 7", "must return a list of Blueprint, not int"),
    "namesake": (
        "from flask import Blueprint\nfrom core import hookimpl\n@hookimpl\ndef pages(): return [Blueprint('forms', __name__)]",
        "its pages cannot be registered",
    ),
    "faulty": (
        "from core import Programme, Step, hookimpl, t\n@hookimpl\ndef programmes():\n"
        "    return [Programme('faulty', t(de='X', en='X'), steps=[Step('a', t(de='A', en='A'), role='clerk')])]",
        "the programme faulty has a fault at ",
    ),
}


def write(folder: Path, name: str, code: str) -> Path:
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    file = place / "__init__.py"
    file.write_text(dedent(code), encoding="utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "strangers", "fine_course", GOOD.format(name="fine_course"))
    return tmp_path / "strangers"


def start(tmp_path: Path, **settings: object) -> Flask:
    (tmp_path / "strangers").mkdir(exist_ok=True)
    return make_app(f"sqlite:///{tmp_path / 'db.sqlite'}", tmp_path / "data", plugins_dir=(tmp_path / "strangers",), **settings)


def states(app: Flask) -> dict[str, PluginState]:
    plugins: Plugins = app.extensions["plugins"]
    return {one.name: one for one in plugins.states()}


@pytest.mark.parametrize("sort", BAD)
def test_a_broken_plugin_is_named_and_the_others_run(sort: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    if sort in ("hangs", "busy"):
        monkeypatch.setattr(plugin_probe, "DEADLINE", 1.5)
    code, message = BAD[sort]
    write(folder, f"bad_{sort}", code)
    app = start(tmp_path)
    try:
        report = app.test_client().get("/health")
        assert report.status_code == 200
        assert report.json["status"] == "ok"
        assert "fine_course" in report.json["programmes"]
        (named,) = [one for one in report.json["plugins"] if one["name"] == f"bad_{sort}"]
        assert named["state"] == "faulty"
        assert message in named["error"]
        assert states(app)["fine_course"] == PluginState("fine_course", "on", "", "1.2")
    finally:
        close(app)


def test_several_that_hang_are_each_found(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(plugin_probe, "DEADLINE", 1.0)
    for name in ("a_hangs", "z_hangs"):
        write(folder, name, "import time\ntime.sleep(3600)")
    write(folder, "m_dies", "import os\nos._exit(0)")
    app = start(tmp_path)
    try:
        found = states(app)
        assert [found[name].state for name in ("a_hangs", "fine_course", "m_dies", "z_hangs")] == [
            "faulty",
            "on",
            "faulty",
            "faulty",
        ]
    finally:
        close(app)


def test_a_plugin_that_was_tried_is_not_tried_again_until_it_changes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tried: list[list[str]] = []
    real = plugin_probe._run_child

    def watched(modules: list[str]) -> tuple[list[str], str, str]:
        tried.append([one for one in modules if one.endswith("fine_course")])
        return real(modules)

    monkeypatch.setattr(plugin_probe, "_run_child", watched)
    monkeypatch.setattr(plugin_probe, "_seen", {})
    close(start(tmp_path))
    assert tried == [["plugins.fine_course"]]
    monkeypatch.setattr(plugin_probe, "_seen", {})  # another process knows only what is kept in the data folder
    close(start(tmp_path))
    assert len(tried) == 1
    assert "plugins.fine_course" in json.loads((tmp_path / "data" / "plugins.json").read_text())
    file = folder / "fine_course" / "__init__.py"
    os.utime(file, ns=(time.time_ns(), time.time_ns()))
    close(start(tmp_path))
    assert tried[1:] == [["plugins.fine_course"]]


def test_a_plugin_that_is_switched_off_is_not_even_imported(folder: Path, tmp_path: Path):
    mark = tmp_path / "mark"
    write(folder, "unwanted", f"open({str(mark)!r}, 'w').close()")
    app = start(tmp_path, plugins_off=("unwanted",))
    try:
        assert states(app)["unwanted"].state == "off"
        assert not mark.exists()
    finally:
        close(app)


def test_two_plugins_with_one_programme(folder: Path, tmp_path: Path):
    write(folder, "second_course", GOOD.format(name="fine_course"))
    app = start(tmp_path)
    try:
        assert states(app)["fine_course"].state == "on"
        assert "shipped by another plugin already" in states(app)["second_course"].error
    finally:
        close(app)


def test_a_hook_that_raised_is_well_again_when_it_works_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(
        tmp_path,
        "moody_plugin_of_this_test",
        "from core import hookimpl\nangry = True\n@hookimpl\ndef health():\n    assert not angry\n    return {}",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins = Plugins()
    plugins.load(Source("moody", "moody_plugin_of_this_test"))
    assert plugins.call("health") == []
    assert plugins.states()[0].state == "faulty"
    __import__("moody_plugin_of_this_test").angry = False
    assert plugins.call("health") == [("moody", {})]
    assert plugins.states()[0].state == "on"


def test_a_name_that_is_taken_is_a_fault_of_the_second(folder: Path, tmp_path: Path):
    write(folder, "forms", GOOD.format(name="own_forms"))
    app = start(tmp_path)
    try:
        taken = [one for one in states(app).values() if "its name is taken" in one.error]
        assert [one.name for one in taken] == ["forms (plugins.forms)"]
    finally:
        close(app)


def test_a_hook_that_does_not_exist_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match=r"There is no hook 'programes'\. Did you mean 'programmes'"):
        Plugins().call("programes")
    assert hook_names()[0] == "programmes"


def test_broken_sql_in_a_hook_does_not_break_the_page_that_asked(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """PostgreSQL refuses all that follows an error in a transaction."""
    code = """
        from sqlalchemy import text
        from core import hookimpl
        from core.database import db

        @hookimpl
        def navigation(actor):
            db.session.execute(text("SELECT nonsense"))
    """
    write(tmp_path, "sql_plugin_of_this_test", code)
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins: Plugins = app.extensions["plugins"]
    plugins.load(Source("sql", "sql_plugin_of_this_test"))
    with app.app_context():
        assert "sql" not in [name for name, _ in plugins.call("navigation", actor=ANONYMOUS)]
        assert db.session.scalar(text("SELECT 1")) == 1
    assert "raised" in states(app)["sql"].error


def test_health_fails_when_the_database_does(tmp_path: Path):
    app = start(tmp_path)
    try:
        with app.app_context():
            db.drop_all()
        answer = app.test_client().get("/health")
        assert answer.status_code == 503
        assert (answer.json["status"], answer.json["database"]) == ("failing", "failing")
    finally:
        close(app)
