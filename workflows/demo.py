"""Fill an empty database with a small synthetic world: units, one user a role, people, and cases at all stages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.access.accounts import actor_of, create_user, find_user, grant
from core.actor import Actor
from core.clock import today
from core.definitions import Programme
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.people.registry import register
from workflows.demo_cases import Walker
from workflows.demo_people import eligible, forgetful, somebody
from workflows.eligibility import make_decider
from workflows.models import Case
from workflows.run import open_case

PASSWORD = "foerderkette-demo"  # noqa: S105  # for synthetic data only; `run --demo` prints it
DOMAIN = "demo.example"
PEOPLE, CASES = 40, 25
OLDEST = 330
STAGES = (0, 1, 2, 3, 5, 8, 13)
# the cases of these stages began so long ago that their first deadlines have passed
LATE = (1, 2)

# role, name, unit: people are invented, and the badge says so
USERS = (
    ("system_admin", "Systemverwaltung Muster", "land"),
    ("programme_admin", "Programmverwaltung Muster", "land"),
    ("coordinator", "Koordination Muster", "district"),
    ("case_worker", "Fallarbeit Muster", "town"),
    ("provider_staff", "Bildungsträger Muster", "provider"),
    ("mentor", "Begleitung Muster", "provider"),
    ("auditor", "Prüfung Muster", "land"),
)


def fill(session: Session, now: dt.datetime, seed: int) -> list[dict[str, str]] | None:
    """The sign-ins, also when it was filled before; None for a database that holds anything else. Fills only an empty one."""
    if find_user(session, _email("case_worker")) is not None:
        return sign_ins()
    if session.scalar(select(Unit.id).limit(1)) is not None:
        return None
    rng = Random(seed)  # noqa: S311  # the same people again for the same seed
    began = now - dt.timedelta(days=OLDEST + 30)
    units = _units(session, began)
    staff = _users(session, units, began)
    _people(session, staff, units, rng, now)
    return sign_ins()


def sign_ins() -> list[dict[str, str]]:
    return [{"name": name, "email": _email(role), "password": PASSWORD, "role": role} for role, name, _unit in USERS]


def _email(role: str) -> str:
    return f"{role.replace('_', '.')}@{DOMAIN}"


def _units(session: Session, now: dt.datetime) -> dict[str, Unit]:
    land = add_unit(session, "Land Hessen", "land", None, now, synthetic=True)
    district = add_unit(session, "Hochtaunuskreis", "district", land, now, synthetic=True)
    town = add_unit(session, "Stadt Usingen", "town", district, now, synthetic=True)
    provider = add_unit(session, "StartHilfe Hochtaunus e.V.", "provider", town, now, synthetic=True)
    add_unit(session, "Betrieb Beispiel GmbH", "company", town, now, synthetic=True)
    return {"land": land, "district": district, "town": town, "provider": provider}


def _users(session: Session, units: dict[str, Unit], now: dt.datetime) -> list[Actor]:
    """The actors who do the work of cases, the case worker first."""
    actors = {}
    for role, name, unit in USERS:
        user = create_user(session, _email(role), name, PASSWORD, now=now, unit=units[unit], synthetic=True)
        grant(session, user, role, units[unit], now=now)
        actors[role] = actor_of(user)
    return [actors[role] for role in ("case_worker", "provider_staff", "mentor", "coordinator")]


def _people(session: Session, staff: list[Actor], units: dict[str, Unit], rng: Random, now: dt.datetime) -> None:
    offered = catalogue.offered()
    entered = 0
    for number in range(CASES if offered else 0):
        programme = offered[number % len(offered)]
        # squared, so that more cases are young than old
        days = int(OLDEST * rng.random() ** 2) + 1
        if number % len(STAGES) in LATE:
            days = max(days, 60)
        entered += _case(session, staff, units, rng, programme, now, now - dt.timedelta(days=days), number)
    for _ in range(PEOPLE - entered):
        moment = now - dt.timedelta(days=rng.randint(1, OLDEST))
        identity, facts = somebody(rng, today(moment))
        unit = units[rng.choice(["town", "provider"])]
        register(session, staff[0], unit, identity, forgetful(rng, facts), source="self", now=moment, synthetic=True)


def _case(
    session: Session,
    staff: Sequence[Actor],
    units: dict[str, Unit],
    rng: Random,
    programme: Programme,
    now: dt.datetime,
    begun: dt.datetime,
    number: int,
) -> bool:
    """Somebody registers, enters, and comes as far as chance has it; False when nobody may enter on that day."""
    found = eligible(rng, programme, make_decider(programme), today(begun))
    if found is None:
        return False
    worker, unit = staff[0], units["provider"]
    person = register(session, worker, unit, *found, source="self", now=begun, synthetic=True)
    case = open_case(session, worker, person.id, programme.id, unit.id, now=begun)
    walker = Walker(session, list(staff), rng, now)
    moment = walker.walk(case, begun, steps=STAGES[number % len(STAGES)])
    case = session.get_one(Case, case.id, populate_existing=True)
    if case.closed_on is None and number % 8 == 7:
        walker.leave(case, min(now, moment + dt.timedelta(days=rng.randint(1, 30))))
    elif case.closed_on is None and number % 4 == 2 and (task := walker.next(case)) is not None:
        walker.begin_draft(case, task, min(now, moment + dt.timedelta(hours=5)))
    return True
