"""The pages of change sets: a programme is changed, published, rolled back, made, read in and written out over the web."""

from __future__ import annotations

import datetime as dt

import pytest

from core.catalogue import Publication
from core.database import db
from core.definitions import Programme
from tests.workflows.changes.desk import HOME, PROGRAMME, Desk
from workflows.eligibility import NotEligible

YOUNG, TWENTY_NINE = dt.date(2000, 5, 10), dt.date(1993, 1, 1)


def rule(programme: Programme) -> str:
    return next(each.rule for each in programme.eligibility if each.id == "age")


def older(desk: Desk, url: str, limit: int = 30, who: str = "anna") -> None:
    assert desk.writes(url, "eligibility", "age in [18..27]", f"age in [18..{limit}]", who).status_code == 303


def test_the_age_limit_goes_up_and_comes_back(desk: Desk) -> None:
    """Opened, edited, read in words, published; a new case begins on the new revision; rolled back, as one."""
    before = desk.case(YOUNG)
    with pytest.raises(NotEligible):
        desk.case(TWENTY_NINE)
    url = desk.opened()
    older(desk, url)
    page = desk.visitor().get(url).text
    assert "Ist 18 bis 27 Jahre alt" in page
    assert "zwischen 18 und 27 Jahre alt" in page
    assert "zwischen 18 und 30 Jahre alt" in page
    refused = desk.sends("anna", url, _do="publish")
    assert refused.status_code == 422
    assert "examples/" in refused.text
    assert desk.sends("anna", url, _do="accept").status_code == 303
    assert desk.sends("anna", url, _do="publish").status_code == 303
    assert rule(desk.offered()) == "age in [18..30]"
    after = desk.case(TWENTY_NINE)
    assert before != after == desk.offered().digest
    history = f"{HOME}programmes/{PROGRAMME}"
    assert "Bis 30" in desk.visitor().get(history).text
    compared = desk.visitor().get(f"{history}?a=1&b=2").text
    assert "zwischen 18 und 30 Jahre alt" in compared[: compared.index('id="log"')]
    with desk.app.app_context():
        first = db.session.query(Publication).filter_by(programme_id=PROGRAMME, number=1).one().id
    answer = desk.sends("anna", history, publication=first, reason="Doch nicht")
    assert answer.status_code == 303
    assert rule(desk.offered()) == "age in [18..27]"
    assert desk.case(YOUNG) == before
    with pytest.raises(NotEligible):
        desk.case(TWENTY_NINE)
    assert "Doch nicht" in desk.visitor().get(history).text
