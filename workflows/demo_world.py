"""Where the demo plays: two Länder with their districts, providers, companies, and the sign-ins of who works there."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy.orm import Session

from core.access.accounts import actor_of, create_user, grant
from core.actor import Actor
from core.organisations.models import Unit
from core.organisations.tree import add_unit

PASSWORD = "foerderkette-demo"  # noqa: S105  # for synthetic data only; `run --demo` prints it
DOMAIN = "demo.example"


class Place(NamedTuple):
    """A unit of the demo: how the rest of the demo calls it, its name, its kind, the unit above."""

    key: str
    name: str
    kind: str
    above: str | None


class SignIn(NamedTuple):
    """`at` is the unit of the grant; `short` stands before the @, by default the role; `also` are further grants: role, unit."""

    role: str
    name: str
    at: str
    short: str = ""
    also: tuple[tuple[str, str], ...] = ()

    @property
    def email(self) -> str:
        return f"{self.short or self.role.replace('_', '.')}@{DOMAIN}"


# districts and towns are real, providers, companies and people are invented
PLACES = (
    Place("land", "Land Hessen", "land", None),
    Place("hochtaunus", "Hochtaunuskreis", "district", "land"),
    Place("usingen", "Stadt Usingen", "town", "hochtaunus"),
    Place("usingen_provider", "StartHilfe Hochtaunus e.V.", "provider", "usingen"),
    Place("usingen_company", "Betrieb Beispiel GmbH", "company", "usingen"),
    Place("bergstrasse", "Kreis Bergstraße", "district", "land"),
    Place("bergstrasse_provider", "Lernwerkstatt Muster Bergstraße", "provider", "bergstrasse"),
    Place("bergstrasse_job_centre", "Jobcenter Kreis Bergstraße", "job_centre", "bergstrasse"),
    Place("bergstrasse_association", "Verein Wegweiser Muster e.V.", "association", "bergstrasse"),
    Place("hersfeld", "Landkreis Hersfeld-Rotenburg", "district", "land"),
    Place("hersfeld_provider", "Bildungshaus Muster Hersfeld", "provider", "hersfeld"),
    Place("werra", "Werra-Meißner-Kreis", "district", "land"),
    Place("werra_provider", "Werkhof Muster Werra", "provider", "werra"),
    Place("werra_company", "Tischlerei Beispiel", "company", "werra"),
    Place("fulda", "Landkreis Fulda", "district", "land"),
    Place("fulda_provider", "Bildungswerk Muster Fulda", "provider", "fulda"),
    Place("nrw", "Land Nordrhein-Westfalen", "land", None),
    Place("unna", "Kreis Unna", "district", "nrw"),
    Place("unna_provider", "Werkstatt im Kreis Unna", "provider", "unna"),
    Place("unna_forum", "Multikulturelles Forum", "provider", "unna"),
    Place("unna_job_centre", "Jobcenter Kreis Unna", "job_centre", "unna"),
    Place("mettmann", "Kreis Mettmann", "district", "nrw"),
    Place("hilden", "Stadt Hilden", "town", "mettmann"),
    Place("hilden_company", "Bäckerei Beispiel Hilden", "company", "hilden"),
    Place("hilden_logistics", "Logistik Muster GmbH", "company", "hilden"),
    Place("hilden_association", "Ehrenamt Muster Hilden e.V.", "association", "hilden"),
)

USERS = (
    SignIn("system_admin", "Systemverwaltung Muster", "land"),
    SignIn("programme_admin", "Programmverwaltung Muster", "land"),
    # signs what the other one changed, and sees by name whom it touches
    SignIn(
        "programme_admin",
        "Programmleitung Muster",
        "land",
        "programme.lead",
        also=(("coordinator", "land"), ("coordinator", "nrw")),
    ),
    SignIn("coordinator", "Koordination Muster", "hochtaunus"),
    SignIn("case_worker", "Fallarbeit Muster", "usingen"),
    SignIn("provider_staff", "Bildungsträger Muster", "usingen_provider"),
    SignIn("mentor", "Begleitung Muster", "usingen_provider"),
    SignIn("auditor", "Prüfung Muster", "land"),
    SignIn("coordinator", "Koordination Hessen", "land", "coordinator.hessen"),
    SignIn("coordinator", "Koordination Bergstraße", "bergstrasse", "coordinator.bergstrasse"),
    SignIn("case_worker", "Fallmanagement Bergstraße", "bergstrasse", "case.worker.bergstrasse"),
    SignIn("provider_staff", "Lernwerkstatt Bergstraße", "bergstrasse_provider", "provider.staff.bergstrasse"),
    SignIn("provider_staff", "Jobcenter Bergstraße", "bergstrasse_job_centre", "job.centre.bergstrasse"),
    SignIn("mentor", "Lotsenstelle Bergstraße", "bergstrasse", "mentor.bergstrasse"),
    SignIn("coordinator", "Koordination Hersfeld-Rotenburg", "hersfeld", "coordinator.hersfeld"),
    SignIn("case_worker", "Beratung Hersfeld-Rotenburg", "hersfeld", "case.worker.hersfeld"),
    SignIn("case_worker", "Beratung Werra-Meißner", "werra", "case.worker.werra"),
    SignIn("case_worker", "Beratung Fulda", "fulda", "case.worker.fulda"),
    SignIn("coordinator", "Koordination Nordrhein-Westfalen", "nrw", "coordinator.nrw"),
    SignIn("coordinator", "Koordination Unna", "unna", "coordinator.unna"),
    SignIn("case_worker", "Fallarbeit Unna", "unna", "case.worker.unna"),
    SignIn("provider_staff", "Werkstatt Unna", "unna_provider", "provider.staff.unna"),
    SignIn("coordinator", "Koordination Mettmann", "mettmann", "coordinator.mettmann"),
    SignIn("case_worker", "Koordination Hilden", "hilden", "case.worker.hilden"),
    SignIn("mentor", "Mentoring Hilden", "hilden", "mentor.hilden"),
)
# who does the work of cases, in the order in which they are asked; the coordinator may do everything and so comes last
WORK = ("case_worker", "provider_staff", "mentor", "coordinator")


def add_units(session: Session, now: dt.datetime) -> dict[str, Unit]:
    """By key."""
    units: dict[str, Unit] = {}
    for place in PLACES:
        above = units[place.above] if place.above else None
        units[place.key] = add_unit(session, place.name, place.kind, above, now, synthetic=True)
    return units


def add_users(session: Session, units: dict[str, Unit], now: dt.datetime) -> list[Actor]:
    """The actors who do the work of cases."""
    actors: list[tuple[str, Actor]] = []
    shared = None
    for one in USERS:
        # a hash is slow on purpose, and all have the same password
        user = create_user(
            session, one.email, one.name, None if shared else PASSWORD, now=now, unit=units[one.at], synthetic=True
        )
        shared = user.password = shared or user.password
        for role, at in ((one.role, one.at), *one.also):
            grant(session, user, role, units[at], now=now)
        actors.append((one.role, actor_of(user)))
    return [actor for role in WORK for each, actor in actors if each == role]


def sign_ins() -> list[dict[str, str]]:
    return [{"name": one.name, "email": one.email, "password": PASSWORD, "role": one.role} for one in USERS]
