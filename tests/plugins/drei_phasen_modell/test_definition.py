"""The definition of the 3-Phasen-Modell: mentors against the budget, companies with places, checks."""

from datetime import date

from core import PersonChoice
from core.testing import resolved
from plugins import drei_phasen_modell
from tests.plugins.walking import refusing

programme = resolved(drei_phasen_modell.programme)


def test_the_donation_pays_15_euros_an_hour_and_no_more():
    paid = next(counter for counter in programme.counters if counter.id == "mentor_allowance")
    assert (paid.rate, paid.budget, paid.of, paid.unit) == (1500, 1_000_000, "programme", "minutes")
    assert paid.budget is not None
    assert paid.rate is not None
    assert paid.budget // paid.rate == 666


def test_hours_without_allowance_do_not_touch_the_budget():
    unpaid = next(counter for counter in programme.counters if counter.id == "mentor_unpaid")
    assert unpaid.form == "mentor_hours_unpaid"
    assert (unpaid.rate, unpaid.budget) == (None, None)


def test_a_mentee_is_joined_to_a_mentor():
    chosen = programme.fields["mentor"]
    assert isinstance(chosen, PersonChoice)
    assert (chosen.track, chosen.link) == ("mentor", "mentoring")


def test_companies_offer_places():
    offer = next(offering for offering in programme.offerings if offering.id == "company_offer")
    assert offer.places
    assert offer.attendance == "people"


def test_three_phases_are_the_mentees_way():
    seen = [step.phase for step in programme.steps if step.track is None and step.phase]
    assert list(dict.fromkeys(seen)) == ["screening", "assessment", "matching"]


def test_a_portfolio_is_not_complete_without_a_cv():
    form = programme.form("assessment")
    assert refusing(form, portfolio_complete=True, portfolio_parts=frozenset({"letter"})) == ["with_cv"]
    assert refusing(form, portfolio_complete=True, portfolio_parts=frozenset({"cv"})) == []
    assert refusing(form, portfolio_complete=False, portfolio_parts=frozenset()) == []


def test_ends_do_not_lie_before_starts():
    day, before = date(2026, 3, 2), date(2026, 3, 1)
    assert refusing(programme.form("placement"), placement_from=day, placement_to=before) == ["order"]
    assert refusing(programme.form("company_offer"), offer_from=day, offer_to=before) == ["order"]
    assert refusing(programme.form("mentor_exit"), day, mentor_exit_on=before) == ["after_entry"]
    assert refusing(programme.form("exit"), day, exit_on=before) == ["exit_after_entry"]


def test_both_agree_to_the_pair():
    assert refusing(programme.form("pairing"), pairing_agreed=False) == ["agreed"]
