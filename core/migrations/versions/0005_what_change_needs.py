"""Change sets with their steps, the log of publications, and adjustments."""

import os
import time
import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.frozen import replacing, statements, thawed

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
FROZEN = {"publication": [["id"], ["programme_id", "number"]], "adjustment": [["id"]]}


def upgrade() -> None:
    _change_sets()
    _publications()
    _fill()
    dialect = op.get_bind().dialect.name
    for table, keys in FROZEN.items():
        for statement in [*statements(table, dialect), *replacing(table, dialect, keys)]:
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for table in FROZEN:
        for statement in thawed(table, dialect):
            op.execute(statement)
    op.drop_index(op.f("ix_adjustment_publication_id"), table_name="adjustment")
    op.drop_table("adjustment")
    op.drop_table("publication")
    op.drop_table("change_step")
    for column in ("programme_id", "status"):
        op.drop_index(op.f(f"ix_change_set_{column}"), table_name="change_set")
    op.drop_table("change_set")


def _text(name: str, length: int, *, empty: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=length), nullable=empty)


def _change_sets() -> None:
    op.create_table(
        "change_set",
        _text("id", 36),
        _text("programme_id", 63),
        _text("kind", 12),
        _text("status", 12),
        _text("title", 200),
        sa.Column("reason", sa.Text(), nullable=False),
        _text("base", 64, empty=True),
        _text("shipped", 64, empty=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("merge", JSON, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("author_id", 36, empty=True),
        _text("author_name", 200),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _text("updated_name", 200),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publish_on", sa.Date(), nullable=True),
        _text("scheduled_by", 36, empty=True),
        _text("scheduled_name", 200),
        sa.Column("held", sa.Text(), nullable=False),
        _text("signed_by", 36, empty=True),
        _text("signed_name", 200),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        _text("publication_id", 36, empty=True),
        sa.ForeignKeyConstraint(["base"], ["revision.digest"], name=op.f("fk_change_set_base")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_set")),
    )
    for column in ("programme_id", "status"):
        op.create_index(op.f(f"ix_change_set_{column}"), "change_set", [column], unique=False)
    op.create_table(
        "change_step",
        _text("id", 36),
        _text("change_set_id", 36),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("author_id", 36, empty=True),
        _text("author_name", 200),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("forward", JSON, nullable=False),
        sa.Column("backward", JSON, nullable=False),
        sa.Column("settles", JSON, nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("touched_name", 200),
        sa.ForeignKeyConstraint(
            ["change_set_id"], ["change_set.id"], name=op.f("fk_change_step_change_set_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_step")),
        sa.UniqueConstraint("change_set_id", "number", name=op.f("uq_change_step_change_set_id_number")),
    )


def _publications() -> None:
    op.create_table(
        "publication",
        _text("id", 36),
        _text("programme_id", 63),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("revision", 64),
        _text("shipped", 64, empty=True),
        _text("previous_id", 36, empty=True),
        _text("change_set_id", 36, empty=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("by_id", 36, empty=True),
        _text("by_name", 200),
        sa.Column("note", sa.Text(), nullable=False),
        _text("signed_by", 36, empty=True),
        _text("signed_name", 200),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["revision"], ["revision.digest"], name=op.f("fk_publication_revision")),
        sa.ForeignKeyConstraint(["previous_id"], ["publication.id"], name=op.f("fk_publication_previous_id")),
        sa.ForeignKeyConstraint(["change_set_id"], ["change_set.id"], name=op.f("fk_publication_change_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_publication_programme_id_number")),
    )
    op.create_table(
        "adjustment",
        _text("id", 36),
        _text("publication_id", 36),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("property", sa.Text(), nullable=False),
        _text("op", 6),
        sa.Column("data", JSON, nullable=False),
        _text("base", 64),
        _text("author_id", 36, empty=True),
        _text("author_name", 200),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_adjustment_publication_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment")),
    )
    op.create_index(op.f("ix_adjustment_publication_id"), "adjustment", ["publication_id"], unique=False)


def _fill() -> None:
    """The log begins with the revisions that there are; one that was published again stands at its end once more."""
    bind = op.get_bind()
    revisions = sa.text("SELECT * FROM revision ORDER BY programme_id, number")
    shipped = sa.text("SELECT digest, programme_id, shipped_at FROM shipped ORDER BY shipped_at, digest")
    there = bind.execute(shipped).all()
    current = {row.id: row.current for row in bind.execute(sa.text("SELECT id, current FROM programme"))}
    by_programme: dict[str, list[Any]] = {}
    for row in bind.execute(revisions):
        by_programme.setdefault(row.programme_id, []).append(row)
    for id, rows in by_programme.items():
        again = [row for row in rows if row.digest == current.get(id) and row is not rows[-1]]
        before = None
        for number, row in enumerate([*rows, *again], 1):
            rests_on = [one.digest for one in there if one.programme_id == id and one.shipped_at <= row.published_at]
            before = _log(bind, row, number, row.digest if row.digest in rests_on else next(reversed(rests_on), None), before)


def _log(bind: Any, row: Any, number: int, shipped: str | None, before: str | None) -> str:
    values = {"id": _id(), "programme": row.programme_id, "number": number, "revision": row.digest, "shipped": shipped}
    values |= {"previous": before, "at": row.published_at, "by": row.published_by, "note": row.note}
    bind.execute(
        sa.text(
            "INSERT INTO publication (id, programme_id, number, revision, shipped, previous_id, at, by_id, by_name, note,"
            " signed_name) VALUES (:id, :programme, :number, :revision, :shipped, :previous, :at, :by, '', :note, '')"
        ),
        values,
    )
    return str(values["id"])


def _id() -> str:
    """As core.database.new_id makes them; a migration stands on its own."""
    number = (time.time_ns() // 1_000_000) << 80 | 0x7 << 76 | int.from_bytes(os.urandom(2)) >> 4 << 64
    return str(uuid.UUID(int=number | 0b10 << 62 | int.from_bytes(os.urandom(8)) >> 2))
