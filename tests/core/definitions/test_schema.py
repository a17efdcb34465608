"""The JSON Schema says what the definitions say."""

import json

import pytest
from jsonschema import Draft202012Validator

from core.definitions import Field, add_field_class, fields, json_schema
from tests.core.definitions.programmes import programme


@pytest.fixture(scope="module")
def validator():
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture
def data():
    return json.loads(programme().as_json())


def test_a_sound_programme_passes(validator, data):
    assert [error.message for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize("wrong", [{"kind": "txt"}, {"requird": True}, {"id": "Family Name"}, {"max_length": 0}])
def test_a_wrong_field_fails(validator, data, wrong):
    data["forms"][0]["pages"][0]["fields"][0].update(wrong)
    assert list(validator.iter_errors(data))


def test_fields_inside_groups_are_described_too(validator, data):
    data["forms"][0]["pages"][1]["fields"][2]["fields"][0]["kind"] = "nothing"
    assert list(validator.iter_errors(data))


def test_two_classes_of_one_name_do_not_hide_each_other(data, monkeypatch):
    # known to this test alone
    monkeypatch.setattr(fields, "_KINDS", dict(fields._KINDS))

    class Text(Field):
        kind = "test_text_of_a_plugin"
        stars: int = 3

    add_field_class(Text)
    check = Draft202012Validator(json_schema())
    assert list(check.iter_errors(data)) == []
    data["forms"][0]["pages"][0]["fields"][0].update(kind="test_text_of_a_plugin", stars=5)
    assert list(check.iter_errors(data)) == []
