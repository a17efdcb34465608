"""Steps of a case that its revision has no more: what was done in them stays readable under the name that it had then."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.definitions import Programme, Step
from core.definitions.lineage import resolve_step
from workflows.models import Case
from workflows.moves.models import MovedCase


class Steps:
    """Finds a step by the id that a task or an entry has: in the case's revision, else in those that it was on before."""

    def __init__(self, session: Session, case: Case, programme: Programme) -> None:
        self._session, self._case, self._programme = session, case, programme

    def __call__(self, id: str) -> Step | None:
        found = resolve_step(self._programme, id)
        return found or next((step for programme in self._earlier if (step := programme.step(id))), None)

    @cached_property
    def _earlier(self) -> list[Programme]:
        """One query, for a case with something that its revision does not know."""
        rows = select(MovedCase.came_from).where(MovedCase.case_id == self._case.id, MovedCase.version.is_not(None))
        return [catalogue.definition(digest) for digest in self._session.scalars(rows.order_by(MovedCase.at.desc()))]
