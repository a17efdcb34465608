"""A small programme that offers courses, evenings and a club, and counts hours; with an app, a town and people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue import current, definition, ship
from core.database import db, init_database
from core.definitions import (
    Cap,
    Counter,
    Criterion,
    Date,
    ExitReason,
    Form,
    LongText,
    Offering,
    Programme,
    Role,
    Step,
    Text,
    Threshold,
    WholeNumber,
    t,
)
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import register
from core.plugin_manager import Plugins
from core.testing import make_tables
from core.web import i18n
from tests.core.organisations.rooms import Tree, make_tree
from tests.workflows.sample import FACTS

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
MONDAY = dt.date(2026, 3, 2)
HOUR = 60


def w(text: str) -> Any:
    return t(de=text, en=text)


def _counted(form: str, *, unit: str = "minutes") -> Form:
    fields = [WholeNumber(f"{form}_{unit}", w("Wie viel")), Date(f"{form}_day", w("Wann")), LongText(f"{form}_what", w("Was"))]
    return Form(form, w(form), fields=fields)


PROGRAMME = Programme(
    "fair",
    w("Messe"),
    roles=[Role("guide", w("Beratung")), Role("teacher", w("Unterricht"), held_by=["provider_staff"])],
    exits=[ExitReason("work", w("Arbeit"), success=True)],
    forms=[
        Form("course", w("Kurs"), fields=[Text("room", w("Raum"), required=True), WholeNumber("fee", w("Kosten"))]),
        Form("evening", w("Abend"), fields=[
            WholeNumber("women", w("Frauen"), minimum=0), WholeNumber("men", w("Männer"), minimum=0),
            WholeNumber("companies", w("Betriebe"), minimum=0), Text("where", w("Wo")),
        ]),
        _counted("guiding"), _counted("mentoring"), _counted("talk"), _counted("contact", unit="units"),
    ],
    steps=[
        Step(form, w(form), role="guide", form=form, optional=True, repeat="true")
        for form in ("guiding", "mentoring", "talk", "contact")
    ] + [Step("tour", w("Rundgang"), role="guide", form="guiding")],
    offerings=[
        Offering(
            "course", w("Deutschkurs"), form="course", role="teacher", places=True, units=True, least_units=20, most_units=36,
        ),
        Offering("evening", w("Infoabend"), form="evening", role="guide", attendance="numbers"),
        Offering("club", w("Treff"), role="guide", eligibility=[Criterion("adult", "age >= 18", w("Erwachsen"), source="§ 9")]),
    ],
    counters=[
        Counter(
            "guiding", w("Lotsenstunden"), form="guiding", field="guiding_minutes", on="guiding_day", rate=500,
            caps=[Cap(amount=6 * HOUR, per="week", source="§ 3"), Cap(amount=276 * HOUR, per="year")],
        ),
        Counter(
            "mentoring", w("Mentoring"), form="mentoring", field="mentoring_minutes", on="mentoring_day",
            rate=1500, budget=10_000,
        ),
        Counter(
            "talk", w("Beratung"), form="talk", field="talk_minutes", on="talk_day",
            thresholds=[Threshold(amount=8 * HOUR, title=w("Teilnehmerin"))],
        ),
        Counter(
            "contact", w("Kontakte"), form="contact", field="contact_units", on="contact_day", of="programme", unit="units",
            caps=[Cap(amount=10, per="total")],
        ),
    ],
)  # fmt: skip


def bare(url: str) -> Flask:
    """An app that knows the tables and the languages, and no pages."""
    app = Flask("fair")
    app.extensions["plugins"] = Plugins()
    init_database(app, url)
    i18n.init(app)
    with app.app_context():
        make_tables()
    return app


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    app = bare(database_url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Session:
    return db.session()


@pytest.fixture
def tree(session: Session) -> Tree:
    made = make_tree(session)
    ship(session, [PROGRAMME], NOW)
    return made


def shipped() -> Programme:
    """The programme as published: verbs want its digest known."""
    return definition(current("fair").digest)


def somebody(session: Session, unit: Unit, name: str = "Ada", **facts: Any) -> Person:
    known = {name: value for name, value in {**FACTS, **facts}.items() if value is not None}
    return register(session, SYSTEM, unit, {"family_name": "Beispiel", "given_name": name}, known, source="self", now=NOW)


__all__ = ["app", "session", "tree"]
