"""The Kontaktnotiz: one contact with its day and its minutes, which counters add up."""

from core import Choice, Date, Form, LongText, ManyOf, Option, WholeNumber, t

contact_note = Form(
    "contact_note",
    t(de="Kontaktnotiz", en="Contact note"),
    fields=[
        Date("contact_on", t(de="Tag", en="Day"), required=True, earliest="birth", latest="today"),
        WholeNumber(
            "contact_minutes",
            t(de="Dauer", en="Duration"),
            minimum=1,
            maximum=600,
            unit=t(de="Minuten", en="minutes"),
            required=True,
        ),
        Choice(
            "contact_kind",
            t(de="Art des Kontakts", en="Kind of contact"),
            required=True,
            options=[
                Option("talk", t(de="Gespräch", en="Talk")),
                Option("phone", t(de="Telefon", en="Phone call")),
                Option("message", t(de="Nachricht oder E-Mail", en="Message or e-mail")),
                Option("visit", t(de="Besuch", en="Visit")),
                Option("authority", t(de="Gemeinsam bei einer Behörde", en="Together at an authority")),
                Option("company", t(de="Im Betrieb", en="In the company")),
            ],
        ),
        ManyOf(
            "contact_with",
            t(de="Wer war dabei?", en="Who was there?"),
            options=[
                Option("person", t(de="Teilnehmerin oder Teilnehmer", en="Participant")),
                Option("family", t(de="Familie", en="Family")),
                Option("interpreter", t(de="Jemand zum Übersetzen", en="Somebody who interpreted")),
                Option("authority", t(de="Behörde", en="Authority")),
                Option("company", t(de="Betrieb", en="Company")),
            ],
        ),
        LongText(
            "contact_note",
            t(de="Notiz", en="Note"),
            rows=4,
            help=t(
                de="Nur was für die Arbeit wichtig ist. Die Person darf alles lesen, was hier steht.",
                en="Only what matters for the work. The person may read all that stands here.",
            ),
        ),
    ],
    unconfirmed=t(
        de="Kontakte vor der Aufnahme werden angenommen, auch das erste Gespräch. Ob der Fördergeber sie zählt, sagt keine "
        "Quelle.",
        en="Contacts before the entry are accepted, the first talk too; no source says whether the funder counts them.",
    ),
)
