"""The pages of a move: begun, driven on, stopped, undone; the answer that a case needs; and what staff read at the case."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from core import clock
from core.actor import SYSTEM
from core.catalogue.change_models import ChangeSet
from core.catalogue.publishing import publish_change
from core.database import db, transaction
from core.definitions import Programme, Step, Text, YesNo
from core.journal.working import work
from tests.workflows.impact.house import House
from tests.workflows.moves.test_batch import changed
from tests.workflows.sample import PROGRAMME, w
from tests.workflows.web import HERE, Visitor, links
from workflows.impact import stored
from workflows.models import Case

MOVES = "/admin/changes/moves"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, f"sqlite:///{tmp_path}/moves.sqlite")
    yield house
    house.close()


def begun(house: House, programme: Programme, who: str = "admin") -> tuple[Visitor, str]:
    """A move of the one running case, as its page."""
    house.publish(programme)
    visitor = house.visitor(who)
    page = visitor.get(f"{MOVES}/of/sample").text
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if 'value="sample"' in form)
    data = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    answer = visitor.client.post(MOVES, base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303
    return visitor, answer.location


def text(visitor: Visitor, url: str) -> str:
    answer = visitor.get(f"{url}?lang=en")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def revision(house: House) -> str:
    with house.app.app_context():
        return str(db.session.scalar(select(Case.revision).where(Case.id == house.case_id)))


def asks_more() -> Programme:
    """A rule that speaks of something that no form asks for."""
    forms = [*PROGRAMME.forms]
    forms[4] = forms[4].but(pages=[forms[4].pages[0].but(fields=[*forms[4].fields, YesNo("car", w("Hat ein Auto"))])])
    kept = [step for step in PROGRAMME.steps if step.id != "leave"]
    return PROGRAMME.but(forms=forms, steps=[*kept, Step("drive", w("Fahren"), role="adviser", when="car")])


def test_a_move_is_begun_driven_on_and_undone(house: House):
    before = revision(house)
    visitor, url = begun(house, changed())
    assert "0 of 1 cases" in text(visitor, url)
    assert visitor.post(url, _do="on").status_code == 303
    assert "1 of 1 cases" in text(visitor, url)
    assert revision(house) == changed().digest
    assert visitor.post(url, _do="undo").status_code == 303
    visitor.post(url, _do="on")
    assert "put back" in text(visitor, url)
    assert revision(house) == before
    assert links(visitor.get(MOVES), f"{MOVES}/") == [f"{MOVES}/of/sample", url]


def test_a_move_goes_on_when_its_page_is_closed(house: House):
    visitor, url = begun(house, changed())
    assert "0 of 1 cases" in text(visitor, url)
    with house.app.app_context():
        assert [work(), work()] == [True, False]
    assert "1 of 1 cases" in text(visitor, url)
    assert revision(house) == changed().digest


def test_htmx_gets_the_progress_alone(house: House):
    visitor, url = begun(house, changed())
    token = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', visitor.get(url).text))
    headers = {"Sec-Fetch-Site": "same-origin", "HX-Request": "true"}
    answer = visitor.client.post(url, base_url=HERE, data={**token, "_do": "on"}, headers=headers)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'id="progress"' in answer.text


def test_a_move_that_is_stopped_moves_nothing_more(house: House):
    before = revision(house)
    visitor, url = begun(house, changed())
    visitor.post(url, _do="stop")
    assert "stopped" in text(visitor, url)
    assert revision(house) == before


def test_staff_read_what_is_new_in_the_form_of_an_open_task(house: House):
    asked = PROGRAMME.forms[0].pages[0]
    more = asked.but(fields=[*asked.fields, Text("hobby", w("Hobby"))])
    _, url = begun(house, PROGRAMME.but(forms=[PROGRAMME.forms[0].but(pages=[more]), *PROGRAMME.forms[1:]]))
    house.visitor("admin").post(url, _do="on")
    told = text(house.visitor("case_worker"), f"/cases/{house.case_id}")
    assert "since you last looked" in told
    assert "Hobby" in told
    assert "No open task is touched" not in told


def test_staff_read_once_what_changed_since_they_last_looked(house: House):
    worker, case = house.visitor("case_worker"), f"/cases/{house.case_id}"
    assert "since you last looked" not in text(worker, case)
    visitor, url = begun(house, changed())
    visitor.post(url, _do="on")
    page = text(worker, case)
    assert "since you last looked" in page
    assert "Profil” is due on" in page
    assert "On another revision" in page
    assert "since you last looked" in text(house.visitor("auditor"), case)


def test_the_answer_that_is_missing_is_given_at_the_case(house: House):
    visitor, url = begun(house, asks_more())
    visitor.post(url, _do="on")
    page = text(visitor, url)
    assert "needs an answer" in page
    assert "Hat ein Auto" in page
    worker = house.visitor("case_worker")
    (answer,) = links(worker.get(f"/cases/{house.case_id}"), f"/cases/{house.case_id}/moves/")
    assert worker.post(answer).status_code == 422
    assert worker.post(answer, car="yes").status_code == 303
    assert revision(house) == asks_more().digest
    assert worker.get(answer).status_code == 303
    assert "Fahren" in text(worker, f"/cases/{house.case_id}")


def test_the_answer_can_be_asked_after_the_move(house: House):
    visitor, url = begun(house, asks_more())
    visitor.post(url, _do="on")
    assert visitor.post(url, _do="anyway").status_code == 303
    visitor.post(url, _do="on")
    assert revision(house) == asks_more().digest
    page = text(visitor, url)
    assert "Hat ein Auto" in page
    worker = house.visitor("case_worker")
    case = text(worker, f"/cases/{house.case_id}")
    assert "What depends on the answer waits for it" in case
    assert "since you last looked" in case
    (answer,) = links(worker.get(f"/cases/{house.case_id}"), f"/cases/{house.case_id}/moves/")
    assert "The case has moved already" in text(worker, answer)
    assert worker.post(answer).status_code == 422
    assert worker.post(answer, car="yes").status_code == 303
    after = text(worker, f"/cases/{house.case_id}")
    assert "an answer is missing" not in after
    assert "Fahren" in after
    # what she said since is hers: the undo names the case and leaves it
    visitor.post(url, _do="undo")
    visitor.post(url, _do="on")
    page = text(visitor, url)
    assert "went on since, so it was not put back" in page
    assert "Beispiel, Ada" in page
    assert revision(house) == asks_more().digest


def test_what_was_done_in_a_step_that_is_gone_can_be_read(house: House):
    worker = house.visitor("case_worker")
    (task,) = [
        link
        for link in links(worker.get(f"/cases/{house.case_id}"), "/tasks/")
        if "Profil" in html.unescape(worker.get(link).text)
    ][:1]
    worker.post(task, skills="Nähen", _do="submit")
    kept = [step.but(after=["needs"]) if step.id == "lessons" else step for step in PROGRAMME.steps if step.id != "profile"]
    visitor, url = begun(house, PROGRAMME.but(steps=kept))
    visitor.post(url, _do="on")
    assert revision(house) == PROGRAMME.but(steps=kept).digest
    page = text(worker, f"/cases/{house.case_id}")
    assert re.search(r'href="/receipts/[^"]+">[^<]*Profil', page)
    person = text(worker, links(worker.get(f"/cases/{house.case_id}"), "/people/")[0])
    assert "Profil" in person
    assert "On another revision" in person


def test_a_move_after_a_change_set_leads_back_to_it(house: House):
    change = house.change()
    with house.app.app_context(), transaction() as session:
        version = session.get_one(ChangeSet, change).version
        publish_change(session, SYSTEM, change, version, clock.now())
    visitor = house.visitor("admin")
    page = visitor.get(f"{MOVES}/of/sample").text
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if 'value="sample"' in form)
    data = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    url = visitor.client.post(MOVES, base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"}).location
    assert f'href="/admin/changes/{change}"' in visitor.get(url).text


def test_who_may_not_publish_sees_no_button_and_moves_nothing(house: House):
    house.publish(changed())
    assert house.visitor("case_worker").get(MOVES).status_code == 403
    page = house.visitor("auditor").get(f"{MOVES}/of/sample")
    assert page.status_code == 200
    assert 'value="sample"' not in page.text
    assert house.visitor("admin").get(f"{MOVES}/of/nothing").status_code == 404


def test_of_many_cases_the_preview_tells_how_far_it_has_come(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stored, "many", lambda _session, _after: True)
    monkeypatch.setattr(stored, "AT_ONCE", 1)
    house.publish(asks_more())
    visitor = house.visitor("admin")
    page = text(visitor, f"{MOVES}/of/sample")
    assert "1 of 1 cases" in page
    assert f'hx-get="{MOVES}/of/sample?lang=en"' in page
    page = text(visitor, f"{MOVES}/of/sample")
    assert "1 of 1 cases" not in page
    assert "Beispiel, Ada" in page
    (act,) = set(re.findall(r'action="(/admin/changes/impact/[^"]+)"', page))
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]
    data = {"csrf_token": token, "_do": "anew"}
    answer = visitor.client.post(act, base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.location == f"{MOVES}/of/sample"


def test_what_would_become_of_the_cases_is_shown_before(house: House):
    house.publish(asks_more())
    visitor = house.visitor("admin")
    assert f'href="{MOVES}/of/sample"' in visitor.get(MOVES).text
    page = text(visitor, f"{MOVES}/of/sample")
    assert "Of one it is not known" in page
    assert "Hat ein Auto" in page
    assert "Beispiel, Ada" in page
