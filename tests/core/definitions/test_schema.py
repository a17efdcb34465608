"""The JSON Schema says what the definitions say."""

import json

import pytest
from jsonschema import Draft202012Validator

from core.definitions import json_schema
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
