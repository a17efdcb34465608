"""A request that ran into a deadlock is done once more, with all that was sent, and only when nothing of it is stored yet."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, flash, request
from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from core.database import init_database, transaction
from core.web.again import collided
from tests.core.web.frame import add, bare_app


def failure(cause: Exception) -> OperationalError:
    return OperationalError("UPDATE secret", {}, cause)


DEADLOCK = failure(DeadlockDetected("deadlock detected"))


class View:
    """Fails so many times, then tells what was sent."""

    def __init__(self, times: int, error: Exception = DEADLOCK, before: Callable[[], object] = lambda: None) -> None:
        self.left, self.error, self.before, self.calls = times, error, before, 0

    def __call__(self) -> str:
        self.calls += 1
        sent = "".join(file.read().decode() for file in request.files.values())
        self.before()
        if self.left:
            self.left -= 1
            raise self.error
        return request.form.get("typed", "") + sent


def app_with(tmp_path: Path, view: View) -> Flask:
    app = bare_app(tmp_path, routes=lambda app: add(app, "/view", "view", lambda: view(), methods=["GET", "POST"]))
    app.config["WTF_CSRF_ENABLED"] = False
    init_database(app, f"sqlite:///{tmp_path}/again.sqlite")
    return app


def sent_to(app: Flask) -> tuple[int, str]:
    data = {"typed": "Nähen ", "file": (io.BytesIO(b"of a file"), "a.txt")}
    answer = app.test_client().post("/view", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    return answer.status_code, answer.text


@pytest.mark.parametrize("error", [DEADLOCK, failure(SerializationFailure("could not serialize"))], ids=["deadlock", "serial"])
def test_once_more_with_all_that_was_sent(tmp_path: Path, error: Exception) -> None:
    view = View(1, error)
    assert sent_to(app_with(tmp_path, view)) == (200, "Nähen of a file")
    assert view.calls == 2


def test_what_the_first_time_said_of_its_success_is_taken_back(tmp_path: Path) -> None:
    client = app_with(tmp_path, View(1, before=lambda: flash("Thank you."))).test_client()
    client.get("/view")
    with client.session_transaction() as kept:
        assert [said for _kind, said in kept["_flashes"]] == ["Thank you."]


@pytest.mark.parametrize(
    ("view", "calls"),
    [(View(2), 2), (View(1, failure(LockNotAvailable("timeout"))), 1), (View(1, failure(Exception("gone"))), 1)],
    ids=["twice", "waited_in_vain", "database_gone"],
)
def test_else_it_is_told(tmp_path: Path, view: View, calls: int) -> None:
    status, told = sent_to(app_with(tmp_path, view))
    assert (status, view.calls) == (503, calls)
    assert ("Im selben Augenblick" in told) == collided(view.error)
    assert "secret" not in told


def test_not_where_something_of_it_is_stored(tmp_path: Path) -> None:
    def stores() -> None:
        with transaction() as session:
            session.execute(text("CREATE TABLE IF NOT EXISTS stored (x)"))

    view = View(1, before=stores)
    assert sent_to(app_with(tmp_path, view))[0] == 503
    assert view.calls == 1


def test_a_savepoint_stores_nothing(tmp_path: Path) -> None:
    def within() -> None:
        with transaction() as session:
            with session.begin_nested():
                session.execute(text("SELECT 1"))
            if not view.calls > 1:
                raise DEADLOCK

    view = View(0, before=within)
    assert sent_to(app_with(tmp_path, view))[0] == 200
    assert view.calls == 2


def test_also_behind_what_a_hook_has_made_of_it() -> None:
    hidden = RuntimeError("A plugin failed.")
    hidden.__cause__ = DEADLOCK
    assert collided(hidden)
    assert not collided(RuntimeError("else"))
