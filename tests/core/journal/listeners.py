"""Plugins for the journal's tests: one that counts in the database, one that fails on demand."""

from types import ModuleType
from typing import Any

from flask import Flask
from sqlalchemy import insert

from core.database import new_id
from core.events import SignedIn
from core.journal.models import ChainHead
from core.marker import hookimpl
from core.plugin_manager import Plugins

BASE = 1000  # effects are rows of chain_head with ids from here, a table that is there anyway


def listen(app: Flask, name: str, hook: Any) -> None:
    """Register a plugin whose `signed_in` is `hook`."""
    module = ModuleType(name)
    hook.__name__ = "signed_in"
    module.signed_in = hookimpl(hook)  # type: ignore[attr-defined]  # a module takes what it is given
    plugins: Plugins = app.extensions["plugins"]
    from core.plugin_manager import Source, _Plugin

    plugins._plugins[name] = _Plugin(Source(name, name))
    plugins._register(plugins._plugins[name], module)


def counting(event: SignedIn, session: Any) -> None:
    """Leaves one row for each call that was committed; two for the same event would clash."""
    session.execute(insert(ChainHead), [{"id": BASE + int(event.subject_id), "no": 0, "hash": new_id()}])


def signed_in(number: int) -> SignedIn:
    return SignedIn(subject_id=str(number))
