"""The pages of documents: looked at, made, taken home, and never across a border."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from core.access.accounts import create_user, grant
from core.actor import ANONYMOUS, Actor, Grant, NotFound, scoped
from core.database import db, new_id, transaction
from core.journal.models import Entry
from core.organisations.models import Unit
from tests.workflows.documents.file import KIND
from tests.workflows.documents.made import address, make, text_of
from tests.workflows.sample import NOW
from tests.workflows.web import PASSWORD, Town, Visitor
from workflows.documents.models import Document


def send(visitor: Visitor, path: str, **typed: Any) -> Any:
    page = visitor.get(path).text
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if 'name="_key"' in form)
    hidden = {
        name: re.findall(rf'type="hidden" name="{name}" value="([^"]*)"', form)
        for name in ("csrf_token", "_key", "audience", "into")
    }
    entries = {
        "seen": re.findall(r'name="seen" value="([^"]*)"', form),
        "entry": re.findall(r'name="entry" value="([^"]*)"', form),
    }
    return visitor.client.post(
        path.partition("?")[0],
        base_url="http://127.0.0.1",
        data={**hidden, **entries, **typed},
        headers={"Sec-Fetch-Site": "same-origin"},
    )


def test_staff_look_at_it_make_it_and_take_it_home(town: Town, person: str) -> None:
    worker = town.visitor("case_worker")
    assert address(person).rstrip("?") in worker.get(f"/people/{person}").text
    page = worker.get(address(person, audience="employers", into="en"))
    assert page.status_code == 200
    assert "residence" not in re.sub(r"<p.*?</p>", "", page.text, flags=re.S).casefold().split("versions")[0]
    assert send(worker, address(person, audience="employers", into="en")).status_code == 303
    listed = worker.get(address(person)).text
    link = re.search(r'href="(/documents/[^"]+\.pdf)"', listed)
    assert link
    answer = worker.get(link[1])
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={KIND}-1-employers-en.pdf"
    assert "Gymnasium in Herat" in text_of(answer.data)
    with town.app.app_context():
        seen = [entry.data["kind"] for entry in db.session.scalars(select(Entry).where(Entry.event == "record_seen"))]
        assert seen.count("document") >= 4
        assert db.session.scalars(select(Entry).where(Entry.event == "document_made")).one().person_id == person


def test_two_clicks_make_one(town: Town, person: str) -> None:
    worker, key = town.visitor("case_worker"), new_id()
    for _click in range(2):
        assert send(worker, address(person), _key=key).status_code == 303
    with town.app.app_context():
        assert db.session.scalars(select(Document.version)).all() == [1]


def test_nothing_chosen_comes_back_with_a_sentence(town: Town, person: str) -> None:
    answer = send(town.visitor("case_worker"), address(person), entry=[])
    assert answer.status_code == 422
    assert "Wählen Sie mindestens einen Eintrag" in answer.text


def test_who_may_not(town: Town, person: str) -> None:
    made = make(town, person)
    for name, status in (("stranger", 404), ("auditor", 403)):
        visitor = town.visitor(name)
        assert visitor.get(address(person)).status_code == status, name
        assert visitor.get(f"/documents/{made.id}.pdf").status_code == status, name
    worker = town.visitor("case_worker")
    assert worker.get(address(person, audience="press")).status_code == 404
    assert worker.get(address(person, into="tlh")).status_code == 404
    assert worker.get(f"/people/{person}/documents/other").status_code == 404
    assert worker.get(f"/documents/{new_id()}.pdf").status_code == 404


def test_a_provider_gets_no_closed_section_neither_in_its_own_version_nor_in_one_of_others(town: Town, person: str) -> None:
    whole = make(town, person)
    provider = town.visitor("provider_staff")
    assert provider.get(f"/documents/{whole.id}.pdf").status_code == 404
    page = provider.get(address(person)).text
    assert "Duldung" not in page
    assert whole.id not in page
    assert send(provider, address(person)).status_code == 303
    found = re.search(r'href="(/documents/[^"]+\.pdf)"', provider.get(address(person)).text)
    assert found
    text = text_of(provider.get(found[1]).data)
    assert "Gymnasium" in text
    assert "Duldung" not in text
    assert "Version 2" in text


def test_a_grant_for_one_programme_reads_no_document_made_of_others(town: Town, person: str) -> None:
    made = make(town, person)
    with town.app.app_context(), transaction() as session:
        town_unit = session.get_one(Unit, town.town_id)
        user = create_user(session, "one@example.org", "Konto one", PASSWORD, now=NOW)
        grant(session, user, "case_worker", town_unit, programme="wir", now=NOW)
        narrow = Actor("u", "Eins", grants=(Grant("case_worker", town_unit.id, town_unit.path, "wir"),))
        wide = Actor("v", "Alle", grants=(Grant("case_worker", town_unit.id, town_unit.path),))
        assert [list(session.scalars(scoped(actor, Document))) != [] for actor in (narrow, wide, ANONYMOUS)] == [
            False,
            True,
            False,
        ]
    assert town.visitor("one").get(f"/documents/{made.id}.pdf").status_code == 404
    own = make(town, person, actor=narrow)
    assert "MY TURN" not in text_of(own.pdf)
    assert "veraltet" in text_of(own.pdf), "of the profiles she sees that of her own programme"
    with pytest.raises(NotFound):
        make(town, person, actor=ANONYMOUS)
