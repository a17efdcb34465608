"""Settings: what is kept, and one sentence for each that is wrong."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from core.settings import SettingsError, _kept_secret, load_settings


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOERDERKETTE_DATA_DIR", str(tmp_path / "data"))


def test_without_any_there_is_sqlite_and_a_secret_that_is_kept(tmp_path: Path):
    first, second = load_settings(), load_settings()
    assert first.database_url == f"sqlite:///{tmp_path / 'data' / 'foerderkette.sqlite'}"
    assert len(first.secret_key) > 40
    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


@pytest.mark.parametrize("spelling", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_postgresql_is_spoken_to_by_psycopg(monkeypatch: pytest.MonkeyPatch, spelling: str):
    monkeypatch.setenv("FOERDERKETTE_DATABASE_URL", spelling)
    assert load_settings().database_url == "postgresql+psycopg://u@h/d"


def test_a_secret_comes_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "secret").write_text("a secret of some length\n")
    monkeypatch.setenv("FOERDERKETTE_SECRET_KEY_FILE", str(tmp_path / "secret"))
    assert load_settings().secret_key == "a secret of some length"


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FOERDERKETTE_TRUSTED_HOSTS", "a.example, b.example")
    assert load_settings().trusted_hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "80000", "FOERDERKETTE_PORT is '80000'"),
        ("PORT", "many", "FOERDERKETTE_PORT is 'many'"),
        ("DATABASE_URL", "mysql://h/d", "must begin with postgresql:// or sqlite:///"),
        ("REDIS_URL", "http://h", "must begin with redis://"),
        ("SECRET_KEY", "short", "needs at least 16 characters"),
        ("SECRET_KEY_FILE", "/no/such/file", "cannot be read"),
        ("DATABSE_URL", "x", "did you mean FOERDERKETTE_DATABASE_URL"),
        ("SESSION_MINUTES", "0", "FOERDERKETTE_SESSION_MINUTES is '0'"),
        ("DATA_DIR", "/proc/nowhere", "The data folder /proc/nowhere cannot be used"),
    ],
)
def test_a_wrong_setting_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str):
    monkeypatch.setenv(f"FOERDERKETTE_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_secret_is_never_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FOERDERKETTE_SECRET_KEY", "pssst")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "pssst" not in str(caught.value)
    monkeypatch.setenv("FOERDERKETTE_SECRET_KEY", "pssst pssst pssst pssst")
    assert "pssst" not in repr(load_settings())


@pytest.mark.parametrize(("host", "secure"), [("127.0.0.1", False), ("0.0.0.0", True)])
def test_cookies_are_secure_but_on_this_machine(host: str, secure: bool):
    assert load_settings(host=host).cookies_secure is secure


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "postgresql://a@h:notaport/x", "its port is no number"),
        ("REDIS_URL", "redis://127.0.0.1:x/0", "its port is no number"),
        ("PLUGINS_DIR", "/nonexistent", "there is no folder /nonexistent"),
    ],
)
def test_an_address_or_folder_that_cannot_be_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
):
    monkeypatch.setenv(f"FOERDERKETTE_{name}", value)
    with pytest.raises(SettingsError, match=f"^FOERDERKETTE_{name}.*{sentence}"):
        load_settings()


def test_a_broken_secret_is_told_with_the_way_out(tmp_path: Path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret_key").write_text("ä" * 40, encoding="utf-8")
    with pytest.raises(SettingsError, match="delete the file, and a new one is made"):
        load_settings()


def test_those_who_start_together_agree_on_one_whole_secret(tmp_path: Path):
    """More threads than cores begin at once, in one new folder after the other."""
    with ThreadPoolExecutor(8) as pool:
        for turn in range(40):
            path, begin = tmp_path / f"key-{turn}", Barrier(8)

            def started(path: Path = path, begin: Barrier = begin) -> str:
                begin.wait()
                return _kept_secret(path)

            found = [each.result() for each in [pool.submit(started) for _ in range(8)]]
            assert len(set(found)) == 1
    assert len(list(tmp_path.iterdir())) == 40, "no half-made file stays behind"
