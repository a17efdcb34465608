"""Every programme from entry to each of its exits over HTTP, also those that take nobody in any more: the clock is moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from core import catalogue
from core.definitions import Programme
from tests.conftest import create_database, drop_database
from tests.journeys.moved import Hands, MovedHouse, moved_house
from tests.journeys.staff import Answers
from tests.journeys.worker import Worker


class Way(NamedTuple):
    """A way through a programme: on which day, with which facts and answers. `last`: what may be done and leads to the end."""

    programme: str
    day: str
    facts: Answers
    track: str = ""
    answers: dict[str, Any] = {}
    last: tuple[str, ...] = ()
    born: str = ""


ON = {"another_qualification": "no", "another_placement": "no", "further_support": "no", "qualification_needed": "yes"}
ESF: dict[str, Any] = {
    "unemployed_since": "1.2.2025",
    "participation": "participant",
    "exit_kind": "regular",
    "follow_up_consent": "yes",
    **ON,
}
WAYS = (
    Way(
        "wir_sind_usingen",
        "2026-05-04",
        {"migration_background": "yes"},
        answers={"support_plan.competences_sufficient": "no", "another_internship": "no", **ON},
    ),
    Way(
        "wir",
        "2026-05-04",
        {"district": "Kreis Bergstraße", "federal_state": "he"},
        answers={"referred_to": "Bildungsträger", "another_referral": "no", **ON},
    ),
    Way("wir", "2026-05-04", {}, track="lots", answers={"lots_units": "24"}),
    Way(
        "wir_onnfit",
        "2026-05-04",
        {"district": "Landkreis Fulda", "residence_title": "g55", "work_ban": "none"},
        answers=ESF,
        last=("leaving",),
    ),
    Way(
        "my_turn",
        "2025-05-05",
        {
            "sex": "female",
            "own_migration": "yes",
            "vocational_qualification": "none",
            "district": "Landkreis Hersfeld-Rotenburg",
            "support_needs": ["language"],
            "arrived_on": "1.3.2020",
            "employment_status": "unemployed",
        },
        answers={
            **ESF,
            **{f"{name}_goes_on": "no" for name in ("empowerment", "compatibility", "acquisition", "accompaniment")},
        },
        last=("leaving",),
    ),
    Way(
        "gemeinsam_durchstarten",
        "2022-05-04",
        {"residence_title": "d60a", "benefits": ["asylblg"], "district": "Kreis Unna", "in_state_reception": "no"},
        born="1999-05-17",
    ),
    Way(
        "drei_phasen_modell",
        "2026-05-04",
        {"refugee_background": "yes", "work_permitted": "yes", "german_level": "b1", "seeking_work": "yes"},
        answers={"german_level": "b1", "portfolio_parts": ["cv"], **ON},
    ),
    Way("drei_phasen_modell", "2026-05-04", {}, track="mentor"),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stands(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, hands: Hands) -> Iterator[MovedHouse]:
    folder: Path = tmp_path_factory.mktemp("moved")
    if request.param == "sqlite":
        with moved_house(folder, f"sqlite:///{folder / 'house.sqlite'}", hands) as made:
            yield made
        return
    server = request.getfixturevalue("postgres_url")
    url = create_database(server)
    try:
        with moved_house(folder, url, hands) as made:
            yield made
    finally:
        drop_database(server, url)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.programme}-{way.track}".strip("-"))
def test_from_entry_to_each_exit(stands: MovedHouse, way: Way) -> None:
    day = dt.date.fromisoformat(way.day)
    stands.hands.moment = dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)
    with stands.app.app_context():
        programme = catalogue.definition(catalogue.current(way.programme).digest)
    worker = stands.comes_in("worker")
    worker.wishes = way.answers
    born = way.born or f"1990-05-{WAYS.index(way) + 1:02}"
    facts: Answers = {"family_name": f"Beispiel{WAYS.index(way)}", "given_name": "Mariam", "date_of_birth": born}
    case = worker.enters(worker.registers(facts), way.programme, way.facts, way.track)
    _to_the_last_door(stands, worker, case, programme, way)
    reasons = [reason.id for reason in programme.exits if (reason.track or "") == way.track]
    for reason in reasons if "sqlite" in stands.database_url else reasons[:1]:
        if "sqlite" in stands.database_url:
            with stands.undone():
                _leaves(stands, worker, case, programme, way, reason)
        else:
            _leaves(stands, worker, case, programme, way, reason)


def _to_the_last_door(stands: MovedHouse, worker: Worker, case: str, programme: Programme, way: Way) -> None:
    """Do all that must be done, a week apart, until nothing is left but the step that ends the case."""
    done = []
    for _ in range(40):
        stands.hands.moment += dt.timedelta(days=1)
        stands.delivers()
        open_steps = worker.open_steps(case, programme)
        steps = [step for step in programme.steps if step.id in open_steps]
        duties = [step for step in steps if not step.optional and not _ends(step)]
        duties = duties or [step for step in steps if step.id in way.last and step.id not in done]
        if not duties:
            break
        done.append(duties[0].id)
        worker.works(open_steps[duties[0].id], duties[0], programme)
    wanted = {step.id for step in programme.steps if (step.track or "") == way.track and not step.block and not step.optional}
    assert wanted - {step.id for step in programme.steps if _ends(step)} <= set(done), (way, done)


def _ends(step: Any) -> bool:
    return step.exit == "exit_reason" or (step.exit or "").endswith("_exit_reason")


def _leaves(stands: MovedHouse, worker: Worker, case: str, programme: Programme, way: Way, reason: str) -> None:
    open_steps = worker.open_steps(case, programme)
    (step,) = [step for step in programme.steps if step.id in open_steps and _ends(step)]
    worker.works(open_steps[step.id], step, programme, **{step.exit or "": reason})
    found = stands.rows("select exit_reason, closed_on is not null from case_ where id = :id", id=case.rpartition("/")[2])
    assert [(found[0][0], bool(found[0][1]))] == [(reason, True)]
    page = worker.get(case)
    title = programme.exit_reason(reason)
    assert title is not None
    assert title.title.text("de") in page.text
    assert not worker.open_steps(case, programme)
