"""The page of what a change would do: in parts, with names for those who may see them and numbers for the others."""

from __future__ import annotations

import html
from collections.abc import Iterator

import pytest

from core.actor import SYSTEM
from core.catalogue.changes import edit, open_change
from core.database import transaction
from core.definitions import Programme
from tests.workflows.impact.house import House
from tests.workflows.sample import NOW
from workflows.impact.pages import PARTS


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
