"""The Kompetenznachweis: opened and read back, for each reader what is his, and in versions."""

from __future__ import annotations

import io
import re
import time
from typing import Any

import pytest
from pypdf import PdfReader

from core.actor import SYSTEM
from core.database import db, transaction
from core.definitions import vocabulary
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import record
from tests.workflows.documents.file import HOSTILE, KIND, filed
from tests.workflows.documents.made import LATER, address, make, text_of
from tests.workflows.sample import NOW
from tests.workflows.web import Town
from workflows.documents import store
from workflows.documents.content import changes
from workflows.documents.gather import KEPT_INSIDE, gather
from workflows.documents.glyphs import coverage, printable
from workflows.documents.models import Document, Frozen
from workflows.documents.typeset import TooLong, pdf

NEVER_OUTSIDE = (
    *("Duldung", "60a", "Asylbewerber", "Leistungen", "arbeitslos", "Afghanistan (", "Staatsangehörigkeit", "heben", "Schulden"),
    *("Kinder", "MY TURN", "Landesprogramm", "Durchstarten", "Fallnummer"),
)


def test_authorities_read_all_of_it(town: Town, person: str) -> None:
    text = text_of(make(town, person).pdf)
    for wanted in (
        *(
            "Bergsträßer Kompetenznachweis",
            "Ada Beispiel",
            "Version 1",
            "02.03.1996",
            "Duldung",
            "Afghanistan",
            "Gymnasium in Herat",
        ),
        *("Schneiderin", "Nähen und Sticken", "Persisch", "Deutsch für den Beruf", "280", "Volkshochschule", "Minijob", "B1"),
        *("Nachweis gesehen", "MY TURN", "Landesprogramm WIR", "Durchstarten", "Schwer heben", "Schulden", "18 Monate"),
    ):
        assert wanted in text, wanted
    assert "veraltet" not in text


def test_employers_do_not_read_of_residence_health_family_benefits_and_programmes(town: Town, person: str) -> None:
    made = make(town, person, "employers")
    text = text_of(made.pdf)
    for wanted in ("Gymnasium in Herat", "Schneiderin", "Deutsch für den Beruf", "280", "B1", "Volkshochschule", "Minijob"):
        assert wanted in text, wanted
    for hidden in NEVER_OUTSIDE:
        assert hidden.casefold() not in text.casefold(), hidden
        assert hidden.casefold() not in str(made.data).casefold(), hidden
    assert hidden_facts(made) == set()


def hidden_facts(made: Document) -> set[str]:
    keys = {entry["key"].partition("/")[2] for section in made.data["sections"] for entry in section["entries"]}
    sensitive = {fact.id for fact in vocabulary().facts if fact.privacy == "sensitive"}
    return keys & (KEPT_INSIDE | sensitive)


def test_what_a_plugin_asks_for_in_vain(town: Town, person: str) -> None:
    with town.app.app_context(), transaction() as session:
        kind = store.kind_named(KIND)
        greedy = kind.but(
            sections=[section.but(readers=(), closed=False, facts=sorted(KEPT_INSIDE)) for section in kind.sections]
        )
        outside = greedy.audience("employers")
        assert outside is not None
        entries = gather(session, SYSTEM, session.get_one(Person, person), greedy, outside, "de").entries
    assert not [entry for entry in entries if entry.key.startswith("facts/")]
    assert not [entry for entry in entries if entry.key == "fields/work_restrictions"]


def test_it_is_accessible_and_says_what_it_is(town: Town, person: str) -> None:
    for language, title in (("de", "Bergsträßer Kompetenznachweis"), ("en", "Bergstraße competence record")):
        reader = PdfReader(io.BytesIO(make(town, person, into=language).pdf))
        root = reader.trailer["/Root"]
        assert root["/Lang"] == language
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert str(reader.metadata.title).startswith(title)
        assert b"pdfuaid" in root["/Metadata"].get_data()


def test_english_has_no_german_of_ours(town: Town, person: str) -> None:
    text = text_of(make(town, person, into="en").pdf)
    for wanted in (
        "Page 1 of",
        "Version 1",
        "For authorities",
        "Highest school certificate",
        "School",
        "document seen",
        "Minijob",
    ):
        assert wanted in text, wanted
    for german in ("Seite", "Für Behörden", "Besuchte", "gesehen", "Staatsangehörigkeit", "Deutschkenntnisse"):
        assert german not in text, german


def test_hostile_text_stands_there_as_it_was_written(town: Town, person: str) -> None:
    assert re.sub(r"\s+", "", HOSTILE) in re.sub(r"\s+", "", text_of(make(town, person).pdf))


@pytest.mark.parametrize("text", ["#" * 4000, "\\" * 4000, "$" * 4001, "x" * 30_000, "]" * 500 + "[" * 500, '"' * 900])
def test_texts_of_one_sign_stand_there_too(text: str) -> None:
    found = text_of(pdf(data(text), NOW))
    for sign in set(text):
        assert found.count(sign) == text.count(sign) + text[:50].count(sign), "in the text, and in its label"


def test_ten_megabytes_are_refused_at_once(town: Town) -> None:
    begun = time.perf_counter()
    with pytest.raises(TooLong, match="Leave long entries out"):
        pdf(data("ä" * 10_000_000), NOW)
    assert time.perf_counter() - begun < 2
    with town.app.app_context(), transaction() as session:
        unit = session.get_one(Unit, town.town_id)
        huge = filed(session, unit, profile={"informal_skills": "x" * 10_000_000}).id
    with pytest.raises(TooLong):
        make(town, huge)
    assert make(town, huge, without={"fields/informal_skills"}).version == 1


def data(text: str) -> dict[str, Any]:
    words = dict.fromkeys(("version", "page", "of", "made", "foot"), "w")
    entry = {"key": "k", "label": text[:50], "text": text, "details": [], "note": ""}
    section = {"id": "s", "title": "T", "entries": [entry]}
    return {"title": "T", "heading": "H", "number": "N", "unit": "U", "language": "de", "words": words, "sections": [section]}


def test_arabic_and_cyrillic_are_shown_and_what_is_not_is_named(town: Town) -> None:
    assert {ord(each) for each in "عبدالرحمنپچگیکҐїäßłąőşţžČ"} <= coverage()
    assert printable("عبد ሰ\u202e\x00 中") == ("عبد ��� �", frozenset("ሰ\u202e\x00中"))
    with town.app.app_context(), transaction() as session:
        named = filed(session, session.get_one(Unit, town.town_id), family="عبد الرحمن ሰ").id
    reader = PdfReader(io.BytesIO(make(town, named).pdf))
    fonts = {
        str(font["/BaseFont"])
        for page in reader.pages
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values())
    }
    assert any("Arabic" in font for font in fonts)
    assert "\N{REPLACEMENT CHARACTER}" in reader.pages[0].extract_text()
    page = town.visitor("case_worker").get(address(named)).text
    assert "ሰ" in page
    assert "nicht gedruckt werden" in page


def test_the_same_data_and_moment_give_the_same_bytes() -> None:
    assert pdf(data("gleich"), NOW) == pdf(data("gleich"), NOW)
    assert pdf(data("gleich"), NOW) != pdf(data("anders"), NOW)


def test_versions_stay_and_tell_what_has_changed(town: Town, person: str) -> None:
    first = make(town, person)
    before, digest = first.pdf, first.sha256
    with town.app.app_context(), transaction() as session:
        record(session, SYSTEM, person, {"german_level": "b2", "benefits": None}, source="office", now=LATER)
        kind = store.kind_named(KIND)
        audience = kind.audience("authorities")
        assert audience is not None
        content = gather(session, SYSTEM, session.get_one(Person, person), kind, audience, "de")
        told = changes(session.get_one(Document, first.id).data, content)
    assert told.changed == ("Deutschkenntnisse",)
    assert [each.partition(":")[0] for each in told.gone] == ["Leistungen zum Lebensunterhalt"]
    second = make(town, person, now=LATER)
    assert (first.version, second.version) == (1, 2)
    with town.app.app_context():
        kept = db.session.get_one(Document, first.id)
        assert (kept.pdf, kept.sha256) == (before, digest)
    assert "B2" in text_of(second.pdf)


def test_what_was_left_out_is_not_in_it_and_no_news(town: Town, person: str) -> None:
    made = make(town, person, without={"facts/phone"})
    assert "1234" not in text_of(made.pdf)
    assert "1234" not in str(made.data)
    page = town.visitor("case_worker").get(address(person)).text
    assert "Nichts hat sich geändert" in page
    assert re.search(r'value="facts/phone">', page)
    assert re.search(r'value="facts/municipality" checked|value="facts/date_of_birth" checked', page)


def test_a_document_cannot_change(town: Town, person: str) -> None:
    made = make(town, person)
    with pytest.raises(Frozen, match="handed out"), town.app.app_context(), transaction() as session:
        session.get_one(Document, made.id).audience = "employers"


def test_it_is_not_made_of_what_nobody_saw_nor_of_nothing(town: Town, person: str) -> None:
    with pytest.raises(store.Incomplete):
        make(town, person, seen=["facts/phone"])
    with pytest.raises(store.NothingToSay):
        make(town, person, chosen=[])
