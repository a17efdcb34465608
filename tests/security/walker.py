"""Lead a case along over HTTP, every field of text filled with what the test wants to find again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from core import catalogue, clock
from core.clock import today
from core.database import db
from core.people.registry import known
from forms.fill import fill
from forms.plan import Plan
from forms.revisions import plan_of
from tests.security.world import TOKEN, examples
from workflows.models import Case, Task

Raw = dict[str, list[str]]
TextOf = Callable[[str], str]
TEXTS = ("text", "long_text")


def browser(app: Flask, cookie: str) -> FlaskClient:
    """A client that starts with this Cookie header."""
    client = app.test_client()
    name, _, value = cookie.partition("=")
    client.set_cookie(name, value)
    return client


def token(client: FlaskClient, url: str = "/password") -> str:
    found = TOKEN.search(client.get(url).text)
    return found[1] if found else ""


def open_tasks(app: Flask, case_id: str) -> list[tuple[str, str]]:
    """(id, step) of what stands open, duties first."""
    with app.app_context():
        of = db.session.get_one(Case, case_id)
        steps = {step.id: step for step in catalogue.definition(of.revision).steps}
        tasks = db.session.scalars(select(Task).where(Task.case_id == case_id, Task.status == "open").order_by(Task.id))
        return [(task.id, task.step) for task in sorted(tasks, key=lambda task: (steps[task.step].optional, task.id))]


def plan_for(app: Flask, task_id: str) -> tuple[Plan, dict[str, Any]]:
    """The task's form, and what is known of the person."""
    with app.app_context():
        task = db.session.get_one(Task, task_id)
        of = db.session.get_one(Case, task.case_id)
        step = catalogue.definition(of.revision).step(task.step)
        assert step
        assert step.form
        return plan_of(of.revision, step.form), known(db.session(), of.person_id)


def answers(app: Flask, plan: Plan, facts: Mapping[str, Any], text: TextOf, **fixed: str) -> Raw:
    """Raw input that the form accepts, with `text(field id)` in every text; what resists is left out."""
    with app.app_context():
        raw = examples(plan, dict(facts), "x")
        for field in plan.asked:
            if field.kind in TEXTS:
                raw[field.id] = [text(field.id)]
        raw |= {name: [value] for name, value in fixed.items() if name in plan.fields}
        for _ in range(6):
            filled = fill(plan, None, raw, facts, "de", on=today(clock.now()))
            bad = {path.partition(".")[0] for path in filled.errors} | {key.partition(".")[0] for key in filled.unknown_keys}
            bad |= filled.hidden
            raw = {name: values for name, values in raw.items() if name.partition(".")[0] not in bad}
        return raw


def does(app: Flask, client: FlaskClient, task_id: str, text: TextOf, **fixed: str) -> TestResponse:
    """Fill in every page of the task and hand it in; gives the answer to the last request."""
    plan, facts = plan_for(app, task_id)
    raw, url, secret = answers(app, plan, facts, text, **fixed), f"/tasks/{task_id}", token(client)
    answer = client.get(url)
    for page in plan.form.pages:
        mine = {name: values for name, values in raw.items() if plan.page_of[name.partition(".")[0]] == page.id}
        do = "next" if len(plan.form.pages) == 1 else "save"
        sent = {"csrf_token": secret, "_page": page.id, "_do": do, "_version": "99", "_shown": " ".join(plan.fields), **mine}
        answer = client.post(url, data=sent)
    if len(plan.form.pages) > 1:
        answer = client.post(url, data={"csrf_token": secret, "_page": "_check", "_do": "submit"})
    return answer


def told(answer: TestResponse) -> str:
    """What went wrong, in a few words."""
    return f"{answer.status_code} {' '.join(re.sub('<[^>]+>', ' ', answer.text).split())[:400]}"
