"""ESF+ at entry: the questions of Part 1 and Part 2, and the indicators that follow from their answers."""

from core import Check, Choice, Computed, Country, Date, Note, Page, YesNo, t

EU_EEA_CH = (
    *("at", "be", "bg", "hr", "cy", "cz", "dk", "ee", "fi", "fr", "gr", "hu", "ie", "it", "lv", "lt", "lu", "mt", "nl"),
    *("pl", "pt", "ro", "sk", "si", "es", "se", "is", "li", "no", "ch"),
)


def codes(*names: str) -> str:
    """The names as a list in a rule."""
    return "(" + ", ".join(f'"{name}"' for name in names) + ")"


work = Page(
    "esf_work",
    t(de="Teil 1: Arbeit", en="Part 1: Work"),
    fields=[
        Choice(
            "employment_status",
            t(de="Lage am Arbeitsmarkt beim Eintritt", en="Situation on the labour market at entry"),
            codes="employment_status",
            fact="employment_status",
            required=True,
            help=t(
                de="Arbeitslos ist, wer bei der Agentur für Arbeit oder dem Jobcenter so gemeldet ist.",
                en="Unemployed is who is registered as such with the employment agency or the job centre.",
            ),
        ),
        YesNo(
            "registered_unemployed",
            t(de="Ist die Person daneben arbeitslos gemeldet?", en="Is the person registered as unemployed besides?"),
            shown_if='employment_status in ("marginal", "internship")',
            required_if='employment_status in ("marginal", "internship")',
            help=t(
                de="Ein Minijob zählt als Arbeit, solange die Person nicht arbeitslos gemeldet ist.",
                en="A Minijob counts as work as long as the person is not registered as unemployed.",
            ),
        ),
        Date(
            "unemployed_since",
            t(de="Arbeitslos gemeldet seit", en="Registered as unemployed since"),
            fact="unemployed_since",
            earliest="birth",
            latest="today",
            shown_if='employment_status = "unemployed" or registered_unemployed',
            required_if='employment_status = "unemployed" or registered_unemployed',
        ),
        YesNo(
            "in_education",
            t(de="Besucht die Person eine Schule oder eine Ausbildung?", en="Does the person attend a school or a training?"),
            shown_if='employment_status in ("unemployed", "inactive", "marginal", "internship")',
            required_if='employment_status in ("unemployed", "inactive", "marginal", "internship")',
        ),
        Computed(
            "esf_employment",
            t(de="Erwerbsstatus im Sinne des ESF+", en="Employment status in the sense of the ESF+"),
            rule='if employment_status = "unemployed" then "EECO02" '
            'else if employment_status in ("marginal", "internship") '
            'then (if registered_unemployed then "EECO02" else if employment_status = "marginal" then "EECO05" else "EECO04") '
            'else if employment_status = "inactive" then "EECO04" else "EECO05"',
            gives="text",
            help=t(
                de="EECO02 arbeitslos, EECO04 nicht erwerbstätig, EECO05 erwerbstätig.",
                en="EECO02 unemployed, EECO04 inactive, EECO05 employed.",
            ),
            unconfirmed=t(
                de="Ein Praktikum ohne Arbeitslosmeldung zählen wir als nicht erwerbstätig; die Quellen sagen dazu nichts.",
                en="An internship without registration counts as inactive here; the sources do not say.",
            ),
        ),
        Computed(
            "esf_unemployed_for",
            t(de="Dauer der Arbeitslosigkeit beim Eintritt", en="Duration of unemployment at entry"),
            rule='if employment_status = "unemployed" '
            'or (employment_status in ("marginal", "internship") and registered_unemployed) '
            'then (if unemployed_since + duration("P12M") <= entry_date then ">= 12" '
            'else if unemployed_since + duration("P6M") <= entry_date then "6-11" else "< 6") else "-"',
            gives="text",
            help=t(
                de="In Monaten. Ab zwölf Monaten zählt die Person als langzeitarbeitslos (EECO03).",
                en="In months. From twelve months on the person counts as long-term unemployed (EECO03).",
            ),
            unconfirmed=t(
                de="Die Stufen stammen aus dem Fragebogen 2014–2020; die deutsche Praxis sagt „mehr als zwölf Monate“.",
                en="The steps come from the questionnaire of 2014–2020; German practice says “more than twelve months”.",
            ),
        ),
    ],
    checks=[
        Check(
            "unemployed_before_entry",
            "unemployed_since <= entry_date",
            t(
                de="Die Arbeitslosigkeit beginnt erst nach dem Eintritt. Prüfen Sie das Datum, "
                "zum Beispiel: Eintritt am 01.03.2026, arbeitslos seit 15.01.2026.",
                en="Unemployment begins only after entry. Check the date, "
                "for example: entry on 01.03.2026, unemployed since 15.01.2026.",
            ),
            field="unemployed_since",
        ),
    ],
)

education = Page(
    "esf_education",
    t(de="Teil 1: Schule und Beruf", en="Part 1: School and vocation"),
    fields=[
        Choice(
            "school_certificate",
            t(de="Höchster Schulabschluss", en="Highest school certificate"),
            codes="school_certificate",
            fact="school_certificate",
            required=True,
        ),
        Choice(
            "vocational_qualification",
            t(de="Höchster Berufs- oder Studienabschluss", en="Highest vocational or university qualification"),
            codes="vocational_qualification",
            fact="vocational_qualification",
            required=True,
            help=t(
                de="Der höchste Abschluss zählt, auch wenn er in Deutschland nicht anerkannt ist.",
                en="The highest one counts, even if it is not recognised in Germany.",
            ),
        ),
        Computed(
            "esf_education_level",
            t(de="Bildungsstand im Sinne des ESF+", en="Level of education in the sense of the ESF+"),
            rule=f"if vocational_qualification in {codes('meister_kurz', 'meister', 'bachelor', 'master', 'promotion')} "
            'then "EECO11" '
            f"else if vocational_qualification in {codes('berufsfachschule', 'lehre', 'gesundheitsschule')} "
            f"or school_certificate in {codes('fachhochschulreife', 'abitur')} "
            'then "EECO10" else "EECO09"',
            gives="text",
            help=t(
                de="EECO09 bis ISCED 2, EECO10 ISCED 3 und 4, EECO11 ISCED 5 bis 8.",
                en="EECO09 up to ISCED 2, EECO10 ISCED 3 and 4, EECO11 ISCED 5 to 8.",
            ),
            unconfirmed=t(
                de="Ein Berufsgrundbildungsjahr zählen wir als ISCED 2; die Zuordnung ist nicht gesichert.",
                en="A year of basic vocational training counts as ISCED 2 here; that is not certain.",
            ),
        ),
    ],
)

origin = Page(
    "esf_origin",
    t(de="Teil 2: Herkunft", en="Part 2: Origin"),
    help=t(
        de="Diese Fragen dürfen offen bleiben.",
        en="These questions may stay open.",
    ),
    fields=[
        Country("nationality", t(de="Staatsangehörigkeit", en="Nationality"), fact="nationality"),
        YesNo(
            "parents_born_abroad",
            t(de="Sind beide Eltern im Ausland geboren?", en="Were both parents born abroad?"),
            fact="parents_born_abroad",
            not_stated=True,
            unconfirmed=t(
                de="EECO14 folgt einer nationalen Definition; „Eltern im Ausland geboren“ ist die Ersatzlösung.",
                en="EECO14 follows a national definition; “parents born abroad” is the fallback.",
            ),
        ),
        Computed(
            "esf_nationality",
            t(de="Gruppe der Staatsangehörigkeit", en="Group of nationality"),
            rule='if nationality = "de" then "DE" else if nationality = "stateless" then "stateless" '
            f'else if nationality in {codes(*EU_EEA_CH)} then "EU/EEA/CH" else "third country"',
            gives="text",
            unconfirmed=t(
                de="EECO13 zählt alle ohne Staatsangehörigkeit eines EU-Staats; der Fragebogen fasst die Staaten des EWR und die "
                "Schweiz mit der EU zusammen. Vergleichen Sie mit Ihrem Bescheid.",
                en="EECO13 counts all who are not nationals of an EU country; the questionnaire takes the other EEA states and "
                "Switzerland together with the EU. Compare with your grant.",
            ),
        ),
    ],
)

voluntary = Page(
    "voluntary",
    t(de="Freiwillige Angaben", en="Voluntary details"),
    fields=[
        Note(
            "voluntary_note",
            t(
                de="Diese drei Fragen muss niemand beantworten. „Keine Angabe“ ist immer möglich und ändert nichts.",
                en="Nobody has to answer these three questions. “Not stated” is always possible and changes nothing.",
            ),
            unconfirmed=t(
                de="Gefragt wird für die Statistik des ESF+ (EECO12, EECO15, EECO16). Schätzungen sind erlaubt, wo der Bescheid "
                "nichts anderes sagt. Nach ländlichen Gebieten (EECO17) wird hier nicht gefragt: Welche Gemeinden zählen, steht "
                "in keiner unserer Quellen.",
                en="Asked for the statistics of the ESF+ (EECO12, EECO15, EECO16). Estimates are allowed where the grant does "
                "not say otherwise. Rural areas (EECO17) are not asked about here: none of our sources says which municipalities "
                "count.",
            ),
        ),
        YesNo("disability", t(de="Behinderung", en="Disability"), fact="disability", not_stated=True, privacy="sensitive"),
        YesNo(
            "minority",
            t(de="Zugehörigkeit zu einer Minderheit", en="Belonging to a minority"),
            fact="minority",
            not_stated=True,
            privacy="sensitive",
        ),
        YesNo(
            "housing_exclusion",
            t(de="Wohnungslos oder ohne gesicherte Wohnung", en="Homeless or without secure housing"),
            fact="housing_exclusion",
            not_stated=True,
            privacy="sensitive",
        ),
    ],
)
