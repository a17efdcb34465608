"""The pages of the first talk, without JavaScript: from nothing to an enrolment, the way back, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import select

from core import catalogue
from core.database import db, transaction
from core.definitions import Criterion, Programme, t
from core.people.models import Person
from tests.workflows.sample import NOW
from tests.workflows.web import Town, Visitor
from workflows.screening.models import Talk


def begun(worker: Visitor) -> str:
    return str(worker.post("/talks").location)


def asked(text: str) -> str:
    return re.findall(r'name="_fact" value="(\w+)"', text)[0]


def says(worker: Visitor, url: str, fact: str, **typed: str) -> str:
    """Answer this question by the form that the page shows for it."""
    return answers(worker, url, fact, _do="answer", **typed)


def answers(worker: Visitor, url: str, fact: str, **typed: str) -> str:
    page = worker.get(f"{url}?ask={fact}").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    data = {"csrf_token": token[1], "_fact": fact, **typed}
    done = worker.client.post(url, base_url="http://127.0.0.1", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    return worker.get(url).text if done.status_code == 303 else done.text


def test_it_begins_with_nothing_and_asks_what_most_programmes_wait_for(town: Town, worker: Visitor) -> None:
    assert "Kein laufendes Gespräch" in worker.get("/talks").text
    url = begun(worker)
    page = worker.get(url).text
    assert asked(page) == "district"
    assert "Programme warten auf diese Antwort" in page
    assert "Bisher ohne Namen" in page
    assert "Bisher ohne Namen" in worker.get("/talks").text


def test_each_answer_sorts_the_programmes_and_can_be_taken_back(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    before = worker.get(url).text
    after = says(worker, url, "district", district="Landkreis Fulda")
    assert "Landkreis Fulda" in after
    assert asked(after) != "district"
    assert "Nicht erfüllt:" in after
    back = answers(worker, url, "district", _do="back")
    assert asked(back) == asked(before) == "district"
    assert "Landkreis Fulda</bdi></strong>" not in back


def test_what_nobody_knows_is_asked_no_more_and_stays_open(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    page = answers(worker, url, "district", _do="unknown")
    assert asked(page) != "district"
    assert "Noch einmal fragen" in page
    assert "Noch offen" in page


def test_an_answer_that_is_wrong_says_so_and_nothing_is_lost(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    page = says(worker, url, "date_of_birth", date_of_birth="31.02.2004")
    assert "data-error-summary" in page
    assert "31.02.2004" in page
    assert "data-error-summary" in says(worker, url, "date_of_birth", date_of_birth="")
    strange = answers(worker, url, "date_of_birth", _do="answer", date_of_birth="2004-02-01", family_name="X")
    assert "family_name" in strange
    with town.app.app_context():
        assert db.session.get_one(Talk, url.rpartition("/")[2]).given == {}


def test_there_are_only_questions_that_a_programme_asks(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    assert asked(worker.get(f"{url}?ask=family_name").text) == "district"
    assert "Seite nicht gefunden" in answers(worker, url, "family_name", _do="answer", family_name="X")


def test_the_day_of_entry_can_be_another_one(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    page = answers(worker, url, "district", _do="day", entry_on="2022-11-15")
    assert "15.11.2022" in page
    assert "konnte nicht übernommen werden" in answers(worker, url, "district", _do="day", entry_on="yesterday")
    for strange in ("0001-01-01", "9999-12-31", "2024-02-29"):
        assert "Nach dem Gespräch" in answers(worker, url, "district", _do="day", entry_on=strange)
        assert worker.get(f"{url}/sheet.pdf").status_code == 200
    assert "für den Eintritt heute" in answers(worker, url, "district", _do="day", entry_on="")


def test_bad_input_is_refused_by_name_and_nothing_breaks(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    assert "data-error-summary" in says(worker, url, "residence_title", residence_title="no_such_code")
    assert "data-error-summary" in says(worker, url, "district", district="x" * 5000)
    assert "konnte nicht übernommen werden" in answers(
        worker, url, "district", _do="answer", district="Landkreis Fulda", _source="hearsay"
    )
    with town.app.app_context():
        assert db.session.get_one(Talk, url.rpartition("/")[2]).given == {}


def test_with_htmx_only_the_part_comes_back(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    answer = worker.client.get(url, base_url="http://127.0.0.1", headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith('<div id="talk"')


def test_it_goes_over_into_an_enrolment_with_a_new_person(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    says(worker, url, "date_of_birth", date_of_birth="2000-05-05")
    says(worker, url, "migration_background", migration_background="yes")
    page = worker.get(f"{url}/onward?programme=sample")
    assert "date_of_birth" not in re.findall(r'<input[^>]*name="(\w+)"', page.text)
    assert "05.05.2000" in page.text
    refused = worker.post(f"{url}/onward?programme=sample", _do="register", given_name="Ada", _source="self", _unit=town.town_id)
    assert refused.status_code == 422
    done = worker.post(
        f"{url}/onward?programme=sample",
        _do="register",
        family_name="Gesprächig",
        given_name="Ada",
        _source="self",
        _unit=town.town_id,
    )
    assert done.status_code == 303
    assert done.location.startswith("/people/")
    with town.app.app_context():
        talk = db.session.get_one(Talk, url.rpartition("/")[2])
        assert talk.person_id
        assert talk.person_id in done.location
    assert "05.05.2000" in worker.get(f"/people/{talk.person_id}").text
    assert "Gesprächig" in worker.get(url).text


def test_who_may_be_registered_already_is_shown_and_chosen(town: Town, worker: Visitor) -> None:
    person = town.person()
    url = begun(worker)
    says(worker, url, "date_of_birth", date_of_birth="1996-03-02")
    says(worker, url, "sex", sex="female")
    names = {"family_name": "Beispiel", "given_name": "Ada", "_source": "self", "_unit": town.town_id}
    page = worker.post(f"{url}/onward", _do="register", **names)
    assert page.status_code == 409
    assert "Es ist diese Person" in page.text
    done = worker.post(f"{url}/onward", _do="person", person=person)
    assert done.status_code == 303
    compare = worker.get(f"{url}/onward").text
    assert "wie in der Akte" in compare
    assert "neu" in compare
    assert worker.post(f"{url}/onward", _do="record", take="sex").location == f"/people/{person}"
    with town.app.app_context():
        assert len(db.session.scalars(select(Person)).all()) == 2
        assert db.session.get_one(Talk, url.rpartition("/")[2]).given == {}


def test_somebody_is_found_by_name(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    town.person()
    assert "Beispiel" in worker.get(f"{url}/onward?q=Beispiel").text
    assert "Niemand gefunden" in worker.get(f"{url}/onward?q=qqqqq").text


def test_the_page_of_a_person_begins_one_with_what_is_known(town: Town, worker: Visitor) -> None:
    person = town.person()
    assert "Erstgespräch mit dem beginnen" in worker.get(f"/people/{person}").text
    page = worker.get(f"/people/{person}").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    done = worker.client.post(
        "/talks",
        base_url="http://127.0.0.1",
        data={"csrf_token": token[1], "person": person},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    shown = worker.get(str(done.location)).text
    assert "aus der Akte" in shown
    assert "02.03.1996" in shown


def test_others_see_nothing_of_it(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    stranger = town.visitor("stranger")
    for path in (url, f"{url}/onward", f"{url}/sheet.pdf"):
        assert stranger.get(path).status_code == 404
    assert town.visitor("provider_staff").get("/talks").status_code == 403


def test_a_talk_can_be_deleted(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    token = re.search(r'name="csrf_token" value="([^"]+)"', worker.get(url).text)
    assert token
    data = {"csrf_token": token[1]}
    worker.client.post(f"{url}/delete", base_url="http://127.0.0.1", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    assert worker.get(url).status_code == 404


def test_the_sheet_is_one_page_in_the_language_that_is_asked_for(town: Town, worker: Visitor) -> None:
    url = begun(worker)
    says(worker, url, "district", district="Landkreis Fulda")
    for language in ("de", "en"):
        made = worker.get(f"{url}/sheet.pdf?into={language}")
        assert made.data.startswith(b"%PDF")
        assert f"-{language}.pdf" in made.headers["Content-Disposition"]
        assert len(re.findall(rb"/Type\s*/Page\b", made.data)) == 1
    assert worker.get(f"{url}/sheet.pdf?into=xx").status_code == 404


def test_where_a_paper_is_demanded_the_question_comes_again_until_it_is_seen(tmp_path: Path) -> None:
    rule = Criterion("title", 'residence_title = "g55"', t(de="Hat das Papier", en="Has it"), proof="document_seen")
    proven = Programme("proven", t(de="Mit Papier", en="With a paper"), eligibility=[rule])
    town = Town(tmp_path / "data", f"sqlite:///{tmp_path}/town.sqlite")
    with town.app.app_context(), transaction() as session:
        catalogue.ship(session, [proven], NOW)
    worker = town.visitor("case_worker")
    url = begun(worker)
    page = says(worker, url, "residence_title", residence_title="g55", _source="self")
    assert "Papier muss vorliegen" in page or "zählt, sobald das Papier vorliegt" in worker.get(f"{url}?ask=residence_title").text
    assert 'id="programme-proven"' in page[page.index("Noch offen (") : page.index("Nicht möglich (")]
    again = says(worker, url, "residence_title", residence_title="g55", _source="document")
    assert 'id="programme-proven"' in again[again.index("Möglich (") : again.index("Noch offen (")]
    assert '<option value="document" selected>' in worker.get(f"{url}?ask=residence_title").text
    town.close()
