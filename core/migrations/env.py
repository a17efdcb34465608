"""What Alembic runs: the connection is handed in by core.migrations, which also holds the transaction."""

from alembic import context

from core.database import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
)
context.run_migrations()
