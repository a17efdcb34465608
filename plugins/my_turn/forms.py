"""The forms of LIMEA: shared ones by name, its own for the need, the modules and the closing."""

from core import Choice, Form, Option, Page, PartForm, PartPage, t
from plugins.my_turn.exits import exits
from plugins.my_turn.modules import accompaniment, acquisition, childcare_guide, compatibility, empowerment
from plugins.my_turn.need import need, outreach
from plugins.my_turn.placement import placement
from plugins.my_turn.structure import event

closing = Form(
    "closing",
    t(de="Abschluss", en="Closing"),
    pages=[
        Page(
            "result",
            t(de="Ergebnis", en="Result"),
            fields=[
                Choice(
                    "exit_reason",
                    t(de="Wohin hat der Weg geführt?", en="Where has the way led?"),
                    required=True,
                    options=[Option(reason.id, reason.title) for reason in exits],
                ),
            ],
        ),
        PartPage("looking_back"),
    ],
)

forms = [
    *(PartForm(name) for name in ("master_sheet", "contact_note", "competence_profile", "esf_entry")),
    *(outreach, need, empowerment, compatibility, acquisition, accompaniment, childcare_guide, placement),
    *(PartForm(name) for name in ("leaving", "esf_exit", "follow_up")),
    closing,
    event,
]
