"""POST /api/v1/screenings: the verdicts of the house, and every fault by its path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.access.accounts import create_user, grant
from core.clock import now
from core.database import transaction
from core.testing import close, make_app
from tests.core.access.doors import PASSWORD, sign_in
from tests.core.organisations.rooms import make_tree
from workflows.screening.api import MOST_PEOPLE

ADDRESS = "/api/v1/screenings"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    data = tmp_path_factory.mktemp("api")
    made = make_app(f"sqlite:///{data}/house.sqlite", data)
    with made.app_context(), transaction() as session:
        user = create_user(session, "worker@example.org", "Test Worker", PASSWORD, now=now())
        grant(session, user, "case_worker", make_tree(session).north, now=now())
    yield made
    close(made)


@pytest.fixture(scope="module")
def client(served: Flask) -> FlaskClient:
    client = served.test_client()
    sign_in(client, "worker")
    served.config["WTF_CSRF_ENABLED"] = False
    return client


def faults(client: FlaskClient, body: Any) -> dict[str, str]:
    answer = client.post(ADDRESS, json=body)
    assert answer.status_code == 422, answer.text
    return {fault["path"]: fault["message"] for fault in answer.get_json()["faults"]}


def test_verdicts_on_what_is_sent(client: FlaskClient, served: Flask) -> None:
    people = [{"date_of_birth": "2010-05-01", "benefits": ["sgb2"], "years_unskilled": 3.5}, {}]
    answer = client.post(ADDRESS, json={"people": people, "on": "2026-11-22", "programmes": ["wir_onnfit"]}).get_json()
    assert answer["on"] == "2026-11-22"
    assert [(one["row"], one["programme"]) for one in answer["screenings"]] == [(1, "wir_onnfit"), (2, "wir_onnfit")]
    assert "residence_title" in answer["screenings"][1]["missing"]
    everything = client.post(ADDRESS, json={"people": [{}]}).get_json()["screenings"]
    assert {one["programme"] for one in everything} == {each.id for each in served.extensions["programmes"]}


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("date_of_birth", "31.02.2001", "Write a day of the calendar"),
        ("date_of_birth", "2001-02-31", "Write a day of the calendar"),
        ("date_of_birth", 20010101, "Write a day of the calendar"),
        ("residence_title", "d60x", "Did you mean"),
        ("residence_title", ["d60a"], "is not in the list"),
        ("benefits", "sgb2", "must be a set of codes"),
        ("benefits", [["sgb2"]], "is not in the list"),
        ("years_unskilled", "3", "must be a whole number or a Decimal"),
        ("years_unskilled", True, "must be a whole number or a Decimal"),
        ("work_permitted", "yes", "must be True or False"),
        ("municipality", "a\0b", "NUL"),
        ("municipality", {"x": 1}, "must be a text"),
        ("enrolments", "wir", "A list of ids of programmes"),
        ("enrolments", [1, {}], "A list of ids of programmes"),
        ("enrolments", ["wirr"], "Did you mean 'wir'?"),
        ("residense_title", "d60a", "Did you mean 'residence_title'?"),
    ],
)
def test_a_bad_fact_is_named_by_path(client: FlaskClient, fact: str, value: Any, said: str) -> None:
    found = faults(client, {"people": [{}, {fact: value}]})
    assert list(found) == [f"people/1/{fact}"]
    assert said in found[f"people/1/{fact}"]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ([], ""),
        ({"people": []}, "people"),
        ({"people": [{}] * (MOST_PEOPLE + 1)}, "people"),
        ({"people": ["x"]}, "people/0"),
        ({"people": [{}], "poeple": 1}, "poeple"),
        ({"people": [{}], "on": "tomorrow"}, "on"),
        ({"people": [{}], "programmes": ["my_trun"]}, "programmes"),
        ({"people": [{}], "programmes": "wir"}, "programmes"),
    ],
)
def test_a_bad_body_is_named_by_path(client: FlaskClient, body: Any, path: str) -> None:
    assert list(faults(client, body)) == [path]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"people": [{"age": NaN}]}',
        b'{"people": [{"age": 1e400}]}',
        b'{"people": [{"age": ' + b"9" * 5000 + b"}]}",
        b'{"people": [{}], "people": [{}]}',
        b'{"people": [{"municipality": "\\ud800"}]}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_json_breaks_nothing(client: FlaskClient, raw: bytes) -> None:
    answer = client.post(ADDRESS, data=raw, content_type="application/json")
    assert answer.status_code == 422, answer.text
    assert answer.get_json()["message"]


def test_too_much_and_of_another_type(client: FlaskClient) -> None:
    assert client.post(ADDRESS, data=b"x" * 3_000_000, content_type="application/json").status_code == 413
    assert client.post(ADDRESS, data={"people": "1"}).status_code == 400


def test_the_document_describes_it(client: FlaskClient) -> None:
    document = json.loads(client.get("/api/v1/openapi.json").text)
    operation = document["paths"][ADDRESS]["post"]
    assert operation["requestBody"]["content"]["application/json"]["schema"]["required"] == ["people"]
    assert document["openapi"].startswith("3.1")
