"""Moves of running cases to another revision, and what each case was before."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
BUSY = sa.text("status IN ('running', 'undoing')")


def upgrade() -> None:
    op.create_table(
        "move",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("change_id", sa.String(length=36), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["revision"], ["revision.digest"], name=op.f("fk_move_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
    )
    op.create_index(op.f("ix_move_programme"), "move", ["programme"], unique=False)
    op.create_index("uq_move_running", "move", ["programme"], unique=True, postgresql_where=BUSY, sqlite_where=BUSY)
    op.create_table(
        "moved_case",
        sa.Column("move_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("missing", JSON, nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=63), nullable=False),
        sa.Column("came_from", sa.String(length=64), nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("before", JSON, nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name=op.f("fk_moved_case_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_moved_case_move_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("move_id", "case_id", name=op.f("pk_moved_case")),
    )
    op.create_index("ix_moved_case_status", "moved_case", ["move_id", "status", "case_id"], unique=False)
    op.create_index("ix_moved_case_case", "moved_case", ["case_id", "at"], unique=False)


def downgrade() -> None:
    for index in ("ix_moved_case_case", "ix_moved_case_status"):
        op.drop_index(index, table_name="moved_case")
    op.drop_table("moved_case")
    op.drop_index("uq_move_running", table_name="move")
    op.drop_index(op.f("ix_move_programme"), table_name="move")
    op.drop_table("move")
