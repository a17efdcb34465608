"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.frozen import statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

# in the order in which they are made
TABLES = [
    "chain_head",
    "draft",
    "entry",
    "revision",
    "shipped",
    "submission",
    "unit",
    "attachment",
    "delivery",
    "parked",
    "person",
    "programme",
    "user",
    "case_",
    "fact_entry",
    "facts",
    "grant",
    "identity",
    "identity_entry",
    "name_word",
    "task",
    "worklist",
]
# their triggers are the same in each step: core.frozen only ever gains statements
FROZEN = {"entry": "OLD.chain_no IS NULL", "shipped": "", "revision": ""}


def upgrade() -> None:
    op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chain_head"),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("form", sa.String(length=63), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("open_key", sa.String(length=190), nullable=True),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("pages", JSON, nullable=False),
        sa.Column("page", sa.String(length=63), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=True),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("open_key", name="uq_draft_open_key"),
    )
    op.create_index("ix_draft_person_id", "draft", ["person_id"], unique=False)
    op.create_index("ix_draft_subject", "draft", ["subject"], unique=False)
    op.create_index("ix_draft_user_id", "draft", ["user_id"], unique=False)
    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.String(length=100), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("data", JSON, nullable=False),
        sa.Column("chain_no", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.UniqueConstraint("chain_no", name="uq_entry_chain_no"),
    )
    op.create_index("ix_entry_case_id", "entry", ["case_id", "id"], unique=False)
    op.create_index("ix_entry_person_id", "entry", ["person_id", "id"], unique=False)
    op.create_index("ix_entry_subject_id", "entry", ["subject_id", "id"], unique=False)
    op.create_index(
        "ix_entry_unsealed",
        "entry",
        ["id"],
        unique=False,
        sqlite_where=sa.text("chain_no IS NULL"),
        postgresql_where=sa.text("chain_no IS NULL"),
    )
    op.create_table(
        "revision",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("programme_id", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=36), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_revision"),
        sa.UniqueConstraint("programme_id", "number", name="uq_revision_programme_id_number"),
    )
    op.create_table(
        "shipped",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("programme_id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_shipped"),
    )
    op.create_index("ix_shipped_programme_id", "shipped", ["programme_id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("draft_id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("form", sa.String(length=63), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=True),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("onward", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.UniqueConstraint("draft_id", name="uq_submission_draft_id"),
    )
    op.create_index("ix_submission_person_id", "submission", ["person_id"], unique=False)
    op.create_index("ix_submission_subject", "submission", ["subject"], unique=False)
    op.create_table(
        "unit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("path", sa.String(length=1000), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name="fk_unit_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
    )
    op.create_index("ix_unit_parent_id", "unit", ["parent_id"], unique=False)
    op.create_index("ix_unit_path", "unit", ["path"], unique=True, postgresql_ops={"path": "text_pattern_ops"})
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("draft_id", sa.String(length=36), nullable=False),
        sa.Column("submission_id", sa.String(length=36), nullable=True),
        sa.Column("field", sa.String(length=63), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_attachment_draft_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_attachment_submission_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
    )
    op.create_index("ix_attachment_draft_id", "attachment", ["draft_id"], unique=False)
    op.create_index("ix_attachment_person_id", "attachment", ["person_id"], unique=False)
    op.create_index("ix_attachment_submission_id", "attachment", ["submission_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("plugin", sa.String(length=100), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_delivery_entry_id"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
    )
    op.create_index(
        "ix_delivery_due",
        "delivery",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("parked_at IS NULL"),
        postgresql_where=sa.text("parked_at IS NULL"),
    )
    op.create_index("ix_delivery_entry_id", "delivery", ["entry_id"], unique=False)
    op.create_table(
        "parked",
        sa.Column("draft_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("page", sa.String(length=63), nullable=False),
        sa.Column("raw", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_parked_draft_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("draft_id", "user_id", name="pk_parked"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_person_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("number", name="uq_person_number"),
    )
    op.create_index("ix_person_unit_id", "person", ["unit_id"], unique=False)
    op.create_index(
        "ix_person_unit_path", "person", ["unit_path", "id"], unique=False, postgresql_ops={"unit_path": "text_pattern_ops"}
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("current", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["current"], ["revision.digest"], name="fk_programme_current"),
        sa.PrimaryKeyConstraint("id", name="pk_programme"),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_user_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_user"),
        sa.UniqueConstraint("email", name="uq_user_email"),
        sa.UniqueConstraint("fs_uniquifier", name="uq_user_fs_uniquifier"),
    )
    op.create_index("ix_user_unit_id", "user", ["unit_id"], unique=False)
    op.create_table(
        "case_",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("state", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=63), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("exit_reason", sa.String(length=63), nullable=True),
        sa.Column("verdict", JSON, nullable=False),
        sa.Column("responsible_id", sa.String(length=36), nullable=True),
        sa.Column("responsible_name", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_case__person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_case__unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_"),
        sa.UniqueConstraint("number", name="uq_case__number"),
    )
    op.create_index("ix_case__person_id", "case_", ["person_id"], unique=False)
    op.create_index("ix_case__unit_id", "case_", ["unit_id"], unique=False)
    op.create_index(
        "ix_case_unit_path", "case_", ["unit_path", "id"], unique=False, postgresql_ops={"unit_path": "text_pattern_ops"}
    )
    op.create_index(
        "uq_case_running",
        "case_",
        ["person_id", "programme"],
        unique=True,
        postgresql_where=sa.text("closed_on IS NULL"),
        sqlite_where=sa.text("closed_on IS NULL"),
    )
    op.create_table(
        "fact_entry",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("fact", sa.String(length=63), nullable=False),
        sa.Column("value", JSON, nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_fact_entry_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_fact_entry"),
    )
    op.create_index("ix_fact_entry_person", "fact_entry", ["person_id", "fact", "valid_from"], unique=False)
    op.create_table(
        "facts",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=63), nullable=True),
        sa.Column("nationality", sa.String(length=63), nullable=True),
        sa.Column("country_of_birth", sa.String(length=63), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("municipality", sa.String(length=200), nullable=True),
        sa.Column("district", sa.String(length=200), nullable=True),
        sa.Column("in_state_reception", sa.Boolean(), nullable=True),
        sa.Column("migration_background", sa.Boolean(), nullable=True),
        sa.Column("own_migration", sa.Boolean(), nullable=True),
        sa.Column("refugee_background", sa.Boolean(), nullable=True),
        sa.Column("residence_title", sa.String(length=63), nullable=True),
        sa.Column("residence_valid_until", sa.Date(), nullable=True),
        sa.Column("work_ban", sa.String(length=63), nullable=True),
        sa.Column("work_permitted", sa.Boolean(), nullable=True),
        sa.Column("german_level", sa.String(length=63), nullable=True),
        sa.Column("school_certificate", sa.String(length=63), nullable=True),
        sa.Column("vocational_qualification", sa.String(length=63), nullable=True),
        sa.Column("years_unskilled", sa.Numeric(precision=14, scale=4).with_variant(sa.Float(), "sqlite"), nullable=True),
        sa.Column("regular_school_access", sa.Boolean(), nullable=True),
        sa.Column("employment_status", sa.String(length=63), nullable=True),
        sa.Column("unemployed_since", sa.Date(), nullable=True),
        sa.Column("benefits", JSON, nullable=True),
        sa.Column("seeking_work", sa.Boolean(), nullable=True),
        sa.Column("support_needs", JSON, nullable=True),
        sa.Column("disability", sa.String(length=63), nullable=True),
        sa.Column("minority", sa.String(length=63), nullable=True),
        sa.Column("housing_exclusion", sa.String(length=63), nullable=True),
        sa.Column("more", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_facts_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_facts"),
    )
    op.create_index("ix_facts_date_of_birth", "facts", ["date_of_birth"], unique=False)
    op.create_index("ix_facts_district", "facts", ["district"], unique=False)
    op.create_index("ix_facts_employment_status", "facts", ["employment_status"], unique=False)
    op.create_index("ix_facts_german_level", "facts", ["german_level"], unique=False)
    op.create_index("ix_facts_municipality", "facts", ["municipality"], unique=False)
    op.create_index("ix_facts_nationality", "facts", ["nationality"], unique=False)
    op.create_index("ix_facts_residence_title", "facts", ["residence_title"], unique=False)
    op.create_index("ix_facts_residence_valid_until", "facts", ["residence_valid_until"], unique=False)
    op.create_table(
        "grant",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_grant_unit_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_grant_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_grant"),
        sa.UniqueConstraint("user_id", "role", "unit_id", "programme", name="uq_grant_user_id_role_unit_id_programme"),
    )
    op.create_index("ix_grant_unit_id", "grant", ["unit_id"], unique=False)
    op.create_table(
        "identity",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("family_name", sa.String(length=200), nullable=True),
        sa.Column("given_name", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=200), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("street", sa.String(length=200), nullable=True),
        sa.Column("postal_code", sa.String(length=200), nullable=True),
        sa.Column("more", JSON, nullable=False),
        sa.Column(
            "search", sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_identity_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_identity"),
    )
    op.create_index("ix_identity_search", "identity", ["search", "person_id"], unique=False)
    op.create_table(
        "identity_entry",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("fact", sa.String(length=63), nullable=False),
        sa.Column("value", JSON, nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_identity_entry_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_identity_entry"),
    )
    op.create_index("ix_identity_entry_person", "identity_entry", ["person_id", "fact", "valid_from"], unique=False)
    op.create_table(
        "name_word",
        sa.Column("word", sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_name_word_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("word", "person_id", name="pk_name_word"),
    )
    op.create_index("ix_name_word_person_id", "name_word", ["person_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("step", sa.String(length=63), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("role", sa.String(length=63), nullable=False),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=36), nullable=True),
        sa.Column("done_by_name", sa.String(length=200), nullable=True),
        sa.Column("assignee_id", sa.String(length=36), nullable=True),
        sa.Column("submission_id", sa.String(length=36), nullable=True),
        sa.Column("follows_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_task_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.UniqueConstraint("case_id", "step", "round", name="uq_task_case_id_step_round"),
    )
    op.create_index("ix_task_submission_id", "task", ["submission_id"], unique=False)
    op.create_index(
        "ix_task_unit_path", "task", ["unit_path", "id"], unique=False, postgresql_ops={"unit_path": "text_pattern_ops"}
    )
    op.create_table(
        "worklist",
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("step", sa.String(length=63), nullable=False),
        sa.Column("phase", sa.String(length=63), nullable=True),
        sa.Column("role", sa.String(length=63), nullable=False),
        sa.Column("held_by", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("assignee_id", sa.String(length=36), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_key", sa.Date(), nullable=False),
        sa.Column("optional", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name="fk_worklist_case_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_worklist_task_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", name="pk_worklist"),
    )
    op.create_index("ix_worklist_case_id", "worklist", ["case_id"], unique=False)
    op.create_index("ix_worklist_due", "worklist", ["due_key", "task_id"], unique=False)
    op.create_index("ix_worklist_programme", "worklist", ["programme", "step", "due_key", "task_id"], unique=False)
    op.create_index(
        "ix_worklist_unit",
        "worklist",
        ["unit_path", "due_key", "task_id"],
        unique=False,
        postgresql_ops={"unit_path": "text_pattern_ops"},
    )
    for table, unless in FROZEN.items():
        for statement in statements(table, op.get_bind().dialect.name, unless):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for table in FROZEN:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP FUNCTION {table}_frozen()")
