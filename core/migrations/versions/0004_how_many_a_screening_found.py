"""How many people of a unit a screening of the registry found eligible, not eligible and open."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_screening_status", "screening", ["programme", "on", "status", "person_id"], unique=False)
    op.create_table(
        "screening_count",
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("not_eligible", sa.Integer(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_screening_count_unit_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("unit_id", "programme", name=op.f("pk_screening_count")),
    )


def downgrade() -> None:
    op.drop_table("screening_count")
    op.drop_index("ix_screening_status", table_name="screening")
