"""Shipped programmes in the real engine: from the first talk to the exit, and the ways that branch off."""

from datetime import UTC, date, datetime
from typing import Any

from plugins.wir_sind_usingen import programme
from workflows.engine import CloseCase, Outcome, advance, begin

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Way:
    """One person's way: do tasks, look at what stands open."""

    def __init__(self) -> None:
        self.state, self.effects = begin(programme, {}, NOW)

    def do(self, step: str, round_: int = 1, **answers: Any) -> "Way":
        self.state, self.effects = advance(programme, self.state, Outcome((step, round_), answers), NOW)
        return self

    def open(self) -> set[tuple[str, int]]:
        return {task.key for task in self.state.tasks if task.status == "open"}


def to_the_plan(sufficient: bool) -> Way:
    return Way().do("registration").do("competence_profile").do("support_plan", competences_sufficient=sufficient)


def test_usingen_from_first_talk_to_exit():
    way = to_the_plan(sufficient=False).do("contact")
    way.do("lessons", 1, competences_sufficient=False).do("lessons", 2, competences_sufficient=True)
    way.do("internship", 1, another_internship=True).do("internship", 2, another_internship=False)
    way.do("work_start").do("accompaniment", 1, further_support=True).do("accompaniment", 2, further_support=False)
    assert way.open() == {("closing", 1), ("contact", 2)}
    way.do("closing", exit_reason="employment")
    assert CloseCase("employment") in way.effects
    assert way.open() == set()


def test_the_profile_is_due_after_four_weeks():
    profile = next(task for task in Way().do("registration").state.tasks if task.step == "competence_profile")
    assert profile.due == date(2026, 3, 30)


def test_while_competences_do_not_suffice_no_internship_opens():
    way = to_the_plan(sufficient=False)
    for round_ in range(1, 6):
        way.do("lessons", round_, competences_sufficient=False)
        assert way.open() == {("lessons", round_ + 1), ("contact", 1)}


def test_whoever_brings_the_competences_goes_on_without_lessons():
    assert to_the_plan(sufficient=True).open() == {("internship", 1), ("contact", 1)}
