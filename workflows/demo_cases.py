"""Lead synthetic cases along through time by the same verbs that staff use: drafts, submissions, tasks, blocks, exits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor
from core.clock import today
from core.definitions import Programme, Step
from core.people.registry import known
from forms.drafts import open_draft, save_draft
from forms.kinds.asker import Asker
from forms.plan import Plan
from forms.refused import RefusedAnswers
from forms.revisions import plan_of
from forms.submit import submit
from workflows.asides import asides
from workflows.assigning import assign
from workflows.blocks import enter_block
from workflows.demo_answers import Answers
from workflows.demo_programmes import Share
from workflows.effects import NotInBlock
from workflows.eligibility import NotEligible
from workflows.models import Case, Task
from workflows.run import exit_case, exits_of, plays, take
from workflows.state import State
from workflows.taken import complete

SELDOM, OFTEN = 0.25, 0.7
"""How often something is done that need not be: beside duties, and when it is wished for or only the end is left."""
LONG = 8
"""A case in which so many tasks are done may come to its end."""
LONGEST_WAY = 40
"""So many tasks are done at most before a step at which a case is to stand."""
AT_ONCE = 2
"""So many blocks a case of the demo is in at the same time."""


class Walker:
    """Does what stands open in a case, by whichever of the staff plays the role."""

    def __init__(self, session: Session, staff: list[Actor], rng: Random, now: dt.datetime, share: Share | None = None) -> None:
        self.session, self.staff, self.rng, self.now = session, staff, rng, now
        self.wishes: Mapping[str, Any] = share.wishes if share else {}
        self.eager = share.eager if share else ()

    def walk(self, case: Case, begun: dt.datetime, steps: int, *, halt_elsewhere: bool = False) -> dt.datetime:
        """Do up to so many tasks, some days apart, until now; returns the moment of the last.

        With `halt_elsewhere` a task that stands at another unit is left for that unit.
        """
        moment = begun
        for turn in range(steps):
            later = moment + dt.timedelta(days=self.rng.randint(2, 20), hours=self.rng.randint(0, 6))
            if turn > 1:
                self.enter_blocks(case, min(later, self.now))
            task = self.next(case, ends=steps > LONG)
            if task is None or later > self.now or (halt_elsewhere and task.unit_path != case.unit_path):
                break
            moment = later
            if not self.do(case, task, moment):
                break
        return moment

    def halt(self, case: Case, begun: dt.datetime, step: str) -> dt.datetime:
        """Do what comes before this step, a day apart, until it stands open; returns the moment of the last."""
        programme, moment = catalogue.definition(case.revision), begun
        way = _way_to(programme, step)
        for _turn in range(LONGEST_WAY):
            self._enter(case, step_of(programme, step).block, moment)
            tasks = self.open_tasks(case)
            if any(task.step == step for task in tasks):
                break
            task = min(tasks, key=lambda each: (each.step not in way, self.step(case, each).optional), default=None)
            moment = min(self.now, moment + dt.timedelta(days=1))
            if task is None or not self.do(case, task, moment):
                break
        return moment

    def open_tasks(self, case: Case) -> Sequence[Task]:
        query = select(Task).where(Task.case_id == case.id, Task.status == "open").order_by(Task.opened_at, Task.step)
        return self.session.scalars(query.execution_options(populate_existing=True)).all()

    def next(self, case: Case, *, ends: bool = True) -> Task | None:
        """A duty, the one that ends the case last of all; now and then something that may be done at any time."""
        open_tasks = self.open_tasks(case)
        steps = {task.id: self.step(case, task) for task in open_tasks}
        extras = [task for task in open_tasks if steps[task.id].optional]
        duties = sorted((task for task in open_tasks if not steps[task.id].optional), key=lambda task: bool(steps[task.id].exit))
        wanted = [task for task in extras if task.step in self.eager]
        only_end_left = not duties or bool(steps[duties[0].id].exit)
        if extras and self.rng.random() < (OFTEN if wanted or only_end_left else SELDOM):
            return self.rng.choice(wanted or extras)
        return duties[0] if duties and (ends or not only_end_left) else None

    def step(self, case: Case, task: Task) -> Step:
        return step_of(catalogue.definition(case.revision), task.step)

    def do(self, case: Case, task: Task, moment: dt.datetime) -> bool:
        """False when the answers were refused (a cap is reached) or none were found; nothing is stored then."""
        actor, step = self.player(case, task), self.step(case, task)
        if step.form is None:
            take(self.session, actor, task.id, None, {}, moment)
            return True
        plan = plan_of(case.revision, step.form)
        facts = self.facts(case)
        answers = self.answers(case, plan, actor, moment).of(plan)
        if answers is None:
            return False
        try:
            with self.session.begin_nested():
                draft = self.draft(case, task, plan, actor, moment)
                onward = f"/cases/{case.id}"
                submission, _fresh = submit(self.session, actor, draft, plan, answers, now=moment, known=facts, onward=onward)
                complete(self.session, actor, task.id, submission, answers, moment)
        except RefusedAnswers:
            return False
        return True

    def stand_side_by_side(self, case: Case, moment: dt.datetime) -> None:
        """At last in as many blocks as people of the demo are in at once, where that many may be entered."""
        for _ in range(3 * len(catalogue.definition(case.revision).blocks)):
            self.enter_blocks(case, moment, always=True)

    def enter_blocks(self, case: Case, moment: dt.datetime, *, always: bool = False) -> None:
        """Now and then, or `always`, one more block, if the person meets its conditions."""
        case = self.session.get_one(Case, case.id, populate_existing=True)
        blocks = catalogue.definition(case.revision).blocks
        states = State.from_json(case.state).blocks
        held = {each.id for each in states}
        entered = sum(each.status == "entered" for each in states)
        if case.closed_on or entered >= AT_ONCE or len(held) == len(blocks) or (not always and self.rng.random() < 0.4):
            return
        self._enter(case, self.rng.choice([each for each in blocks if each.id not in held]).id, moment)

    def _enter(self, case: Case, block: str | None, moment: dt.datetime) -> None:
        """Into the block, if there is one that the person may enter and is not in."""
        if not block:
            return
        try:
            with self.session.begin_nested():
                enter_block(self.session, self.who_may(case, "open_case"), case.id, block, now=moment)
        except (NotEligible, NotInBlock):
            return

    def hand_on(self, case: Case, worker: Actor, moment: dt.datetime) -> bool:
        """Whether something stands at another unit: it is given to somebody there, for whom the one who is responsible waits."""
        away = select(Task).where(Task.case_id == case.id, Task.status == "open", Task.unit_path != case.unit_path)
        tasks = self.session.scalars(away).all()
        for task in tasks:
            role = catalogue.definition(case.revision).role(task.role)
            there = [one for one in self.staff if any(grant.unit_path == task.unit_path for grant in one.grants)]
            if found := next((one for one in there if plays(one, role, task)), None):
                assign(self.session, worker, [task.id], found.user_id, moment)
        return bool(tasks)

    def begin_draft(self, case: Case, task: Task, moment: dt.datetime) -> None:
        """A form that somebody has begun and left."""
        step = self.step(case, task)
        if step.form is None:
            return
        plan, actor = plan_of(case.revision, step.form), self.player(case, task)
        page = plan.form.pages[0]
        raw = self.answers(case, plan, actor, moment).examples(plan)
        here = {name: values for name, values in raw.items() if plan.page_of.get(name.partition(".")[0]) == page.id}
        half = dict(list(here.items())[: max(1, len(here) // 2)])
        draft = self.draft(case, task, plan, actor, moment)
        save_draft(self.session, actor, draft, page.id, half, 0, now=moment)

    def leave(self, case: Case, moment: dt.datetime) -> None:
        programme = catalogue.definition(case.revision)
        if reasons := exits_of(programme, case.track):
            exit_case(self.session, self.who_may(case, "exit_case"), case.id, self.rng.choice(reasons).id, moment)

    def player(self, case: Case, task: Task) -> Actor:
        role = catalogue.definition(case.revision).role(task.role)
        return next((actor for actor in self.staff if plays(actor, role, task)), self.staff[0])

    def who_may(self, case: Case, action: str) -> Actor:
        return next((actor for actor in self.staff if actor.may(action, case)), self.staff[0])

    def facts(self, case: Case) -> dict[str, Any]:
        return {**known(self.session, case.person_id), "entry_date": case.entered_on}

    def answers(self, case: Case, plan: Plan, actor: Actor, moment: dt.datetime) -> Answers:
        asker = Asker(self.session, actor, moment, plan.digest, case.person_id)
        beside = asides(self.session, case, plan.form.id, today(moment), case_id=case.id)
        return Answers(self.rng, asker, {**self.facts(case), **beside}, self.wishes)

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


def step_of(programme: Programme, id: str) -> Step:
    if (step := programme.step(id)) is None:
        raise LookupError(f"The programme {programme.id} has no step {id!r}.")
    return step


def _way_to(programme: Programme, step: str) -> set[str]:
    """All that comes before the step, as the definition has it."""
    way, ahead = set[str](), [step]
    while ahead:
        found = programme.step(ahead.pop())
        ahead += [id for id in (*found.after, *found.after_any) if id not in way] if found else []
        way |= {found.id} if found else set()
    return way - {step}
