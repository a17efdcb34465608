"""Who may take part: women with own migration, low-qualified or again unlearned, in need of support; in one of two phases."""

from datetime import date

from core import Criterion, DecisionTable, TableInput, TableRow, t

PROGRAMME = "ESF-Plus-Programm MY TURN des BMAS (esf.de)"
LOCAL = "Landkreis Hersfeld-Rotenburg, Seite „Migration“, Abschnitt LIMEA"
NEED = "Förderdatenbank Rheinland-Pfalz (MFFKI) zu MY TURN"
SECOND = "my-turn.info, Meldung zur zweiten Förderphase"
LAW = "§ 81 Abs. 2 SGB III"

UNLEARNED = DecisionTable(
    [
        TableInput("vocational_qualification", title=t(de="Berufsabschluss", en="Vocational qualification")),
        TableInput("years_unskilled", title=t(de="Jahre an- oder ungelernt", en="Years in un- or semi-skilled work")),
    ],
    [
        TableRow(['"none", "bvj"', "-"], "true", notes=["ungelernt"]),
        TableRow(['not("none", "bvj")', "> 4"], "true", notes=["wieder ungelernt (Abs. 2 Nr. 2)"]),
        TableRow(['not("none", "bvj")', "<= 4"], "false", notes=["genau vier Jahre genügen nicht"]),
    ],
    note_titles=["§ 81 SGB III"],
)
"""(Wieder) ungelernt: no vocational certificate, or more than four years in un- or semi-skilled work."""

FIRST_DAY = date(2022, 9, 1)
PHASE_1_ENDS = date(2025, 12, 31)
PHASE_2_BEGINS = date(2026, 1, 1)
LAST_DAY = date(2028, 12, 31)

phases = [
    Criterion(
        "entry_window",
        'entry_date in [date("2022-09-01")..date("2025-12-31")]',
        t(
            de="Eintritt vom 01.09.2022 bis zum 31.12.2025 (Phase 1)",
            en="Entry from 1 September 2022 to 31 December 2025 (phase 1)",
        ),
        source=SECOND,
        valid_to=PHASE_1_ENDS,
    ),
    Criterion(
        "entry_window",
        'entry_date in [date("2026-01-01")..date("2028-12-31")]',
        t(
            de="Eintritt vom 01.01.2026 bis zum 31.12.2028 (Phase 2)",
            en="Entry from 1 January 2026 to 31 December 2028 (phase 2)",
        ),
        help=t(
            de="Phase 2 steht Projekten offen, die einen Bescheid der Phase 1 haben.",
            en="Phase 2 is open to projects that hold a grant of phase 1.",
        ),
        source=SECOND,
        valid_from=PHASE_2_BEGINS,
        unconfirmed=t(
            de="Ob LIMEA in Phase 2 gefördert wird, wissen wir nicht. Bitte den Bescheid prüfen.",
            en="Whether LIMEA is funded in phase 2 we do not know. Please check the grant.",
        ),
    ),
]

who = [
    Criterion(
        "woman",
        'sex = "female"',
        t(de="Ist eine Frau", en="Is a woman"),
        source=f"{PROGRAMME}; {LOCAL}",
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
    ),
    Criterion(
        "own_migration",
        "own_migration",
        t(de="Ist selbst nach Deutschland eingewandert", en="Came to Germany as an immigrant"),
        source=PROGRAMME,
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
        unconfirmed=t(
            de="Ob auch die Staatsangehörigkeit zählt, sagen die Quellen verschieden. Wir prüfen nur die eigene Einwanderung.",
            en="Whether nationality counts as well is said differently by the sources. We check own immigration only.",
        ),
    ),
    Criterion(
        "low_qualified",
        table=UNLEARNED,
        title=t(
            de="Ohne Berufsabschluss, oder seit mehr als vier Jahren an- oder ungelernt tätig",
            en="Without vocational qualification, or for more than four years in un- or semi-skilled work",
        ),
        help=t(
            de="„Wieder ungelernt“ ist, wer einen Berufsabschluss hat, aber seit mehr als vier Jahren an- oder "
            "ungelernt arbeitet. "
            "Genau vier Jahre genügen nicht.",
            en="“Again unlearned” is who has a vocational qualification but has worked un- or semi-skilled for more "
            "than four years. "
            "Exactly four years are not enough.",
        ),
        source=f"{LAW}; {NEED}",
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
        unconfirmed=t(
            de="Das Gesetz verlangt auch, dass eine Arbeit im gelernten Beruf nicht mehr zu erwarten ist; das "
            "beurteilt die Fachkraft. "
            "Ein Berufsvorbereitungsjahr zählt hier nicht als Abschluss.",
            en="The law also demands that work in the learned occupation is no longer to be expected; the case worker "
            "judges that. "
            "A year of vocational preparation does not count as a qualification here.",
        ),
    ),
    Criterion(
        "need",
        'arrived_on >= date("2015-01-01") or contains(support_needs, "childcare") or contains(support_needs, "language") '
        'or contains(support_needs, "digital") or contains(support_needs, "literacy") or contains(support_needs, "numeracy")',
        t(
            de="Braucht mehr Unterstützung als andere (ein Anzeichen genügt)",
            en="Needs more support than others (one sign is enough)",
        ),
        help=t(
            de="Anzeichen sind: seit 2015 eingewandert, wenig Übung in der deutschen Sprache, Grundkenntnisse fehlen – "
            "auch am Computer –, "
            "oder Kinder, deren Betreuung noch nicht geklärt ist.",
            en="Signs are: immigrated since 2015, little practice in German, basic skills missing – also at the computer –, "
            "or children whose care is not settled yet.",
        ),
        source=f"{NEED} (Einwanderung seit 2015); {PROGRAMME} (Sprachpraxis, Basiskompetenzen); § 10 Abs. 1 SGB II (Betreuung)",
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
        unconfirmed=t(
            de="Die Quellen nennen Beispiele, keine abgeschlossene Liste.", en="The sources name examples, not a closed list."
        ),
    ),
    Criterion(
        "district",
        'district = "Landkreis Hersfeld-Rotenburg"',
        t(de="Wohnt im Landkreis Hersfeld-Rotenburg", en="Lives in Landkreis Hersfeld-Rotenburg"),
        source=LOCAL,
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
        unconfirmed=t(
            de="Dass LIMEA nur Frauen aus dem Landkreis aufnimmt, ist unsere Lesart.",
            en="That LIMEA takes in only women from the district is our reading.",
        ),
    ),
    Criterion(
        "labour_status",
        'employment_status in ("unemployed", "marginal") or seeking_work',
        t(de="Ist arbeitslos, sucht Arbeit oder hat einen Minijob", en="Is unemployed, looking for work, or has a Minijob"),
        help=t(
            de="Vor allem diese Frauen sind gemeint; andere sind nicht ausgeschlossen.",
            en="Above all these women are meant; others are not excluded.",
        ),
        source=f"{PROGRAMME}: „vor allem“",
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
        strength="should",
    ),
    Criterion(
        "age",
        "age >= 16",
        t(de="Mindestens 16 Jahre alt", en="At least 16 years old"),
        source="AWO Landsberg, Projektseite zu MY TURN",
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
        strength="should",
        unconfirmed=t(
            de="Das sagt ein anderes Projekt; das Programm selbst nennt kein Alter.",
            en="Another project says so; the programme itself names no age.",
        ),
    ),
]

eligibility = [*phases, *who]
