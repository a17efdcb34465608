"""Who may become a mentee: flight, permission, B1, looking for work, from 1 January 2024 on."""

import pytest

from core.testing import resolved
from plugins import drei_phasen_modell
from tests.plugins.walking import outcome_of

programme = resolved(drei_phasen_modell.programme)
FITS = {"refugee_background": True, "work_permitted": True, "german_level": "b1", "seeking_work": True}


def but(**changes):
    return {name: value for name, value in (FITS | changes).items() if value is not None}


@pytest.mark.parametrize(
    ("on", "known", "expected"),
    [
        ("2023-12-31", FITS, ("not eligible", ["started"])),
        ("2023-12-31", {}, ("not eligible", ["started"])),
        ("2024-01-01", FITS, ("eligible", [])),
        ("2026-03-01", FITS, ("eligible", [])),
        ("2024-05-01", but(german_level="a2"), ("not eligible", ["german"])),
        ("2024-05-01", but(german_level="b2"), ("eligible", [])),
        ("2024-05-01", but(german_level="none"), ("not eligible", ["german"])),
        ("2024-05-01", but(german_level=None), ("open", ["german_level"])),
        ("2024-05-01", but(work_permitted=False), ("not eligible", ["work_permitted"])),
        ("2024-05-01", but(work_permitted=None), ("open", ["work_permitted"])),
        ("2024-05-01", but(refugee_background=False), ("not eligible", ["refugee_background"])),
        ("2024-05-01", but(seeking_work=False), ("not eligible", ["seeking_work"])),
        ("2024-05-01", but(seeking_work=None), ("open", ["seeking_work"])),
        ("2024-05-01", {}, ("open", ["refugee_background", "work_permitted", "german_level", "seeking_work"])),
    ],
)
def test_who_may_enter(on, known, expected):
    assert outcome_of(programme.eligibility, on, **known) == expected


def test_mentors_need_none_of_it():
    assert [list(track.eligibility) for track in programme.tracks] == [[]]


def test_what_a_news_portal_says_alone_is_marked():
    marked = {criterion.id for criterion in programme.eligibility if criterion.unconfirmed}
    assert marked == {"started", "work_permitted", "german"}
