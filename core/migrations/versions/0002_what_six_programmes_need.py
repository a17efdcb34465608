"""Tracks, blocks, referrals, offerings, counters, working lists and documents."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.frozen import replacing, statements, thawed

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# what a submission was handed in with; its other columns are written later
ANSWERS = [
    "id",
    "draft_id",
    "subject",
    "form",
    "digest",
    "person_id",
    "answers",
    "source",
    "submitted_at",
    "user_id",
    "user_name",
    "onward",
]
KEYS = {
    "entry": [["chain_no"], ["id"]],
    "shipped": [["digest"]],
    "revision": [["digest"], ["programme_id", "number"]],
    "submission": [["draft_id"], ["id"]],
}
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "offering",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("kind", sa.String(length=63), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.Column("submission_id", sa.String(length=36), nullable=True),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("numbers", JSON, nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_offering_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offering")),
    )
    op.create_index(op.f("ix_offering_programme"), "offering", ["programme"], unique=False)
    op.create_index("ix_offering_starts", "offering", ["starts_on", "id"], unique=False)
    op.create_index(op.f("ix_offering_unit_id"), "offering", ["unit_id"], unique=False)
    op.create_index(
        "ix_offering_unit_path", "offering", ["unit_path", "id"], unique=False, postgresql_ops={"unit_path": "text_pattern_ops"}
    )
    op.create_table(
        "bulk_assignment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("assignee_id", sa.String(length=36), nullable=True),
        sa.Column("before", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_bulk_assignment_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_assignment")),
    )
    op.create_index(op.f("ix_bulk_assignment_user_id"), "bulk_assignment", ["user_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=63), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=63), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("needs", sa.String(length=20), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=True),
        sa.Column("made_by_name", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_document_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("person_id", "kind", "version", name=op.f("uq_document_person_id_kind_version")),
    )
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("query", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_saved_filter_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
    )
    op.create_index(op.f("ix_saved_filter_unit_path"), "saved_filter", ["unit_path"], unique=False)
    op.create_index(op.f("ix_saved_filter_user_id"), "saved_filter", ["user_id"], unique=False)
    op.create_table(
        "share",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("reason", sa.String(length=63), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_share_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share")),
    )
    op.create_index(op.f("ix_share_person_id"), "share", ["person_id"], unique=False)
    op.create_index(
        "ix_share_unit_path", "share", ["unit_path", "person_id"], unique=False, postgresql_ops={"unit_path": "text_pattern_ops"}
    )
    op.create_index(
        "uq_share_open",
        "share",
        ["case_id", "unit_path"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
        sqlite_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("offering_id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name=op.f("fk_attendance_case_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["offering_id"], ["offering.id"], name=op.f("fk_attendance_offering_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("offering_id", "person_id", name=op.f("uq_attendance_offering_id_person_id")),
    )
    op.create_index(op.f("ix_attendance_case_id"), "attendance", ["case_id"], unique=False)
    op.create_index(op.f("ix_attendance_person_id"), "attendance", ["person_id"], unique=False)
    op.create_index("ix_attendance_queue", "attendance", ["offering_id", "status", "since", "id"], unique=False)
    op.create_table(
        "block_place",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("block", sa.String(length=63), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", JSON, nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name=op.f("fk_block_place_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "block", name=op.f("pk_block_place")),
    )
    op.create_index("ix_block_place_queue", "block_place", ["programme", "block", "status", "since", "case_id"], unique=False)
    op.create_table(
        "case_link",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=63), nullable=False),
        sa.Column("from_case", sa.String(length=36), nullable=False),
        sa.Column("to_case", sa.String(length=36), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["from_case"], ["case_.id"], name=op.f("fk_case_link_from_case"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["to_case"], ["case_.id"], name=op.f("fk_case_link_to_case"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_link")),
    )
    op.create_index(op.f("ix_case_link_from_case"), "case_link", ["from_case"], unique=False)
    op.create_index(op.f("ix_case_link_to_case"), "case_link", ["to_case"], unique=False)
    op.create_table(
        "document_source",
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("source_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_source_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "what", "source_id", name=op.f("pk_document_source")),
    )
    op.create_table(
        "tally",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("programme", sa.String(length=63), nullable=False),
        sa.Column("counter", sa.String(length=63), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("unit_path", sa.String(length=1000), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.String(length=36), nullable=True),
        sa.Column("corrects_id", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("created_by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name=op.f("fk_tally_case_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["corrects_id"], ["tally.id"], name=op.f("fk_tally_corrects_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tally_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
        sa.UniqueConstraint("submission_id", "counter", name=op.f("uq_tally_submission_id_counter")),
    )
    op.create_index(op.f("ix_tally_case_id"), "tally", ["case_id"], unique=False)
    op.create_index(op.f("ix_tally_corrects_id"), "tally", ["corrects_id"], unique=False)
    op.create_index("ix_tally_counter", "tally", ["programme", "counter", "person_id", "day"], unique=False)
    op.create_index(op.f("ix_tally_person_id"), "tally", ["person_id"], unique=False)
    op.create_index(
        "ix_tally_unit_path", "tally", ["unit_path", "id"], unique=False, postgresql_ops={"unit_path": "text_pattern_ops"}
    )
    op.add_column("case_", sa.Column("track", sa.String(length=63), server_default="", nullable=False))
    op.drop_index("uq_case_running", table_name="case_")
    op.create_index(
        "uq_case_running",
        "case_",
        ["person_id", "programme", "track"],
        unique=True,
        postgresql_where=sa.text("closed_on IS NULL"),
        sqlite_where=sa.text("closed_on IS NULL"),
    )
    op.create_index("ix_case_programme", "case_", ["programme", "entered_on"], unique=False)
    op.create_index(
        "ix_case_responsible",
        "case_",
        ["responsible_id", "id"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL"),
        sqlite_where=sa.text("closed_on IS NULL"),
    )
    op.create_index("ix_identity_email", "identity", ["email"], unique=False)
    op.create_index("ix_identity_phone", "identity", ["phone"], unique=False)
    op.create_index(
        "ix_person_number_half",
        "person",
        [sa.literal_column("substr(number, 6)").label("half")],
        unique=False,
        postgresql_ops={"half": "text_pattern_ops"},
    )
    op.create_index("ix_person_number_start", "person", ["number"], unique=False, postgresql_ops={"number": "text_pattern_ops"})
    op.add_column("task", sa.Column("reason", sa.String(length=500), nullable=True))
    op.create_index("ix_task_done", "task", ["programme", "done_at"], unique=False)
    op.create_index("ix_worklist_assignee", "worklist", ["assignee_id", "due_key", "task_id"], unique=False)
    op.create_index("ix_worklist_opened", "worklist", ["opened_at", "task_id"], unique=False)
    op.create_index("ix_worklist_person", "worklist", ["person_id", "task_id"], unique=False)
    op.create_index("ix_worklist_unit_due", "worklist", ["unit_id", "due_key", "task_id"], unique=False)
    op.create_index("ix_worklist_unit_opened", "worklist", ["unit_id", "opened_at", "task_id"], unique=False)
    dialect = op.get_bind().dialect.name
    for statement in statements("submission", dialect, only=ANSWERS, owner="person"):
        op.execute(statement)
    for table, unique in KEYS.items():
        for statement in replacing(table, dialect, unique):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in thawed("submission", dialect, owner="person"):
        op.execute(statement)
    if dialect == "sqlite":
        for table in ("entry", "shipped", "revision"):
            op.execute(f"DROP TRIGGER {table}_no_replace")
    op.drop_index("ix_worklist_unit_opened", table_name="worklist")
    op.drop_index("ix_worklist_unit_due", table_name="worklist")
    op.drop_index("ix_worklist_person", table_name="worklist")
    op.drop_index("ix_worklist_opened", table_name="worklist")
    op.drop_index("ix_worklist_assignee", table_name="worklist")
    op.drop_index("ix_task_done", table_name="task")
    op.drop_column("task", "reason")
    op.drop_index("ix_person_number_start", table_name="person", postgresql_ops={"number": "text_pattern_ops"})
    op.drop_index("ix_person_number_half", table_name="person", postgresql_ops={"half": "text_pattern_ops"})
    op.drop_index("ix_identity_phone", table_name="identity")
    op.drop_index("ix_identity_email", table_name="identity")
    op.drop_index(
        "ix_case_responsible",
        table_name="case_",
        postgresql_where=sa.text("closed_on IS NULL"),
        sqlite_where=sa.text("closed_on IS NULL"),
    )
    op.drop_index("ix_case_programme", table_name="case_")
    op.drop_index(
        "uq_case_running",
        table_name="case_",
        postgresql_where=sa.text("closed_on IS NULL"),
        sqlite_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(
        "uq_case_running",
        "case_",
        ["person_id", "programme"],
        unique=True,
        postgresql_where=sa.text("closed_on IS NULL"),
        sqlite_where=sa.text("closed_on IS NULL"),
    )
    op.drop_column("case_", "track")
    op.drop_index("ix_tally_unit_path", table_name="tally", postgresql_ops={"unit_path": "text_pattern_ops"})
    op.drop_index(op.f("ix_tally_person_id"), table_name="tally")
    op.drop_index("ix_tally_counter", table_name="tally")
    op.drop_index(op.f("ix_tally_corrects_id"), table_name="tally")
    op.drop_index(op.f("ix_tally_case_id"), table_name="tally")
    op.drop_table("tally")
    op.drop_table("document_source")
    op.drop_index(op.f("ix_case_link_to_case"), table_name="case_link")
    op.drop_index(op.f("ix_case_link_from_case"), table_name="case_link")
    op.drop_table("case_link")
    op.drop_index("ix_block_place_queue", table_name="block_place")
    op.drop_table("block_place")
    op.drop_index("ix_attendance_queue", table_name="attendance")
    op.drop_index(op.f("ix_attendance_person_id"), table_name="attendance")
    op.drop_index(op.f("ix_attendance_case_id"), table_name="attendance")
    op.drop_table("attendance")
    op.drop_index(
        "uq_share_open", table_name="share", postgresql_where=sa.text("until IS NULL"), sqlite_where=sa.text("until IS NULL")
    )
    op.drop_index("ix_share_unit_path", table_name="share", postgresql_ops={"unit_path": "text_pattern_ops"})
    op.drop_index(op.f("ix_share_person_id"), table_name="share")
    op.drop_table("share")
    op.drop_index(op.f("ix_saved_filter_user_id"), table_name="saved_filter")
    op.drop_index(op.f("ix_saved_filter_unit_path"), table_name="saved_filter")
    op.drop_table("saved_filter")
    op.drop_table("document")
    op.drop_index(op.f("ix_bulk_assignment_user_id"), table_name="bulk_assignment")
    op.drop_table("bulk_assignment")
    op.drop_index("ix_offering_unit_path", table_name="offering", postgresql_ops={"unit_path": "text_pattern_ops"})
    op.drop_index(op.f("ix_offering_unit_id"), table_name="offering")
    op.drop_index("ix_offering_starts", table_name="offering")
    op.drop_index(op.f("ix_offering_programme"), table_name="offering")
    op.drop_table("offering")
