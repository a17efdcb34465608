"""Who may become a mentee: refugees who may work, speak German at B1 and look for work, from 1 January 2024 on."""

from datetime import date

from core import Criterion, t
from plugins.drei_phasen_modell.sources import BALANCE, NEWS, TOWN

START = date(2024, 1, 1)

portal = t(
    de="Das berichtet ein örtliches Nachrichtenportal; in der Vorlage der Stadt steht es nicht.",
    en="A local news portal reports it; it does not stand in the town's own paper.",
)

eligibility = [
    Criterion(
        "started",
        f'entry_date >= date("{START}")',
        t(de="Eintritt ab dem 01.01.2024", en="Entry from 1 January 2024"),
        source=TOWN,
        unconfirmed=t(
            de=f"Die Stadt nennt den 01.01.2024, eine andere Quelle den März 2024 ({BALANCE}). Ein Ende ist nicht bekannt.",
            en=f"The town says 1 January 2024, another source March 2024 ({BALANCE}). No end is known.",
        ),
    ),
    Criterion(
        "refugee_background",
        "refugee_background",
        t(de="Ist geflüchtet", en="Came as a refugee"),
        source=f"{TOWN}; {NEWS}",
        valid_from=START,
    ),
    Criterion(
        "work_permitted",
        "work_permitted",
        t(de="Darf arbeiten", en="May work"),
        source=NEWS,
        valid_from=START,
        unconfirmed=portal,
    ),
    Criterion(
        "german",
        'german_level >= "b1"',
        t(de="Spricht Deutsch auf Niveau B1 oder besser", en="Speaks German at level B1 or better"),
        source=NEWS,
        valid_from=START,
        unconfirmed=portal,
    ),
    Criterion(
        "seeking_work",
        "seeking_work",
        t(de="Sucht Arbeit", en="Is looking for work"),
        help=t(de="Auch ein Praktikum oder eine Ausbildung.", en="An internship or vocational training counts, too."),
        source=f"{TOWN}; {NEWS}",
        valid_from=START,
    ),
]
