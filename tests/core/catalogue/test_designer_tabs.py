"""The designers of a draft stand side by side on each of their pages, and the one that is shown is marked."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from core.catalogue.designer_tabs import tabs
from tests.forms.designing.conftest import house

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
