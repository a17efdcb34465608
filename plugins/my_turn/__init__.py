"""MY TURN, LIMEA: women with experience of migration and a special need for support, on their way into lasting work."""

from collections.abc import Sequence

from core import PartLetter, Programme, Retention, hookimpl, t
from plugins.my_turn.combinations import combinations
from plugins.my_turn.eligibility import eligibility
from plugins.my_turn.examples import examples
from plugins.my_turn.forms import forms
from plugins.my_turn.steps import exits, phases, steps
from plugins.my_turn.structure import counters, offerings, roles

programme = Programme(
    "my_turn",
    t(de="MY TURN: LIMEA", en="MY TURN: LIMEA"),
    summary=t(
        de="Frauen mit Migrationserfahrung gehen ihren Weg in gute Arbeit oder Selbstständigkeit: mit Beratung, der "
        "sie vertrauen, "
        "mit anderen Frauen, in ihrem Tempo – und Hürden werden gemeinsam genommen.",
        en="Women with experience of migration find their way into good work or self-employment: with counselling that "
        "they trust, "
        "with other women, at their own pace – and hurdles are taken together.",
    ),
    funder=t(
        de="Bundesministerium für Arbeit und Soziales und Europäische Union (ESF Plus)",
        en="Federal Ministry of Labour and Social Affairs and European Union (ESF Plus)",
    ),
    source="Landkreis Hersfeld-Rotenburg, Seite „Migration“, Abschnitt LIMEA; ESF-Plus-Programm MY TURN des BMAS",
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
        "Doppelförderung (bis dahin nur ein Hinweis, kein Ausschluss), Zielzahlen von LIMEA und ob LIMEA in der zweiten "
        "Förderphase weitergeht. Genannt sind für ganz Deutschland 66 Projekte mit über 21.000 Frauen (Stand 11.03.2025) und "
        "insgesamt fast 30.000.",
        en="We know the funding guideline in parts only. Open are: proofs of counselling hours, a rule against double funding "
        "(until then a hint, no exclusion), target numbers of LIMEA, and whether LIMEA goes on in the second phase. "
        "Named for the whole of Germany are 66 projects with more than 21,000 women (as of 11 March 2025) and almost 30,000 in "
        "all.",
    ),
)


@hookimpl
def programmes() -> Sequence[Programme]:
    return [programme]
