"""The designers of a draft stand side by side on each of their pages, and the one that is shown is marked."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from core.catalogue.designer_tabs import tabs
from tests.forms.designing.conftest import house
from tests.workflows.designing.stepper import Stepper
from tests.workflows.web import Visitor

__all__ = ["house"]


@pytest.mark.parametrize(
    ("path", "marked"),
    [("lists", "lists"), ("forms/intake", "forms"), ("translations", "translations"), ("impact", "")],
    ids=["its-own", "below-it", "by-its-address", "none"],
)
def test_the_one_that_is_shown_is_marked(house: Flask, path: str, marked: str) -> None:
    with house.test_request_context(f"/admin/changes/abc/{path}"):
        row = tabs("abc")
    assert [url.rpartition("/")[2] for url, _label, _here in row] == [
        "basics", "rules", "forms", "steps", "lists", "letters", "translations", "simulate",
    ]  # fmt: skip
    assert [url.rpartition("/")[2] for url, _label, here in row if here] == ([marked] if marked else [])
    assert all(re.fullmatch(r"/admin/changes/abc/\w+", url) for url, _label, _here in row)


@pytest.mark.parametrize("page", ["basics", "rules", "forms", "steps", "lists", "letters", "translations", "simulate"])
def test_each_of_them_shows_the_row(house: Flask, page: str) -> None:
    here = Stepper(house, Visitor(house.test_client()).comes_in("programme_admin@example.org"), "wir_sind_usingen", page)
    answer = here.page()
    assert answer.status_code == 200
    assert f'<a href="{here.url}" aria-current="page">' in answer.text
    assert answer.text.count('class="fk-design__looks" aria-label="Designer dieses Entwurfs"') == 1
