"""What was broken off, or stays inside by its option, is not told to employers."""

from __future__ import annotations

from typing import Any

import pytest

from core import catalogue
from core.actor import SYSTEM
from core.catalogue import publish
from core.database import transaction
from core.definitions import Programme, load_programme
from tests.workflows.documents.file import step_done
from tests.workflows.documents.made import LATER, make, text_of
from tests.workflows.web import Town


@pytest.mark.parametrize(
    ("programme", "form", "rounds", "told", "untold"),
    [
        ("gemeinsam_durchstarten", "f2_record", ["broken_off"], [], ["Abgebrochen"]),
        ("gemeinsam_durchstarten", "f2_record", ["attended"], ["Teilgenommen"], []),
        ("gemeinsam_durchstarten", "f2_record", ["certificate", "broken_off"], ["Mit Zertifikat"], ["Abgebrochen"]),
        ("gemeinsam_durchstarten", "f2_record", ["broken_off", "certificate"], ["Mit Zertifikat"], ["Abgebrochen"]),
        ("gemeinsam_durchstarten", "f3_result", ["failed"], [], ["nicht bestanden"]),
        ("gemeinsam_durchstarten", "f3_result", ["failed", "after_9"], ["Klasse 9"], ["nicht bestanden"]),
        ("gemeinsam_durchstarten", "f4_record", ["moved_on"], ["gewechselt"], []),
        ("wir", "lots_qualification_record", [False], [], ["Qualifizierung festhalten"]),
        ("wir", "lots_qualification_record", [True], ["Qualifizierung festhalten"], []),
        ("my_turn", "placement", ["none"], ["Minijob"], ["Noch nichts"]),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, list) else value,
)
def test_employers_read_of_no_measure_that_was_broken_off(
    town: Town, person: str, programme: str, form: str, rounds: list[Any], told: list[str], untold: list[str]
) -> None:
    with town.app.app_context(), transaction() as session:
        step_done(session, person, programme, form, rounds)
    employers, authorities = (text_of(make(town, person, reader).pdf) for reader in ("employers", "authorities"))
    assert [each for each in told if each not in employers] == []
    assert [each for each in untold if each in employers] == []
    assert [each for each in untold[: len(rounds) == 1] if each not in authorities] == [], "authorities read the latest round"


@pytest.mark.parametrize(
    ("result", "stands"), [("certificate", True), ("attended", True), ("broken_off", False), (None, True)], ids=str
)
def test_a_block_that_was_broken_off_is_not_told_as_completed(town: Town, person: str, result: str | None, stands: bool) -> None:
    with town.app.app_context(), transaction() as session:
        step_done(session, person, "gemeinsam_durchstarten", "f2_record", [result] if result else [], block="f2")
    title = "Sprachförderung"
    assert (title in text_of(make(town, person, "employers").pdf)) == stands
    assert title in text_of(make(town, person, "authorities").pdf)


def test_what_the_programme_on_offer_keeps_inside_holds_for_older_cases(town: Town, person: str) -> None:
    with town.app.app_context(), transaction() as session:
        step_done(session, person, "gemeinsam_durchstarten", "f2_record", ["attended"])
        whole = catalogue.definition(catalogue.current("gemeinsam_durchstarten").digest)
        publish(session, with_option_inside(whole, "f2_record", "f2_result", "attended"), actor=SYSTEM, now=LATER)
    assert "Teilgenommen" not in text_of(make(town, person, "employers").pdf)
    assert "Teilgenommen" in text_of(make(town, person, "authorities").pdf)


def with_option_inside(programme: Programme, form: str, field: str, option: str) -> Programme:
    data = programme.as_data()
    fields = next(each for each in data["forms"] if each["id"] == form)["pages"][0]["fields"]
    options = next(each for each in fields if each["id"] == field)["options"]
    next(each for each in options if each["id"] == option)["kept_inside"] = True
    return load_programme(data)
