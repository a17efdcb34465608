"""The audit trail in the administration: in words, and found by them."""

import html
import re

from core.journal.data_words import in_a_line
from core.journal.models import Entry
from tests.workflows.web import Town


def test_what_was_read_is_said_in_words_and_found_by_them(town: Town) -> None:
    worker, auditor = town.visitor("case_worker"), town.visitor("auditor")
    worker.get(f"/people/{town.person()}")
    page = html.unescape(auditor.get("/admin/entries/?lang=de").text)
    assert 'data-label="Was"><bdi>Person</bdi>' in page
    assert "Datensatz geöffnet: Person" in page
    found = auditor.get("/admin/entries/?flt0_4=record_seen/person").text
    assert "Datensatz geöffnet</bdi>" in found
    assert "Angemeldet</bdi>" not in found
    assert "Datensatz geöffnet</bdi>" not in auditor.get("/admin/entries/?flt0_4=record_seen/participants").text
    assert auditor.get("/admin/entries/?flt0_4=record_seen/particpants&lang=en").text.count("Did you mean") >= 1


def test_parts_of_a_programme_are_called_as_people_know_them(town: Town) -> None:
    worker, auditor = town.visitor("case_worker"), town.visitor("auditor")
    worker.post(f"/people/{town.person()}/programmes/sample", _do="enter")
    cells = re.findall(r'data-label="What"><bdi>(.*?)</bdi>', auditor.get("/admin/entries/?flt0_0=case_opened&lang=en").text)
    assert cells
    assert "sample" not in cells[0]
    one = re.search(r'href="(/admin/entries/details/[^"]+)"', auditor.get("/admin/entries/?flt0_0=case_opened").text)
    assert one
    assert "(sample)" in auditor.get(html.unescape(one[1])).text, "the code stands with the words"


def test_what_is_no_more_stays_a_code(town: Town) -> None:
    with town.app.test_request_context():
        gone = Entry(event="step_done", subject_id="x", case_id="gone", data={"step": "contact", "programme": "gone"})
        told = Entry(event="form_submitted", subject_id="x", data={"form": "intake", "submission_id": "gone"})
        place = Entry(event="case_referred", subject_id="x", data={"unit_path": "/gone/"})
        assert [in_a_line(each) for each in (gone, told, place)] == ["contact, gone", "intake", "/gone/"]
