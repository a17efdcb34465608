"""Long work: each plugin does a piece in a transaction of its own, and says whether there is more."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert

from core import worker
from core.database import new_id
from core.journal.deliver import attempt
from core.journal.models import ChainHead
from core.journal.working import work
from core.marker import hookimpl
from core.plugin_manager import Plugins, Source, _Plugin
from tests.core.journal.test_ticking import BASE, effects


def give(app: Flask, name: str, hook: Callable[..., Any]) -> None:
    hook.__name__ = "work"
    module = ModuleType(name)
    module.work = hookimpl(hook)  # type: ignore[attr-defined]  # a module takes what it is given
    plugins: Plugins = app.extensions["plugins"]
    plugins._plugins[name] = _Plugin(Source(name, name))
    plugins._register(plugins._plugins[name], module)


def pieces(first: int, count: int) -> Callable[..., bool]:
    left = list(range(first, first + count))

    def piece(session: Any, now: Any) -> bool:
        assert now.tzinfo is not None
        if left:
            session.execute(insert(ChainHead), [{"id": BASE + left.pop(0), "no": 0, "hash": new_id()}])
        return bool(left)

    return piece


def failing(session: Any, now: Any) -> bool:
    session.execute(insert(ChainHead), [{"id": BASE + 99, "no": 0, "hash": new_id()}])
    raise RuntimeError("not today")


def test_who_asks_goes_on_while_one_has_more(app: Flask) -> None:
    give(app, "long", pieces(10, 3))
    give(app, "short", pieces(20, 1))
    with app.app_context():
        assert [work(), work(), work()] == [True, True, False]
        assert effects() == [10, 11, 12, 20]


def test_one_that_fails_undoes_its_own_piece_and_is_not_asked_for_ever(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    give(app, "broken", failing)
    give(app, "sound", pieces(10, 1))
    with app.app_context():
        assert work() is False
        assert effects() == [10]
    assert "broken" in caplog.text


def test_the_deliverer_does_a_piece_and_knows_of_more(app: Flask) -> None:
    give(app, "long", pieces(10, 2))
    with app.app_context():
        assert [attempt(), attempt()] == [True, False]
        assert effects() == [10, 11]


def test_the_job_of_redis_goes_on_until_nothing_is_left(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    give(app, "long", pieces(10, 4))
    monkeypatch.setattr(worker, "_app", app)
    worker.deliver_due()
    with app.app_context():
        assert effects() == [10, 11, 12, 13]
