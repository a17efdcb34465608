"""Tables whose rows never change: a trigger refuses what slips past the code, also from a database console."""

from sqlalchemy import DDL, Table, event


def statements(table: str, dialect: str, unless: str = "") -> list[str]:
    """DDL that makes `table` refuse DELETE and UPDATE; an UPDATE passes where `unless` (SQL about OLD) holds."""
    when = f" WHEN (NOT ({unless}))" if unless else ""
    if dialect == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are frozen'); END"
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}{when} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'rows of {table} are frozen'; END $$",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW{when} EXECUTE FUNCTION {table}_frozen()",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_frozen()",
    ]


def freeze(table: Table, unless: str = "") -> None:
    """Have the triggers made with the table by `create_all`; a migration runs `statements` itself."""
    for dialect in ("sqlite", "postgresql"):
        for statement in statements(table.name, dialect, unless):
            event.listen(table, "after_create", DDL(statement.replace("%", "%%")).execute_if(dialect=dialect))
