"""One order of locks for all who change cases, so that nobody waits for somebody who waits for him.

First the row of a move; then drafts, then the person, then cases, of each kind the lower id first; then the places of a block,
then the sums of counters. Who hands a form in has its draft, tells facts of the person, and takes the case on; who moves cases
takes along what is being written for them, so he locks all of it here before he begins. SQLite has one writer anyway.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from forms.models import Draft
from workflows.models import Case, Task
from workflows.rows import Here
from workflows.writing import CASE_COLUMNS, here_of


def lock_drafts(session: Session, case_ids: Collection[str]) -> None:
    """What is being written for the open tasks of these cases: who saves or hands it in waits."""
    mine = Task.case_id.in_(case_ids), Task.status == "open", Draft.open_key.is_not(None)
    query = select(Draft.id).join(Task, Draft.subject == literal("task:") + Task.id).where(*mine)
    session.execute(query.order_by(Draft.id).with_for_update(of=Draft))


def lock_cases(session: Session, case_ids: Collection[str]) -> dict[str, Here]:
    """The cases as they are now, by id: whoever changes their tasks or lists waits until the commit."""
    query = select(Case.id.label("case_id"), *CASE_COLUMNS).where(Case.id.in_(case_ids)).order_by(Case.id)
    return {read.case_id: here_of(read) for read in session.execute(query.with_for_update(key_share=True))}


def lock_all(session: Session, case_ids: Collection[str]) -> dict[str, Here]:
    """As `lock_cases`, with their drafts: for who moves them."""
    lock_drafts(session, case_ids)
    return lock_cases(session, case_ids)
