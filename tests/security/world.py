"""Two towns that must not know of each other: units, staff of every role, and in each a person with all that hangs on her."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core import catalogue, clock
from core.access.accounts import actor_of, create_user, grant, revoke, set_active
from core.access.models import GrantRow, User
from core.actor import ROLES, Actor
from core.clock import today
from core.database import db, new_id, transaction
from core.definitions import Field
from core.journal import Delivery, Entry
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.people.models import Person
from core.people.registry import known, register
from forms.drafts import open_draft, save_draft
from forms.fill import fill
from forms.kinds.registry import kind_of
from forms.models import Attachment
from forms.plan import Plan, known_value
from forms.revisions import plan_of
from forms.submit import submit
from workflows.documents.gather import gather
from workflows.documents.store import kind_named, make
from workflows.letters import store as letters
from workflows.letters.typed import Typed
from workflows.models import Case, Task
from workflows.offering_models import Attendance, Offering, Tally
from workflows.run import open_case, take
from workflows.screening import talk

PASSWORD = "ein langer Satz am Abend"
PROGRAMME = "wir_sind_usingen"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
OTHERS = ("gone", "revoked", "stranger")


@dataclass
class Town:
    """Ids of one of each sort of record; `names` are texts of the identity, `texts` of all else that only this town may read."""

    unit: str = ""
    path: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass
class World:
    """An app with both towns, and a session cookie for every sort of visitor."""

    app: Flask
    own: Town
    foreign: Town
    cookies: dict[str, str]

    @property
    def url(self) -> str:
        return str(self.app.config["SQLALCHEMY_DATABASE_URI"])

    def ask(self, who: str, method: str, url: str, **more: Any) -> TestResponse:
        """One request with this visitor's first cookie: nothing is left over from the request before."""
        headers = {"Cookie": self.cookies[who], **more.pop("headers", {})} if self.cookies.get(who) else more.pop("headers", {})
        return self.app.test_client(use_cookies=False).open(url, method=method, headers=headers, buffered=True, **more)


Towns = Callable[..., AbstractContextManager[World]]


def build(app: Flask) -> World:
    """Both towns on the app's empty database."""
    with app.app_context(), transaction() as session:
        now = clock.now()
        land = add_unit(session, "Land", "land", None, now)
        towns = [_town(session, land, mark, now) for mark in ("Eigenort", "Fremdort")]
        staff = _staff(session, towns, now)
        for town in towns:
            worker = staff["case_worker"] if town is towns[0] else staff["stranger"]
            _fill(session, town, actor_of(worker), now)
        _own_of_the_leaving(session, towns[0], staff["revoked"], now)
        addresses = {name: user.email for name, user in staff.items()}
    cookies = {name: sign_in(app, email) for name, email in addresses.items()} | {"anonymous": ""}
    _they_leave(app, addresses)
    return World(app, towns[0], towns[1], cookies)


def sign_in(app: Flask, email: str, password: str = PASSWORD) -> str:
    """The Cookie header of somebody who has just signed in."""
    client = app.test_client()
    found = TOKEN.search(client.get("/sign-in").text)
    assert found
    answer = client.post("/sign-in", data={"csrf_token": found[1], "email": email, "password": password})
    assert answer.status_code == 302, answer.text
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    return f"{cookie.key}={cookie.value}"


def _town(session: Session, land: Unit, mark: str, now: dt.datetime) -> Town:
    unit = add_unit(session, f"{mark}unit", "town", land, now)
    return Town(unit.id, unit.path, {"unit": unit.id}, [], [unit.name])


def _staff(session: Session, towns: list[Town], now: dt.datetime) -> dict[str, User]:
    here, there = (session.get_one(Unit, town.unit) for town in towns)
    found = {}
    for name in (*ROLES, "gone", "revoked", "stranger"):
        unit = there if name == "stranger" else here
        role = name if name in ROLES else "case_worker"
        mark = "Fremdort" if unit is there else "Eigenort"
        found[name] = create_user(session, f"{name}@{mark.lower()}.example.org", f"{mark} {name}", PASSWORD, now=now, unit=unit)
        grant(session, found[name], role, unit, now=now)
    for town, name in zip(towns, ("gone", "stranger"), strict=True):
        user = found[name]
        town.ids |= {"user": user.id, "grant": user.grants[0].id}
        town.texts += [user.name, user.email]
    return found


def _fill(session: Session, town: Town, worker: Actor, now: dt.datetime) -> None:
    mark = town.texts[0].removesuffix("unit")
    unit = session.get_one(Unit, town.unit)
    identity = {name: f"{mark}{name}" for name in ("family_name", "given_name", "street")}
    identity |= {
        "email": f"{mark}@person.example.org".lower(),
        "phone": "06081 {}".format(4711 if mark == "Eigenort" else 8899),
    }
    facts = {"date_of_birth": dt.date(1990, 5, 17), "nationality": "af", "migration_background": True, "disability": "yes"}
    facts |= {"municipality": f"{mark}municipality"}
    person = register(session, worker, unit, identity, facts, source="self", now=now)
    case = open_case(session, worker, person.id, PROGRAMME, unit.id, now=now)
    town.names += [*identity.values()]
    town.texts += [f"{mark}municipality", person.number, case.number]
    town.ids |= {"person": person.id, "case": case.id}
    for step in ("registration", "competence_profile"):
        _do(session, town, case, step, worker, mark, now)
    town.ids["submission"] = town.ids["registration_sent"]
    _begin_next_task(session, town, case, worker, mark, now)
    entry = session.scalars(select(Entry.id).where(Entry.person_id == person.id).order_by(Entry.id).limit(1)).one()
    town.ids |= {"entry": entry, "delivery": _delivery(session, entry, mark, now)}
    town.texts.append(f"{mark}delivery")
    _offer(session, town, worker, mark, now)
    town.ids["document"] = _document(session, worker, person, now)
    town.ids["letter"] = _letter(session, worker, case, mark, now)
    town.texts.append(f"{mark}letter")
    town.ids |= {name: talk.begin(session, worker, now, person.id).id for name in ("talk", "talk_over")}


def _do(session: Session, town: Town, case: Case, step: str, worker: Actor, mark: str, now: dt.datetime) -> None:
    task = session.scalars(select(Task).where(Task.case_id == case.id, Task.status == "open", Task.step == step)).one()
    draft, plan = begin(session, worker, case, task, now)
    facts = known(session, case.person_id)
    answers = fill(plan, None, examples(plan, facts, f"{mark}answer"), facts, "de").answers
    submission, _ = submit(session, worker, draft, plan, answers, now=now, known=facts)
    take(session, worker, task.id, submission.id, answers, now)
    town.ids |= {"task_done": task.id, f"{step}_sent": submission.id, "submission": submission.id, "draft_done": draft}
    if step == "competence_profile":
        town.ids["attachment"] = attach(session, draft, submission.id, case, mark, worker, now)
        town.texts += [f"{mark}answer", f"{mark}file"]


def _begin_next_task(session: Session, town: Town, case: Case, worker: Actor, mark: str, now: dt.datetime) -> None:
    programme = catalogue.definition(case.revision)
    tasks = session.scalars(select(Task).where(Task.case_id == case.id, Task.status == "open")).all()
    task = next(one for one in tasks if one.step == "contact")
    draft, plan = begin(session, worker, case, task, now)
    page = plan.form.pages[0].id
    save_draft(session, worker, draft, page, {"contact_note": [f"{mark}note"]}, 0, now=now)
    assert programme.step(task.step)
    town.ids |= {"task": task.id, "draft": draft, "draft_page": page}
    town.texts.append(f"{mark}note")


def begin(session: Session, actor: Actor, case: Case, task: Task, now: dt.datetime) -> tuple[str, Plan]:
    step = catalogue.definition(case.revision).step(task.step)
    assert step
    assert step.form
    plan, subject = plan_of(case.revision, step.form), f"task:{task.id}"
    where = {"person_id": case.person_id, "unit_path": case.unit_path}
    return open_draft(session, actor, subject, plan.digest, plan.form.id, now=now, **where).id, plan


def examples(plan: Plan, facts: dict[str, Any], text: str) -> dict[str, list[str]]:
    """What is known, the given text in every field of text, and examples for the rest."""
    rng, raw = Random(7), {}
    for one in plan.asked:
        value = known_value(one, facts)
        if value is None:
            value = text if one.kind in ("text", "long_text") else _example(one, rng)
        if value is not None:
            raw |= kind_of(one).raw(one, int(value) if one.kind == "whole_number" else value)
    return raw


def _example(one: Field, rng: Random) -> Any:
    """What happens in these cases happens today: they are that young."""
    return today(clock.now()) if one.kind == "date" and one.fact is None else kind_of(one).example(one, rng)


def attach(session: Session, draft: str, submission: str | None, case: Case, mark: str, actor: Actor, now: dt.datetime) -> str:
    content = b"%PDF-1.7 " + f"{mark}file".encode()
    row = Attachment(draft_id=draft, submission_id=submission, field="proof", filename=f"{mark}file.pdf", content=content)
    row.media_type, row.size, row.sha256 = "application/pdf", len(content), "0" * 64
    row.person_id, row.unit_path, row.user_id, row.created_at = case.person_id, case.unit_path, actor.user_id, now
    session.add(row)
    session.flush()
    return row.id


def _offer(session: Session, town: Town, worker: Actor, mark: str, now: dt.datetime) -> None:
    """A course with one participant, one that is over, and an hour that was counted."""
    digest = catalogue.current("wir").digest
    about = {"programme": "wir", "unit_path": town.path}
    course = {**about, "kind": "deutsch4u", "revision": digest, "unit_id": town.unit, "starts_on": clock.today(now), "places": 9}
    named = {"title": f"{mark}course", "created_at": now, "created_by": worker.user_id}
    for id, closed in (("offering", None), ("offering_done", clock.today(now))):
        town.ids[id] = new_id()
        session.add(Offering(id=town.ids[id], closed_on=closed, **course, **named))
        session.flush()
        row = {"person_id": town.ids["person"], "status": "completed", "note": f"{mark}presence", "since": now}
        town.ids[id.replace("offering", "attendance")] = new_id()
        session.add(Attendance(id=town.ids[id.replace("offering", "attendance")], offering_id=town.ids[id], **about, **row))
    town.ids["tally"] = new_id()
    counted = {"counter": "lots_hours", "revision": digest, "day": clock.today(now), "amount": 60, "total": 60, "cost": 500}
    who = {"person_id": town.ids["person"], "created_at": now, "created_by_name": f"{mark}counted"}
    session.add(Tally(id=town.ids["tally"], **about, **counted, **who))
    session.flush()
    town.texts += [f"{mark}course", f"{mark}presence", f"{mark}counted"]


def _document(session: Session, worker: Actor, person: Person, now: dt.datetime) -> str:
    """A version of the Kompetenznachweis with all that its maker may put in."""
    kind = kind_named("competence_credential")
    audience = kind.audiences[0]
    keys = [entry.key for entry in gather(session, worker, person, kind, audience, "de").entries]
    return make(session, worker, person.id, kind, audience, "de", now=now, seen=keys, chosen=keys, id=new_id()).id


def _letter(session: Session, worker: Actor, case: Case, mark: str, now: dt.datetime) -> str:
    begun = letters.begin(session, worker, case.id, "appointment", "de", now)
    return letters.make(session, worker, begun, Typed("A", f"{mark}letter", "T"), now=now, id=new_id()).id


def _delivery(session: Session, entry: str, mark: str, now: dt.datetime) -> str:
    row = Delivery(id=new_id(), entry_id=entry, plugin="workflows", event="facts_recorded", due_at=now, attempts=10)
    row.parked_at, row.error = now, f"{mark}delivery"
    session.add(row)
    session.flush()
    return row.id


def _own_of_the_leaving(session: Session, town: Town, user: User, now: dt.datetime) -> None:
    """Somebody who did a task, began another one and uploaded a file, before her rights end."""
    actor = actor_of(user)
    case = session.get_one(Case, town.ids["case"])
    task = next(one for one in session.scalars(select(Task).where(Task.case_id == case.id)) if one.step == "support_plan")
    draft, plan = begin(session, actor, case, task, now)
    facts = known(session, case.person_id)
    answers = fill(plan, None, examples(plan, facts, "Eigenort leaving"), facts, "de").answers
    submission, _ = submit(session, actor, draft, plan, answers, now=now, known=facts)
    take(session, actor, task.id, submission.id, answers, now)
    follows = session.scalars(select(Task).where(Task.follows_id == task.id, Task.status == "open")).first()
    assert follows
    left, its = begin(session, actor, case, follows, now)
    town.ids |= {"left_submission": submission.id, "left_draft": left, "left_page": its.form.pages[0].id}
    town.ids["left_attachment"] = attach(session, draft, submission.id, case, "Eigenort left ", actor, now)


def _they_leave(app: Flask, addresses: dict[str, str]) -> None:
    with app.app_context(), transaction() as session:
        by_name = {name: session.scalars(select(User).where(User.email == email)).one() for name, email in addresses.items()}
        gone = by_name["gone"]
        cookie_key = gone.fs_uniquifier
        set_active(session, gone, False, now=clock.now())
        gone.fs_uniquifier = cookie_key  # even with a session that was not ended, who is switched off is out
        for row in list(by_name["revoked"].grants):
            revoke(session, row, now=clock.now())


def rows(app: Flask) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of every table, by the table's name."""
    with app.app_context():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(select(table)).mappings():
                yield table.name, dict(row)
        db.session.rollback()


__all__ = ["GrantRow", "Town", "Towns", "World", "build", "rows", "sign_in"]
