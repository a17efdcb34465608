"""What the designer's pages refuse and whom, how it is told, and hostile text that they show."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.forms.designing.designer import NAME, Designer, text
from tests.workflows.web import Visitor


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"p::max_length": "viel"}, "no number"),
        ({"p::max_length": "0"}, "At least 1"),
        ({"p::shown_if": "aeg > 3"}, "Did you mean"),
        ({"w::label:de": ""}, "authoritative|needed"),
        ({"w::label:de": "x" * 501}, "too long"),
        ({"p::fact": "age"}, "list"),
        ({"p::privacy": "normal"}, "identity"),
        ({"w::label:xx": "X"}, "no such language"),
    ],
    ids=["number", "least", "rule", "german", "long", "fact", "privacy", "language"],
)
def test_nonsense_comes_back_at_its_property_as_it_was_typed(wir: Designer, typed: dict[str, str], says: str) -> None:
    before, wir.language = wir.row, "en"
    for hx in (False, True):
        answer = wir.sends("set", NAME, hx=hx, **typed)
        assert answer.status_code == 422
        page = text(answer.text)
        assert re.search(says, page), page[:200]
        shown = next(iter(typed.values()))
        assert shown[:40] in page or "w::label:xx" in typed, "what was typed is kept, where there is an input for it"
    assert wir.row == before


@pytest.mark.parametrize(
    "sent",
    [
        {"_do": "fly"},
        {"_do": ""},
        {"_do": ":::::"},
        {"_do": "up"},
        {"_do": "up:"},
        {"_do": "remove:"},
        {"_do": "remove:../../x"},
        {"_do": "remove:fields/" + "a" * 5_000},
        {"_do": "carry:pages/x", "_into": "fields/gone", "_after": "\u0000"},
        {"_do": "carry:fields/family_name", "_into": "fields/family_name", "_after": "x"},
        {"_do": "add:note", "_into": "forms/x"},
        {"_do": "add:../x"},
        {"_do": "back:fields/family_name:label/de"},
        {"_do": "back::*"},
        {"_do": "back:../x:*"},
        {"_do": "rename:fields/family_name", "_id": "A B"},
        {"_do": "merge:options", "_option": "x"},
        {"_do": "sure:merge:fields/sex/options/male:x"},
        {"_do": "sure:split"},
        {"_do": "sure:sure:sure"},
        {"_do": "split:fields/family_name"},
        {"_do": "option:fields/family_name"},
        {"_do": "own:pages/x"},
        {"_do": "kind:fields/family_name", "_kind": "telepathy"},
        {"_do": "kind:pages/x", "_kind": "text"},
        {"_do": "copy:pages/x"},
        {"_do": "to_page:fields/family_name", "_page": "nowhere"},
        {"_do": "set", "p:::": "x"},
        {"_do": "set", "p::id": "x"},
        {"_do": "set", "p::label": "x"},
        {"_do": "set", "w::required:de": "x"},
        {"_do": "set", "p:fields/x:required": "yes"},
        {"_do": "set", "w:../..:label:de": "x"},
        {"_do": "set", "_at": "fields/gone", "w::label:de": "x"},
        {"_do": "set", "w::label:de": "\ud83d"},
    ],
    ids=lambda sent: " ".join(f"{name}={value[:30]}" for name, value in sent.items()).encode("ascii", "replace").decode(),
)
def test_whatever_is_sent_nothing_breaks(wir: Designer, sent: dict[str, str]) -> None:
    typed = {name: value.encode("utf-8", "replace").decode() for name, value in sent.items()}
    at = typed.pop("_at", NAME)
    answer = wir.sends(typed.pop("_do"), at, **typed)
    assert answer.status_code in (200, 303, 400, 422), answer.text[:300]


def test_a_page_that_is_behind_changes_nothing_and_says_so(wir: Designer) -> None:
    seen = wir.row[0]
    wir.sends("set", NAME, **{"w::label:de": "Nachname"})
    answer = wir.sends("set", NAME, seen=seen, **{"w::label:de": "Zuname"})
    assert answer.status_code == 409
    page = text(answer.text)
    assert "Zuname" in page
    assert "zu „Zuname“" in page
    assert "w::" not in page.partition('id="stale"')[2].partition("</div>")[0]
    assert "Konto programme_admin</bdi>: " in page, "who was quicker is named, with what she did"
    assert "Familienname" in page
    assert wir.field("family_name").label.root["de"] == "Nachname"
    assert wir.sends("set", NAME, seen=-5).status_code == 409
    token = {"_version": "x"}
    assert wir.sends("set", NAME, **token).status_code in (303, 409)


def test_what_is_fixed_says_why_and_stays(house: Flask) -> None:
    visitor = Visitor(house.test_client()).comes_in("programme_admin@example.org")
    usingen = Designer(house, visitor, "wir_sind_usingen", "master_sheet")
    field = next(field for field in usingen.form.fields if field.locked)
    part, reason = f"fields/{field.id}", str(field.locked)
    page = text(usingen.page(part, **{"in": "ar"}).text)
    assert reason in page
    assert f'value="up:{part}"' not in page
    assert re.search(r'id="w--label-de"[^>]* disabled', page)
    assert not re.search(r'id="w--label-ar"[^>]* disabled', page), "further languages may be added"
    for do, typed in (("set", {"w::label:de": "Anders"}), (f"remove:{part}", {}), ("set", {"p::privacy": "sensitive"})):
        answer = usingen.sends(do, part, **typed)
        assert answer.status_code == 422, (do, typed)
        assert reason in text(answer.text)
    assert usingen.sends("set", part, **{"w::label:ar": "سؤال"}).status_code == 303
    assert usingen.field(field.id).label.root["ar"] == "سؤال"


def test_hostile_labels_are_text(wir: Designer) -> None:
    evil = "<script>alert(1)</script>\"'>{{ 7*7 }}"
    wir.sends("set", NAME, **{"w::label:de": evil, "w::help:de": evil})
    for page in (wir.page(NAME).text, wir.page().text, wir.visitor.get(f"{wir.url}/preview?in=de").text):
        assert "<script>alert" not in page
        assert evil in text(page)


def test_other_pages_stay_closed_to_frames(wir: Designer) -> None:
    for path in ("/", wir.url, f"/admin/changes/{wir.change}"):
        assert wir.visitor.get(path).headers["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in wir.page().headers["Content-Security-Policy"]


def test_what_is_not_there_is_not_found(wir: Designer) -> None:
    for path in (
        f"/admin/changes/{wir.change}/forms/gone",
        "/admin/changes/gone/forms/master_sheet",
        f"/admin/changes/{wir.change}/forms/gone/preview",
    ):
        assert wir.visitor.get(path).status_code == 404
    assert wir.page("fields/gone").status_code == 200, "a part that is gone shows the form"


def test_what_was_typed_for_a_part_that_is_gone_is_not_said_of_the_form(wir: Designer) -> None:
    before = wir.form
    assert wir.sends("set", "fields/gone", **{"w::help:de": "Nur für diese Frage"}).status_code == 422
    assert wir.sends("undo", "fields/gone").status_code == 422
    assert wir.form == before


def test_who_may_not_edit_sees_and_cannot_change(house: Flask, wir: Designer) -> None:
    token = wir.row[0]
    for who, sees in (("auditor", True), ("case_worker", False), ("only_my_turn", False)):
        visitor = Visitor(house.test_client()).comes_in(f"{who}@example.org")
        page = visitor.get(wir.url)
        assert (page.status_code == 200) is sees, who
        if sees:
            assert 'value="add:text"' not in page.text
        for path in (wir.url, f"{wir.url}/preview"):
            answer = visitor.client.post(
                path, data={"_do": "page", "_version": str(token)}, headers={"Sec-Fetch-Site": "same-origin"}
            )
            assert answer.status_code in (400, 403, 404), who
    assert wir.row[0] == token
