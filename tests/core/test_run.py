"""The embedded run: demo data are filled into an empty database alone, and a faulty plugin spoils only its own."""

from pathlib import Path
from textwrap import dedent

import pytest
from sqlalchemy import insert, text

from core import clock
from core.database import Base, db, new_id, transaction
from core.run import _sign_ins, fill_demo_once
from core.testing import close, make_app

PLUGIN = """
    from sqlalchemy import text
    from core import hookimpl

    @hookimpl
    def fill_demo(session, now, seed):
        session.execute(text("INSERT INTO chain_head (id, no, hash) VALUES ({id}, :seed, '')"), {{"seed": seed}})
        {end}
"""


@pytest.fixture
def filled(tmp_path: Path):
    """Two plugins of which the first fails after its first row; the house's own demo is left out."""
    for name, id, end in (
        ("a_fails", 501, "1 / 0"),
        ("b_fills", 502, 'return [{"name": "N", "email": "e", "password": "p", "role": "r"}]'),
    ):
        (tmp_path / "strangers" / name).mkdir(parents=True)
        (tmp_path / "strangers" / name / "__init__.py").write_text(dedent(PLUGIN).format(id=id, end=end))
    app = make_app(
        f"sqlite:///{tmp_path / 'db.sqlite'}",
        tmp_path / "data",
        plugins_dir=(tmp_path / "strangers",),
        plugins_off=("workflows",),
    )
    yield app
    close(app)


def marks(app) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(text("SELECT id FROM chain_head WHERE id > 500")))


def test_a_plugin_that_fails_is_undone_alone(filled, capsys: pytest.CaptureFixture[str]):
    assert fill_demo_once(filled, clock.now())
    assert marks(filled) == [502]
    assert "The demo data of a_fails: ZeroDivisionError" in capsys.readouterr().err
    assert {"name": "N", "email": "e", "password": "p", "role": "r"} in _sign_ins(filled.config["SETTINGS"])


def test_a_database_with_a_record_is_left_alone(filled):
    with filled.app_context(), transaction() as session:
        unit = {"id": new_id(), "path": "/x/", "name": "X", "kind": "town", "synthetic": False, "created_at": clock.now()}
        session.execute(insert(Base.metadata.tables["unit"]), [unit])
    assert not fill_demo_once(filled, clock.now())
    assert marks(filled) == []
