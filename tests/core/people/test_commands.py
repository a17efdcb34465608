"""`foerderkette people …`: who was registered before is found as this version finds people."""

import datetime as dt

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import delete

from core.actor import SYSTEM
from core.database import db, transaction
from core.organisations.tree import add_unit
from core.people import findable
from core.people.commands import people
from core.people.models import NameWord
from core.people.registry import register
from core.people.search import search
from tests.core.organisations.rooms import NOW

BORN = {"date_of_birth": dt.date(1990, 1, 1)}
NAMES = ("Al-Beispiel", "Beispiel", "Muster")


def found(text: str) -> list[str]:
    return [str(hit.identity.family_name) for hit in search(db.session(), SYSTEM, text).hits if hit.identity]


def test_everybody_is_found_by_the_words_of_this_version(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findable, "BATCH", 2)  # more than one piece
    with app.app_context():
        with transaction() as session:
            unit = add_unit(session, "Amt", "town", None, NOW, synthetic=True)
            for family in NAMES:
                register(session, SYSTEM, unit, {"family_name": family}, BORN, source="self", now=NOW, synthetic=True)
        with transaction() as session:
            session.execute(delete(NameWord))
        assert found("beispiel") == ["Beispiel"], "by the beginning of what was typed alone"
        done = CliRunner().invoke(people, ["findable"])
        assert done.exit_code == 0, done.output
        assert "piece 2" in done.output
        assert sorted(found("beispiel")) == ["Al-Beispiel", "Beispiel"]
        assert found("muster") == ["Muster"]
