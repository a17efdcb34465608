"""For developers: `python -m core.migrations "What changes"` drafts the next step from models and FOERDERKETTE_DATABASE_URL.

Give it a PostgreSQL database that is at the newest revision, then read and clean what it wrote: Alembic guesses.
"""

import sys

from alembic import command

from core.app import create_app
from core.database import db
from core.migrations import config, revisions


def draft(message: str) -> None:
    """Write core/migrations/versions/NNNN_message.py; numbers tell the order at a glance."""
    with create_app().app_context(), db.engine.connect() as connection, connection.begin():
        settings = config()
        settings.attributes["connection"] = connection
        command.revision(settings, message, autogenerate=True, rev_id=f"{len(revisions()) + 1:04}")


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]) or sys.exit(__doc__))
