"""Wir sind Usingen: from registration by competence profile, lessons and internship into work."""

from collections.abc import Sequence

from core import Programme, Retention, hookimpl, t
from plugins.wir_sind_usingen.eligibility import eligibility
from plugins.wir_sind_usingen.examples import examples
from plugins.wir_sind_usingen.forms import forms
from plugins.wir_sind_usingen.letters import letters
from plugins.wir_sind_usingen.steps import exits, phases, roles, steps

programme = Programme(
    "wir_sind_usingen",
    t(de="Wir sind Usingen", en="Wir sind Usingen (We are Usingen)"),
    summary=t(
        de="Menschen mit Migrationshintergrund finden vor Ort in Arbeit, Schritt für Schritt: Kompetenzprofil, "
        "Förderunterricht, Praktikum, Arbeitsplatz – und jemand bleibt an ihrer Seite.",
        en="People with a migration background find work close to home, step by step: competence profile, "
        "lessons, internship, job – and somebody stays at their side.",
    ),
    funder=t(
        de="Land Hessen, Hochtaunuskreis, Kommunales Jobcenter, Stadt Usingen, Europäischer Sozialfonds; PLUS: Land Hessen",
        en="State of Hesse, Hochtaunuskreis district, job centre, town of Usingen, European Social Fund; PLUS: State of Hesse",
    ),
    source="Projektbeschreibung „Wir sind Usingen“ der StartHilfe Hochtaunus e. V.",
    eligibility=eligibility,
    forms=forms,
    roles=roles,
    phases=phases,
    steps=steps,
    exits=exits,
    letters=letters,
    examples=examples,
    retention=Retention(
        years=5,
        anchor="end_of_payment_year",
        source="BNBest-P-ESF-Bund: 5 Jahre ab dem 31. Dezember des Jahres der letzten Zahlung (domain.md §2.3)",
        unconfirmed=t(
            de="Die Frist stammt aus ESF-Bestimmungen des Bundes. Was der Bescheid und bei PLUS das Land verlangt, ist offen.",
            en="The period comes from federal ESF terms. What the grant and, for PLUS, the State of Hesse demand is open.",
        ),
    ),
    unconfirmed=t(
        de="Die genauen Vordrucke, die Austrittsregeln und das Ende von PLUS nennen die Quellen nicht.",
        en="The sources do not give the exact forms, the rules of exit, or the end of PLUS.",
    ),
)


@hookimpl
def programmes() -> Sequence[Programme]:
    return [programme]
