"""How a way through Gemeinsam Durchstarten ends."""

from core import ExitReason, t

exits = [
    ExitReason("training", t(de="Ausbildung begonnen", en="Started vocational training"), success=True),
    ExitReason("employment", t(de="Arbeit aufgenommen", en="Started work"), success=True),
    ExitReason("certificate", t(de="Hauptschulabschluss erworben", en="Gained the school certificate"), success=True),
    ExitReason("further_school", t(de="Wechsel in eine weitere Schule", en="Went on to another school"), success=True),
    ExitReason(
        "regular_support",
        t(
            de="Wechsel in Angebote von Jobcenter oder Arbeitsagentur",
            en="Went on to offers of the job centre or employment agency",
        ),
    ),
    ExitReason("conditions_not_met", t(de="Voraussetzungen nicht erfüllt", en="Conditions not met")),
    ExitReason("moved_away", t(de="Weggezogen oder zugewiesen", en="Moved or was sent elsewhere")),
    ExitReason("own_wish", t(de="Beendet auf eigenen Wunsch", en="Ended at own wish")),
    ExitReason("no_contact", t(de="Kontakt verloren", en="Lost contact")),
    ExitReason("project_end", t(de="Projekt beendet", en="The project ended")),
    ExitReason("other", t(de="Anderer Grund", en="Another reason")),
]
