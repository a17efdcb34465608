"""3-Phasen-Modell Hilden: mentees on the way into work, mentors at their side, companies with their offers."""

from collections.abc import Sequence

from core import PartForm, PartLetter, Programme, hookimpl, t
from plugins.drei_phasen_modell import matching, mentors, phases, steps
from plugins.drei_phasen_modell.eligibility import eligibility
from plugins.drei_phasen_modell.examples import examples
from plugins.drei_phasen_modell.exits import exits
from plugins.drei_phasen_modell.sources import NEWS, TOWN

programme = Programme(
    "drei_phasen_modell",
    t(de="3-Phasen-Modell Hilden", en="3-Phasen-Modell Hilden (three-phase model)"),
    summary=t(
        de="Geflüchtete Menschen finden in drei Phasen in Arbeit: Screening, Assessment, Matching. Ehrenamtliche "
        "Mentor:innen gehen "
        "mit, Betriebe am Ort öffnen ihre Türen.",
        en="Refugees find work in three phases: screening, assessment, matching. Volunteer mentors go along, local companies "
        "open "
        "their doors.",
    ),
    funder=t(
        de="Stadt Hilden; Spende der Firma QIAGEN (10.000 Euro)",
        en="Town of Hilden; donation of the company QIAGEN (10,000 euros)",
    ),
    source=f"{TOWN}; {NEWS}",
    eligibility=eligibility,
    forms=[
        PartForm("master_sheet"),
        PartForm("competence_profile"),
        PartForm("contact_note"),
        *phases.forms,
        *matching.forms,
        *mentors.forms,
    ],
    roles=steps.roles,
    phases=steps.phases,
    tracks=steps.tracks,
    steps=steps.steps,
    offerings=[*matching.offerings, *mentors.offerings],
    counters=mentors.counters,
    exits=exits,
    letters=[PartLetter("invitation", steps=["registration"]), PartLetter("appointment"), PartLetter("participation")],
    examples=examples,
    unconfirmed=t(
        de="Alter, Wohnort, Ende des Projekts, Aufbewahrungsfristen und Austrittsregeln nennen die Quellen nicht. Zahlen: "
        "über 20 "
        "Bewerbungen als Mentor:in, 40 Menschen mit erfüllten Voraussetzungen; in der ersten Bilanz 14 Mentees und 12 "
        "Mentor:innen.",
        en="The sources give no age, residence, end of the project, retention periods or rules of exit. Numbers: over 20 "
        "applications as "
        "mentors, 40 people who met the conditions; 14 mentees and 12 mentors in the first balance.",
    ),
)


@hookimpl
def programmes() -> Sequence[Programme]:
    return [programme]
