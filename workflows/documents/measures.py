"""What a person has done: programmes with their blocks and results, and the offerings that she completed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, scoped
from core.clock import today
from core.definitions import Programme, Step
from core.definitions.lineage import field_then
from core.organisations.models import Unit
from core.web.i18n import show_date
from forms.kinds.registry import kind_of
from forms.models import Submission
from forms.revisions import plan_of
from workflows.documents.content import Entry
from workflows.models import BlockPlace, Case, Task
from workflows.offering_models import Attendance, Offering

TELLING = frozenset({"job_centre"})
"""Kinds of units whose very name tells of benefits: not named to readers outside."""


class Reader:
    """Reads within the actor's scope. `shown`: for readers outside, the outcomes that they may see; None for authorities."""

    def __init__(self, session: Session, actor: Actor, person_id: str, language: str, shown: frozenset[str] | None) -> None:
        self.session, self.actor, self.person_id, self.language, self.shown = session, actor, person_id, language, shown
        self.sources: set[tuple[str, str]] = set()

    def measures(self) -> Iterator[Entry]:
        """Each programme, its blocks and the results of its steps, the first entered first."""
        query = scoped(self.actor, Case, "see_case").where(Case.person_id == self.person_id)
        for case in self.session.scalars(query.order_by(Case.entered_on, Case.id)):
            programme = catalogue.definition(case.revision)
            if self.shown is None:
                yield self._programme(case, programme)
            yield from self._of(case, (*self._blocks(case, programme), *self._results(case, programme)))

    def courses(self) -> Iterator[Entry]:
        """The offerings that were completed, with teaching units."""
        query = (
            scoped(self.actor, Attendance, "see_case")
            .where(Attendance.person_id == self.person_id, Attendance.status == "completed")
            .join(Offering, Offering.id == Attendance.offering_id)
            .add_columns(Offering, Unit)
            .join(Unit, Unit.id == Offering.unit_id)
            .order_by(Offering.starts_on, Offering.id)
        )
        for attendance, offering, unit in self.session.execute(query):
            self.sources.add(("attendance", attendance.id))
            yield self._course(attendance, offering, unit)

    def _of(self, case: Case, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        if entries:
            self.sources.add(("case", case.id))
        return entries

    def _programme(self, case: Case, programme: Programme) -> Entry:
        self.sources.add(("case", case.id))
        reason = programme.exit_reason(case.exit_reason or "")
        details = [(_("Unit"), self.session.get_one(Unit, case.unit_id).name), (_("Case number"), case.number)]
        if reason is not None:
            details.append((_("Exit"), self._say(reason.title)))
        return Entry(
            f"cases/{case.id}", self._say(programme.title), _span(case.entered_on, case.closed_on), details=tuple(details)
        )

    def _blocks(self, case: Case, programme: Programme) -> Iterator[Entry]:
        """Outside only what was completed is told."""
        wanted = ("completed",) if self.shown is not None else ("entered", "completed")
        rows = {row.block: row for row in self.session.scalars(select(BlockPlace).where(BlockPlace.case_id == case.id))}
        for block in programme.blocks:
            row = rows.get(block.id)
            if row is None or row.status not in wanted:
                continue
            text = _("completed") if row.status == "completed" else _("running")
            provider = [(_("Provider"), self._say(block.provider))] if block.provider else []
            note = show_date(today(row.since))
            yield Entry(f"blocks/{case.id}/{block.id}", self._say(block.title), text, tuple(provider), note)

    def _results(self, case: Case, programme: Programme) -> Iterator[Entry]:
        """The latest round of each step that has a result."""
        steps = {step.id: step for step in programme.steps if step.outcome and step.form and self._tells(step)}
        query = (
            select(Task, Submission)
            .join(Submission, Submission.id == Task.submission_id)
            .where(Task.case_id == case.id, Task.status == "done", Task.step.in_(steps))
            .order_by(Task.round)
        )
        latest = {task.step: (task, submission) for task, submission in self.session.execute(query)}
        for step in steps.values():
            if step.id in latest and (text := self._outcome(step, latest[step.id][1], programme)):
                task, _submission = latest[step.id]
                note = show_date(today(task.done_at)) if task.done_at else ""
                yield Entry(f"steps/{case.id}/{step.id}", self._say(step.title), text, note=note)

    def _tells(self, step: Step) -> bool:
        return self.shown is None or step.outcome in self.shown

    def _outcome(self, step: Step, submission: Submission, programme: Programme) -> str:
        asked = plan_of(submission.digest, submission.form).form
        field = field_then(asked, step.outcome or "", programme.form(step.form or ""))
        if field is None or field.privacy != "normal" or field.id not in submission.answers:
            return ""
        kind = kind_of(field)
        return kind.show(field, kind.from_json(field, submission.answers[field.id]), self.language)

    def _course(self, attendance: Attendance, offering: Offering, unit: Unit) -> Entry:
        programme = catalogue.definition(offering.revision)
        kind = next((each for each in programme.offerings if each.id == offering.kind), None)
        details = [(_("Kind"), self._say(kind.title))] if kind else []
        if attendance.units is not None:
            details.append((_("Teaching units"), str(attendance.units)))
        if self.shown is None or unit.kind not in TELLING:
            details.append((_("Provider"), unit.name))
        span = _span(offering.starts_on, offering.ends_on)
        return Entry(f"courses/{attendance.id}", offering.title, span, details=tuple(details))

    def _say(self, wording: Any) -> str:
        return str(wording.text(self.language))


def _span(start: date, end: date | None) -> str:
    first = show_date(start)
    if start == end:
        return first
    return _("%(start)s to %(end)s", start=first, end=show_date(end)) if end else _("since %(start)s", start=first)
