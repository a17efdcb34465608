"""The way of the Integrationslots:innen: application, qualification, deployment, hours with their caps, account, end."""

from typing import Any

from core import Cap, Counter, Step, Track, t
from plugins.wir.sources import ACCOUNTING

tracks = [
    Track(
        "lots",
        t(de="Integrationslots:innen", en="Integration guides"),
        help=t(de="Ehrenamtliche, die anderen den Weg zeigen.", en="Volunteers who show others the way."),
    )
]


def lots(id: str, de: str, en: str, *, role: str = "lots_coordination", phase: str = "lots_deployment", **more: Any) -> Step:
    """A step on the way of the Integrationslots:innen."""
    return Step(id, t(de=de, en=en), role=role, phase=phase, track="lots", **more)


steps = [
    lots("lots_application", "Bewerbung aufnehmen", "Take the application", phase="lots_start", form="lots_application"),
    lots(
        "lots_qualification",
        "Qualifizierung festhalten",
        "Record the qualification",
        phase="lots_start",
        form="lots_qualification_record",
        after=["lots_application"],
        repeat="not(lots_qualified)",
        outcome="lots_qualified",
    ),
    lots(
        "lots_deployment", "Einsatz vereinbaren", "Agree on the deployment", form="lots_deployment", after=["lots_qualification"]
    ),
    lots(
        "lots_hours",
        "Stunden eintragen",
        "Enter hours",
        role="lots",
        form="lots_hours",
        after=["lots_deployment"],
        when="not(lots_coordinating)",
        optional=True,
        repeat="true",
    ),
    lots(
        "lots_coordination_hours",
        "Stunden mit Koordination eintragen",
        "Enter hours with coordination",
        role="lots",
        form="lots_coordination_hours",
        after=["lots_deployment"],
        when="lots_coordinating",
        optional=True,
        repeat="true",
    ),
    lots(
        "lots_account",
        "Einsatz abrechnen",
        "Account for the deployment",
        form="lots_account",
        after=["lots_deployment"],
        optional=True,
        repeat="true",
    ),
    lots(
        "lots_closing",
        "Ehrenamt abschließen",
        "Close the volunteering",
        form="lots_exit",
        after=["lots_deployment"],
        exit="lots_exit_reason",
    ),
]

flexed = t(
    de="Stunden dürfen flexibel eingesetzt werden; wie weit über die Woche hinaus, sagt die Quelle nicht.",
    en="Hours may be used flexibly; the source does not say how far beyond the week.",
)


def hours(id: str, de: str, en: str, week: int, year: int) -> Counter:
    """Five euros an hour, up to so many hours a week and a year."""
    caps = [Cap(amount=week * 60, per="week", source=ACCOUNTING), Cap(amount=year * 60, per="year", source=ACCOUNTING)]
    return Counter(
        id,
        t(de=de, en=en),
        form=id,
        field=f"{id}_minutes",
        on=f"{id}_on",
        caps=caps,
        rate=500,
        source=ACCOUNTING,
        unconfirmed=flexed,
    )


counters = [
    hours("lots_hours", "Stunden im Einsatz", "Hours of deployment", 6, 276),
    hours("lots_coordination_hours", "Stunden mit Koordination", "Hours with coordination", 9, 414),
]
