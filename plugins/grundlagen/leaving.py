"""Parts of an exit: the last day, and a look back."""

from core import Check, Choice, Date, LongText, Option, Page, t

leaving_page = Page(
    "leaving",
    t(de="Ende der Teilnahme", en="End of the participation"),
    fields=[
        Date("exit_on", t(de="Letzter Tag der Teilnahme", en="Last day of taking part"), required=True, latest="today"),
        Choice(
            "exit_kind",
            t(de="Wie endet die Teilnahme?", en="How does the participation end?"),
            required=True,
            options=[
                Option("regular", t(de="Wie geplant", en="As planned")),
                Option("early", t(de="Vorzeitig", en="Early")),
            ],
        ),
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
