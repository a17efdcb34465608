"""Programmes in words: each page of each of the six, in both languages, for who may see programmes."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from core import catalogue
from core.definitions import Programme
from tests.workflows.web import Visitor, links
from workflows.reading import definition

PROGRAMMES = ("wir", "wir_onnfit", "my_turn", "gemeinsam_durchstarten", "drei_phasen_modell", "wir_sind_usingen")
HOME = "/admin/definitions/"


def shipped(app: Flask, id: str) -> Programme:
    with app.app_context():
        return catalogue.definition(catalogue.current(id).digest)


def test_all_programmes_are_listed_with_what_is_open(app: Flask, reader: Visitor) -> None:
    page = reader.get(f"{HOME}?lang=de")
    assert set(links(page, HOME)) >= {f"{HOME}{id}" for id in PROGRAMMES}
    for id in PROGRAMMES:
        with app.test_request_context():
            count = len(definition.unconfirmed(shipped(app, id)))
        row = page.text.split(f'href="{HOME}{id}"')[1].split("</tr>")[0]
        assert f"{count} Punkte" in row, id


@pytest.mark.parametrize("id", PROGRAMMES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_programme_is_told_whole(app: Flask, reader: Visitor, id: str, language: str) -> None:
    programme, answer = shipped(app, id), reader.get(f"{HOME}{id}?lang={language}")
    assert answer.status_code == 200
    page = re.sub(r"\s+", " ", html.unescape(answer.text))
    wanted = [*programme.eligibility, *programme.roles, *programme.phases, *programme.blocks, *programme.tracks, *programme.steps]
    for each in [*wanted, *programme.forms, *programme.offerings, *programme.counters, *programme.exits]:
        assert each.title.text(language) in page, each.id
    for criterion in programme.eligibility:
        assert criterion.table is not None or re.sub(r"\s+", " ", criterion.rule) in page
        assert not criterion.source or re.sub(r"\s+", " ", criterion.source) in page
    for example in programme.examples:
        assert example.title.text(language) in page
    with app.test_request_context():
        open_points = definition.unconfirmed(programme)
    for point in open_points:
        assert re.sub(r"\s+", " ", point.text.text(language)) in page
        assert f'href="#{point.anchor}"' in page
        assert f'id="{point.anchor}"' in page, "the link leads somewhere"


@pytest.mark.parametrize(
    ("id", "language", "sentence"),
    [
        ("gemeinsam_durchstarten", "de", "zwischen 18 und 27 Jahre alt"),
        ("gemeinsam_durchstarten", "en", "toleration (Duldung) or permission to stay during the asylum procedure"),
        ("gemeinsam_durchstarten", "de", "kein Arbeitsverbot"),
        ("wir", "de", "„Wird die Person an eine Stelle weitergeleitet?“: ja"),
        ("wir", "en", "Again as often as needed"),
        ("wir", "de", "Wohnsitz: … (27 Möglichkeiten)"),
        # a language without words of its own hears German
        ("gemeinsam_durchstarten", "ar", "zwischen 18 und 27 Jahre alt"),
    ],
)
def test_rules_are_said_in_words(reader: Visitor, id: str, language: str, sentence: str) -> None:
    page = html.unescape(reader.get(f"{HOME}{id}?lang={language}").text)
    assert sentence in re.sub(r"<[^>]+>", "", page)
    assert ('class="fk-said" lang="de"' in page) is (language == "ar")


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_form_says_when_a_question_is_shown(reader: Visitor, language: str) -> None:
    page = html.unescape(reader.get(f"{HOME}wir/forms/master_sheet?lang={language}").text)
    wanted = "ist selbst nach Deutschland eingewandert" if language == "de" else "came to Germany as an immigrant"
    assert wanted in page
    assert "<code>own_migration</code>" not in page


@pytest.mark.parametrize("id", PROGRAMMES)
def test_ids_on_the_page_are_unique(reader: Visitor, id: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', reader.get(f"{HOME}{id}").text)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("id", PROGRAMMES)
def test_each_form_is_shown_by_the_renderer_and_takes_nothing(app: Flask, reader: Visitor, id: str) -> None:
    for form in shipped(app, id).forms:
        answer = reader.get(f"{HOME}{id}/forms/{form.id}?lang=de")
        assert answer.status_code == 200, form.id
        page = html.unescape(answer.text)
        for field in form.fields:
            assert not field.asks or field.label.text("de") in page, f"{form.id}/{field.id}"
        assert answer.text.count(" inert>") == len(form.pages)
        assert 'method="post"' not in answer.text.split("fk-admin__body")[1]


def test_a_form_speaks_each_of_its_languages_and_no_other(reader: Visitor) -> None:
    path = f"{HOME}wir/forms/competence_profile"
    assert "Which languages does the person speak?" in reader.get(f"{path}?in=en").text
    assert "Welche Sprachen spricht die Person?" in reader.get(f"{path}?in=de").text
    assert reader.get(f"{path}?in=tlh").status_code == 404


def test_what_is_not_there_is_not_found(reader: Visitor) -> None:
    for path in ("nothing", "wir/forms/nothing", "wir?revision=nothing", "wir/forms/contact_note?revision=0"):
        assert reader.get(f"{HOME}{path}").status_code == 404, path


def test_an_earlier_revision_says_that_it_is_one(app: Flask, reader: Visitor) -> None:
    with app.app_context():
        digest = catalogue.current("wir").digest
    assert "im Angebot" in reader.get(f"{HOME}wir?revision={digest}&lang=de").text
    assert reader.get(f"{HOME}my_turn?revision={digest}").status_code == 404, "a revision of another programme"


def test_the_lists_of_programmes_and_revisions_lead_there(reader: Visitor) -> None:
    assert f"{HOME}wir" in reader.get("/admin/programmes/").text
    assert re.search(rf'href="{HOME}wir\?revision=[0-9a-f]{{64}}"', reader.get("/admin/revisions/").text)


@pytest.mark.parametrize(
    ("role", "status"), [("auditor", 200), ("system_admin", 200), ("coordinator", 403), ("case_worker", 403)]
)
def test_who_may_read(app: Flask, role: str, status: int) -> None:
    visitor = Visitor(app.test_client()).comes_in(f"{role}@example.org")
    for path in ("", "wir", "wir/forms/contact_note"):
        assert visitor.get(f"{HOME}{path}").status_code == status
