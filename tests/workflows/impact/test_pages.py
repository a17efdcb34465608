"""The page of what a change would do: in parts, with names for those who may see them and numbers for the others."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import delete, select

from core.actor import SYSTEM
from core.catalogue.changes import edit, open_change
from core.database import db, transaction
from core.definitions import Programme
from core.journal.working import work
from tests.workflows.impact.house import House
from tests.workflows.sample import NOW
from tests.workflows.web import HERE
from workflows.impact import stored
from workflows.impact.models import ImpactWork
from workflows.impact.pages import PARTS

GOES_ON = "It goes on when you leave this page"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("impact")
    house = House(folder, f"sqlite:///{folder}/impact.sqlite")
    yield house
    house.close()


@pytest.fixture(scope="module")
def change(house: House) -> str:
    return house.change()


def part(house: House, change: str, name: str, who: str = "admin", language: str = "de") -> str:
    answer = house.visitor(who).get(f"/admin/changes/{change}/impact?part={name}&lang={language}")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def test_the_change_set_leads_to_what_it_would_do(house: House, change: str):
    visitor = house.visitor("admin")
    assert f'href="/admin/changes/{change}/impact"' in visitor.get(f"/admin/changes/{change}").text
    page = visitor.get(f"/admin/changes/{change}/impact?lang=de").text
    for name in PARTS:
        assert f'hx-get="/admin/changes/{change}/impact?part={name}"' in page
    assert f'href="/admin/changes/{change}/impact"' in visitor.get("/admin/changes/impact").text


def test_who_turns_eligible_is_named_with_the_reason(house: House, change: str):
    page = part(house, change, "verdicts")
    assert "Beispiel, Greta" in page
    assert "18 bis 43 Jahre alt" in page


def test_who_becomes_overdue_is_named(house: House, change: str):
    page = part(house, change, "deadlines")
    assert "Beispiel, Ada" in page
    assert part(house, change, "deadlines", language="en").count("one becomes overdue") == 1


def test_what_opens_in_running_cases_is_told(house: House, change: str):
    page = part(house, change, "tasks")
    assert "Rückblick" in page
    assert "Beispiel, Ada" in page


def test_numbers_without_names_for_who_may_not_see_them(house: House, change: str):
    for name in ("verdicts", "deadlines", "tasks", "broken"):
        page = part(house, change, name, "blind")
        assert "Beispiel, " not in page
    assert part(house, change, "verdicts", "blind", "en").count("One person") == 1


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", list(PARTS))
def test_a_part_comes_alone_to_htmx(house: House, change: str, name: str, language: str):
    client = house.visitor("admin").client
    url = f"/admin/changes/{change}/impact?part={name}&lang={language}"
    answer = client.get(url, base_url="http://127.0.0.1", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert f'id="{name}"' in answer.text


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one case of the house is too many for one page, and a piece of work by itself."""
    monkeypatch.setattr(stored, "many", lambda _session, _after: True)
    monkeypatch.setattr(stored, "AT_ONCE", 1)


@pytest.mark.usefixtures("many")
def test_of_many_cases_the_page_tells_how_far_it_has_come_and_keeps_the_result(house: House):
    change, visitor = house.change(), house.visitor("admin")
    url = f"/admin/changes/{change}/impact?part=tasks&lang=en"
    page = html.unescape(visitor.get(url).text)
    assert "1 of 1 cases" in page
    assert 'aria-busy="true" hx-get="' in page
    assert f'href="/admin/changes/{change}/impact?part=tasks&lang=en#tasks"' in page
    # somebody goes on with it after the page is closed
    with house.app.app_context():
        assert work() is False
    page = part(house, change, "tasks", language="en")
    assert GOES_ON not in page
    assert "As of <time" in page
    assert "Beispiel, Ada" in page
    assert "You may not see who they are." in part(house, change, "tasks", "blind", "en")
    with house.app.app_context():
        assert db.session.scalars(select(ImpactWork.status).where(ImpactWork.change_id == change)).one() == "done"


@pytest.mark.usefixtures("many")
def test_the_work_is_stopped_gone_on_with_and_begun_anew(house: House):
    with house.app.app_context(), transaction() as session:
        session.execute(delete(ImpactWork))
    change, visitor = house.change(), house.visitor("admin")
    url = f"/admin/changes/{change}/impact?part=tasks&lang=en"
    (act,) = set(re.findall(r'action="(/admin/changes/impact/[^"]+)"', visitor.get(url).text))

    def pressed(button: str) -> str:
        page = visitor.get(url).text
        token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]
        data = {"csrf_token": token, "_do": button}
        answer = visitor.client.post(act, base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"})
        assert (answer.status_code, answer.location) == (303, f"/admin/changes/{change}/impact?part=tasks#tasks")
        return visitor.get(url).text

    assert GOES_ON not in pressed("stop")  # the look before it was the last piece
    page = pressed("anew")
    assert "1 of 1 cases" in page
    with house.app.app_context(), transaction() as session:
        session.scalars(select(ImpactWork)).one().status = "stopped"
    page = visitor.get(url).text
    assert "stopped" in page
    assert 'value="on"' in page
    assert GOES_ON not in pressed("on")
    assert visitor.client.post(act, base_url=HERE, data={"_do": "x"}).status_code in (400, 403)


def test_a_draft_with_a_faulty_rule_says_so(house: House):
    with house.app.app_context(), transaction() as session:
        change = open_change(session, SYSTEM, "sample", "Faulty", NOW).id
        edit(session, SYSTEM, change, 1, faulty, NOW)
    for name in PARTS:
        page = part(house, change, name, language="en")
        assert ("This cannot be worked out yet" in page) == (name != "broken")
        assert f'id="{name}"' in page


def faulty(programme: Programme) -> Programme:
    age, *rest = programme.eligibility
    profile, *others = programme.steps
    return programme.but(eligibility=[age.but(rule="agee > 3"), *rest], steps=[profile.but(when="nothing_known"), *others])


def test_what_there_is_not_is_not_found(house: House, change: str):
    visitor = house.visitor("admin")
    assert visitor.get(f"/admin/changes/{change}/impact?part=secrets").status_code == 404
    assert visitor.get("/admin/changes/nothing/impact").status_code == 404
    assert house.visitor("case_worker").get(f"/admin/changes/{change}/impact").status_code == 403


def test_what_else_breaks_is_named_with_what_to_do(house: House):
    with house.app.app_context(), transaction() as session:
        change = open_change(session, SYSTEM, "sample", "Ohne Zähler", NOW).id
        edit(session, SYSTEM, change, 1, without_names, NOW)
    page = part(house, change, "broken", language="en")
    assert "Ankommen" in page
    assert page.count("What to do:") >= 2
    assert "as in no phase. It is one case." in page
    assert "Export “Cases”, id <code>start</code>" in page
    assert "Was zu tun ist:" in part(house, change, "broken")


def without_names(programme: Programme) -> Programme:
    kept = [phase for phase in programme.phases if phase.id != "start"]
    steps = [step.but(phase=None) if step.phase == "start" else step for step in programme.steps]
    return programme.but(phases=kept, steps=steps, counters=[])
