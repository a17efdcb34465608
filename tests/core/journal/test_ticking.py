"""The clock: each plugin is asked once a minute, in a transaction of its own, whatever the others do."""

from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from core.database import db, new_id
from core.journal.models import ChainHead
from core.journal.ticking import Ticking, tick
from core.marker import hookimpl
from core.plugin_manager import Plugins, Source, _Plugin

BASE = 3000


def give(app: Flask, name: str, hook: Any) -> None:
    hook.__name__ = "tick"
    module = ModuleType(name)
    module.tick = hookimpl(hook)  # type: ignore[attr-defined]  # a module takes what it is given
    plugins: Plugins = app.extensions["plugins"]
    plugins._plugins[name] = _Plugin(Source(name, name))
    plugins._register(plugins._plugins[name], module)


def row(number: int) -> Any:
    def done(session: Any, now: Any) -> None:
        assert now.tzinfo is not None
        session.execute(insert(ChainHead), [{"id": BASE + number, "no": 0, "hash": new_id()}])

    return done


def effects() -> list[int]:
    found = list(db.session.scalars(select(ChainHead.id - BASE).where(ChainHead.id >= BASE).order_by(ChainHead.id)))
    db.session.rollback()
    return found


def failing(session: Any, now: Any) -> None:
    session.execute(insert(ChainHead), [{"id": BASE + 9, "no": 0, "hash": new_id()}])
    raise RuntimeError("not today")


def test_one_that_fails_undoes_its_own_work_alone(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    for name, hook in (("first", row(1)), ("broken", failing), ("last", row(2))):
        give(app, name, hook)
    with app.app_context():
        tick()
        assert effects() == [1, 2]
    assert "broken" in caplog.text


def test_it_ticks_at_once_and_then_when_the_time_has_passed(app: Flask) -> None:
    with app.app_context():
        slow, quick = Ticking(), Ticking(every=0.0)
        assert [slow.look(), slow.look()] == [True, False]
        assert [quick.look(), quick.look()] == [True, True]
