"""Fill an empty database with a small synthetic world: units, who works there, people, and cases at all stages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.access.accounts import find_user
from core.actor import Actor
from core.clock import today
from core.organisations.models import Unit
from core.people.registry import register
from workflows.demo_cases import Walker, step_of
from workflows.demo_names import MUNICIPALITIES
from workflows.demo_offerings import add_offerings
from workflows.demo_people import Somebody, eligible, forgetful, somebody
from workflows.demo_programmes import USINGEN, Period, Share, shares
from workflows.demo_versions import add_version
from workflows.demo_world import USERS, add_units, add_users, sign_ins
from workflows.eligibility import make_decider
from workflows.models import Case
from workflows.run import assign_case, open_case

PEOPLE, CASES = 120, 90
OLDEST = 330
STAGES = (0, 1, 2, 3, 5, 8, 13, 30)
# the cases of these stages began so long ago that their first deadlines have passed
LATE = (1, 2)
DAYS_TRIED = 8
# so long ago at least began what has come to a certain step
HALF_A_WAY = 60


def fill(session: Session, now: dt.datetime, seed: int) -> list[dict[str, str]] | None:
    """The sign-ins, also when it was filled before; None for a database that holds anything else. Fills only an empty one."""
    if find_user(session, USERS[0].email) is not None:
        return sign_ins()
    if session.scalar(select(Unit.id).limit(1)) is not None:
        return None
    began = now - dt.timedelta(days=max(OLDEST, (today(now) - dt.date(2020, 1, 1)).days) + 30)
    units = add_units(session, began)
    staff = add_users(session, units, began)
    world = World(session, staff, units, Random(seed), now)  # noqa: S311  # the same people again for the same seed
    entered = sum(world.cases(share) for share in shares([each.id for each in catalogue.offered()]))
    world.others(max(0, PEOPLE - entered))
    add_offerings(session, staff, units, world.rng, now)
    add_version(session, now)
    return sign_ins()


@dataclass
class World:
    """What every part of the filling needs."""

    session: Session
    staff: list[Actor]
    units: dict[str, Unit]
    rng: Random
    now: dt.datetime

    def cases(self, share: Share) -> int:
        """How many cases it became: fewer where on no day anybody may enter."""
        made = 0
        for number in range(share.cases):
            unit, district = share.homes[number % len(share.homes)]
            if entry := self._entry(share, number, district):
                self._case(share, number, self.units[unit], *entry)
                made += 1
        return made

    def others(self, count: int) -> None:
        """People who are known and in no programme."""
        for number in range(count):
            moment = self.now - dt.timedelta(days=self.rng.randint(1, OLDEST))
            district = "Hochtaunuskreis" if number % 2 else self.rng.choice(sorted(MUNICIPALITIES))
            home = next((unit for unit in self.units.values() if unit.name == district), self.units["usingen"])
            unit = self.units[self.rng.choice(USINGEN)[0]] if district == "Hochtaunuskreis" else home
            identity, facts = somebody(self.rng, today(moment), district)
            worker, known = self._worker(unit), forgetful(self.rng, facts)
            register(self.session, worker, unit, identity, known, source="self", now=moment, synthetic=True)

    def _entry(self, share: Share, number: int, district: str) -> tuple[dt.datetime, Somebody] | None:
        """A moment of entry, and somebody who may enter then."""
        programme = catalogue.definition(catalogue.current(share.programme).digest)
        decider = make_decider(programme, share.track)
        for turn in range(DAYS_TRIED):
            begun = self._begun(share, number + turn, number)
            if found := eligible(self.rng, decider, today(begun), district, share.facts):
                return begun, found
        return None

    def _begun(self, share: Share, turn: int, number: int) -> dt.datetime:
        if share.periods:
            return _within(self.rng, share.periods[turn % len(share.periods)], self.now)
        # squared, so that more cases are young than old; guides and mentors are there before those whom they accompany
        days = int(OLDEST * self.rng.random() ** 2) + 1 if not share.track else self.rng.randint(OLDEST - 60, OLDEST)
        if number % len(STAGES) in LATE or number in share.halts:
            days = max(days, HALF_A_WAY)
        days = share.ago.get(number, days)
        return self.now - dt.timedelta(days=days)

    def _case(self, share: Share, number: int, unit: Unit, begun: dt.datetime, found: Somebody) -> None:
        """Somebody registers, enters, and comes as far as chance has it."""
        worker = self._worker(unit)
        person = register(self.session, worker, unit, *found, source="self", now=begun, synthetic=True)
        case = open_case(self.session, worker, person.id, share.programme, unit.id, now=begun, track=share.track)
        walker = Walker(self.session, self.staff, self.rng, self.now, share)
        if step := share.halts.get(number):
            self._halt(walker, case, begun, step)
            return
        old = (self.now - begun).days > 2 * OLDEST
        steps = 1 if number in share.ago else STAGES[number % len(STAGES)] + share.further
        moment = walker.walk(case, begun, steps, halt_elsewhere=number % 2 == 1)
        if number % 4 == 0:
            walker.stand_side_by_side(case, moment)
        case = self.session.get_one(Case, case.id, populate_existing=True)
        if case.closed_on is not None:
            return
        if number % 2:
            assign_case(self.session, worker, case.id, worker.user_id, worker.name, moment)
            if walker.hand_on(case, worker, moment):
                return  # a referral that is not answered yet
        if number % 8 == 7 or (old and number % 4):
            walker.leave(case, min(self.now, moment + dt.timedelta(days=self.rng.randint(1, 30))))
        elif number % 4 == 2 and (task := walker.next(case)) is not None:
            walker.begin_draft(case, task, min(self.now, moment + dt.timedelta(hours=5)))

    def _halt(self, walker: Walker, case: Case, begun: dt.datetime, step: str) -> None:
        """It stands before this step, in two blocks if that is a step of one."""
        moment = walker.halt(case, begun, step)
        if step_of(catalogue.definition(case.revision), step).block:
            walker.stand_side_by_side(case, moment)
        walker.hand_on(case, self._worker(self.session.get_one(Unit, case.unit_id)), moment)

    def _worker(self, unit: Unit) -> Actor:
        """Who takes people in there."""
        return next(actor for actor in self.staff if actor.may("open_case", unit))


def _within(rng: Random, period: Period, now: dt.datetime) -> dt.datetime:
    """A moment of the period that is past."""
    first, last = period[0], min(period[1], today(now) - dt.timedelta(days=1))
    day = first + dt.timedelta(days=rng.randint(0, max(0, (last - first).days)))
    return dt.datetime.combine(min(day, last), dt.time(9, rng.randint(0, 59)), tzinfo=dt.UTC)
