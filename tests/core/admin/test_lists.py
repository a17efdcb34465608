"""Lists, exports and what addresses may ask of them."""

import csv
import datetime as dt
import io
import re

import openpyxl
import pytest
from flask.testing import FlaskClient

from core.admin.cells import LISTED, safe_cell
from tests.core.admin.shelf import FORMULA

LIST = "/admin/folders/"


@pytest.mark.parametrize(
    "query",
    [
        "page=-5", "page=99999999999999999999", "page=abc", "page_size=-1", "page_size=100000", "sort=99", "sort=-1", "sort=x",
        "desc=9", "search=%25", "search='", "search=" + "x+" * 500, "flt0_0=zzz", "flt0_0=", "flt0_1=abc", "flt0_1=" + "9" * 40,
        "flt0_9=1", "flt0=1", "flt_=", "x=1&y=2", "search=%F0%9F%98%80",
    ],
)  # fmt: skip
def test_no_address_of_a_list_breaks_it(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code in (200, 400)
    assert "<h1" in answer.text


@pytest.mark.parametrize("query", ["search=%00", "flt0_1=%00", "sort=%00"])
def test_nul_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"{LIST}?{query}").status_code == 400


def test_search_and_filter(client: FlaskClient) -> None:
    assert FORMULA[:5] not in client.get(f"{LIST}?search=our").text
    found = client.get(f"{LIST}?flt0_1=1").text
    assert "Ein Datensatz" in found
    assert 'value="1"' in found


def test_what_else_is_in_the_address_is_not_carried_on(client: FlaskClient) -> None:
    assert "canary" not in client.get(f"{LIST}?canary=1").text.replace("?canary=1&amp;lang", "").replace("canary=1&amp;lang", "")


def test_dates_speak_german(client: FlaskClient) -> None:
    assert "01.03.2026" in client.get(LIST).text
    assert "1\u00a0Mar\u00a02026" in client.get(f"{LIST}?lang=en").text, "on one line"
    assert "1\u00a0March\u00a02026" in client.get(f"{LIST}details/?id=1&lang=en").text


def test_csv_carries_no_formula(client: FlaskClient) -> None:
    answer = client.get("/admin/folders/export/csv/")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert f"'{FORMULA}" in [row[0] for row in rows]
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert answer.headers["Cache-Control"] == "no-store"


def test_xlsx_carries_no_formula(client: FlaskClient) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/admin/folders/export/xlsx/").data)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert f"'{FORMULA}" in [cell.value for cell in cells]
    assert not any(cell.data_type == "f" for cell in cells)


@pytest.mark.parametrize("type", ["json", "html", "pickle", "../csv"])
def test_other_exports_are_not_offered(client: FlaskClient, type: str) -> None:
    assert client.get(f"/admin/folders/export/{type}/").status_code in (302, 404)


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠a", "\u200b=1", "\ufeff=1", "|x", "%0"],
)
def test_a_cell_that_a_spreadsheet_would_run(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Müller", "a=b", "", "'=1", "أمينة", -5, 3.5, True])
def test_a_cell_that_stays_as_it_is(value: object) -> None:
    assert safe_cell(value) == value


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/a b",
        "evil",
        "/%09",
    ],
)
@pytest.mark.parametrize("door", ["details/?id=1&url=", "edit/?id=1&url=", "new/?url="])
def test_nobody_is_sent_elsewhere(client: FlaskClient, door: str, target: str) -> None:
    answer = client.get(f"{LIST}{door}{target}")
    assert answer.status_code == 400 or (target == "/%09" and answer.status_code == 400)


def test_one_comes_back_to_the_list(client: FlaskClient) -> None:
    assert 'href="/admin/folders/?page=0"' in client.get(f"{LIST}details/?id=1&url=/admin/folders/%3Fpage%3D0").text


@pytest.mark.parametrize(
    "page",
    ["/admin/", LIST, f"{LIST}details/?id=1", f"{LIST}edit/?id=1", f"{LIST}new/", "/admin/plugins/", "/admin/by_name/edit/?id=1"],
)
def test_no_page_has_inline_code_and_each_has_its_frame(client: FlaskClient, page: str) -> None:
    html = client.get(page).text
    assert not re.search(r"\son[a-z]+=\"|\sstyle=|javascript:|<style|<script(?![^>]*\ssrc=)", html)
    assert '<html lang="de" dir="ltr">' in html
    assert html.count("<h1") == 1
    assert "<main" in html


def test_a_wrong_entry_is_told_in_german_and_kept(client: FlaskClient) -> None:
    text = client.post(
        f"{LIST}edit/?id=1", data={"title": "x", "unit_path": "", "opened": "never", "copies": "many", "shelf": "1"}
    ).text
    assert "data-error-summary" in text
    assert "Kein gültiges Datum" in text
    assert 'value="never"' in text


def test_markup_in_a_record_is_text(client: FlaskClient) -> None:
    data = {
        "title": "<script>alert(1)</script>",
        "unit_path": "/usingen/",
        "opened": "2026-05-01",
        "copies": "1",
        "shelf": "1",
        "_version": "1",
    }
    assert client.post(f"{LIST}edit/?id=1", data=data).status_code == 302
    for page in (LIST, f"{LIST}details/?id=1", f"{LIST}edit/?id=1"):
        assert "<script>alert" not in client.get(page).text


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "23.11.2026,\u00a000:30"), ("en", "23\u00a0Nov\u00a02026,\u00a000:30"), ("ar", "23.11.2026,\u00a000:30")],
)
def test_a_moment_in_a_list_is_short_and_told_in_berlin(client: FlaskClient, language: str, text: str) -> None:
    with client.application.test_request_context(f"/?lang={language}"):
        assert LISTED[dt.datetime](None, dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC), "at") == text
