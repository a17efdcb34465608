"""The Bergsträßer Kompetenznachweis: what somebody has learned and done in all programmes, for authorities and employers."""

from core import Audience, DocumentKind, DocumentSection, t
from plugins.wir.sources import PRESS

credential = DocumentKind(
    "competence_credential",
    t(de="Bergsträßer Kompetenznachweis", en="Bergstraße competence record"),
    help=t(
        de="Schule, Beruf, Sprachen, Kurse und Maßnahmen auf einem Papier, zusammengestellt aus allem, was schon erfasst ist.",
        en="School, vocation, languages, courses and measures on one paper, put together from what has been recorded.",
    ),
    form="competence_profile",
    audiences=[
        Audience(
            "authorities",
            t(de="Für Behörden", en="For authorities"),
            help=t(
                de="Alles, auch Programme und Ergebnisse; der Aufenthalt nur, wenn Sie die Akte bearbeiten dürfen.",
                en="Everything, programmes and results too; residence only if you may edit the record.",
            ),
        ),
        Audience(
            "employers",
            t(de="Für Arbeitgeber", en="For employers"),
            outside=True,
            help=t(
                de="Ohne Aufenthalt, Gesundheit, Familie und Leistungen, ohne die Namen der Programme, und von Kursen und "
                "Maßnahmen nur, was abgeschlossen ist.",
                en="Without residence, health, family and benefits, without the names of programmes, and of courses and measures "
                "only what was completed.",
            ),
        ),
    ],
    sections=[
        DocumentSection(
            "person",
            t(de="Zur Person", en="The person"),
            facts=["date_of_birth", "municipality", "phone", "email"],
        ),
        DocumentSection(
            "origin",
            t(de="Herkunft", en="Origin"),
            facts=["nationality", "country_of_birth", "arrived_on"],
            readers=["authorities"],
        ),
        DocumentSection(
            "residence",
            t(de="Aufenthalt und Arbeitserlaubnis", en="Residence and permission to work"),
            facts=["residence_title", "residence_valid_until", "work_ban", "work_permitted"],
            readers=["authorities"],
            closed=True,
        ),
        DocumentSection(
            "languages",
            t(de="Sprachen", en="Languages"),
            facts=["german_level"],
            fields=["german_proof", "languages", "reads_latin_script"],
        ),
        DocumentSection("school", t(de="Schule", en="School"), facts=["school_certificate"], fields=["schools"]),
        DocumentSection(
            "vocation",
            t(de="Ausbildung und Studium", en="Training and studies"),
            facts=["vocational_qualification"],
            fields=["trainings", "recognition"],
        ),
        DocumentSection("work", t(de="Arbeit", en="Work"), fields=["jobs"]),
        DocumentSection(
            "labour_market",
            t(de="Lage am Arbeitsmarkt", en="Situation on the labour market"),
            facts=["employment_status", "unemployed_since", "seeking_work", "benefits"],
            readers=["authorities"],
        ),
        DocumentSection(
            "skills",
            t(de="Weitere Fähigkeiten", en="Further skills"),
            fields=["informal_skills", "digital_skills", "driving_licence"],
        ),
        DocumentSection("courses", t(de="Kurse und Veranstaltungen", en="Courses and events"), courses=True),
        DocumentSection("measures", t(de="Maßnahmen und Ergebnisse", en="Measures and results"), measures=True),
        DocumentSection(
            "availability",
            t(de="Zeiten und Wege", en="Times and transport"),
            fields=["mobility", "travel_minutes", "possible_times", "possible_hours"],
        ),
        DocumentSection(
            "family",
            t(de="Familie", en="Family"),
            fields=["cares_for_children", "childcare_settled"],
            readers=["authorities"],
            closed=True,
        ),
        DocumentSection(
            "consideration",
            t(de="Rücksicht bei der Arbeit", en="Consideration at work"),
            fields=["work_restrictions"],
            readers=["authorities"],
            closed=True,
        ),
        DocumentSection(
            "aims",
            t(de="Wünsche und nächster Schritt", en="Wishes and next step"),
            fields=["wishes", "obstacles", "next_step", "next_step_until"],
            readers=["authorities"],
        ),
    ],
    shown_outside=[
        *("german_level", "lots_qualified", "placement_kind", "qualification_result"),
        *("f2_result", "f3_certificate", "f4_result"),
    ],
    source=PRESS,
    unconfirmed=t(
        de="Schulischer und beruflicher Hintergrund, Sprachen und absolvierte Kurse nennt die Quelle, als Leser "
        "Behörden und Arbeitgeber. Einen Vordruck kennen wir nicht.",
        en="The source names school and vocational background, languages and courses completed, and authorities and employers as "
        "readers. We do not know a form.",
    ),
)
