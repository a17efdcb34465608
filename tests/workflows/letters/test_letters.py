"""Letters of a case: offered when their turn is, filled in with what is known, gaps that nobody overlooks, kept as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from core.access.accounts import create_user, grant
from core.catalogue import ship
from core.database import db, transaction
from core.definitions import t
from core.journal.models import Entry
from core.organisations.models import Unit
from core.people.models import Person
from tests.workflows.letters.desk import HELLO, IDENTITY, WITH_LETTERS, Desk
from tests.workflows.sample import NOW
from tests.workflows.web import HERE, PASSWORD
from workflows.letters.filling import LINE
from workflows.letters.layout import blocks
from workflows.letters.models import Frozen, KeptLetter
from workflows.models import Case


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Iterator[Desk]:
    made = Desk(tmp_path / "data", database_url)
    yield made
    made.close()


def way(case: str, letter: str = "hello", into: str = "") -> str:
    return f"/cases/{case}/letters/{letter}" + (f"?into={into}" if into else "")


FULL: dict[str, Any] = {"german_level": "b1"}


def test_a_letter_is_filled_in_made_and_kept(desk: Desk) -> None:
    case = desk.case(**FULL)
    desk.do(case, "profile", skills="Nähen", trade="Schneiderin")
    worker = desk.visitor("case_worker")
    assert way(case) in worker.get(f"/cases/{case}").text
    page = worker.get(way(case)).text
    for said in ("Guten Tag Ada Beispiel,", "bis 30.03.2026.", "Schneiderin", "- B1", "- Usingen", "{so}", "61250 Usingen"):
        assert said in page, said
    assert "[[" not in page
    sent = worker.post(way(case), subject="Einladung zum Gespräch", text="Guten Tag,\n\n- eins\n- zwei", address="Ada\nHier 1")
    assert sent.status_code == 303
    (kept,) = desk.letters()
    assert (kept.version, kept.language, kept.made_by_name, kept.withdrawn_at) == (1, "de", "Konto case_worker", None)
    assert kept.data == {
        "title": {"de": "Einladung", "en": "Invitation"},
        "address": "Ada\nHier 1",
        "subject": "Einladung zum Gespräch",
        "text": "Guten Tag,\n\n- eins\n- zwei",
        "beside": None,
    }
    for said in ("Usingen", "Einladung zum Gespräch", "eins", "Hier 1"):
        assert said in desk.paper(), said
    shown = worker.get(sent.location)
    assert shown.status_code == 200
    assert "Einladung zum Gespräch" in shown.text
    pdf = worker.get(f"/letters/{kept.id}.pdf")
    assert pdf.data[:5] == b"%PDF-"
    case_page = worker.get(f"/cases/{case}").text
    assert f"/letters/{kept.id}" in case_page
    with desk.app.app_context():
        told = {entry.event: entry for entry in db.session.scalars(select(Entry).where(Entry.subject_id == kept.id))}
        assert told["letter_made"].case_id == case
        assert told["record_seen"].data["kind"] == "letter"


def test_what_is_not_known_is_a_gap_and_no_gap_is_printed_silently(desk: Desk) -> None:
    case = desk.case(identity={"family_name": "Beispiel"})
    worker = desk.visitor("case_worker")
    page = worker.get(way(case)).text
    for gap in ("[[Vorname]]", "[[Beruf]]", "[[Deutschkenntnisse]]", "[[Straße und Hausnummer]]"):
        assert gap in page, gap
    typed = {"address": "Ada", "subject": "An [[Vorname]]", "text": "Beruf: [[Beruf]]"}
    refused = worker.post(way(case), **typed)
    assert refused.status_code == 422
    assert "Beruf: [[Beruf]]" in refused.text
    assert not desk.letters()
    assert worker.post(way(case), **typed, by_hand="1").status_code == 303
    assert desk.letters()[0].data["text"] == f"Beruf: {LINE}"


def test_two_clicks_make_one_letter_and_a_third_letter_is_another_version(desk: Desk) -> None:
    case, worker = desk.case(**FULL), desk.visitor("case_worker")
    key = "0198c0de-0000-7000-8000-000000000001"
    typed = {"address": "A", "subject": "S", "text": "T"}
    first, second = (worker.post(way(case), **typed, _key=key) for _ in range(2))
    assert first.location == second.location
    assert len(desk.letters()) == 1
    worker.post(way(case), **typed)
    assert [each.version for each in desk.letters()] == [1, 2]


def test_a_letter_in_her_language_has_the_german_one_beside(desk: Desk) -> None:
    case, worker = desk.case(**FULL), desk.visitor("case_worker")
    page = worker.get(way(case, into="ar")).text
    assert 'lang="ar" dir="rtl"' in page
    assert "مرحبا" in page
    assert "Guten Tag Ada" in page
    lacking = worker.post(way(case, into="ar"), address="A", subject="دعوة", text="مرحبا", german_subject="", german_text="")
    assert lacking.status_code == 422
    made = worker.post(way(case, into="ar"), address="A", subject="دعوة", text="مرحبا", german_subject="Ruf", german_text="Hallo")
    assert made.status_code == 303
    (kept,) = desk.letters()
    assert kept.language == "ar"
    assert kept.data["beside"] == {"subject": "Ruf", "text": "Hallo"}
    assert "Hallo" in desk.paper()
    assert 'lang="ar" dir="rtl"' in worker.get(made.location).text
    # the next one begins in the language of the last one; what has no text in a language is written in German
    assert "مرحبا" in worker.get(way(case)).text
    fallen = worker.get(way(case, "reminder", "fa")).text
    assert 'id="german_text"' not in fallen
    assert "Bis 30.03.2026." in fallen


def test_letters_are_offered_while_their_step_is_open_and_hidden_ones_never(desk: Desk) -> None:
    case, worker = desk.case(**FULL), desk.visitor("case_worker")
    assert worker.get(way(case, "reminder")).status_code == 200
    assert worker.get(way(case, "gone")).status_code == 404
    assert worker.get(way(case, "nothing")).status_code == 404
    desk.do(case, "profile", skills="Nähen", trade="x")
    assert worker.get(way(case, "reminder")).status_code == 404
    assert way(case, "reminder") not in worker.get(f"/cases/{case}").text
    assert worker.get(way(case)).status_code == 200


def test_what_was_typed_is_not_lost_where_a_colleague_was_quicker(desk: Desk) -> None:
    case, worker = desk.case(**FULL), desk.visitor("case_worker")
    page = worker.get(way(case, "reminder")).text
    desk.do(case, "profile", skills="Nähen", trade="x")
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    typed = {"csrf_token": token, "into": "de", "address": "A", "subject": "S", "text": "Von Hand"}
    sent = worker.client.post(way(case, "reminder"), base_url=HERE, data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert sent.status_code == 303
    assert desk.letters()[0].data["text"] == "Von Hand"


def test_a_case_has_the_letters_of_its_own_revision(desk: Desk) -> None:
    case, worker = desk.case(**FULL), desk.visitor("case_worker")
    other = WITH_LETTERS.but(version="2", letters=[HELLO.but(subject=t(de="Ganz anders"), text=t(de="Neu"))])
    with desk.app.app_context(), transaction() as session:
        ship(session, [other], NOW)
    assert "Ganz anders" not in worker.get(way(case)).text
    assert worker.get(way(case, "reminder")).status_code == 200


def test_strangers_find_nothing_and_who_only_looks_writes_nothing(desk: Desk) -> None:
    case = desk.case(**FULL)
    desk.visitor("case_worker").post(way(case), address="A", subject="S", text="T")
    (kept,) = desk.letters()
    stranger = desk.visitor("stranger")
    for path in (way(case), f"/letters/{kept.id}", f"/letters/{kept.id}.pdf"):
        assert stranger.get(path).status_code == 404, path
    auditor = desk.visitor("auditor")  # sees the case, but nobody's name
    assert auditor.get(f"/letters/{kept.id}").status_code == 404
    assert kept.id not in auditor.get(f"/cases/{case}").text
    assert auditor.get(way(case)).status_code == 403


def test_a_letter_that_was_a_mistake_is_marked_and_stays(desk: Desk) -> None:
    case, worker = desk.case(**FULL), desk.visitor("case_worker")
    made = worker.post(way(case), address="A", subject="S", text="T")
    page = f"{made.location}"
    (kept,) = desk.letters()
    ask = f"/letters/{kept.id}/withdraw"

    def send(reason: str) -> int:
        token = worker.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]
        sent = worker.client.post(
            ask, base_url=HERE, data={"csrf_token": token, "reason": reason}, headers={"Sec-Fetch-Site": "same-origin"}
        )
        return sent.status_code

    assert send("  ") == 422
    assert send("\x00") == 422
    assert send("Falsche Adresse") == 303
    assert send("Noch einmal") == 303
    (after,) = desk.letters()
    assert (after.withdrawn_reason, after.withdrawn_by_name) == ("Falsche Adresse", "Konto case_worker")
    assert after.data == kept.data
    assert "Falsche Adresse" in worker.get(page).text
    with desk.app.app_context():
        assert len(db.session.scalars(select(Entry).where(Entry.event == "letter_withdrawn")).all()) == 1


def test_what_was_handed_out_never_changes(desk: Desk) -> None:
    case, worker = desk.case(**FULL), desk.visitor("case_worker")
    worker.post(way(case), address="A", subject="S", text="T")
    with desk.app.app_context(), pytest.raises(Frozen), transaction() as session:
        session.scalars(select(KeptLetter)).one().language = "en"


def test_a_letter_is_erased_with_its_person(desk: Desk) -> None:
    case, worker = desk.case(**FULL), desk.visitor("case_worker")
    worker.post(way(case), address="A", subject="S", text="T")
    with desk.app.app_context(), transaction() as session:
        person = session.get_one(Case, case).person_id
        session.execute(delete(Person).where(Person.id == person))
    assert not desk.letters()


HOSTILE = 'Nie #import "x.typ": * $x^2$ <script>alert(1)</script> {{ 7*7 }} {person.given_name} \\ @r'


def test_markup_and_braces_are_text(desk: Desk) -> None:
    case, worker = desk.case(identity={**IDENTITY, "family_name": HOSTILE[:60]}, **FULL), desk.visitor("case_worker")
    page = worker.get(way(case)).text
    assert "<script>alert" not in page
    made = worker.post(way(case), address="A", subject=HOSTILE, text=f"{HOSTILE}\n- {HOSTILE}")
    assert made.status_code == 303
    assert '#import "x.typ"' in desk.paper()
    assert "<script>" in desk.paper()
    assert "<script>alert" not in worker.get(made.location).text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": ""}, "Bitte schreiben Sie"),
        ({"text": "a\x00b"}, "nicht speichern"),
        ({"text": "a\u202eb"}, "U+202E"),
        ({"text": "\u1230"}, "ሰ"),
        ({"text": "x" * 20_001}, "zu lang"),
        ({"subject": "x" * 301}, "zu lang"),
    ],
    ids=["empty", "nul", "bidi", "glyph", "long", "long-subject"],
)
def test_what_cannot_be_printed_or_kept_is_said_at_its_place(desk: Desk, changes: dict[str, str], says: str) -> None:
    case, worker = desk.case(**FULL), desk.visitor("case_worker")
    refused = worker.post(way(case), **{"address": "A", "subject": "S", "text": "T", **changes})
    assert refused.status_code == 422
    assert says in refused.text
    assert not desk.letters()


def test_five_thousand_characters_are_a_letter(desk: Desk) -> None:
    case, worker = desk.case(**FULL), desk.visitor("case_worker")
    long = "\n\n".join(["Wort " * 50] * 20)
    assert worker.post(way(case), address="A", subject="S", text=long).status_code == 303


def test_a_letter_to_an_office_has_its_address_typed_and_no_german_beside(desk: Desk) -> None:
    case, worker = desk.case(**FULL), desk.visitor("case_worker")
    page = worker.get(way(case, "office")).text
    assert "Am Markt 1" not in page
    assert worker.post(way(case, "office"), subject="S", text="T").status_code == 422
    assert worker.post(way(case, "office"), address="Jobcenter\nWeg 2", subject="S", text="T").status_code == 303


def test_a_mentor_sees_the_case_and_writes_no_letters(desk: Desk) -> None:
    case = desk.case(**FULL)
    with desk.app.app_context(), transaction() as session:
        user = create_user(session, "mentor@example.org", "Konto mentor", PASSWORD, now=NOW)
        grant(session, user, "mentor", session.get_one(Unit, desk.town_id), now=NOW)
    mentor = desk.visitor("mentor")
    assert way(case) not in mentor.get(f"/cases/{case}").text
    assert mentor.get(way(case)).status_code == 404


def test_text_becomes_paragraphs_and_lists() -> None:
    assert blocks("a\nb\n\n- x\n- y\nc\n\n\n") == [(False, ("a", "b")), (True, ("x", "y")), (False, ("c",))]
    assert blocks("  ") == []
