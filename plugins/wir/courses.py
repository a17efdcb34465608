"""Courses with a list of people: Deutsch4U, and the qualification of the Integrationslots:innen."""

from datetime import date

from core import Check, Choice, Computed, Criterion, Date, Form, ManyOf, Money, Offering, Option, WholeNumber, YesNo, t
from plugins.wir.sources import ACCOUNTING, DEUTSCH4U, DEUTSCH4U_NEWS, DEUTSCH4U_TOWN, QUALIFICATION

OPENED = date(2018, 10, 1)
BEFORE = date(2018, 9, 30)
UNITS = t(de="Einheiten", en="units")


def in_order(prefix: str) -> Check:
    """The end lies not before the start."""
    return Check(
        "order",
        f"{prefix}_to >= {prefix}_from",
        t(
            de="Der letzte Tag liegt vor dem ersten. Prüfen Sie beide Tage, zum Beispiel: vom 02.03.2026 bis zum 28.08.2026.",
            en="The last day lies before the first. Check both days, for example: from 02.03.2026 to 28.08.2026.",
        ),
        field=f"{prefix}_to",
    )


deutsch4u_form = Form(
    "deutsch4u_course",
    t(de="Deutsch4U-Kurs", en="Deutsch4U course"),
    fields=[
        Date("d4u_from", t(de="Erster Kurstag", en="First day of the course"), required=True),
        Date("d4u_to", t(de="Letzter Kurstag", en="Last day of the course"), required=True),
        Choice(
            "d4u_level",
            t(de="Womit beginnt der Kurs?", en="Where does the course begin?"),
            required=True,
            options=[
                Option("alpha", t(de="Alphabetisierung", en="Reading and writing")),
                Option("a1", t(de="A1", en="A1")),
                Option("higher", t(de="Höher als A1", en="Higher than A1")),
            ],
        ),
        WholeNumber(
            "d4u_units",
            t(de="Unterrichtsstunden", en="Teaching units"),
            minimum=1,
            maximum=1000,
            unit=UNITS,
            required=True,
            help=t(de="In der Regel sind es 300.", en="As a rule there are 300."),
        ),
        YesNo("d4u_childcare", t(de="Gibt es Kinderbetreuung während des Kurses?", en="Is there childcare during the course?")),
        Money("d4u_costs", t(de="Beantragte Förderung", en="Funding applied for")),
        ManyOf(
            "d4u_papers",
            t(de="Welche Unterlagen liegen vor?", en="Which papers are there?"),
            options=[
                Option("application", t(de="Antrag", en="Application")),
                Option("concept", t(de="Kurskonzeption", en="Concept of the course")),
                Option("budget", t(de="Kosten- und Finanzierungsplan", en="Plan of costs and funding")),
                Option("list", t(de="Teilnehmerliste", en="List of participants")),
            ],
        ),
    ],
    checks=[
        in_order("d4u"),
        Check(
            "per_unit",
            "d4u_costs <= d4u_units * 4000",
            t(
                de="Gefördert werden höchstens 40 Euro je Unterrichtsstunde. Zum Beispiel: 300 Stunden, 12.000 Euro.",
                en="At most 40 euros are funded for each teaching unit. For example: 300 units, 12,000 euros.",
            ),
            field="d4u_costs",
        ),
        Check(
            "per_course",
            'd4u_costs <= 1200000 or d4u_from >= date("2025-09-01") and d4u_costs <= 2000000',
            t(
                de="Gefördert werden höchstens 12.000 Euro je Kurs, bei Beginn ab September 2025 höchstens 20.000 Euro.",
                en="At most 12,000 euros are funded for a course, at most 20,000 euros if it begins in September 2025 or later.",
            ),
            field="d4u_costs",
        ),
    ],
    unconfirmed=t(
        de=f"Umfang und Beträge nach: {DEUTSCH4U_TOWN}. Die 20.000 Euro ab September 2025 nach: {DEUTSCH4U_NEWS}. Ob der Tag des "
        "Kursbeginns oder des Antrags zählt, ist nicht gesagt.",
        en="Extent and amounts from a town's page; the 20,000 euros from September 2025 from a weak source. Whether the day "
        "of the "
        "start or of the application counts is not said.",
    ),
)

deutsch4u = Offering(
    "deutsch4u",
    t(de="Deutsch4U", en="Deutsch4U (German course)"),
    help=t(
        de="Ein niedrigschwelliger Deutschkurs mit Teilnehmerliste.",
        en="A German course that is easy to enter, with a list of participants.",
    ),
    form="deutsch4u_course",
    role="course_provider",
    places=True,
    units=True,
    eligibility=[
        Criterion(
            "adult",
            "age >= 18",
            t(de="Ist volljährig", en="Is of age"),
            source=DEUTSCH4U,
            unconfirmed=t(
                de="Die Kurse sind für Erwachsene; eine Zahl nennt die Quelle nicht, und auch nicht, seit wann das gilt.",
                en="The courses are for adults; the source gives no number, nor since when it holds.",
            ),
        ),
        Criterion(
            "asylum",
            'residence_category in ("gestattung", "duldung")',
            t(de="Hat eine Aufenthaltsgestattung oder Duldung", en="Has a permission to stay or a toleration"),
            source=f"{DEUTSCH4U}: bis September 2018 für Asylsuchende und Geduldete",
            valid_to=BEFORE,
        ),
        Criterion(
            "language_need",
            'contains(support_needs, "language") or contains(support_needs, "literacy")',
            t(de="Hat Bedarf beim Deutschlernen", en="Needs to learn German"),
            source=f"{DEUTSCH4U}: seit Oktober 2018 für fast alle mit Sprachbedarf",
            valid_from=OPENED,
            unconfirmed=t(
                de="Wer zu den „fast allen“ nicht gehört, sagt die Quelle nicht.",
                en="The source says “nearly everyone”, but not who is left out.",
            ),
        ),
    ],
    unconfirmed=t(
        de="Wie viele Plätze ein Kurs hat, nennt keine Quelle; tragen Sie sie für jeden Kurs ein.",
        en="No source says how many places a course has; enter them for each course.",
    ),
)

qualification_form = Form(
    "lots_course",
    t(de="Qualifizierungskurs für Integrationslots:innen", en="Course for integration guides"),
    fields=[
        Date("lots_course_from", t(de="Erster Kurstag", en="First day of the course"), required=True),
        Date("lots_course_to", t(de="Letzter Kurstag", en="Last day of the course"), required=True),
        WholeNumber(
            "lots_course_units",
            t(de="Unterrichtseinheiten", en="Teaching units"),
            minimum=20,
            maximum=36,
            unit=UNITS,
            required=True,
        ),
        WholeNumber("lots_course_people", t(de="Zahl der Teilnehmenden", en="Number of participants"), minimum=0, maximum=200),
        Computed(
            "lots_course_cap",
            t(de="Höchste Förderung in Euro", en="Highest funding in euros"),
            rule="lots_course_people * lots_course_units * 12.50",
            gives="number",
            help=t(
                de="Teilnehmende mal Unterrichtseinheiten mal 12,50 Euro.",
                en="Participants times teaching units times 12.50 euros.",
            ),
        ),
        Money("lots_course_costs", t(de="Abgerechnete Kosten", en="Costs accounted for")),
        Computed(
            "lots_course_proof_due",
            t(de="Verwendungsnachweis fällig am", en="Proof of use due on"),
            rule='lots_course_to + duration("P3M")',
            gives="date",
        ),
        ManyOf(
            "lots_course_papers",
            t(de="Was ist abgeschickt?", en="What has been sent?"),
            options=[
                Option("proof", t(de="Einfacher Verwendungsnachweis", en="Simple proof of use")),
                Option("list", t(de="Teilnehmendenliste WIR-Lotsen Quali", en="List “Teilnehmendenliste WIR-Lotsen Quali”")),
                Option("report", t(de="Formloser Sachbericht", en="Report in free form")),
            ],
        ),
        Date("lots_course_proof_on", t(de="Verwendungsnachweis abgeschickt am", en="Proof of use sent on")),
    ],
    checks=[
        in_order("lots_course"),
        Check(
            "cap",
            "lots_course_costs <= lots_course_people * lots_course_units * 1250",
            t(
                de="Mehr als 12,50 Euro je Person und Unterrichtseinheit werden nicht gefördert. Zum Beispiel: 10 Personen, "
                "20 Einheiten, 2.500 Euro.",
                en="No more than 12.50 euros are funded for each person and teaching unit. For example: 10 people, 20 units, "
                "2,500 euros.",
            ),
            field="lots_course_costs",
        ),
        Check(
            "proof_after",
            "lots_course_proof_on >= lots_course_to",
            t(
                de="Der Nachweis liegt vor dem Ende des Kurses. Prüfen Sie beide Tage, zum Beispiel: letzter Kurstag "
                "30.04.2026, abgeschickt am 15.07.2026.",
                en="The proof lies before the end of the course. Check both days, for example: last day of the course "
                "30.04.2026, sent on 15.07.2026.",
            ),
            field="lots_course_proof_on",
        ),
    ],
    unconfirmed=t(de=f"Fristen und Unterlagen nach: {ACCOUNTING}.", en="Deadlines and papers as the accounting page says."),
)

lots_qualification = Offering(
    "lots_qualification",
    t(de="Basisqualifizierung für Integrationslots:innen", en="Basic qualification for integration guides"),
    help=t(de="20 bis 36 Unterrichtseinheiten in 8 Modulen.", en="20 to 36 teaching units in 8 modules."),
    form="lots_course",
    role="lots_coordination",
    units=True,
    least_units=20,
    most_units=36,
    unconfirmed=t(
        de=f"Nach: {QUALIFICATION}. Die Titel der acht Module kennen wir nicht.",
        en="We do not know the titles of the eight modules.",
    ),
)

forms = [deutsch4u_form, qualification_form]
offerings = [deutsch4u, lots_qualification]
