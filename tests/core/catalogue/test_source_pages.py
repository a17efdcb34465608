"""A draft as text: every part of a programme can be reached, and has a name in each language."""

import pytest
from flask import Flask

from core.catalogue import source_pages
from core.catalogue.designers import ABOUT, PARTS
from core.definitions import Programme, load_programme
from tests.core.catalogue.shops import sample


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_part_has_a_name(shop: Flask, language: str):
    with shop.test_request_context(f"/?lang={language}"):
        named = dict(source_pages._named(sample()))
    assert named.keys() == source_pages._parts(sample()).keys()
    assert all(named.values())


def test_every_list_of_a_programme_is_a_part_of_its_own():
    lists = {name for name, info in Programme.model_fields.items() if "tuple" in str(info.annotation)}
    assert lists - {"forms"} == set(PARTS)


@pytest.mark.parametrize("part", [*PARTS, ABOUT, "forms/intake"])
def test_a_part_that_is_written_as_it_was_changes_nothing(part: str):
    text = source_pages.as_yaml(source_pages._parts(sample())[part])
    assert source_pages._with(part, text)(sample()) == load_programme(sample().as_data())
