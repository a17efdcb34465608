"""WIR-Netzwerke, ONnFIT: refugees from 15 on, in three districts of eastern and northern Hesse, on their way into work."""

from collections.abc import Sequence

from core import PartLetter, Programme, Retention, hookimpl, t
from plugins.wir_onnfit.combinations import combinations
from plugins.wir_onnfit.eligibility import eligibility
from plugins.wir_onnfit.examples import examples
from plugins.wir_onnfit.forms import forms
from plugins.wir_onnfit.steps import exits, phases, steps
from plugins.wir_onnfit.structure import counters, offerings, roles

programme = Programme(
    "wir_onnfit",
    t(de="WIR-Netzwerke: ONnFIT", en="WIR networks: ONnFIT"),
    summary=t(
        de="Geflüchtete ab 15 Jahren finden Schritt für Schritt in Ausbildung und Arbeit: Beratung, Zugang zum Regelsystem, "
        "Qualifizierung, Vermittlung – und eine lange Begleitung, auch nach dem ersten Arbeitstag.",
        en="Refugees from the age of 15 find their way into training and work step by step: counselling, access to regular "
        "services, qualification, placement – and a long accompaniment, also after the first day of work.",
    ),
    funder=t(
        de="Bundesministerium für Arbeit und Soziales und Europäische Union (ESF Plus)",
        en="Federal Ministry of Labour and Social Affairs and European Union (ESF Plus)",
    ),
    source="Landkreis Hersfeld-Rotenburg, Seite „Migration“, Abschnitt WIR-OnFIT; ESF-Plus-Programm WIR des BMAS",
    eligibility=eligibility,
    combinations=combinations,
    forms=forms,
    roles=roles,
    phases=phases,
    steps=steps,
    offerings=offerings,
    counters=counters,
    exits=exits,
    letters=[PartLetter("invitation", steps=["registration"]), PartLetter("appointment"), PartLetter("participation")],
    examples=examples,
    retention=Retention(
        years=5,
        anchor="end_of_payment_year",
        source="BNBest-P-ESF-Bund: 5 Jahre ab dem 31. Dezember des Jahres der letzten Zahlung (domain.md §2.3)",
        unconfirmed=t(
            de="Der Bescheid liegt uns nicht vor; De-minimis-Unterlagen sind zehn Jahre aufzubewahren.",
            en="We do not have the grant; de minimis papers are to be kept for ten years.",
        ),
    ),
    unconfirmed=t(
        de="Die Förderrichtlinie kennen wir nur in Auszügen. Offen sind: Nachweise der Beratungsstunden, eine Regel gegen "
        "Doppelförderung (bis dahin nur ein Hinweis, kein Ausschluss) und ob der Verbund in der zweiten Förderrunde dabei ist. "
        "Genannt sind bis zu 4 Millionen Euro je Vorhaben in vier Jahren (Online-Modell 2,8 Millionen) und ein Eigenanteil von "
        "mindestens 10 Prozent; was ONnFIT bekommt, wissen wir nicht.",
        en="We know the funding guideline in parts only. Open are: proofs of counselling hours, a rule against double funding "
        "(until then a hint, no exclusion), and whether the network is part of the second round. "
        "Named are up to 4 million euros for each project in four years (online model 2.8 million) and an own share of at least "
        "10 per cent; what ONnFIT gets we do not know.",
    ),
)


@hookimpl
def programmes() -> Sequence[Programme]:
    return [programme]
