"""Tables whose rows never change: a trigger refuses what slips past the code, also from a database console."""

from collections.abc import Iterable, Sequence

from sqlalchemy import DDL, PrimaryKeyConstraint, Table, UniqueConstraint, event

DIALECTS = ("sqlite", "postgresql")


def statements(table: str, dialect: str, unless: str = "", only: Iterable[str] = (), owner: str = "") -> list[str]:
    """DDL that makes `table` refuse DELETE and UPDATE.

    An UPDATE passes where `unless` (SQL about OLD) holds, and where none of the columns `only` is written. With an `owner`
    ("person") a row goes once the row of that table that it names (`person_id`) is gone: so it can be erased, and not before.
    """
    when = f" WHEN (NOT ({unless}))" if unless else ""
    update = f"UPDATE OF {', '.join(only)}" if only else "UPDATE"
    held = f"OLD.{owner}_id IS NULL OR EXISTS (SELECT 1 FROM {owner} WHERE {owner}.id = OLD.{owner}_id)"  # noqa: S608  # our tables
    if dialect == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are frozen'); END"
        still = f" WHEN ({held})" if owner else ""
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE {update} ON {table}{when} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}{still} {refuse}",
        ]
    keeps = f"{table}_kept" if owner else f"{table}_frozen"
    return [
        _function(f"{table}_frozen", table),
        *([_function(keeps, table, held)] if owner else []),
        f"CREATE TRIGGER {table}_no_update BEFORE {update} ON {table} FOR EACH ROW{when} EXECUTE FUNCTION {table}_frozen()",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {keeps}()",
    ]


def replacing(table: str, dialect: str, keys: Iterable[Sequence[str]]) -> list[str]:
    """DDL against SQLite's INSERT OR REPLACE, which deletes without a trigger: whoever brings a key that is there is refused.

    A second row with the same key raises an IntegrityError as ever.
    """
    if dialect != "sqlite":
        return []
    same = " OR ".join("({})".format(" AND ".join(f"{name} = NEW.{name}" for name in key)) for key in keys)
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608  # our own tables
    refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are frozen'); END"
    return [f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}"]


def thawed(table: str, dialect: str, owner: str = "") -> list[str]:
    """DDL that takes `statements` and `replacing` back."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_{name}" for name in ("no_update", "no_delete", "no_replace")]
    functions = [f"{table}_frozen", *([f"{table}_kept"] if owner else [])]
    return [
        *(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}" for name in ("no_update", "no_delete")),
        *(f"DROP FUNCTION IF EXISTS {name}()" for name in functions),
    ]


def freeze(table: Table, unless: str = "", *, only: Iterable[str] = (), owner: str = "") -> None:
    """Have the triggers made with the table by `create_all`; a migration runs `statements` and `replacing` itself."""
    for dialect in DIALECTS:
        wanted = [*statements(table.name, dialect, unless, only, owner), *replacing(table.name, dialect, keys(table))]
        for statement in wanted:
            event.listen(table, "after_create", DDL(statement.replace("%", "%%")).execute_if(dialect=dialect))


def keys(table: Table) -> list[list[str]]:
    """The columns of its primary key and of each other key."""
    unique = [constraint for constraint in table.constraints if isinstance(constraint, (PrimaryKeyConstraint, UniqueConstraint))]
    return sorted([column.name for column in constraint.columns] for constraint in unique)


def _function(name: str, table: str, condition: str = "") -> str:
    refuse = f"RAISE EXCEPTION 'rows of {table} are frozen';"
    body = f"IF {condition} THEN {refuse} END IF; RETURN OLD;" if condition else refuse
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
