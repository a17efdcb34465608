"""What a person has done: programmes with their blocks and results, and the offerings that she completed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, scoped
from core.clock import today
from core.definitions import Field, Programme, Step, YesNo, vocabulary
from core.definitions.fields import Optioned
from core.definitions.lineage import field_then, resolve_field, resolve_form
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


class Result(NamedTuple):
    """What came of one round of a step. `inside`: this reader, who is outside of the authorities, is not told."""

    text: str
    note: str
    inside: bool


Rounds = dict[str, list[Result]]
"""By the id of the step."""


def kept_inside(field: Field | None, value: Any) -> bool:
    """Whether this result is nothing to show: a no, or an option that says so itself."""
    if isinstance(field, Optioned):
        told = set(value) if isinstance(value, (tuple, list, frozenset)) else {value}
        return any(option.kept_inside and told & {option.id, *option.was} for option in field.offered(vocabulary()))
    return isinstance(field, YesNo) and value in (False, "no")


class Reader:
    """Reads within the actor's scope. `shown`: for readers outside, the outcomes that they may see; None for authorities."""

    def __init__(self, session: Session, actor: Actor, person_id: str, language: str, shown: frozenset[str] | None) -> None:
        self.session, self.actor, self.person_id, self.language, self.shown = session, actor, person_id, language, shown
        self.sources: set[tuple[str, str]] = set()
        self.offered: dict[str, Programme] = {}

    def measures(self) -> Iterator[Entry]:
        """Each programme, its blocks and the results of its steps, the first entered first."""
        query = scoped(self.actor, Case, "see_case").where(Case.person_id == self.person_id)
        for case in self.session.scalars(query.order_by(Case.entered_on, Case.id)):
            programme = catalogue.definition(case.revision)
            rounds = self._rounds(case, programme)
            if self.shown is None:
                yield self._programme(case, programme)
            yield from self._of(case, (*self._blocks(case, programme, rounds), *self._results(case, programme, rounds)))

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

    def _blocks(self, case: Case, programme: Programme, rounds: Rounds) -> Iterator[Entry]:
        """Outside only what was completed is told, and not where all that came of it stays inside."""
        wanted = ("completed",) if self.shown is not None else ("entered", "completed")
        rows = {row.block: row for row in self.session.scalars(select(BlockPlace).where(BlockPlace.case_id == case.id))}
        for block in programme.blocks:
            row = rows.get(block.id)
            if row is None or row.status not in wanted or self._ended_inside(block.id, programme, rounds):
                continue
            text = _("completed") if row.status == "completed" else _("running")
            provider = [(_("Provider"), self._say(block.provider))] if block.provider else []
            note = show_date(today(row.since))
            yield Entry(f"blocks/{case.id}/{block.id}", self._say(block.title), text, tuple(provider), note)

    def _rounds(self, case: Case, programme: Programme) -> Rounds:
        """Of each step that has a result: the rounds that were done, the latest first."""
        steps = {step.id: step for step in programme.steps if step.outcome and step.form}
        query = (
            select(Task, Submission)
            .join(Submission, Submission.id == Task.submission_id)
            .where(Task.case_id == case.id, Task.status == "done", Task.step.in_(steps))
            .order_by(Task.round.desc())
        )
        found: Rounds = {}
        for task, submission in self.session.execute(query):
            if result := self._result(steps[task.step], task, submission, programme):
                found.setdefault(task.step, []).append(result)
        return found

    def _results(self, case: Case, programme: Programme, rounds: Rounds) -> Iterator[Entry]:
        """The latest round of each step; outside the latest one of those that are told."""
        for step in programme.steps:
            if self.shown is not None and step.outcome not in self.shown:
                continue
            told = next((each for each in rounds.get(step.id, ()) if not each.inside), None)
            if told is not None:
                yield Entry(f"steps/{case.id}/{step.id}", self._say(step.title), told.text, note=told.note)

    def _ended_inside(self, block: str, programme: Programme, rounds: Rounds) -> bool:
        """Whether some result of the block stays inside in every round, so that it would wrongly be taken for completed."""
        results = [rounds[step.id] for step in programme.steps if step.block == block and step.id in rounds]
        return any(all(each.inside for each in result) for result in results)

    def _result(self, step: Step, task: Task, submission: Submission, programme: Programme) -> Result | None:
        asked, now = plan_of(submission.digest, submission.form).form, programme.form(step.form or "")
        field = field_then(asked, step.outcome or "", now)
        if field is None or field.privacy != "normal" or field.id not in submission.answers:
            return None
        kind = kind_of(field)
        value = kind.from_json(field, submission.answers[field.id])
        inside = self.shown is not None and any(kept_inside(each, value) for each in (field, *self._later(step, programme)))
        note = show_date(today(task.done_at)) if task.done_at else ""
        return Result(kind.show(field, value, self.language), note, inside)

    def _later(self, step: Step, programme: Programme) -> Iterator[Field | None]:
        """The question in the revision of the case and in the one on offer: what is kept inside may have been said since."""
        if programme.id not in self.offered:
            self.offered[programme.id] = next((each for each in catalogue.offered() if each.id == programme.id), programme)
        for made in (programme, self.offered[programme.id]):
            form = resolve_form(made, step.form or "")
            yield resolve_field(form, step.outcome or "") if form else None

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
