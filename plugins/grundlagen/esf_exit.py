"""The ESF+ exit: dated events up to four weeks after the last day; the result indicators follow from them and are never typed."""

from core import Check, Choice, Computed, Date, Form, Note, Option, Page, t
from plugins.grundlagen.leaving import last_day

LAST_SEARCH = "if is known(work_began_on) then search_began_on > work_began_on else true"
WINDOW = 'exit_on + duration("P28D")'
EVENTS = {
    "search_began_on": t(de="Arbeitsuche aufgenommen oder arbeitslos gemeldet am", en="Search for work begun, or registered, on"),
    "education_began_on": t(de="Schule oder Ausbildung begonnen am", en="School or training begun on"),
    "qualification_on": t(de="Abschluss oder Zertifikat erhalten am", en="Certificate or qualification received on"),
    "work_began_on": t(de="Arbeit oder Selbstständigkeit begonnen am", en="Work or self-employment begun on"),
}


def event(id: str) -> Date:
    return Date(
        id,
        EVENTS[id],
        earliest="birth",
        latest="today",
        help=t(de="Geschah es nicht, bleibt das Feld leer.", en="If it did not happen, leave it empty."),
    )


def in_time(id: str) -> list[Check]:
    """The event lies between entry and the end of the four weeks."""
    return [
        Check(
            f"{id}_after_entry",
            f"{id} >= entry_date",
            t(
                de="Dieser Tag liegt vor dem Eintritt. Gezählt wird nur, was danach geschah, "
                "zum Beispiel: Eintritt am 01.03.2026, Ereignis am 01.10.2026.",
                en="This day lies before the entry. Only what happened later counts, "
                "for example: entry on 01.03.2026, event on 01.10.2026.",
            ),
            field=id,
        ),
        Check(
            f"{id}_in_window",
            f"{id} <= {WINDOW}",
            t(
                de="Dieser Tag liegt mehr als 28 Tage nach dem letzten Tag der Teilnahme und zählt nicht mehr, "
                "zum Beispiel: letzter Tag am 30.09.2026, spätestes Ereignis am 28.10.2026.",
                en="This day lies more than 28 days after the last day of taking part and no longer counts, "
                "for example: last day on 30.09.2026, latest event on 28.10.2026.",
            ),
            field=id,
        ),
    ]


def happened(id: str, also: str = "true") -> str:
    """Whether an event happened within the four weeks; an empty date means that it did not."""
    return f"if is known({id}) and is known(exit_on) then {id} <= {WINDOW} and ({also}) else false"


events = Page(
    "esf_events",
    t(de="Was in den vier Wochen danach geschah", en="What happened in the four weeks after"),
    help=t(
        de="Füllen Sie diese Seite aus, wenn die 28 Tage vorbei sind. Bis dahin bleibt alles gespeichert.",
        en="Fill in this page when the 28 days are over. Until then everything is kept.",
    ),
    fields=[
        *(event(id) for id in EVENTS),
        Choice(
            "qualification_kind",
            t(de="Art des Abschlusses", en="Kind of qualification"),
            shown_if="is known(qualification_on)",
            required_if="is known(qualification_on)",
            options=[
                Option("school", t(de="Schulabschluss", en="School certificate")),
                Option("vocational", t(de="Berufsabschluss", en="Vocational qualification")),
                Option("partial", t(de="Teilqualifikation", en="Partial qualification")),
                Option("language", t(de="Sprachzertifikat", en="Language certificate")),
                Option("recognition", t(de="Anerkennung eines Abschlusses aus dem Ausland", en="Recognition of a foreign one")),
                Option("other", t(de="Anderes Zertifikat", en="Another certificate")),
            ],
            unconfirmed=t(
                de="Welche Zertifikate als Qualifizierung zählen, sagt der Bescheid.",
                en="Which certificates count as a qualification is said in the grant.",
            ),
        ),
        Choice(
            "employment_status",
            t(de="Lage am Arbeitsmarkt jetzt", en="Situation on the labour market now"),
            codes="employment_status",
            fact="employment_status",
        ),
    ],
    checks=[check for id in EVENTS for check in in_time(id)],
)

results = Page(
    "esf_results",
    t(de="Ergebnis (wird berechnet)", en="Result (worked out)"),
    fields=[
        Note(
            "esf_results_text",
            t(
                de="Zählen mehrere Ereignisse am Arbeitsmarkt, gilt nur das letzte.",
                en="If there are several events on the labour market, only the last one counts.",
            ),
        ),
        Computed(
            "esf_employment_at_entry",
            t(de="Erwerbsstatus beim Eintritt", en="Employment status at entry"),
            rule="esf_employment",
            gives="text",
            earlier=True,
            help=t(
                de="EECO02 arbeitslos, EECO04 nicht erwerbstätig, EECO05 erwerbstätig.",
                en="EECO02 unemployed, EECO04 inactive, EECO05 employed.",
            ),
        ),
        Computed(
            "eecr01",
            t(de="Sucht nach dem Austritt Arbeit (EECR01)", en="Searches for work after leaving (EECR01)"),
            rule=f'({happened("search_began_on", LAST_SEARCH)}) and esf_employment_at_entry = "EECO04"',
            help=t(
                de="Zählt nur für Personen, die beim Eintritt nicht erwerbstätig waren (EECO04).",
                en="Counts only for people who were inactive at entry (EECO04).",
            ),
        ),
        Computed(
            "eecr02",
            t(
                de="Ist nach dem Austritt in Schule oder Ausbildung (EECR02)",
                en="Is in education or training after leaving (EECR02)",
            ),
            rule=happened("education_began_on"),
            unconfirmed=t(
                de="Ob ein Bildungsbeginn eine spätere Arbeitsaufnahme überholt, sagen die Quellen nicht.",
                en="The sources do not say whether a later start of work overtakes the begin of education.",
            ),
        ),
        Computed(
            "eecr03",
            t(de="Hat eine Qualifizierung erlangt (EECR03)", en="Has gained a qualification (EECR03)"),
            rule=happened("qualification_on"),
        ),
        Computed(
            "eecr04",
            t(de="Ist nach dem Austritt in Arbeit (EECR04)", en="Is in work after leaving (EECR04)"),
            rule=happened("work_began_on", "if is known(search_began_on) then work_began_on >= search_began_on else true"),
            unconfirmed=t(
                de="Beginnen Suche und Arbeit am selben Tag, zählt hier die Arbeit; die Regel nennt den Fall nicht.",
                en="If search and start of work fall on the same day, work counts here; the rule does not name this case.",
            ),
        ),
    ],
)

esf_exit = Form(
    "esf_exit",
    t(de="ESF+ Austritt", en="ESF+ exit"),
    pages=[last_day, events, results],
    unconfirmed=t(
        de="Nachgebildet aus Anhang I der Verordnung (EU) 2021/1057 und den Hinweisen der Kommission. "
        "Vergleichen Sie mit dem Fragebogen Ihres Bescheids.",
        en="Rebuilt from Annex I of Regulation (EU) 2021/1057 and the guidance of the Commission. "
        "Compare it with the questionnaire of your grant.",
    ),
)
