"""What a change would do to many cases is worked out piece by piece, and kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "impact_work",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("change_id", sa.String(length=36), nullable=True),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("looked", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("last", sa.String(length=36), nullable=False),
        sa.Column("shapes", JSON, nullable=False),
        sa.Column("fault", sa.String(length=500), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["change_id"], ["change_set.id"], name=op.f("fk_impact_work_change_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_work")),
        sa.UniqueConstraint("base", "digest", name=op.f("uq_impact_work_base_digest")),
    )
    op.create_index(op.f("ix_impact_work_change_id"), "impact_work", ["change_id"], unique=False)
    op.create_index(op.f("ix_impact_work_status"), "impact_work", ["status"], unique=False)
    op.create_table(
        "impact_case",
        sa.Column("work_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("shape", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name=op.f("fk_impact_case_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["work_id"], ["impact_work.id"], name=op.f("fk_impact_case_work_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("work_id", "case_id", name=op.f("pk_impact_case")),
    )
    op.create_index(op.f("ix_impact_case_case_id"), "impact_case", ["case_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_impact_case_case_id"), table_name="impact_case")
    op.drop_table("impact_case")
    op.drop_index(op.f("ix_impact_work_status"), table_name="impact_work")
    op.drop_index(op.f("ix_impact_work_change_id"), table_name="impact_work")
    op.drop_table("impact_work")
