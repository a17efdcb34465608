"""The door: what stops the start, and what /health says."""

import pytest

import core.app
from core.app import create_app
from core.settings import load_settings


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
    assert report["deliveries"] == {"parked": 0, "waiting": 0}
