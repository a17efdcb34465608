"""Drafts of rules become change sets: there is one way in which a programme is changed."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)
TITLE = "Entwurf der Regeln"
PARTS = {"track": "tracks", "block": "blocks", "offering": "offerings"}


def _table(name: str, texts: str, **others: Any) -> Any:
    return sa.table(
        name, *(sa.column(each, sa.Text()) for each in texts.split()), *(sa.column(each, type_) for each, type_ in others.items())
    )


DRAFT = _table("rule_draft", "id programme_id base author_id author_name", content=JSON, updated_at=MOMENT)
REVISION = _table("revision", "digest definition")
PUBLICATION = _table("publication", "programme_id revision shipped", number=sa.Integer())
CHANGE_SET = _table(
    "change_set",
    "id programme_id kind status title reason base shipped content author_id author_name updated_name held scheduled_name"
    " signed_name",
    version=sa.Integer(),
    created_at=MOMENT,
    updated_at=MOMENT,
)


def upgrade() -> None:
    bind = op.get_bind()
    for draft in bind.execute(sa.select(DRAFT)).mappings().all():
        bind.execute(sa.insert(CHANGE_SET).values(**_change_set(bind, draft)))
    op.drop_table("rule_draft")


def downgrade() -> None:
    """The change sets stay: they hold more than a draft of rules could."""
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


def _change_set(bind: sa.Connection, draft: sa.RowMapping) -> dict[str, Any]:
    """The same draft: the definition that it began from, with its criteria."""
    definition = bind.execute(sa.select(REVISION.c.definition).where(REVISION.c.digest == draft["base"])).scalar_one()
    kept = {name: draft[name] for name in ("id", "programme_id", "base", "author_id", "author_name", "updated_at")}
    empty = dict.fromkeys(("reason", "held", "scheduled_name", "signed_name"), "")
    return {
        **kept,
        **empty,
        "kind": "change",
        "status": "draft",
        "title": TITLE,
        "shipped": _shipped(bind, draft),
        "content": json.dumps(_with(json.loads(definition), draft["content"]["entries"]), ensure_ascii=False, sort_keys=True),
        "version": 1,
        "created_at": draft["updated_at"],
        "updated_name": draft["author_name"],
    }


def _shipped(bind: sa.Connection, draft: sa.RowMapping) -> str | None:
    """What its beginning rests on, as the log has it."""
    log = sa.select(PUBLICATION.c.shipped).where(
        PUBLICATION.c.programme_id == draft["programme_id"], PUBLICATION.c.revision == draft["base"]
    )
    found: str | None = bind.execute(log.order_by(PUBLICATION.c.number.desc()).limit(1)).scalar()
    return found


def _with(definition: dict[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
    """The definition with these criteria instead of its own."""
    by_owner: dict[str, list[Any]] = {}
    for each in entries:
        by_owner.setdefault(each["owner"], []).append(each["criterion"])
    owners = [("", definition)]
    owners += [(f"{sort}/{part['id']}", part) for sort, name in PARTS.items() for part in definition.get(name, ())]
    for owner, part in owners:
        if owner in by_owner or "eligibility" in part:
            part["eligibility"] = by_owner.get(owner, [])
    return definition
