"""How a participation ends: the aims that the programme names, and the ends that simply happen."""

from core import ExitReason, t

exits = [
    ExitReason(
        "employment", t(de="Arbeit mit Sozialversicherung aufgenommen", en="Started work with social insurance"), success=True
    ),
    ExitReason(
        "self_employment",
        t(de="Selbstständig gemacht und kann davon leben", en="Became self-employed and can live on it"),
        success=True,
    ),
    ExitReason(
        "training", t(de="Ausbildung begonnen, auch in Teilzeit", en="Started vocational training, also part-time"), success=True
    ),
    ExitReason(
        "minijob_to_employment",
        t(de="Aus dem Minijob wurde Arbeit mit Sozialversicherung", en="The Minijob became work with social insurance"),
        success=True,
    ),
    ExitReason("minijob", t(de="Minijob aufgenommen", en="Started a Minijob")),
    ExitReason(
        "course", t(de="Weiter in Schule, Kurs oder einem anderen Programm", en="Goes on in a school, course or programme")
    ),
    ExitReason("short_advice", t(de="Kurze Beratung hat gereicht", en="A short advice was enough")),
    ExitReason("family", t(de="Beendet wegen Familie oder Schwangerschaft", en="Ended because of family or pregnancy")),
    ExitReason("moved_away", t(de="Weggezogen", en="Moved away")),
    ExitReason("own_wish", t(de="Beendet auf eigenen Wunsch", en="Ended at own wish")),
    ExitReason("no_contact", t(de="Kontakt verloren", en="Lost contact")),
    ExitReason("project_end", t(de="Projekt beendet", en="The project ended")),
    ExitReason("other", t(de="Anderer Grund", en="Another reason")),
]
