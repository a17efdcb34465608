"""Passgenaue Weiterleitung: to whom and why, whether the receiver accepts, and what became of it."""

from core import Check, Choice, Date, Form, LongText, Note, Option, Organisation, YesNo, t
from plugins.wir.sources import FALLMANAGEMENT

referral = Form(
    "referral",
    t(de="Weiterleitung", en="Referral"),
    fields=[
        Note(
            "referral_note",
            t(
                de="Die Stelle sieht den Fall und das Stammblatt erst, wenn die Person zugestimmt hat und Sie dieses Blatt "
                "absenden.",
                en="The office sees the case and the master sheet only when the person has agreed and you send this sheet.",
            ),
        ),
        Organisation(
            "referred_to",
            t(de="An welche Stelle?", en="To which office?"),
            required=True,
            kinds=["provider", "job_centre", "association", "town", "district", "company"],
            help=t(
                de="Fehlt die Stelle, bitten Sie die Verwaltung, sie anzulegen.",
                en="If the office is missing, please ask the administration to add it.",
            ),
        ),
        Choice("referral_need", t(de="Wofür vor allem?", en="For what above all?"), codes="support_needs", required=True),
        LongText(
            "referral_reason",
            t(de="Warum passt diese Stelle?", en="Why does this office fit?"),
            rows=4,
            required=True,
            help=t(
                de="Was braucht die Person, was ist schon geschehen? Schreiben Sie nur, was die Stelle wissen muss.",
                en="What does the person need, what has been done? Write only what the office has to know.",
            ),
        ),
        Date(
            "referral_on",
            t(de="Tag der Weiterleitung", en="Day of the referral"),
            required=True,
            earliest="birth",
            latest="today",
        ),
        YesNo(
            "referral_consent",
            t(
                de="Ist die Person damit einverstanden, dass diese Stelle ihre Angaben bekommt?",
                en="Does the person agree that this office receives the details?",
            ),
            required=True,
            help=t(
                de="Die Zustimmung ist freiwillig und kann jederzeit zurückgenommen werden. Sagen Sie das bitte dazu.",
                en="Agreeing is voluntary and can be taken back at any time. Please say so.",
            ),
        ),
    ],
    checks=[
        Check(
            "consent",
            "referral_consent",
            t(
                de="Ohne Zustimmung der Person ist eine Weiterleitung nicht möglich.",
                en="Without the person's consent a referral is not possible.",
            ),
            field="referral_consent",
        ),
        Check(
            "after_entry",
            "referral_on >= entry_date",
            t(
                de="Die Weiterleitung liegt vor dem Eintritt in das Programm. Bitte prüfen Sie das Jahr. Zum Beispiel: "
                "Eintritt am 02.03.2026, Weiterleitung am 16.03.2026.",
                en="The referral lies before the entry into the programme. Please check the year. For example: entry on "
                "02.03.2026, referral on 16.03.2026.",
            ),
            field="referral_on",
        ),
    ],
    unconfirmed=t(
        de=f"„Passgenaue Weiterleitung“ ist eine Aufgabe nach: {FALLMANAGEMENT}. Den Vordruck kennen wir nicht.",
        en="Fitting referral is a task named by the source. We do not know its own form.",
    ),
)

answer = Form(
    "referral_answer",
    t(de="Antwort auf die Weiterleitung", en="Answer to the referral"),
    fields=[
        YesNo("referral_accepted", t(de="Nehmen Sie die Person auf?", en="Do you take the person in?"), required=True),
        Date("referral_starts_on", t(de="Erster Termin", en="First appointment"), shown_if="referral_accepted"),
        LongText(
            "refusal_reason",
            t(de="Warum geht es nicht?", en="Why is it not possible?"),
            rows=3,
            shown_if="not(referral_accepted)",
            required_if="not(referral_accepted)",
            help=t(
                de="Zum Beispiel: kein freier Platz, ein anderes Angebot passt besser. Das hilft bei der nächsten Suche.",
                en="For example: no free place, another offer fits better. It helps with the next search.",
            ),
        ),
    ],
)

result = Form(
    "referral_result",
    t(de="Ergebnis der Weiterleitung", en="Result of the referral"),
    fields=[
        Choice(
            "referral_outcome",
            t(de="Was ist daraus geworden?", en="What became of it?"),
            required=True,
            options=[
                Option("completed", t(de="Das Angebot wurde abgeschlossen", en="The offer was completed")),
                Option("running", t(de="Das Angebot läuft und passt", en="The offer is under way and fits")),
                Option("broken_off", t(de="Das Angebot wurde abgebrochen", en="The offer was broken off"), kept_inside=True),
                Option("not_begun", t(de="Die Person hat nicht angefangen", en="The person did not begin"), kept_inside=True),
                Option("refused", t(de="Die Stelle hat abgesagt", en="The office declined"), kept_inside=True),
            ],
        ),
        LongText("referral_outcome_note", t(de="Was ist wichtig für später?", en="What matters for later?"), rows=3),
        YesNo(
            "another_referral",
            t(de="Soll eine weitere Weiterleitung folgen?", en="Shall another referral follow?"),
            required=True,
            help=t(
                de="Bei Ja beginnt die Weiterleitung von vorn, an dieselbe oder eine andere Stelle.",
                en="If yes, the referral begins anew, to the same or another office.",
            ),
        ),
    ],
)

forms = [referral, answer, result]
