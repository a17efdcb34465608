"""The forms of ONnFIT: shared ones by name, its own from counselling to the closing."""

from core import Choice, Form, Option, Page, PartForm, PartPage, t
from plugins.wir_onnfit.counselling import counselling
from plugins.wir_onnfit.exits import exits
from plugins.wir_onnfit.training import training
from plugins.wir_onnfit.way import access, accompaniment, placement, qualification

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
    *(counselling, access, qualification, placement, accompaniment),
    *(PartForm(name) for name in ("leaving", "esf_exit", "follow_up")),
    closing,
    training,
]
