"""Which other programmes somebody in the Fallmanagement may stand in: referring to other offers is what it is for."""

from core import Combination, t
from plugins.wir.sources import DISTRICT_PAGE, FALLMANAGEMENT


def referred_to(programme: str, de: str, en: str) -> Combination:
    """An offer in the same district, to which the case management may refer."""
    return Combination(
        programme,
        "allowed",
        wording=t(
            de=f"Das Fallmanagement leitet in passende Angebote weiter, auch zu {de}, und bleibt dabei.",
            en=f"The case management refers to offers that fit, {en} among them, and stays with the person.",
        ),
        source=f"{FALLMANAGEMENT}; {DISTRICT_PAGE}",
        unconfirmed=t(
            de="Die Quellen nennen die Weiterleitung als Aufgabe; dass man zugleich in beiden stehen darf, schließen wir daraus.",
            en="The sources name referral as a task; that one may stand in both at once we conclude from it.",
        ),
    )


combinations = [
    referred_to("wir_onnfit", "ONnFIT", "ONnFIT"),
    referred_to("my_turn", "LIMEA", "LIMEA"),
]
