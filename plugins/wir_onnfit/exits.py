"""How a participation ends: the aims that the programme names, and the ends that simply happen."""

from core import ExitReason, t

exits = [
    ExitReason("employment", t(de="Arbeit aufgenommen", en="Started work"), success=True),
    ExitReason("training", t(de="Ausbildung begonnen", en="Started vocational training"), success=True),
    ExitReason(
        "school",
        t(de="Schule (wieder) aufgenommen, um einen Abschluss nachzuholen", en="Went (back) to school to gain a certificate"),
        success=True,
    ),
    ExitReason(
        "transition",
        t(de="Übergang von der Schule in den Beruf geschafft", en="Made the way from school into work"),
        success=True,
    ),
    ExitReason(
        "employability",
        t(
            de="Beschäftigungsfähigkeit erhalten, erhöht oder wiederhergestellt",
            en="Employability kept, raised or restored",
        ),
        success=True,
    ),
    ExitReason("short_advice", t(de="Kurze Beratung hat gereicht", en="A short advice was enough")),
    ExitReason("regular_services", t(de="An andere Stellen weitergegeben", en="Passed on to other services")),
    ExitReason("moved_away", t(de="Weggezogen", en="Moved away")),
    ExitReason("left_country", t(de="Deutschland verlassen", en="Left Germany")),
    ExitReason("own_wish", t(de="Beendet auf eigenen Wunsch", en="Ended at own wish")),
    ExitReason("personal_reasons", t(de="Beendet aus persönlichen Gründen", en="Ended for personal reasons")),
    ExitReason("no_contact", t(de="Kontakt verloren", en="Lost contact")),
    ExitReason("project_end", t(de="Projekt beendet", en="The project ended")),
    ExitReason("other", t(de="Anderer Grund", en="Another reason")),
]
