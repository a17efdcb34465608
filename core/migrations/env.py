"""What Alembic runs: the connection is handed in by core.migrations, which also holds the transaction."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON, TypeDecorator
from sqlalchemy.dialects import sqlite

from core.database import Base


def plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Types as the database knows them: a step of the history must not change when our own classes do."""
    if kind == "type" and isinstance(item, JSON):
        return "JSON"  # stands at the top of each step
    if kind == "type" and isinstance(item, TypeDecorator):
        own = item.load_dialect_impl(sqlite.dialect())
        other = "" if type(own).__name__ == type(item.impl_instance).__name__ else f'.with_variant(sa.{own!r}, "sqlite")'
        return f"sa.{item.impl_instance!r}{other}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
    render_item=plain,
)
context.run_migrations()
