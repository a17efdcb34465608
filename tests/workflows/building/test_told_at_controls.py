"""What a form of the builder lacks is told at its control and not by the browser, and nothing that was typed is lost."""

from __future__ import annotations

import html
import re

import pytest

from tests.workflows.building.builder import CHANGES, Builder


def told(page: str, control: str) -> str:
    assert re.search(rf'id="{control}"[^>]*aria-describedby="[^"]*{control}-error"', page), control
    found = re.search(rf'id="{control}-error">.*?<span class="kern-body">(.*?)</span>', page, re.DOTALL)
    assert found, control
    assert "novalidate" in page[: found.start()].rpartition("<form")[2].partition(">")[0]
    return html.unescape(found[1])


@pytest.mark.parametrize(
    ("typed", "control", "said"),
    [
        ({"id": "fresh", "title_de": " "}, "title_de", "Der deutsche Titel fehlt"),
        ({"id": "Über 18", "title_de": "Volljährig"}, "id", "Über 18"),
        ({"id": "", "title_de": "Volljährig"}, "id", "kleine Buchstaben"),
        ({"id": "age", "title_de": "Volljährig"}, "id", "age"),
    ],
    ids=["no-title", "umlaut", "no-id", "taken"],
)
def test_a_new_criterion(builder: Builder, typed: dict[str, str], control: str, said: str) -> None:
    page = builder.starts().sends(builder.list, _do="add", owner="", fact="german_level", **typed)
    assert page.status_code == 422
    assert said in told(page.text, control)
    for name, text in typed.items():
        assert f'name="{name}" type="text" value="{text}"' in page.text
    assert 'value="german_level" selected' in page.text


@pytest.mark.parametrize(
    ("typed", "control", "said"),
    [
        ({"title_de": ""}, "title_de", "Der deutsche Titel fehlt"),
        ({"valid_from": "1.7.2019"}, "valid_from", "2019-07-01"),
        ({"valid_to": "2019-02-30"}, "valid_to", "2019-07-01"),
        ({"valid_from": "2019-07-02", "valid_to": "2019-07-01"}, "valid_to", "letzte Tag"),
    ],
    ids=["no-title", "german-day", "no-such-day", "turned-round"],
)
def test_about_a_criterion(builder: Builder, typed: dict[str, str], control: str, said: str) -> None:
    usual = {"title_de": "Alter", "title_en": "Age", "source": "§ 7", "strength": "should", "proof": "any", "exception": "no"}
    page = builder.sends(builder.starts().url("age"), _do="about", **usual | typed)
    assert page.status_code == 422
    assert said in told(page.text, control)
    for name, text in ({"title_en": "Age", "source": "§ 7"} | typed).items():
        assert re.search(rf'name="{name}"[^>]*value="{re.escape(text)}"', page.text), name


def test_a_new_form_without_a_title(builder: Builder) -> None:
    page = builder.sends(f"{CHANGES}{builder.starts().change}/forms", _do="add", title=" ")
    assert page.status_code == 422
    assert told(page.text, "title") == "Sagen Sie in wenigen Worten, wie das Formular heißt."


def test_what_cannot_be_taken_out_is_no_fault_of_the_new_form(builder: Builder) -> None:
    page = builder.sends(f"{CHANGES}{builder.starts().change}/forms", _do="remove:nothing")
    assert "title-error" not in page.text


def test_no_form_with_something_required_asks_the_browser(builder: Builder) -> None:
    builder.starts()
    for path in (builder.list, builder.url("age"), f"{CHANGES}{builder.change}/forms"):
        tags = re.findall(r'<form[^>]*method="post"[^>]*>', builder.visitor.get(path).text)
        assert tags
        assert [tag for tag in tags if "novalidate" not in tag and "/sign-out" not in tag and "language" not in tag] == [], path
