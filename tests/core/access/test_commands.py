"""`foerderkette user …`, as an operator types it on an empty server."""

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from core.access.accounts import actor_of, find_user
from core.access.commands import user
from core.access.passwords import matches
from core.database import db
from tests.core.access.doors import PASSWORD


def run(app: Flask, *args: str) -> Result:
    with app.app_context():
        return CliRunner().invoke(user, args)


def create(app: Flask, *more: str) -> Result:
    return run(app, "create", "ada@example.org", "Test Beispiel", "--password", PASSWORD, *more)


def test_the_first_user_and_her_unit(app: Flask):
    result = create(app, "--role", "system_admin", "--unit", "Amt", "--kind", "town")
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    assert "There is an account" in create(app, "--unit", "Amt").output
    with app.app_context():
        made = find_user(db.session(), "ada@example.org")
        assert [(grant.role, grant.unit_path.count("/")) for grant in actor_of(made).grants] == [("system_admin", 2)]
        assert matches(made.password, PASSWORD)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--unit", "Amt", "--kind", "town", "--password", "short"], "at least 12"),
        (["--unit", "Amt", "--kind", "town", "--role", "boss"], "system_admin"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(app: Flask, args: list[str], says: str):
    result = create(app, *args)
    assert result.exit_code != 0
    assert says in result.output
    assert "Traceback" not in result.output
    with app.app_context():
        assert find_user(db.session(), "ada@example.org") is None


def test_a_unit_that_is_not_there(app: Flask):
    assert create(app).exit_code == 0, "the first unit is made"
    other = ("create", "b@example.org", "Test", "--password", PASSWORD)
    assert "Did you mean 'Förderkette'" in run(app, *other, "--unit", "Förderkete").output
    assert "Give --kind" in run(app, *other, "--unit", "Amt").output
    assert run(app, *other, "--unit", "Amt", "--kind", "town").exit_code == 0


def test_a_password_is_set(app: Flask):
    create(app, "--unit", "Amt", "--kind", "town")
    assert run(app, "password", "ada@example.org", "--password", "another quiet evening").exit_code == 0
    assert "no account" in run(app, "password", "eve@example.org", "--password", "another quiet evening").output
    with app.app_context():
        assert matches(find_user(db.session(), "ada@example.org").password, "another quiet evening")
