"""From the first talk to the exit, by a person with a plain browser, on a house that an operator built."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from core.clock import now, today
from tests.journeys import answers
from tests.journeys.houses import PASSWORD, WORKER, House
from tests.journeys.staff import Staff


def test_the_whole_way(built: House):
    worker, day = built.visitor(WORKER), today(now())
    person = _first_talk(worker)
    case = worker.takes_in()
    assert "Anmeldung aufnehmen" in worker.page.text
    _master_sheet(worker, case)
    _profile_by_its_deadline(worker, case, day)
    _support(worker, case, day)
    _into_work(worker, case, day)
    receipt = worker.does(case, "Teilnahme abschließen", {"": answers.closing(day)}).receipt
    assert "Arbeit mit Sozialversicherung aufgenommen" in receipt.text
    _closed(worker, case)
    _facts_came_back(worker, person)
    _all_is_on_record(built, case)


def _first_talk(worker: Staff) -> str:
    """A new person; the one fact that decides is missing at first."""
    person = worker.registers(answers.PERSON)
    worker.checks(person)
    assert "Noch offen: Es fehlen Angaben." in worker.page.text
    assert "Es fehlt: Hat einen Migrationshintergrund" in worker.page.text
    with pytest.raises(LookupError):
        worker.takes_in()
    worker.gives_facts({"migration_background": "yes"})
    assert "Die Person kann aufgenommen werden." in worker.page.text
    assert "Eintritt ab dem 01.01.2023 (PLUS)" in worker.page.text
    assert "Quelle: Frankfurter Neue Presse" in worker.page.text
    return person


def _master_sheet(worker: Staff, case: str) -> None:
    worker.opens_task(case, "Anmeldung aufnehmen")
    assert dict(worker.form().values())["given_name"] == "Mariam", "what is known is there already"
    worker.fills(answers.MASTER_SHEET, until="contact")
    # a wrong answer is named in the list on top and at its field; the right ones stay
    wrong = answers.MASTER_SHEET["contact"] | {"email": "keine Adresse"}
    worker.submit(worker.form(), wrong, press="next")
    assert worker.page.status == 422
    assert list(worker.errors()) == ["email"]
    assert 'id="email-error"' in worker.page.html
    assert 'aria-describedby="email-error"' in worker.page.html
    typed = dict(worker.form().values())
    assert (typed["address.street"], typed["email"]) == ("Am Muster 5", "keine Adresse")
    worker.submit(worker.form(), {"email": "mariam@example.org"}, press="next")
    # back, and what was given is there; saved in between, and it is there in the next session too
    worker.submit(worker.form(), {"migration_background": "yes"}, press="back")
    assert dict(worker.form().values())["email"] == "mariam@example.org"
    worker.submit(worker.form(), {"phone": "030 23125 002"}, press="save")
    assert "Gespeichert" in worker.page.text
    worker.opens_task(case, "Anmeldung aufnehmen")
    assert worker.shown() == "contact", "the form opens where it was left"
    assert dict(worker.form().values())["phone"] == "030 23125 002"
    rest = answers.MASTER_SHEET | {"contact": {}}
    worker.fills(rest, until="privacy_notice")
    # the answer calls up a question that must be answered
    worker.submit(worker.form(), rest["privacy_notice"], press="next")
    assert worker.shown() == "privacy_notice"
    assert worker.errors() == {}, "nobody is blamed for a question not seen before"
    worker.fills(rest | {"privacy_notice": {"privacy_notice_language": "prs"}})
    assert "Am Muster 5" in worker.page.text
    receipt = worker.hands_in().receipt
    assert "Am Muster 5" in receipt.text


def _profile_by_its_deadline(worker: Staff, case: str, day: date) -> None:
    worker.get(case)
    due = day + timedelta(days=28)
    assert f'datetime="{due.isoformat()}"' in worker.page.html, "28 days after entry"
    worker.does(case, "Kompetenzprofil erstellen", answers.PROFILE)


def _support(worker: Staff, case: str, day: date) -> None:
    worker.does(case, "Förderbedarf ermitteln", {"": answers.support_plan("no")})
    worker.does(case, "Förderunterricht festhalten", {"": answers.lessons(day, "no")})
    with pytest.raises(LookupError):
        worker.opens_task(case, "Praktikum vermitteln")
    sent = worker.does(case, "Förderunterricht festhalten", {"": answers.lessons(day, "yes")})
    # sent a second time: the same receipt, one submission
    again = worker.post(sent.action, sent.values)
    assert again.url == sent.receipt.url
    with pytest.raises(LookupError):
        worker.opens_task(case, "Förderunterricht festhalten")
    _a_note_after_the_session_ended(worker, case, day)


def _a_note_after_the_session_ended(worker: Staff, case: str, day: date) -> None:
    worker.opens_task(case, "Kontakt notieren")
    form, action = worker.form(), worker.page.url
    worker.jar.clear()
    worker.submit(form, answers.contact(day, "Sie möchte in einer Küche arbeiten."), press="submit")
    assert worker.page.path == "/sign-in"
    worker.submit(worker.page.form("email", "password"), {"email": WORKER, "password": PASSWORD})
    assert worker.page.url.split("?")[0] == action.split("?")[0]
    assert dict(worker.form().values())["contact_note"] == "Sie möchte in einer Küche arbeiten."
    receipt = worker.hands_in().receipt
    assert "Sie möchte in einer Küche arbeiten." in receipt.text


def _into_work(worker: Staff, case: str, day: date) -> None:
    worker.does(case, "Praktikum vermitteln", answers.internship(day))
    worker.does(case, "Arbeitsaufnahme festhalten", {"": answers.work(day)})
    worker.does(case, "Am Arbeitsplatz begleiten", {"": answers.accompaniment(day)})


def _closed(worker: Staff, case: str) -> None:
    page = worker.get(case)
    assert "abgeschlossen" in page.text
    assert "Arbeit mit Sozialversicherung aufgenommen" in page.text
    assert not [href for href, _words in page.links if href.startswith("/tasks/")], "nothing is left to do"
    handed_in = [href for href, _words in page.links if href.startswith("/receipts/")]
    assert len(set(handed_in)) == 10
    assert all(worker.get(href).status == 200 for href in set(handed_in))


def _facts_came_back(worker: Staff, person: str) -> None:
    page = worker.get(person)
    for shown in ("Am Muster 5", "030 23125002", "mariam@example.org", "61250", "Usingen", "B1", "Subsidiärer Schutz"):
        assert shown in page.text or shown in page.text.replace(" ", "")
    assert "Angabe der Person" in page.text


def _all_is_on_record(built: House, case: str) -> None:
    id_ = case.rpartition("/")[2]
    steps = built.rows("select event, count(*) from entry where case_id = :id group by event", id=id_)
    assert dict(steps)["step_done"] == 10  # type: ignore[call-overload]  # pairs
    assert dict(steps)["case_opened"] == dict(steps)["case_closed"] == 1  # type: ignore[call-overload]
    assert built.rows("select count(*) from task where case_id = :id and status = 'done'", id=id_) == [(10,)]
    assert built.rows("select closed_on is not null, exit_reason from case_ where id = :id", id=id_)[0][1] == "employment"
    end = time.monotonic() + 20
    while built.server.health()["deliveries"]["waiting"] and time.monotonic() < end:
        time.sleep(0.2)
    assert built.server.health()["deliveries"] == {"parked": 0, "waiting": 0}


def test_other_eyes(built: House):
    worker = built.visitor(WORKER)
    person = worker.registers(answers.PERSON | {"family_name": "Anders", "given_name": "Olena", "date_of_birth": "1985-02-03"})
    worker.checks(person)
    worker.gives_facts({"migration_background": "yes"})
    case = worker.takes_in()
    task = worker.opens_task(case, "Anmeldung aufnehmen").path
    worker.submit(worker.form(), {}, press="save")
    places = [person, case, task, f"{case}/exit", f"{person}/programmes/wir_sind_usingen"]
    for email in ("stranger@example.org", "provider@example.org"):
        _sees_nothing(built.visitor(email), places)
    auditor = built.visitor("auditor@example.org")
    assert auditor.get(case).status == 200
    assert "Anders" not in auditor.page.text
    assert auditor.get(person).status == 200
    assert "Anders" not in auditor.page.text
    assert auditor.get(task).status in (403, 404)
    assert Staff(built.server.url).get(case).path == "/sign-in"


def _sees_nothing(other: Staff, places: list[str]) -> None:
    """What is foreign answers as what is not there, and is not found."""
    for place in places:
        known = place.split("/")[2]
        missing = other.get(place.replace(known, "0" * 8 + known[8:]))
        found = other.get(place)
        assert found.status == missing.status in (403, 404), place
        assert found.text.replace(known, "") == missing.text.replace("0" * 8 + known[8:], "")
    assert "Anders" not in other.get("/people?q=Anders").text
    assert other.get("/").status == 200


def test_a_mentor_works_without_names(built: House):
    mentor = built.visitor("mentor@example.org")
    found = mentor.get("/people")
    assert found.status == 200
    assert "Beispiel, Mariam" not in found.text
