"""Whatever cannot be read is said in our words: what stands there, what could, and the nearest name."""

import datetime as dt
from collections.abc import Iterator

import pytest
from pydantic import TypeAdapter, ValidationError

from core.definitions import DefinitionError, Programme, load_programme, misread
from core.definitions.base import Definition
from core.definitions.files import read_yaml
from core.rules.message import Message

VALUES = [
    *(None, 5, 5.5, -1, 10**9, True, "x", "", "A B", "2020-13-01", "2020-01-01T05:00", "x" * 5000, b"\xff", float("nan")),
    *([], ["x"], [5], [None], {}, {"de": "x"}, {"de": 5}, {"D E": "x"}, [{"x": 1}], {"de": ""}, object(), dt.time(1)),
]


def every(cls: type[Definition] = Definition) -> Iterator[type[Definition]]:
    for kind in cls.__subclasses__():
        if kind.__module__.startswith("core."):
            yield kind
        yield from every(kind)


@pytest.mark.parametrize("cls", sorted(set(every()), key=lambda each: each.__name__), ids=lambda each: each.__name__)
def test_no_sentence_of_pydantic_reaches_anybody(cls):
    for name in cls.model_fields:
        for value in VALUES:
            error = raised(cls, {name: value})
            theirs = {each["msg"] for each in error.errors()} if error else set()
            for path, said in misread.faults(error, {name: value}) if error else ():
                assert isinstance(said, Message), (path, said)
                assert said not in theirs | {"This cannot be read here."}, (path, said)
                assert "Input should" not in said


def raised(cls: type[Definition], data: dict[str, object]) -> ValidationError | None:
    try:
        cls.model_validate(data)
    except ValidationError as error:
        return error
    return None


def told(**data: object) -> dict[str, str]:
    with pytest.raises(DefinitionError) as caught:
        load_programme({"id": "x", "title": {"de": "X"}, **data})
    return {fault.path: fault.message for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("data", "path", "message"),
    [
        ({"id": "Mein Programm"}, "id", "Write 'mein_programm', for example."),
        ({"id": "Ö1"}, "id", "Write 'oe1', for example."),
        ({"id": "123"}, "id", "'123' is no id: it has small letters"),
        ({"titel": {"de": "X"}}, "titel", "There is no property 'titel' here. Did you mean 'title'?"),
        ({"title": {"de-DE": "X"}}, "title/de-DE", "'de-DE' is no code of a language"),
        ({"title": "X"}, "title", "Here stands 'X'; it has to be a text by language, e.g. {de: Aufnahme}."),
        ({"steps": {"a": 1}}, "steps", "Here stands a mapping ('name: value'); it has to be a list."),
        ({"steps": [{"id": "a"}]}, "steps/a/title", "'title' is missing"),
        ({"retention": {"years": "zehn"}}, "retention/years", "Here stands 'zehn'; it has to be a whole number."),
        ({"retention": {"years": 500}}, "retention/years", "'500' is too much: the most is 100."),
        ({"retention": {"years": -1}}, "retention/years", "'-1' is too little: the least is 0."),
        ({"retention": {"years": 3, "anchor": "exitt"}}, "retention/anchor", "Did you mean 'exit'? There are: exit, end_of_"),
        ({"four_eyes": "jein"}, "four_eyes", "Here stands 'jein'; it has to be true or false."),
        ({"blocks": [{"id": "b", "title": {"de": "B"}, "starts_on": "morgen"}]}, "blocks/b/starts_on", "a day, written as"),
        ({"roles": [3]}, "roles/0", "Here stands '3'; it has to be a mapping ('name: value')."),
        ({"title": {}}, "title", "a wording needs a text in at least one language, e.g. {de: Alter}"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_what_could_stand_there(data, path, message):
    assert message in told(**data)[path]


def test_where_several_types_could_stand_it_is_said_once():
    field = {"kind": "date", "id": "d", "label": {"de": "D"}, "earliest": "gestern"}
    found = told(forms=[{"id": "f", "title": {"de": "F"}, "pages": [{"id": "p", "title": {"de": "P"}, "fields": [field]}]}])
    (path,) = found
    assert path.endswith("earliest")
    assert found[path] == ("Here stands 'gestern'; it has to be a day, written as 2003-05-01 or one of birth, entry, today.")


def test_a_hostile_text_is_cut():
    assert len(told(id="X" * 100_000)["id"]) < 400


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id: x\n\ttitle: y", "by spaces, never by a tab"),
        ('id: "x', "does not end with one"),
        ("id: a: b", "look here for a colon"),
    ],
)
def test_what_is_no_yaml_names_its_line(text, message):
    with pytest.raises(DefinitionError) as caught:
        read_yaml(text)
    (fault,) = caught.value.faults
    assert message in fault.message
    assert fault.path.startswith("line ")


def test_an_unknown_error_has_words_of_ours():
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(type(None) | complex).validate_python("x")
    assert all("Input" not in said for _path, said in misread.faults(caught.value))


def test_the_programme_itself():
    assert isinstance(load_programme({"id": "x", "title": {"de": "X"}}), Programme)
