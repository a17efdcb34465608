"""The six Förderbausteine, each with an eligibility of its own beside the general rule."""

from datetime import date

from core import Block, Criterion, t
from plugins.gemeinsam_durchstarten.eligibility import FIRST_DAY, LAST_DAY, aged, unclear_papers, until
from plugins.gemeinsam_durchstarten.sources import F1, F3, F4, F4_UNNA, F6, GUIDELINE_2020, INITIATIVE, LOCAL, QUESTIONS, UNNA

F6_FIRST_DAY = date(2019, 11, 1)
F6_LAST_DAY = date(2022, 6, 30)

someone = t(
    de="Welcher Träger diesen Baustein im Kreis Unna anbietet, nennen die Quellen nicht.",
    en="The sources do not say which provider offers this block in the Kreis Unna.",
)
which_day = (
    "Ob das Alter beim Eintritt in das Programm oder in den Baustein zählt, ist offen; wir nehmen den Baustein.",
    "Whether the age at entry into the programme or into the block counts is open; we take the block.",
)

f1 = Block(
    "f1",
    t(de="F1 Coaching", en="F1 Coaching"),
    help=t(
        de="Begleitung vor, während und nach anderen Bausteinen, besonders F2 bis F4. Sie beugt Abbrüchen vor und kann auch "
        "Betriebe "
        "unterstützen.",
        en="Guidance before, during and after other blocks, F2 to F4 above all. It prevents drop-outs and may support "
        "employers, too.",
    ),
    provider=t(
        de="Multikulturelles Forum (Norden und Mitte), In Via (Süden)",
        en="Multikulturelles Forum (north and middle), In Via (south)",
    ),
    eligibility=[until(LAST_DAY, f"{F1}; {INITIATIVE}")],
    unconfirmed=t(
        de=f"Träger nach: {LOCAL}. Die Zahl der Stellen im Kreis kennen wir nicht.", en="We do not know the number of posts."
    ),
)

f2 = Block(
    "f2",
    t(de="F2 Qualifizierung und Sprachförderung neben der Arbeit", en="F2 Qualification and language support beside work"),
    eligibility=[
        until(LAST_DAY, INITIATIVE),
        Criterion(
            "in_work",
            'employment_status in ("employed", "self_employed", "marginal", "in_training", "internship")',
            t(de="Ist in Arbeit, Ausbildung oder Praktikum", en="Is in work, training or on an internship"),
            source=LOCAL,
            valid_from=FIRST_DAY,
            valid_to=LAST_DAY,
            unconfirmed=t(
                de="Dass auch Minijob und Selbstständigkeit als Arbeit zählen, ist unsere Lesart.",
                en="That a Minijob and self-employment count as work is our reading.",
            ),
        ),
        Criterion(
            "no_work_ban",
            'work_ban = "none"',
            t(de="Hat kein gesetzliches Beschäftigungsverbot", en="Is not barred from work by law"),
            help=t(
                de="Ein Verbot gilt zum Beispiel bei sicherem Herkunftsstaat und einem nach dem 31.08.2015 gestellten, "
                "abgelehnten "
                "Asylantrag.",
                en="A ban applies, for example, to a safe country of origin and an asylum application after 31 August 2015 "
                "that was "
                "rejected.",
            ),
            source=QUESTIONS,
            valid_from=FIRST_DAY,
            valid_to=LAST_DAY,
            unconfirmed=t(
                de="Ob ein Verbot auf Zeit schadet, sagt die Quelle nicht; solange es gilt, nehmen wir es an.",
                en="The source does not say whether a temporary ban matters; as long as it lasts we take it to.",
            ),
        ),
        Criterion(
            "identity_clarified",
            'residence_title != "d60b"',
            t(de="Hat keine Duldung mit ungeklärter Identität", en="Has no toleration for unclear identity"),
            source="§ 60b Abs. 5 AufenthG; domain.md §5.1",
            valid_from=FIRST_DAY,
            valid_to=LAST_DAY,
            unconfirmed=t(
                de="Aus dem Aufenthaltsgesetz geschlossen; die Quellen zum Programm nennen es nicht.",
                en="Concluded from the residence act; the programme's sources do not say so.",
            ),
        ),
    ],
    unconfirmed=t(
        de="Träger, Beträge und Umfang von F2 lagen uns nicht vor.", en="We did not have the providers, amounts and extent of F2."
    ),
)

f3 = Block(
    "f3",
    t(de="F3 Hauptschulabschluss nachholen", en="F3 Catching up on the school certificate"),
    help=t(
        de="Klasse 9 oder 10A mit Sprachförderung und „Lernen lernen“.",
        en="Class 9 or 10A with language support and “learning to learn”.",
    ),
    eligibility=[
        until(LAST_DAY, INITIATIVE),
        Criterion(
            "no_regular_school",
            "not(regular_school_access)",
            t(de="Kann keine Regelschule besuchen", en="Cannot attend a regular school"),
            source=F3,
            valid_from=FIRST_DAY,
            valid_to=LAST_DAY,
        ),
    ],
    unconfirmed=t(
        de="Träger und Plätze im Kreis Unna sind offen. Die Pauschale gibt es nur für Eintritte in den ersten acht Wochen "
        f"({GUIDELINE_2020}); dass das F3 meint, ist unsere Annahme. Sie hält niemanden vom Eintritt ab.",
        en="Providers and places are open. The flat rate is for entries within the first eight weeks only; that this is "
        "about F3 is our "
        "assumption. It keeps nobody from entering.",
    ),
)

f4 = Block(
    "f4",
    t(de="F4 Kurse für Schule, Ausbildung und Beruf", en="F4 Courses for school, training and work"),
    help=t(
        de="Jugendintegrationskurs: Deutsch, Berufsorientierung, Mathematik, Englisch und Schlüsselkompetenzen. Drei Kurse "
        "zu je sechs "
        "Monaten.",
        en="Integration course for young people: German, orientation for work, maths, English and key skills. Three courses "
        "of six "
        "months each.",
    ),
    provider=t(de="Werkstatt im Kreis Unna", en="Werkstatt im Kreis Unna"),
    places=40,
    eligibility=[until(LAST_DAY, INITIATIVE), aged(F4, *which_day)],
    unconfirmed=t(
        de=f"Plätze und Kurse nach: {F4_UNNA}. Ob die 40 Plätze für alle drei Kurse zusammen gelten, ist nicht eindeutig.",
        en="Whether the 40 places are for all three courses together is not clear.",
    ),
)

f5 = Block(
    "f5",
    t(de="F5 Innovationsfonds", en="F5 Innovation fund"),
    help=t(de="Für das, was kein anderer Baustein abdeckt.", en="For what no other block covers."),
    eligibility=[until(LAST_DAY, INITIATIVE), aged(INITIATIVE, *which_day)],
    unconfirmed=t(
        de="Wer eintreten darf, legt jedes Projekt fest; Beträge und Projekte im Kreis Unna lagen uns nicht vor.",
        en="Each project says who may enter; we did not have amounts and projects in the Kreis Unna.",
    ),
)

f6 = Block(
    "f6",
    t(de="F6 Teilhabemanagement", en="F6 Participation management"),
    help=t(
        de="Fallmanagement und der Blick auf Gruppen, Bedarfe und Angebote („Gemeinsam klappt’s“), von November 2019 bis "
        "Juni 2022.",
        en="Case management and the view of groups, needs and offers (“Gemeinsam klappt’s”), from November 2019 to June 2022.",
    ),
    eligibility=[
        until(F6_LAST_DAY, F6, F6_FIRST_DAY),
        aged(F6, *which_day, first=F6_FIRST_DAY, last=F6_LAST_DAY),
        Criterion(
            "status",
            'residence_category in ("duldung", "gestattung")',
            t(de="Hat eine Duldung oder Aufenthaltsgestattung", en="Has a toleration or a permission to stay"),
            source=f"{F6}; {UNNA}",
            valid_from=F6_FIRST_DAY,
            valid_to=F6_LAST_DAY,
            unconfirmed=unclear_papers,
        ),
    ],
    unconfirmed=someone,
)

blocks = [f1, f2, f3, f4, f5, f6]
