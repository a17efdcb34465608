"""The page of a change set tells what was found at its place in words, in the reader's language, with the way to mend it."""

from __future__ import annotations

import html
import re
from io import BytesIO

import pytest
from flask import Flask

from tests.workflows.designing.stepper import Stepper
from tests.workflows.web import HERE

PROFILE = "steps/competence_profile"


def change(usingen: Stepper, language: str = "de") -> str:
    answer = usingen.visitor.client.get(f"/admin/changes/{usingen.change}?lang={language}", base_url=HERE)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(answer.text))


def test_a_fault_is_told_in_german_with_its_place_and_the_way_there(usingen: Stepper) -> None:
    usingen.sends(f"remove:{PROFILE}", PROFILE)
    page = change(usingen)
    assert "Schritt „competence_profile“ gibt es nicht." in page
    assert "There is no step" not in page
    assert f"/admin/changes/{usingen.change}/letters?at=letters/profile_reminder#panel" in page
    assert "Was die Prüfung gefunden hat, steht dem Veröffentlichen im Weg." in page
    english = change(usingen, "en")
    assert "There is no step 'competence_profile'." in english
    assert "gibt es nicht" not in english


def test_a_text_that_names_the_old_deadline_is_a_hint(usingen: Stepper) -> None:
    usingen.sends("set", PROFILE, **{"w::title:de": "Profil binnen vier Wochen", "w::title:en": "Profile within 4 weeks"})
    usingen.sends("set", PROFILE, **{"p::due": ["4", "weeks", "entry", ""]})
    published(usingen)
    usingen.sends("set", PROFILE, **{"p::due": ["3", "weeks", "entry", ""]})
    page = change(usingen)
    assert "Hier steht noch „Profil binnen vier Wochen“" in page
    assert "Einen Blick wert" in page
    assert "This still says “Profile within 4 weeks”" in change(usingen, "en")


def published(usingen: Stepper) -> None:
    """What the draft says is on offer from now on, and a new draft is begun."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', usingen.page().text)
    assert token
    data = {"csrf_token": token[1], "_version": str(usingen.row[0]), "_do": "publish"}
    headers = {"Sec-Fetch-Site": "same-origin"}
    url = f"/admin/changes/{usingen.change}"
    assert usingen.visitor.client.post(url, base_url=HERE, data=data, headers=headers).status_code == 303
    answer = usingen.visitor.client.post(
        "/admin/changes/", base_url=HERE, data={**data, "programme": "wir_sind_usingen", "title": "x"}, headers=headers
    )
    usingen.change = answer.headers["Location"].rpartition("/")[2]
    usingen.url = f"/admin/changes/{usingen.change}/steps"


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_import_says_what_is_wrong_in_the_words_of_the_page(house: Flask, usingen: Stepper, language: str) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', usingen.page().text)
    assert token
    data = {"csrf_token": token[1], "file": (BytesIO(b"id: Mein Programm\ntitel: {de: X}\nsteps: x\n"), "x.yaml")}
    answer = usingen.visitor.client.post(
        f"/admin/changes/import?lang={language}", base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    said = {"de": ("mein_programm", "Meinten Sie", "gebraucht wird"), "en": ("mein_programm", "Did you mean", "has to be")}
    assert all(each in page for each in said[language])
    assert "Input should" not in page
    assert "String should" not in page
