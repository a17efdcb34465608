"""Who can be responsible for a case: staff whose rights reach its unit."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.access.models import GrantRow, User
from core.actor import ROLES
from workflows.models import Case

MOST = 200


def candidates(session: Session, case: Case) -> list[tuple[str, str]]:
    """Id and name of the active accounts with a right to open cases at the case's unit, in its programme; by name."""
    roles = [role for role, actions in ROLES.items() if "open_case" in actions]
    above = [part for part in case.unit_path.split("/") if part]
    query = (
        select(User.id, User.name)
        .join(GrantRow, GrantRow.user_id == User.id)
        .where(User.active, GrantRow.role.in_(roles), GrantRow.unit_id.in_(above))
        .where(or_(GrantRow.programme.is_(None), GrantRow.programme == case.programme))
    )
    rows = session.execute(query.distinct().order_by(User.name, User.id).limit(MOST)).all()
    return [(row.id, row.name) for row in rows]
