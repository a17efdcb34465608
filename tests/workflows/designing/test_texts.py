"""The matrix of texts: typed in place, missing and stale ones flagged, files for translators there and back."""

from __future__ import annotations

import html
import re
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from core.definitions import Role, t
from tests.workflows.designing.stepper import Stepper
from tests.workflows.web import HERE, Visitor
from workflows.designing import text_files, texts
from workflows.designing.texts import Typed

TITLE = "steps/competence_profile/title"
TYPED = "w:steps/competence_profile:title"


@pytest.fixture
def matrix(house: Flask, usingen: Stepper) -> Stepper:
    return Stepper(house, usingen.visitor, "wir_sind_usingen", "translations")


def plain(page: str) -> str:
    return html.unescape(page)


def told(matrix: Stepper) -> dict[str, dict[str, str]]:
    return texts.texts(matrix.programme)


def look(matrix: Stepper, **asked: str) -> str:
    return matrix.visitor.client.get(matrix.url, base_url=HERE, query_string={"lang": "en", **asked}).text


def file(matrix: Stepper, kind: str, language: str = "en") -> bytes:
    return matrix.visitor.client.get(f"{matrix.url}.{kind}?in={language}", base_url=HERE).data


def sends_file(matrix: Stepper, content: bytes, name: str, language: str = "en") -> tuple[int, str]:
    answer = matrix.sends("import", file=(BytesIO(content), name), _language=language)
    return answer.status_code, plain(answer.text)


def workbook(content: bytes, changes: dict[tuple[str, str], object]) -> bytes:
    """The file with other cells: (path, language) → value."""
    book = load_workbook(BytesIO(content))
    sheet = book.active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for (path, code), value in changes.items():
            if row[0].value == path:
                row[heads.index(code)].value = value
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_text_is_typed_in_place_and_taken_back(matrix: Stepper) -> None:
    before = matrix.programme
    assert matrix.sends("set", **{f"{TYPED}:ar": " ملف ", f"{TYPED}:de": told(matrix)[TITLE]["de"]}).status_code == 303
    assert told(matrix)[TITLE]["ar"] == "ملف"
    assert 'dir="rtl"' in look(matrix, **{"in": "ar", "part": "steps"})
    matrix.sends("undo")
    assert matrix.programme == before


def test_what_is_missing_and_what_is_stale_is_flagged(matrix: Stepper) -> None:
    assert f'name="{TYPED}:ar"' in look(matrix, **{"in": "ar", "show": "missing", "part": "steps"})
    assert "no such text" in look(matrix, **{"in": "en", "show": "stale"})
    matrix.sends("set", **{f"{TYPED}:de": "Stärkenprofil schreiben"})
    page = look(matrix, **{"in": "en", "show": "stale"})
    assert f'name="{TYPED}:en"' in page
    assert page.count("<textarea") == 2, "German beside the one that is stale"
    matrix.sends("set", **{f"{TYPED}:en": "Write the profile of strengths"})
    assert "no such text" in look(matrix, **{"in": "en", "show": "stale"})
    matrix.sends("set", **{f"{TYPED}:de": "Profil schreiben"})
    assert f'name="{TYPED}:en"' in look(matrix, **{"in": "en", "show": "stale"}), "the later of two steps counts"


def test_a_stale_translation_is_confirmed_as_still_right(matrix: Stepper) -> None:
    matrix.sends("set", **{f"{TYPED}:de": "Stärkenprofil schreiben"})
    before = matrix.programme
    assert matrix.sends(f"confirm:{TITLE}/en").status_code == 303
    assert matrix.programme == before, "nothing of the programme is changed"
    assert "no such text" in look(matrix, **{"in": "en", "show": "stale"})
    assert "#, fuzzy" not in file(matrix, "po").decode()
    assert (
        "does it still say the same"
        not in matrix.visitor.client.get(f"/admin/changes/{matrix.change}?lang=en", base_url=HERE).text
    )
    matrix.sends("undo")
    assert f'name="{TYPED}:en"' in look(matrix, **{"in": "en", "show": "stale"})
    matrix.sends("redo")
    assert "no such text" in look(matrix, **{"in": "en", "show": "stale"})
    matrix.sends("set", **{f"{TYPED}:de": "Stärkenprofil anlegen"})
    assert f'name="{TYPED}:en"' in look(matrix, **{"in": "en", "show": "stale"}), "it was held against another source"
    assert (
        "does it still say the same" in matrix.visitor.client.get(f"/admin/changes/{matrix.change}?lang=en", base_url=HERE).text
    )


def test_all_of_a_page_are_confirmed_at_once(matrix: Stepper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.designing.text_pages.PAGE", 1000)
    other = "w:steps/support_plan:title"
    matrix.sends("set", **{f"{TYPED}:de": "Stärkenprofil schreiben", f"{other}:de": "Bedarf ermitteln"})
    answer = matrix.sends("confirm", hx=True, **{f"{TYPED}:en": "Write the profile of strengths"})
    assert answer.status_code == 200
    assert "no such text" in look(matrix, **{"in": "en", "show": "stale"})
    assert told(matrix)[TITLE]["en"] == "Write the profile of strengths", "what was typed beside it is kept"


@pytest.mark.parametrize("what", ["confirm:nonsense", "confirm:steps/x/title/en", "confirm:../en", "confirm:/", "confirm"])
def test_nothing_is_confirmed_that_is_not_stale(matrix: Stepper, what: str) -> None:
    version = matrix.row[0]
    assert matrix.sends(what).status_code == 303
    assert matrix.row[0] == version


def test_a_translator_confirms_by_taking_the_mark_away(matrix: Stepper) -> None:
    matrix.sends("set", **{f"{TYPED}:de": "Stärkenprofil schreiben"})
    made = file(matrix, "po").decode()
    assert sends_file(matrix, made.encode(), "t.po")[0] == 303
    assert f'name="{TYPED}:en"' in look(matrix, **{"in": "en", "show": "stale"}), "the mark is still there"
    assert sends_file(matrix, made.replace("#, fuzzy\n", "").encode(), "t.po")[0] == 303
    assert "no such text" in look(matrix, **{"in": "en", "show": "stale"})


def test_a_workbook_keeps_what_was_confirmed(matrix: Stepper) -> None:
    matrix.sends("set", **{f"{TYPED}:de": "Stärkenprofil schreiben"})
    matrix.sends(f"confirm:{TITLE}/en")
    assert sends_file(matrix, file(matrix, "xlsx"), "t.xlsx")[0] == 303
    assert "no such text" in look(matrix, **{"in": "en", "show": "stale"})


def test_stale_is_what_lags_behind_in_the_log() -> None:
    def said(de: str, en: str | None) -> dict[str, dict[str, str]]:
        return {"title": {"de": de, **({"en": en} if en else {})}}

    late = frozenset({("title", "en")})
    assert texts.stale([said("a", "A")]) == frozenset()
    assert texts.stale([said("a", "A"), said("b", "A")]) == late
    assert texts.stale([said("a", "A"), said("b", "A"), said("b", "B")]) == frozenset()
    assert texts.stale([said("a", "A"), said("b", "B"), said("c", "B"), said("c", "B")]) == late
    assert texts.stale([said("a", "A"), said("b", "A"), said("a", "A")]) == late, "twice changed is changed"
    assert texts.stale([said("a", "A"), said("b", None)]) == frozenset()
    assert texts.stale([{}, said("a", "A")]) == frozenset(), "both are new"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({f"{TYPED}:de": ""}, "authoritative"),
        ({f"{TYPED}:xx": "X"}, "no such language"),
        ({"w:steps/gone:title:en": "X"}, "no such text"),
        ({"w:steps/competence_profile:role:en": "X"}, "no such text"),
        ({"w:::": "X"}, "no such"),
        ({"w:x": "X"}, "no such text"),
        ({f"{TYPED}:en": "x" * 301}, "too long"),
        ({f"{TYPED}:en": "\u0000"}, "cannot be stored"),
    ],
    ids=["german", "language", "gone", "no-wording", "empty", "short", "long", "nul"],
)
def test_nonsense_is_refused_with_the_reason(matrix: Stepper, typed: dict[str, str], says: str) -> None:
    before, matrix.language = matrix.row, "en"
    answer = matrix.sends("set", **typed)
    assert answer.status_code == 422
    assert re.search(says, plain(answer.text))
    assert matrix.row == before


def test_a_page_that_is_behind_changes_nothing(matrix: Stepper) -> None:
    seen = matrix.row[0]
    matrix.sends("set", **{f"{TYPED}:en": "Profile"})
    assert matrix.sends("set", seen=seen, **{f"{TYPED}:en": "Other"}).status_code == 409
    assert told(matrix)[TITLE]["en"] == "Profile"


def test_a_workbook_comes_back_with_translations(matrix: Stepper) -> None:
    made = file(matrix, "xlsx", "ar")
    assert sends_file(matrix, made, "t.xlsx")[0] == 303, "the file as it was fetched changes nothing"
    version = matrix.row[0]
    status, _page = sends_file(matrix, workbook(made, {(TITLE, "ar"): "ملف", (TITLE, "en"): "'=1+1"}), "t.xlsx")
    assert status == 303
    assert told(matrix)[TITLE]["ar"] == "ملف"
    assert told(matrix)[TITLE]["en"] == "=1+1", "the apostrophe before a formula is no part of the text"
    assert matrix.row[0] == version + 1, "a file is one step"
    book = load_workbook(BytesIO(file(matrix, "xlsx", "ar")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert "'=1+1" in [cell.value for cell in cells]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({(TITLE, "en"): "=1+1"}, "formula"),
        ({(TITLE, "en"): 7}, "no text"),
        ({(TITLE, "de"): "Anders"}, "another one"),
        ({(TITLE, "en"): "x" * 400}, "too long"),
        ({(TITLE, "address"): "steps/gone/title"}, "no such text"),
    ],
    ids=["formula", "number", "german", "long", "gone"],
)
def test_a_bad_row_is_named_and_nothing_is_taken(matrix: Stepper, changes: dict[tuple[str, str], object], says: str) -> None:
    before, matrix.language = matrix.row, "en"
    other = {("steps/support_plan/title", "en"): "Plan"}
    status, page = sends_file(matrix, workbook(file(matrix, "xlsx"), {**other, **changes}), "t.xlsx")
    assert status == 422
    assert re.search(rf"Row \d+:\s[^<]*{says}", page), page[:100]
    assert matrix.row == before


@pytest.mark.parametrize("name", ["t.xlsx", "t.po", "t", ""])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xff\xfe", b"hello", b'msgid "a"\nmsgstr'], ids=range(5))
def test_what_is_no_such_file_is_refused(matrix: Stepper, name: str, content: bytes) -> None:
    before = matrix.row
    assert sends_file(matrix, content, name)[0] == 422
    assert matrix.row == before


def test_a_po_file_goes_there_and_back(matrix: Stepper) -> None:
    matrix.sends("set", **{"w:steps/support_plan:title:de": "Bedarf ermitteln"})
    made = file(matrix, "po").decode()
    assert "#, fuzzy" in made, "what is stale is fuzzy"
    german = told(matrix)[TITLE]["de"]
    assert f'msgctxt "{TITLE}"\nmsgid "{german}"' in made
    changed = re.sub(rf'(msgctxt "{TITLE}"\nmsgid "[^"]*"\nmsgstr ")[^"]*', r"\1Write it", made)
    assert sends_file(matrix, changed.encode(), "t.po")[0] == 303
    assert told(matrix)[TITLE]["en"] == "Write it"
    matrix.language = "en"
    status, page = sends_file(matrix, changed.encode(), "t.po", "uk")
    assert status == 422
    assert "another language" in page
    status, page = sends_file(matrix, changed.replace(f'"{german}"', '"Alt"').encode(), "t.po")
    assert status == 422
    assert "another one" in page


def test_several_faults_are_told_at_once() -> None:
    there = {"title": {"de": "Titel"}, "help": {"de": "Hilfe", "en": "-1"}}
    assert text_files.read_workbook(text_files.workbook(there, ["en"]), there) == []
    made = workbook(text_files.workbook(there, ["en"]), {("title", "en"): "=A1", ("help", "de"): "Rat"})
    with pytest.raises(text_files.Bad) as bad:
        text_files.read_workbook(made, there)
    assert [row for row, _why in bad.value.rows] == [2, 3]


def test_texts_are_set_in_one_go(matrix: Stepper) -> None:
    programme = matrix.programme.but(roles=[*matrix.programme.roles, Role("extra", t(de="Rolle"))])
    made = texts.write(programme, [Typed("roles/extra/title", "en", "Role"), Typed("title", "fr", "Nous")])
    assert texts.texts(made)["roles/extra/title"] == {"de": "Rolle", "en": "Role"}
    assert texts.texts(made)["title"]["fr"] == "Nous"
    assert texts.write(programme, []) is programme


def test_who_may_not_edit_reads_and_fetches_only(house: Flask, matrix: Stepper) -> None:
    for who, sees in (("auditor", True), ("case_worker", False), ("only_my_turn", False)):
        visitor = Visitor(house.test_client()).comes_in(f"{who}@example.org")
        for url in (matrix.url, f"{matrix.url}.xlsx", f"{matrix.url}.po"):
            assert (visitor.get(url).status_code == 200) is sees, (who, url)
        answer = visitor.client.post(matrix.url, data={"_version": "1"}, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code in (400, 403, 404), who
    assert matrix.visitor.get(f"{matrix.url}.exe").status_code == 404


def test_any_filter_can_be_asked_for(matrix: Stepper) -> None:
    for asked in ({"from": "40"}, {"from": "x"}, {"from": "999999"}, {"show": "x"}, {"part": "x"}, {"in": "de"}, {"in": "xx"}):
        assert matrix.visitor.client.get(matrix.url, base_url=HERE, query_string=asked).status_code == 200
