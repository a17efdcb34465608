"""The progress line tells of the way that the case is on, and of no other."""

from __future__ import annotations

from core.definitions import Phase, Programme, Role, Step, Track, t
from tests.workflows.sample import NOW
from workflows.engine import begin
from workflows.progress import phases_of, progress

WORDS = t(de="Wort", en="Word")
TWO_WAYS = Programme(
    "two_ways",
    WORDS,
    roles=[Role("worker", WORDS)],
    tracks=[Track("mentor", WORDS)],
    phases=[Phase("learning", WORDS), Phase("applying", WORDS), Phase("working", WORDS), Phase("mentoring", WORDS)],
    steps=[
        Step("course", WORDS, role="worker", phase="learning"),
        Step("job", WORDS, role="worker", phase="working", after=["course"]),
        Step("application", WORDS, role="worker", phase="applying", track="mentor"),
        Step("hours", WORDS, role="worker", phase="mentoring", track="mentor", after=["application"]),
    ],
)


def test_each_way_has_its_own_phases() -> None:
    assert [phase.id for phase in phases_of(TWO_WAYS, "")] == ["learning", "working"]
    assert [phase.id for phase in phases_of(TWO_WAYS, "mentor")] == ["applying", "mentoring"]


def test_a_mentor_has_not_gone_through_the_phases_of_participants() -> None:
    mentor, participant = (begin(TWO_WAYS, {}, NOW, track)[0] for track in ("mentor", ""))
    assert [(mark.id, mark.state) for mark in progress(TWO_WAYS, mentor)] == [("applying", "current"), ("mentoring", "ahead")]
    assert [(mark.id, mark.state) for mark in progress(TWO_WAYS, participant)] == [("learning", "current"), ("working", "ahead")]
