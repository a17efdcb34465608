"""What benches measure in: an empty database with all tables, and a registry filled by the thousands."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from flask import Flask
from sqlalchemy import insert, text

from core.database import Base, db, init_database, transaction
from core.journal.doorbell import init_doorbell
from core.organisations.tree import add_unit
from core.people.models import Facts, Identity, Person
from core.plugin_manager import Plugins
from core.rules import Code
from tests.bench.bench_rules import SCOPE

AT_ONCE = 10_000
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MISSING = 0.03


@contextmanager
def tables(url: str, plugins: Any = None) -> Iterator[None]:
    """Within the context of an app whose database has all tables and nothing in them."""
    app = Flask("bench")
    app.extensions["plugins"] = plugins or Plugins()
    init_database(app, url)
    init_doorbell(app, None)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        yield
        db.session.remove()
        db.engine.dispose()


def people(count: int) -> Iterator[dict[str, Any]]:
    """Facts as `bench_rules.people` draws them, one by one, with a date of birth instead of an age."""
    rng, first, entered = random.Random(7), date(1955, 1, 1).toordinal(), date(2010, 1, 1).toordinal()
    codes = {name: type_.codes for name, type_ in SCOPE.items() if isinstance(type_, Code)}
    truths = [name for name in SCOPE if name not in codes and not name.endswith(("_on", "_until", "age", "unskilled"))]
    for _ in range(count):
        facts: dict[str, Any] = {name: rng.choice(listed) for name, listed in codes.items()}
        facts |= {name: rng.random() < 0.6 for name in truths}
        facts["date_of_birth"] = date.fromordinal(first + rng.randrange(20_800))
        facts["years_unskilled"] = rng.randint(0, 9)
        facts["arrived_on"] = date.fromordinal(entered + rng.randrange(5800))
        facts["residence_valid_until"] = date.fromordinal(entered + 5000 + rng.randrange(4000))
        yield {name: None if rng.random() < MISSING else value for name, value in facts.items()}


def fill(count: int) -> None:
    """Rows of a person and of her facts, by the thousands."""
    with transaction() as session:
        unit = add_unit(session, "Bench", "town", None, NOW)
        mine = {"unit_id": unit.id, "unit_path": unit.path, "created_at": NOW}
    drawn = enumerate(people(count))
    for _ in range(0, count, AT_ONCE):
        some = [(f"p{number:09}", facts) for number, facts in islice(drawn, AT_ONCE)]
        _copy(Person.__table__, [{"id": id_, "number": id_, "version": 1, "synthetic": True, **mine} for id_, _ in some])
        _copy(Facts.__table__, [{"person_id": id_, "more": "{}", "version": 1, **facts} for id_, facts in some])
        _copy(Identity.__table__, [{"person_id": id_, "more": "{}", "search": ""} for id_, _ in some])
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if db.engine.dialect.name == "sqlite" else "VACUUM ANALYZE"))


def _copy(wanted: Any, rows: list[dict[str, Any]]) -> None:
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "sqlite":
            connection.execute(insert(wanted), [{**row, **({"more": {}} if "more" in row else {})} for row in rows])
            return
        cursor = connection.connection.cursor()
        with cursor.copy(f"COPY {wanted.name} ({', '.join(rows[0])}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(tuple(row.values()))
