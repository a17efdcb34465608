"""What a form begins with, by one query: its open draft, and what is known of the person whom it is about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from core.actor import NotFound
from core.database import Base
from core.people.registry import ABOUT, about_of, about_query
from forms.drafts import open_key
from forms.models import Draft

DRAFT = Base.metadata.tables[Draft.__tablename__]


def beginning(session: Session, subject: str, form: str, person_id: str | None) -> tuple[Draft | None, str, dict[str, Any]]:
    """The open draft of this form for this subject, the path of the person's unit, and all that is known of her.

    The draft is its columns alone, which stay as they were read whatever a transaction does. Raises NotFound.
    """
    key = {"b_key": open_key(subject, form)}
    if person_id is None:
        return _draft_of(session.connection().execute(_draft(), key).first()), "", {}
    found = session.connection().execute(_draft_and_person(), {**key, "b_person": person_id}).first()
    if found is None:
        raise NotFound("There is no such record.")
    path, known = about_of(found)
    return _draft_of(found[ABOUT:]), path, known


def _draft_of(values: Sequence[Any] | None) -> Draft | None:
    found = dict(zip(DRAFT.c.keys(), values, strict=True)) if values else {}
    return cast("Draft", SimpleNamespace(**found)) if found.get("id") else None


@cache
def _draft() -> Executable:
    return select(DRAFT).where(DRAFT.c.open_key == bindparam("b_key"))


@cache
def _draft_and_person() -> Executable:
    return about_query().add_columns(*DRAFT.c).outerjoin(DRAFT, DRAFT.c.open_key == bindparam("b_key"))
