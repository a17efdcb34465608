"""The end of a year and of a deployment: the Verwendungsnachweis, and how somebody's volunteering ends."""

from core import Check, Choice, Computed, Date, Form, Money, Note, Option, YesNo, t
from plugins.wir.exits import lots_exits
from plugins.wir.sources import ACCOUNTING

account = Form(
    "lots_account",
    t(de="Verwendungsnachweis für den Einsatz", en="Proof of use for the deployment"),
    fields=[
        Note(
            "lots_account_note",
            t(
                de="Der einfache Verwendungsnachweis für den Einsatz eines Jahres ist bis zum 31. März des nächsten Jahres "
                "fällig. "
                "Dazu gehört ein formloser Sachbericht.",
                en="The simple proof of use for a year's deployment is due by 31 March of the next year. A report in free form "
                "belongs to it.",
            ),
        ),
        Date(
            "lots_account_until",
            t(de="Letzter Tag des abgerechneten Zeitraums", en="Last day of the period accounted for"),
            required=True,
            help=t(de="Für ein ganzes Jahr der 31. Dezember.", en="For a whole year, 31 December."),
        ),
        Computed(
            "lots_account_due",
            t(de="Fällig am", en="Due on"),
            rule='lots_account_until + duration("P3M")',
            gives="date",
        ),
        Money("lots_account_paid", t(de="Ausgezahlte Aufwandsentschädigung", en="Allowance paid"), required=True),
        YesNo("lots_account_report", t(de="Liegt der Sachbericht bei?", en="Is the report enclosed?"), required=True),
        Date("lots_account_sent_on", t(de="Abgeschickt am", en="Sent on"), required=True, earliest="birth", latest="today"),
    ],
    checks=[
        Check(
            "order",
            "lots_account_sent_on > lots_account_until",
            t(
                de="Abgerechnet wird, wenn der Zeitraum vorbei ist. Das Absenden liegt vor seinem Ende. Zum Beispiel: bis "
                "31.12.2025, abgeschickt am 16.03.2026.",
                en="The account is made when the period is over. It was sent before its end. For example: until 31.12.2025, "
                "sent on 16.03.2026.",
            ),
            field="lots_account_sent_on",
        ),
        Check(
            "highest",
            "lots_account_paid <= 207000",
            t(
                de="Mehr als 2.070 Euro im Jahr sind nicht möglich: höchstens 414 Stunden zu je 5 Euro.",
                en="More than 2,070 euros a year are not possible: at most 414 hours at 5 euros each.",
            ),
            field="lots_account_paid",
        ),
    ],
    unconfirmed=t(
        de=f"Fristen nach: {ACCOUNTING}. Ob für jede Person oder für alle zusammen abgerechnet wird, ist nicht gesagt.",
        en="Deadlines as the source says. Whether the account is made for each person or for all together is not said.",
    ),
)

exit_form = Form(
    "lots_exit",
    t(de="Ende des Ehrenamts", en="End of volunteering"),
    fields=[
        Date("lots_exit_on", t(de="Letzter Tag", en="Last day"), required=True, earliest="birth", latest="today"),
        Choice(
            "lots_exit_reason",
            t(de="Wie endet es?", en="How does it end?"),
            required=True,
            options=[Option(reason.id, reason.title) for reason in lots_exits],
        ),
    ],
    checks=[
        Check(
            "after_entry",
            "lots_exit_on >= entry_date",
            t(
                de="Der letzte Tag liegt vor dem Beginn. Prüfen Sie das Jahr, zum Beispiel: Beginn am 02.03.2026, letzter "
                "Tag am 28.08.2026.",
                en="The last day lies before the start. Check the year, for example: start on 02.03.2026, last day on "
                "28.08.2026.",
            ),
            field="lots_exit_on",
        )
    ],
)

forms = [account, exit_form]
