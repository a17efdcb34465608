"""How a way through the programme ends: that of a participant, and that of an Integrationslotse."""

from core import ExitReason, t

participant_exits = [
    ExitReason(
        "well_referred",
        t(de="Gut angekommen: ein passendes Angebot läuft", en="Arrived well: a fitting offer is under way"),
        success=True,
    ),
    ExitReason("employment", t(de="Arbeit aufgenommen", en="Started work"), success=True),
    ExitReason("training", t(de="Ausbildung begonnen", en="Started vocational training"), success=True),
    ExitReason("no_further_need", t(de="Keine weitere Unterstützung nötig", en="No further support needed"), success=True),
    ExitReason("moved_away", t(de="Weggezogen", en="Moved away")),
    ExitReason("own_wish", t(de="Beendet auf eigenen Wunsch", en="Ended at own wish")),
    ExitReason("no_contact", t(de="Kontakt verloren", en="Lost contact")),
    ExitReason("other", t(de="Anderer Grund", en="Another reason")),
]

lots_exits = [
    ExitReason("lots_completed", t(de="Einsatz gut abgeschlossen", en="Deployment completed well"), success=True, track="lots"),
    ExitReason("lots_own_wish", t(de="Beendet auf eigenen Wunsch", en="Ended at own wish"), track="lots"),
    ExitReason("lots_not_deployed", t(de="Kein Einsatz zustande gekommen", en="No deployment came about"), track="lots"),
    ExitReason("lots_other", t(de="Anderer Grund", en="Another reason"), track="lots"),
]

exits = [*participant_exits, *lots_exits]
