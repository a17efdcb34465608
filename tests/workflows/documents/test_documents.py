"""The Kompetenznachweis: opened and read back, for each reader what is his, in versions, and never across a border."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from core import catalogue
from core.access.accounts import create_user, grant
from core.actor import ANONYMOUS, SYSTEM, Actor, Grant, NotFound, scoped
from core.catalogue import publish
from core.database import db, new_id, transaction
from core.definitions import Programme, load_programme, vocabulary
from core.journal.models import Entry
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import record
from tests.workflows.documents.file import HOSTILE, KIND, filed, step_done
from tests.workflows.sample import NOW
from tests.workflows.web import PASSWORD, Town, Visitor
from workflows.documents import store
from workflows.documents.content import changes
from workflows.documents.gather import KEPT_INSIDE, gather
from workflows.documents.glyphs import coverage, printable
from workflows.documents.models import Document, Frozen
from workflows.documents.typeset import TooLong, pdf

LATER = NOW + dt.timedelta(days=1)
NEVER_OUTSIDE = (
    *("Duldung", "60a", "Asylbewerber", "Leistungen", "arbeitslos", "Afghanistan (", "Staatsangehörigkeit", "heben", "Schulden"),
    *("Kinder", "MY TURN", "Landesprogramm", "Durchstarten", "Fallnummer"),
)


@pytest.fixture
def person(town: Town) -> str:
    with town.app.app_context(), transaction() as session:
        return filed(session, session.get_one(Unit, town.town_id)).id


def make(
    town: Town,
    person: str,
    audience: str = "authorities",
    into: str = "de",
    *,
    actor: Actor = SYSTEM,
    without: Any = (),
    **also: Any,
) -> Document:
    with town.app.app_context(), transaction() as session:
        kind = store.kind_named(KIND)
        reader = kind.audience(audience)
        assert reader is not None
        keys = [entry.key for entry in gather(session, actor, session.get_one(Person, person), kind, reader, into).entries]
        given = {"now": NOW, "seen": keys, "chosen": [key for key in keys if key not in without], "id": new_id(), **also}
        made = store.make(session, actor, person, kind, reader, into, **given)
        assert made.pdf
        return made


def text_of(content: bytes) -> str:
    """Without line ends, which stand where the lines were broken; and with the marks between broken words taken out."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return re.sub(r"\s+", " ", " ".join(pages).replace("\u200b", ""))


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


def address(person: str, **query: str) -> str:
    return f"/people/{person}/documents/{KIND}?" + "&".join(f"{name}={value}" for name, value in query.items())


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
