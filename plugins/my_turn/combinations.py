"""Which other programmes somebody in LIMEA may stand in: a ban is not known, so the other ESF Plus programme is warned of."""

from core import Combination, t

combinations = [
    Combination(
        "wir_onnfit",
        "warning",
        wording=t(
            de="Beide Programme werden aus dem ESF Plus gefördert. Prüfen Sie im Bescheid, ob eine Frau in beiden stehen darf.",
            en="Both programmes are funded by the ESF Plus. Check in the grant whether one woman may stand in both.",
        ),
        source="ESF-Plus-Programm MY TURN des BMAS (esf.de), Förderrichtlinie nur in Auszügen bekannt",
        unconfirmed=t(
            de="Ein Verbot, zugleich in einem anderen ESF-Projekt zu stehen, haben wir in keiner Quelle gefunden. Bis der "
            "Bescheid geprüft ist, warnen wir und schließen niemanden aus.",
            en="We found no ban on standing in another ESF project at the same time in any source. Until the grant has been "
            "checked, we warn and exclude nobody.",
        ),
    ),
]
