"""In Chromium: blocks beside each other with an exception, a mentor beside a mentee, a provider beside the case worker."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from core import catalogue
from core.definitions import Programme
from tests.journeys.chromed import Chromed
from tests.journeys.moved import PASSWORD, Hands, MovedHouse, moved_house
from tests.journeys.screen import screen

pytestmark = pytest.mark.browser
SECOND = {"reason": "Sie hat drei Jahre auf den Platz gewartet.", "second": "Konto Coordinator"}


@pytest.fixture(scope="module")
def stands(tmp_path_factory: pytest.TempPathFactory, hands: Hands) -> Iterator[MovedHouse]:
    folder: Path = tmp_path_factory.mktemp("beside")
    with moved_house(folder, f"sqlite:///{folder / 'house.sqlite'}", hands) as made:
        yield made


@contextmanager
def at_screen(browser: Browser, stands: MovedHouse, name: str) -> Iterator[Chromed]:
    with screen(browser, stands.url) as tab:
        worker = Chromed(tab)
        worker.hands = stands.hands
        worker.comes_in(f"{name}@example.org", PASSWORD)
        yield worker


def on(stands: MovedHouse, day: str, programme: str) -> Programme:
    """The clock is put to this day; the definition as it is published."""
    stands.hands.moment = dt.datetime.fromisoformat(f"{day}T09:00:00+00:00")
    with stands.app.app_context():
        return catalogue.definition(catalogue.current(programme).digest)


def exception(criterion: str) -> dict[str, str | list[str]]:
    return {f"{part}.{criterion}": text for part, text in SECOND.items()}


def test_two_blocks_beside_each_other_and_an_exception(browser: Browser, stands: MovedHouse) -> None:
    programme = on(stands, "2022-05-04", "gemeinsam_durchstarten")
    with at_screen(browser, stands, "worker") as worker:
        person = worker.registers({"family_name": "Nebeneinander", "given_name": "Rima", "date_of_birth": "1992-05-17"})
        facts = {"residence_title": "d60a", "benefits": ["asylblg"], "district": "Kreis Unna", "in_state_reception": "no"}
        case = worker.enters(person, programme.id, facts, exception=exception("age"))
        for step in ("registration", "admission", "support_plan"):
            worker.does_step(case, programme, step)
        worker.enters_block(case, "f1", {})
        worker.enters_block(case, "f4", {}, exception("age"))
        assert {"f1_agreement", "f4_language", "f4_potential", "closing"} <= worker.open_steps(case, programme).keys()
        main = worker.tab.page.locator("main")
        expect(main).to_contain_text("Sie hat drei Jahre auf den Platz gewartet.")
        for step in ("f4_language", "f1_agreement", "f4_potential", "f1_note"):
            worker.does_step(case, programme, step)
        worker.does_step(case, programme, "f4_record", f4_another="no")
        worker.get(case)
        assert worker.tab.look("a case with blocks") == []
    id = case.rpartition("/")[2]
    blocks = stands.rows("select block, status from block_place where case_id = :id order by block", id=id)
    assert blocks == [("f1", "entered"), ("f4", "completed")]
    assert len(stands.rows("select 1 from case_ where id = :id and verdict like '%drei Jahre%'", id=id)) == 1


def test_from_the_mentors_application_to_stabilisation(browser: Browser, stands: MovedHouse) -> None:
    programme = on(stands, "2026-05-04", "drei_phasen_modell")
    with at_screen(browser, stands, "worker") as worker:
        mentor = worker.registers({"family_name": "Begleiter", "given_name": "Emil", "date_of_birth": "1970-01-02"})
        beside = worker.enters(mentor, programme.id, {}, track="mentor")
        worker.does_step(beside, programme, "mentor_application")
        worker.does_step(beside, programme, "mentor_selection", mentor_selected="yes", mentor_allowance="yes")
        mentee = worker.registers({"family_name": "Mentee", "given_name": "Selam", "date_of_birth": "1995-03-04"})
        facts = {"refugee_background": "yes", "work_permitted": "yes", "german_level": "b1", "seeking_work": "yes"}
        case = worker.enters(mentee, programme.id, facts)
        for step in ("registration", "screening"):
            worker.does_step(case, programme, step, german_level="b1")
        worker.does_step(case, programme, "pairing", mentor="Begleiter")
        worker.get(case)
        expect(worker.tab.page.locator("main")).to_contain_text("Begleiter")
        worker.does_step(case, programme, "assessment", portfolio_complete="yes", portfolio_parts=["cv"])
        worker.does_step(case, programme, "placement")
        stands.hands.moment += dt.timedelta(days=30)
        worker.does_step(case, programme, "stabilisation", stable="yes")
        assert "review" in worker.open_steps(case, programme)
    with at_screen(browser, stands, "mentor") as own:
        own.does_step(beside, programme, "mentor_hours", mentor_hours_minutes="1:30")
    ends = (case.rpartition("/")[2], beside.rpartition("/")[2])
    assert stands.rows("select from_case, to_case from case_link where until is null") == [ends]
    assert stands.rows("select amount from tally where counter = 'mentor_allowance'") == [(90,)]


def test_a_referral_is_accepted_at_a_provider(browser: Browser, stands: MovedHouse) -> None:
    programme = on(stands, "2026-05-04", "wir")
    with at_screen(browser, stands, "worker") as worker, at_screen(browser, stands, "provider") as provider:
        person = worker.registers({"family_name": "Weiter", "given_name": "Lina", "date_of_birth": "1988-07-08"})
        case = worker.enters(person, programme.id, {"district": "Kreis Bergstraße"})
        assert provider.get(case).status == 404
        worker.does_step(case, programme, "registration")
        worker.does_step(case, programme, "needs", referral_needed="yes")
        worker.does_step(case, programme, "referral", referred_to="Bildungsträger", referral_consent="yes")
        assert "referral_answer" not in worker.open_steps(case, programme) or "Bildungsträger Muster" in worker.page.text
        provider.get("/")
        expect(provider.tab.page.locator("main")).to_contain_text("Auf die Weiterleitung antworten")
        assert provider.tab.look("my day of a provider") == []
        provider.does_step(case, programme, "referral_answer", referral_accepted="yes")
        assert provider.get(person).status == 200
        assert "referral_result" in worker.open_steps(case, programme)
        expect(worker.tab.page.locator("main")).to_contain_text("Bildungsträger Muster")
    found = stands.rows("select until is null from share where case_id = :id", id=case.rpartition("/")[2])
    assert [bool(row[0]) for row in found] == [True]


def test_the_competence_record_of_somebody_in_three_programmes(browser: Browser, stands: MovedHouse) -> None:
    programme = on(stands, "2026-05-04", "wir")
    with at_screen(browser, stands, "worker") as worker:
        person = worker.registers({"family_name": "Vielseitig", "given_name": "Amal", "date_of_birth": "1991-09-10"})
        facts = {"district": "Landkreis Fulda", "residence_title": "g55", "work_ban": "none", "refugee_background": "yes"}
        work = {"work_permitted": "yes", "german_level": "b1", "seeking_work": "yes"}
        case = worker.enters(person, programme.id, facts)
        for other in ("wir_onnfit", "drei_phasen_modell"):
            worker.enters(person, other, {**facts, **work})
        worker.does_step(case, programme, "registration")
        worker.does_step(case, programme, "competence_profile")
        worker.get(f"{person}/documents/competence_credential?audience=authorities&into=de")
        assert worker.tab.look("a competence record") == []
        worker.submit(worker.page.form("entry", "_key"))
        href = next(href for href, words in worker.page.links if href.endswith(".pdf") and "1" in words)
        content = worker.tab.page.context.request.get(f"{stands.url}{href}").body()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    plain = re.sub(r"[\s\u200b]+", "", text)
    for wanted in ("Kompetenznachweis", "AmalVielseitig", "LandesprogrammWIR", "ONnFIT", "3-Phasen-Modell"):
        assert wanted in plain, wanted
