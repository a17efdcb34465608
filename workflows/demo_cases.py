"""Lead synthetic cases along through time by the same verbs that staff use: drafts, submissions, tasks, exits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor
from core.clock import today
from core.definitions import Step
from core.people.registry import known
from forms.drafts import open_draft, save_draft
from forms.fill import fill
from forms.kinds.registry import kind_of
from forms.plan import Plan, known_value
from forms.revisions import plan_of
from forms.submit import submit
from workflows.models import Case, Task
from workflows.run import exit_case, exits_of, plays, take
from workflows.taken import complete

ATTEMPTS = 5
Raw = dict[str, list[str]]


class Walker:
    """Does what stands open in a case, by whichever of the staff plays the role."""

    def __init__(self, session: Session, staff: list[Actor], rng: Random, now: dt.datetime) -> None:
        self.session, self.staff, self.rng, self.now = session, staff, rng, now

    def walk(self, case: Case, begun: dt.datetime, steps: int) -> dt.datetime:
        """Do up to so many tasks, some days apart, until now; returns the moment of the last."""
        moment = begun
        for _ in range(steps):
            later = moment + dt.timedelta(days=self.rng.randint(2, 20), hours=self.rng.randint(0, 6))
            task = self.next(case)
            if task is None or later > self.now:
                break
            moment = later
            self.do(case, task, moment)
        return moment

    def next(self, case: Case) -> Task | None:
        open_tasks = self.session.scalars(
            select(Task)
            .where(Task.case_id == case.id, Task.status == "open")
            .order_by(Task.opened_at, Task.step)
            .execution_options(populate_existing=True)
        ).all()
        duties = [task for task in open_tasks if not self.step(case, task).optional]
        if open_tasks and self.rng.random() < 0.2:
            return self.rng.choice(open_tasks)
        return duties[0] if duties else None

    def step(self, case: Case, task: Task) -> Step:
        step = catalogue.definition(case.revision).step(task.step)
        if step is None:
            raise LookupError(f"The revision {case.revision[:12]} has no step {task.step!r}.")
        return step

    def do(self, case: Case, task: Task, moment: dt.datetime) -> None:
        actor = self.player(case, task)
        step = self.step(case, task)
        if step.form is None:
            take(self.session, actor, task.id, None, {}, moment)
            return
        plan = plan_of(case.revision, step.form)
        facts = {**known(self.session, case.person_id), "entry_date": case.entered_on}
        answers = self.answers(plan, facts, moment)
        draft = self.draft(case, task, plan, actor, moment)
        submission, _fresh = submit(
            self.session, actor, draft, plan, answers, now=moment, known=facts, onward=f"/cases/{case.id}"
        )
        complete(self.session, actor, task.id, submission, answers, moment)

    def begin_draft(self, case: Case, task: Task, moment: dt.datetime) -> None:
        """A form that somebody has begun and left."""
        step = self.step(case, task)
        if step.form is None:
            return
        plan, actor = plan_of(case.revision, step.form), self.player(case, task)
        page = plan.form.pages[0]
        raw = self.examples(plan, known(self.session, case.person_id))
        here = {name: values for name, values in raw.items() if plan.page_of.get(name.partition(".")[0]) == page.id}
        half = dict(list(here.items())[: max(1, len(here) // 2)])
        draft = self.draft(case, task, plan, actor, moment)
        save_draft(self.session, actor, draft, page.id, half, 0, now=moment)

    def leave(self, case: Case, moment: dt.datetime) -> None:
        programme = catalogue.definition(case.revision)
        if reasons := exits_of(programme, case.track):
            reason = self.rng.choice(reasons).id
            actor = next((each for each in self.staff if each.may("exit_case", case)), self.staff[0])
            exit_case(self.session, actor, case.id, reason, moment)

    def player(self, case: Case, task: Task) -> Actor:
        role = catalogue.definition(case.revision).role(task.role)
        return next((actor for actor in self.staff if plays(actor, role, task)), self.staff[0])

    def draft(self, case: Case, task: Task, plan: Plan, actor: Actor, moment: dt.datetime) -> str:
        return open_draft(
            self.session,
            actor,
            f"task:{task.id}",
            plan.digest,
            plan.form.id,
            now=moment,
            person_id=case.person_id,
            unit_path=case.unit_path,
        ).id

    def answers(self, plan: Plan, facts: Mapping[str, Any], moment: dt.datetime) -> dict[str, Any]:
        """Made-up answers that the form accepts; a question that resists is left out."""
        raw = self.examples(plan, facts)
        for _ in range(ATTEMPTS):
            filled = fill(plan, None, raw, facts, "de", on=today(moment))
            bad = {path.partition(".")[0] for path in filled.errors if path} | {
                name.partition(".")[0] for name in filled.unknown_keys
            }
            if not bad:
                return filled.answers
            fresh = self.examples(plan, facts)
            raw = {name: values for name, values in raw.items() if name.partition(".")[0] not in bad}
            needed = (plan.required | filled.must) & bad
            raw |= {name: values for name, values in fresh.items() if name.partition(".")[0] in needed}
        return filled.answers

    def examples(self, plan: Plan, facts: Mapping[str, Any]) -> Raw:
        """What is known, and for the rest an example, as a browser would send it."""
        raw: Raw = {}
        for field in plan.asked:
            value = known_value(field, facts)
            answer = kind_of(field).example(field, self.rng) if value is None else value
            if answer is not None:
                raw |= kind_of(field).raw(field, int(answer) if field.kind == "whole_number" else answer)
        return raw
