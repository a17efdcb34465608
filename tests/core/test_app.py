"""The door: what stops the start, and what /health says."""

from pathlib import Path
from textwrap import dedent

import pytest
from flask import Flask

import core.app
from core.app import create_app
from core.settings import SettingsError, load_settings


def test_a_broken_room_of_our_own_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setattr(core.app, "BUILT_IN", (*core.app.BUILT_IN, "core.cellar.plugin"))
    with pytest.raises(core.app.BrokenHouse, match="cellar: it cannot be imported: ModuleNotFoundError"):
        create_app(load_settings(data_dir=tmp_path))


def test_health_names_programmes_plugins_and_the_state_of_both_stores(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    report = answer.json
    assert (report["status"], report["database"]) == ("ok", "ok")
    assert "wir_sind_usingen" in report["programmes"]
    assert {"name": "wir_sind_usingen", "state": "on", "error": ""} in report["plugins"]
    assert report["deliveries"].keys() == {"parked", "waiting"}


GIVER = """
    from core import Form, Page, Text, hookimpl, t

    @hookimpl
    def parts():
        return {"sheet": Form("sheet", t(de="Blatt"), fields=[Text("place", t(de="Ort"))])}
"""
TAKER = """
    from core import ExitReason, PartForm, Programme, Role, Step, hookimpl, t

    @hookimpl
    def programmes():
        step, role = Step("talk", t(de="Gespräch"), role="clerk", form="sheet"), Role("clerk", t(de="Amt"))
        exits = [ExitReason("over", t(de="Vorbei"))]
        return [Programme("{name}", t(de="Kurs"), forms=[PartForm("{part}")], roles=[role], steps=[step], exits=exits)]
"""


def states(tmp_path: Path, **plugins: str) -> tuple[Flask, dict[str, str]]:
    for name, code in plugins.items():
        (tmp_path / "strangers" / name).mkdir(parents=True)
        (tmp_path / "strangers" / name / "__init__.py").write_text(dedent(code), "utf-8")
    app = create_app(load_settings(data_dir=tmp_path / "data", plugins_dir=(tmp_path / "strangers",)))
    return app, {one.name: one.error for one in app.extensions["plugins"].states()}


def test_a_part_is_put_in_its_place_whichever_plugin_is_loaded_first(tmp_path):
    app, errors = states(tmp_path, a_taker=TAKER.format(name="a_taker", part="sheet"), z_giver=GIVER)
    (shipped,) = [programme for programme in app.extensions["programmes"] if programme.id == "a_taker"]
    assert shipped.form("sheet").field("place") is not None
    assert (errors["a_taker"], errors["z_giver"]) == ("", "")


def test_a_missing_part_is_the_fault_of_the_programme_that_names_it(tmp_path):
    app, errors = states(tmp_path, a_taker=TAKER.format(name="a_taker", part="sheeet"), z_giver=GIVER)
    assert "a_taker" not in {programme.id for programme in app.extensions["programmes"]}
    assert errors["a_taker"] == (
        "the programme a_taker has a fault at forms/sheeet: No plugin gives a form 'sheeet'. Did you mean 'sheet'?"
    )
    assert errors["z_giver"] == ""


def test_a_name_given_twice_is_the_fault_of_the_second_and_the_first_stands(tmp_path):
    app, errors = states(tmp_path, first=GIVER, second=GIVER, taker=TAKER.format(name="taker", part="sheet"))
    assert errors["first"] == errors["taker"] == ""
    assert errors["second"] == "the part sheet is given by another plugin already"
    assert "taker" in {programme.id for programme in app.extensions["programmes"]}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("['sheet']", "the hook parts must return a mapping of names to forms, letters and pages, not list"),
        ("{'sheet': 'x'}", "the part sheet must be a Form, a Letter or a Page, not str"),
    ],
)
def test_what_is_no_part_is_named(tmp_path, given, message):
    junk = f"from core import hookimpl\n@hookimpl\ndef parts(): return {given}"
    _app, errors = states(tmp_path, junk=junk, giver=GIVER)
    assert errors["junk"] == message
    assert errors["giver"] == ""


def test_a_plugin_that_is_not_there_cannot_be_off(tmp_path):
    with pytest.raises(SettingsError, match=r"names wir_sind_usinge, .* did you mean wir_sind_usingen"):
        create_app(load_settings(data_dir=tmp_path, plugins_off="wir_sind_usinge"))
