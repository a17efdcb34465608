"""What the demo knows of the programmes: where their people live, when they entered, how many there are. Others get a default."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

Period = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Share:
    """A part of the demo's cases. `homes`: unit of the case, and the district where the person lives, taken in turn.

    `periods` are searched for a day of entry, taken in turn; without any it is the last eleven months. `wishes` are answers
    that are given wherever they are asked. `further`: so many more tasks are done in each case than in others.
    `eager`: steps that may be done and are done soon. `facts`: what all of these people have in common.
    `ago`: number of a case -> how many days ago it was entered; it has come one step far. `halts`: number of a case -> the step
    before which it stands, so that on every day somebody stands in each phase.
    """

    programme: str
    cases: int
    homes: tuple[tuple[str, str], ...]
    track: str = ""
    periods: tuple[Period, ...] = ()
    wishes: dict[str, Any] = field(default_factory=dict)
    further: int = 0
    eager: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    ago: dict[int, int] = field(default_factory=dict)
    halts: dict[int, str] = field(default_factory=dict)


USINGEN = (("usingen_provider", "Hochtaunuskreis"), ("usingen", "Hochtaunuskreis"))
BERGSTRASSE = (("bergstrasse", "Kreis Bergstraße"),)
HILDEN = (("hilden", "Kreis Mettmann"),)
# guides and mentors come first: whoever chooses one needs somebody to choose
SHARES = (
    Share(
        "wir",
        6,
        BERGSTRASSE,
        track="lots",
        wishes={"lots_qualified": True, "lots_units": 24},
        further=2,
        halts={3: "lots_qualification"},
    ),
    Share(
        "drei_phasen_modell",
        20,
        HILDEN,
        track="mentor",
        wishes={"mentor_selected": True},
        further=3,
        halts={11: "mentor_selection"},
    ),
    Share(
        "drei_phasen_modell",
        12,
        HILDEN,
        wishes={"pairing_agreed": True, "portfolio_complete": True, "stable": True},
        further=2,
        eager=("pairing",),
        halts={3: "screening", 4: "assessment", 5: "placement", 8: "stabilisation"},
    ),
    # a profile is due four weeks after entry: today, overdue twice, and in this week
    Share(
        "wir_sind_usingen",
        13,
        USINGEN,
        ago={1: 25, 2: 33, 9: 70, 10: 28},
        halts={3: "internship", 5: "work_start", 6: "registration", 11: "support_plan", 12: "accompaniment"},
    ),
    Share(
        "wir",
        12,
        BERGSTRASSE,
        wishes={"referral_needed": True, "referral_consent": True},
        further=2,
        facts={"support_needs": frozenset({"language", "orientation"})},
        halts={4: "needs", 5: "follow_up", 8: "referral", 9: "referral_result"},
    ),
    Share(
        "wir_onnfit",
        9,
        (
            ("hersfeld_provider", "Landkreis Hersfeld-Rotenburg"),
            ("werra", "Werra-Meißner-Kreis"),
            ("fulda", "Landkreis Fulda"),
        ),
        wishes={"no_postal_address": False, "participation": "participant", "qualification_needed": True},
        further=4,
        halts={2: "counselling", 3: "access", 4: "qualification", 5: "accompaniment", 6: "placement", 8: "esf_exit"},
    ),
    Share(
        "my_turn",
        9,
        (("hersfeld", "Landkreis Hersfeld-Rotenburg"), ("hersfeld_provider", "Landkreis Hersfeld-Rotenburg")),
        # the first phase is over; the second takes in from 2026 on
        periods=((dt.date(2024, 3, 1), dt.date(2025, 11, 30)), (dt.date(2026, 1, 7), dt.date.max)),
        wishes={"no_postal_address": False, "participation": "participant"},
        further=2,
        halts={1: "outreach", 2: "need", 3: "placement", 4: "empowerment", 5: "accompaniment_at_work", 6: "esf_exit"},
    ),
    Share(
        "gemeinsam_durchstarten",
        9,
        (("unna", "Kreis Unna"), ("unna_provider", "Kreis Unna")),
        periods=((dt.date(2020, 9, 1), dt.date(2021, 12, 31)), (dt.date(2022, 1, 1), dt.date(2023, 5, 31))),
        wishes={"exclusions_checked": True, "f3_no_double_funding": True},
        further=3,
        halts={2: "admission", 3: "closing", 4: "f4_potential", 6: "support_plan", 8: "f5_result"},
    ),
)
OTHERS = 4


def shares(offered: list[str]) -> list[Share]:
    """Those of the programmes that are offered, and a small one for each that is not in the table."""
    known = {share.programme for share in SHARES}
    others = [Share(programme, OTHERS, USINGEN) for programme in offered if programme not in known]
    return [share for share in SHARES if share.programme in offered] + others
