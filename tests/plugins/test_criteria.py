"""Of all six programmes: each criterion names its source and the days of its validity, or is itself a window of days."""

import pytest

from core import Criterion, Programme
from plugins import drei_phasen_modell, gemeinsam_durchstarten, my_turn, wir, wir_onnfit, wir_sind_usingen

PROGRAMMES = [each.programme for each in (drei_phasen_modell, gemeinsam_durchstarten, my_turn, wir, wir_onnfit, wir_sind_usingen)]

UNDATED = {("deutsch4u", "adult")}
"""No source says since when: it holds on all days, and says that this is not confirmed."""


def criteria(programme: Programme) -> list[tuple[str, Criterion]]:
    """With the block or the course that they stand in; that of the programme itself has no name."""
    parts = [("", programme), *((each.id, each) for each in (*programme.blocks, *programme.offerings))]
    return [(name, criterion) for name, part in parts for criterion in part.eligibility]


WRITTEN = [
    pytest.param(where, criterion, id=f"{programme.id}-{where}-{criterion.id}-{criterion.valid_from}")
    for programme in PROGRAMMES
    for where, criterion in criteria(programme)
]


@pytest.mark.parametrize(("where", "criterion"), WRITTEN)
def test_each_names_its_source_and_the_days_of_its_validity(where: str, criterion: Criterion) -> None:
    assert criterion.source
    dated = criterion.valid_from or criterion.valid_to or "entry_date" in str(criterion.rule)
    assert dated or ((where, criterion.id) in UNDATED and criterion.unconfirmed)


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.id)
def test_no_day_is_without_a_window(programme: Programme) -> None:
    """A criterion that begins on a day leaves the days before it to the window, which has no first day of validity of its own."""
    windows = [criterion for criterion in programme.eligibility if "entry_date" in str(criterion.rule)]
    assert windows
    assert windows[0].valid_from is None
    assert windows[0].strength == "must"
    assert all(criterion.valid_to or criterion.valid_from is None for criterion in windows[:-1])
