"""What a form of the change sets lacks is told at its control, in the reader's language, and nothing that was typed is lost."""

from __future__ import annotations

import html
import re
from io import BytesIO

import pytest

from core.catalogue import ChangeSet
from core.database import db
from tests.workflows.changes.desk import HOME, PROGRAMME, Desk

HISTORY = f"{HOME}programmes/{PROGRAMME}"


def told(page: str, control: str) -> str:
    """What stands at the control, which names it; the browser says nothing of its own."""
    assert re.search(rf'id="{control}"[^>]*aria-describedby="[^"]*{control}-error"[^>]*', page), control
    found = re.search(rf'id="{control}-error">.*?<span class="kern-body">(.*?)</span>', page, re.DOTALL)
    assert found, control
    form = page[: found.start()].rpartition("<form")[2].partition(">")[0]
    assert "novalidate" in form
    return html.unescape(found[1])


@pytest.mark.parametrize("page", ["", "new", "import", f"programmes/{PROGRAMME}"])
def test_no_form_with_something_required_asks_the_browser(desks: Desk, page: str) -> None:
    forms = re.findall(r"<form([^>]*)>(.*?)</form>", desks.visitor().get(f"{HOME}{page}").text, re.DOTALL)
    assert [tag for tag, body in forms if re.search(r"<(input|textarea)[^>]* required", body) and "novalidate" not in tag] == []


def test_a_change_set_without_a_title(desks: Desk) -> None:
    page = desks.sends("anna", HOME, seen=HOME, programme=PROGRAMME, title=" ")
    assert page.status_code == 422
    assert told(page.text, "title") == "Sagen Sie in wenigen Worten, was sich ändern soll."
    assert f'value="{PROGRAMME}" selected' in page.text


def test_a_new_programme_without_title_and_with_a_wrong_id(desks: Desk) -> None:
    page = desks.sends("anna", f"{HOME}new", seen=HOME, id="Mein Programm", title_de="", title_en="Café", of=PROGRAMME)
    assert page.status_code == 422
    assert "deutsche Titel" in told(page.text, "title_de")
    assert 'value="Mein Programm"' in page.text
    assert 'value="Café"' in page.text
    assert f'value="{PROGRAMME}" selected' in page.text
    page = desks.sends("anna", f"{HOME}new", seen=HOME, id="Mein Programm", title_de="Café")
    assert "mein_programm" in told(page.text, "id"), "the nearest that it could be"
    page = desks.sends("anna", f"{HOME}new", seen=HOME, id=PROGRAMME, title_de="Café")
    assert "Kennung" in told(page.text, "id")


def test_no_file_and_no_second_file(desks: Desk) -> None:
    page = desks.sends("anna", f"{HOME}import", seen=HOME, origin="current")
    assert page.status_code == 422
    assert told(page.text, "file") == "Wählen Sie eine Datei aus, zum Beispiel programme.yaml"
    assert 'value="current" selected' in page.text
    assert "<bdi>Wählen Sie eine Datei aus" in page.text, "without the name of the control"
    content = desks.visitor().get(f"{HISTORY}/file").data
    page = desks.sends("anna", f"{HOME}import", seen=HOME, file=(BytesIO(content), "a.yaml"), origin="file")
    assert "Wählen Sie auch die Datei" in told(page.text, "before")


@pytest.mark.parametrize("day", ["", "morgen", "2026-02-30", "2020-01-01"])
def test_no_day_and_a_past_day(desks: Desk, day: str) -> None:
    url = desks.opened()
    page = desks.sends("anna", url, _do="schedule", _version="1", on=day)
    assert page.status_code == 422
    assert "Tag" in told(page.text, "on")
    assert f'value="{day}"' in page.text


def test_a_change_set_loses_its_title(desks: Desk) -> None:
    page = desks.sends("anna", desks.opened(), _do="describe", _version="1", title="  ", reason="Ein Erlass")
    assert page.status_code == 422
    assert "Titel" in told(page.text, "title")
    assert "Ein Erlass</textarea>" in page.text
    page = desks.sends("anna", desks.opened(), _do="describe", _version="1", title="Neu", reason="x" * 20_001)
    assert told(page.text, "reason")
    assert 'value="Neu"' in page.text


def test_nothing_is_thrown_away_unless_it_is_ticked(desks: Desk) -> None:
    url = desks.opened()
    page = desks.sends("anna", url, _do="discard", _version="1")
    assert page.status_code == 422
    assert "Kreuzen Sie an" in told(page.text, "sure")
    with desks.app.app_context():
        assert db.session.get_one(ChangeSet, url.rpartition("/")[2]).status == "draft"
    assert desks.sends("anna", url, _do="discard", _version="1", sure="yes").status_code == 303


def test_nothing_goes_back_without_a_reason(desks: Desk) -> None:
    page = desks.sends("anna", HISTORY, seen=HOME, publication="x", reason=" ")
    assert page.status_code == 422
    assert "Sagen Sie, warum es zurückgeht" in page.text
