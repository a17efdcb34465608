"""Parts of an exit: that somebody leaves, the last day, and a look back."""

from core import Check, Choice, Date, Form, LongText, Option, Page, t

leaving = Form(
    "leaving",
    t(de="Die Teilnahme endet", en="The participation ends"),
    fields=[
        Choice(
            "exit_kind",
            t(de="Wie endet die Teilnahme?", en="How does the participation end?"),
            required=True,
            options=[
                Option("regular", t(de="Wie geplant", en="As planned")),
                Option("early", t(de="Vorzeitig", en="Early")),
            ],
        ),
        LongText(
            "leaving_note",
            t(de="Was hat die Person jetzt vor?", en="What are the person's plans now?"),
            rows=3,
            help=t(
                de="Danach haben Sie 28 Tage Zeit für die Angaben zum Austritt.",
                en="After this you have 28 days for the details of the exit.",
            ),
        ),
    ],
)

last_day = Page(
    "last_day",
    t(de="Letzter Tag", en="Last day"),
    fields=[
        Date(
            "exit_on",
            t(de="Letzter Tag der Teilnahme", en="Last day of taking part"),
            required=True,
            earliest="birth",
            latest="today",
        )
    ],
    checks=[
        Check(
            "exit_after_entry",
            "exit_on >= entry_date",
            t(
                de="Der letzte Tag liegt vor dem Eintritt. Prüfen Sie das Datum, "
                "zum Beispiel: Eintritt am 01.03.2026, letzter Tag am 30.09.2026.",
                en="The last day lies before the entry. Check the date, "
                "for example: entry on 01.03.2026, last day on 30.09.2026.",
            ),
            field="exit_on",
        ),
    ],
)

looking_back = Page(
    "looking_back",
    t(de="Rückblick", en="Looking back"),
    fields=[
        LongText(
            "exit_note",
            t(de="Was hat geholfen, was hat gefehlt?", en="What helped, what was missing?"),
            rows=4,
            help=t(
                de="Ein, zwei Sätze genügen. Die Person darf alles lesen, was hier steht.",
                en="A sentence or two is enough. The person may read all that stands here.",
            ),
        ),
    ],
)
