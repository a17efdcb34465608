"""Two houses as an operator builds them: an empty database, the first account by command, the rest in the administration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from sqlalchemy import create_engine, text

from tests.forked import command
from tests.journeys.staff import Lost, Staff
from tests.live import Server, environment, running

PASSWORD = "ein-langer-Satz-fuer-Tests"
ROOT, TOWN, OTHER_TOWN = "Kreis Muster", "Stadt Usingen", "Stadt Nebenan"
ADMIN, WORKER = "admin@example.org", "worker@example.org"
# e-mail -> role, unit
OTHERS = {
    "stranger@example.org": ("case_worker", OTHER_TOWN),
    "provider@example.org": ("provider_staff", OTHER_TOWN),
    "mentor@example.org": ("mentor", TOWN),
    "auditor@example.org": ("auditor", ROOT),
}


@dataclass
class House:
    """A running house with its units and accounts."""

    server: Server
    database_url: str

    def visitor(self, email: str) -> Staff:
        """This account, signed in; a new browser each time."""
        return Staff(self.server.url).comes_in(email, PASSWORD)

    def rows(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        """What the database itself says."""
        engine = create_engine(self.database_url)
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(statement), values)]
        finally:
            engine.dispose()


@contextmanager
def house(folder: Path, database_url: str | None, redis_url: str | None) -> Iterator[House]:
    """On SQLite `run` alone; with a Redis `serve` and `worker`, on a database that `migrate` made."""
    env = environment(folder / "var", database_url, redis_url)
    env["FOERDERKETTE_WORKERS"] = "1"
    if redis_url:
        expect(command(env, "migrate"), "up to date", "from empty")
        words, worker = ["serve"], True
    else:
        words, worker = ["run"], False
    with running(env, *words, worker=worker) as server:
        made = House(server, database_url or f"sqlite:///{folder / 'var' / 'foerderkette.sqlite'}")
        _people_in(made, env)
        yield made


def _people_in(made: House, env: dict[str, str]) -> None:
    expect(command(env, "user", "create", ADMIN, "Ada Muster", "--unit", ROOT, "--password", PASSWORD), "system_admin")
    admin = made.visitor(ADMIN)
    for name in (TOWN, OTHER_TOWN):
        _adds(admin, "units", {"name": name, "kind": "town", "parent": ROOT})
    words = ["user", "create", WORKER, "Fatma Muster", "--role", "case_worker", "--unit", TOWN, "--password", PASSWORD]
    expect(command(env, *words), f"case_worker at {TOWN}")
    for email, (role, unit) in OTHERS.items():
        name = f"{role.title()} Muster"
        _adds(admin, "users", {"name": name, "email": email, "unit": unit, "new_password": PASSWORD, "active": "y"})
        _adds(admin, "grants", {"user": name, "role": role, "unit": unit})


def _adds(admin: Staff, what: str, values: dict[str, str]) -> None:
    """A row by the administration's own form; relations are chosen by the words that the select shows."""
    admin.get(f"/admin/{what}/new/")
    form = admin.page.form(*values)
    chosen = {name: form.value_of(name, value) for name, value in values.items()}
    admin.submit(form, chosen)
    if admin.page.status != 200 or admin.page.path != f"/admin/{what}/":
        raise Lost(f"{what} {values}: {admin.page.status} {admin.page.url} {admin.page.text[:1500]}")


def expect(done: CompletedProcess[str], *words: str) -> None:
    """The command ended well and said one of these."""
    said = f"{done.stdout}{done.stderr}"
    assert done.returncode == 0, said
    assert any(word in said for word in words), said
