"""How it ends: for a mentee, and for a mentor."""

from core import ExitReason, t

mentee_exits = [
    ExitReason("employment", t(de="Arbeit aufgenommen", en="Started work"), success=True),
    ExitReason("training", t(de="Ausbildung begonnen", en="Started vocational training"), success=True),
    ExitReason("internship", t(de="Praktikum gemacht, keine Übernahme", en="Did an internship, no job followed")),
    ExitReason("conditions_not_met", t(de="Voraussetzungen nicht erreicht", en="Conditions not reached")),
    ExitReason("other_offer", t(de="Wechsel in ein anderes Angebot", en="Went on to another offer")),
    ExitReason("moved_away", t(de="Weggezogen", en="Moved away")),
    ExitReason("own_wish", t(de="Beendet auf eigenen Wunsch", en="Ended at own wish")),
    ExitReason("no_contact", t(de="Kontakt verloren", en="Lost contact")),
    ExitReason("other", t(de="Anderer Grund", en="Another reason")),
]

mentor_exits = [
    ExitReason(
        "mentor_completed", t(de="Begleitung gut abgeschlossen", en="Mentoring completed well"), success=True, track="mentor"
    ),
    ExitReason(
        "mentor_not_selected", t(de="Bei der Auswahl nicht berücksichtigt", en="Not chosen in the selection"), track="mentor"
    ),
    ExitReason("mentor_own_wish", t(de="Beendet auf eigenen Wunsch", en="Ended at own wish"), track="mentor"),
    ExitReason("mentor_other", t(de="Anderer Grund", en="Another reason"), track="mentor"),
]

exits = [*mentee_exits, *mentor_exits]
