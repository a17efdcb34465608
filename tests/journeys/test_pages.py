"""Each endpoint that shows people something is looked at: it stands in tests/journeys/pages.py, or is excused there."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from core.app import create_app
from core.settings import load_settings
from tests.journeys.pages import EMPTY, EXCUSED, SHOTS


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Addresses need no tables."""
    folder: Path = tmp_path_factory.mktemp("house")
    return create_app(load_settings(database_url=f"sqlite:///{folder / 'none.sqlite'}", data_dir=folder))


def endpoints(app: Flask) -> set[str]:
    """What answers GET, but for files that belong to the look of pages."""
    found = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return {name for name in found if name.rpartition(".")[2] != "static"}


def test_every_page_is_on_the_list_or_excused(app: Flask) -> None:
    shown = {shot.endpoint for shot in (*SHOTS, *EMPTY)}
    there = endpoints(app)
    assert sorted(there - shown - EXCUSED.keys()) == [], "Add a Shot to tests/journeys/pages.py, or excuse them with a reason."
    assert sorted((shown | EXCUSED.keys()) - there) == [], "These are gone: take them off the list in tests/journeys/pages.py."
    assert sorted(shown & EXCUSED.keys()) == [], "What is looked at needs no excuse."


def test_a_page_without_links_is_what_it_says(app: Flask) -> None:
    """What is reached by its address alone, or a list would look at other pages than it names."""
    routes = app.url_map.bind("localhost")
    direct = [shot for shot in (*SHOTS, *EMPTY) if not shot.links and not shot.press]
    assert {shot.name: routes.match(shot.path.partition("?")[0])[0] for shot in direct} == {
        shot.name: shot.endpoint for shot in direct
    }


def test_names_are_names_of_files_and_of_one_page_each() -> None:
    names = [shot.name for shot in (*SHOTS, *EMPTY)]
    assert len(names) == len(set(names))
    assert all(name.replace("-", "").replace("_", "").isalnum() for name in names)
