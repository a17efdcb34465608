"""First talks, verdicts of the stored registry, tokens for programs, and drafts of rules."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "screening",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("status", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_screening_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "programme", "on", name=op.f("pk_screening")),
    )
    op.create_table(
        "rule_draft",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("programme_id", sa.String(length=63), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("history", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=True),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["base"], ["revision.digest"], name=op.f("fk_rule_draft_base")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_rule_draft_programme_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_draft")),
        sa.UniqueConstraint("programme_id", name=op.f("uq_rule_draft_programme_id")),
    )
    op.create_table(
        "talk",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("entry_on", sa.Date(), nullable=True),
        sa.Column("given", JSON, nullable=False),
        sa.Column("unknown", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_talk_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_talk_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    for column in ("person_id", "updated_at", "user_id"):
        op.create_index(op.f(f"ix_talk_{column}"), "talk", [column], unique=False)
    op.create_table(
        "token",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_token_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_token_digest")),
    )
    op.create_index(op.f("ix_token_user_id"), "token", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_token_user_id"), table_name="token")
    op.drop_table("token")
    for column in ("user_id", "updated_at", "person_id"):
        op.drop_index(op.f(f"ix_talk_{column}"), table_name="talk")
    op.drop_table("talk")
    op.drop_table("rule_draft")
    op.drop_table("screening")
