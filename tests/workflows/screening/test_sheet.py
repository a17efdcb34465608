"""The sheet of a talk: one page whatever was said, in the language asked for, with no name on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from core import clock
from core.database import transaction
from forms.kinds.registry import kind_of
from tests.workflows.screening.house import House
from workflows.asking import facts_plan
from workflows.documents.typeset import pdf
from workflows.screening import talk
from workflows.screening.sheet import content
from workflows.screening.standing import askable, catalogue

NOW = clock.now()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("house")
    made = House(f"sqlite:///{folder}/house.sqlite", folder)
    yield made
    made.close()


def begun(house: House, *, full: bool = False, person: str | None = None) -> talk.Talk:
    """A talk with nothing said, or with an answer to every question."""
    with house.app.app_context(), transaction() as session:
        made = talk.begin(session, house.worker, NOW, person)
        if full:
            rng = Random(3)
            for field in facts_plan(catalogue.offered()[0], askable()).asked:
                if (value := kind_of(field).example(field, rng)) is not None:
                    talk.answer(made, {str(field.fact): value}, "self", NOW)
        return made


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("language", ["de", "en"])
def test_it_is_one_page(house: House, full: bool, language: str) -> None:
    made = begun(house, full=full)
    with house.app.test_request_context():
        data = content(made, language, NOW)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf(data, NOW, "talk.typ"))) == 1
    assert len(data["given"]) > 15 or not full


def test_it_stays_one_page_with_many_programmes_and_long_reasons(house: House) -> None:
    with house.app.test_request_context():
        data = content(begun(house, full=True), "de", NOW)
    long = {
        "title": "Ein Programm mit einem langen Titel",
        "lines": ["Nicht erfüllt: " + "ein langer Grund " * 8],
        "source": "Quelle " * 20,
    }
    data["groups"][2]["items"] += [long] * 14
    assert len(re.findall(rb"/Type\s*/Page\b", pdf(data, NOW, "talk.typ"))) == 1


def test_it_speaks_the_language_that_is_asked_for(house: House) -> None:
    made = begun(house, full=True)
    with house.app.test_request_context("/?lang=de"):
        german, english = (json.dumps(content(made, language, NOW), ensure_ascii=False) for language in ("de", "en"))
        again = json.dumps(content(made, "de", NOW), ensure_ascii=False)
    assert "Möglich" in german
    assert "Geburtsdatum" in german
    assert "Possible" in english
    assert "Date of birth" in english
    assert again == german


def test_it_names_nobody_but_says_what_is_missing_and_why(house: House) -> None:
    person = house.person(residence_title="g55")
    with house.app.test_request_context():
        data = content(begun(house, person=person), "de", NOW)
    told = json.dumps(data, ensure_ascii=False)
    assert "Beispiel" not in told
    assert "Ada" not in told
    assert "Es fehlt:" in told
    assert "Quelle:" in told
    assert data["asked"]
