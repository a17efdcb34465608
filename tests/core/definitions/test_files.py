"""YAML is read from strangers: bounded, without aliases, its faults named by place."""

from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from core.definitions import DefinitionError, read_yaml, write_yaml
from core.definitions.files import MAX_DEPTH, MAX_FIELDS, read_data
from tests.core.definitions.programmes import programme


def faults(text: str) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        read_yaml(text)
    return [str(fault) for fault in caught.value.faults]


def test_a_programme_survives_yaml_to_the_byte():
    text = write_yaml(programme())
    assert read_yaml(text) == programme()
    assert write_yaml(read_yaml(text)) == text


def test_umlauts_are_written_as_they_are():
    assert "Bergsträßer" in write_yaml(programme(source="Bergsträßer Kompetenznachweis"))


def test_an_alias_is_refused_before_it_is_unfolded():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert faults(bomb) == ["line 2: The alias '*a' is not allowed here; write the text out again"]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!include", "!!binary"])
def test_a_tag_is_refused(tag):
    assert "is not allowed here" in faults(f"id: {tag} 'x'")[0]


def test_depth_is_bounded():
    (fault,) = faults("id: x\nforms: " + "[" * 200 + "]" * 200)
    assert fault.startswith("forms/0/0/0/")
    assert fault.endswith(f"/…: The file is nested deeper than {MAX_DEPTH} levels")


def test_ten_thousand_fields_are_refused_with_the_form():
    fields = ", ".join(f"{{kind: text, id: f{number}, label: x}}" for number in range(10_000))
    text = f"id: x\nforms: [{{id: big, pages: [{{id: p, fields: [{fields}]}}]}}]"
    assert faults(text) == [
        f"forms/big: The form has 10,000 fields; at most {MAX_FIELDS:,} are read. Split it into several forms"
    ]


def test_fields_are_counted_in_short_forms_and_in_groups_too():
    fields = ", ".join(f"{{kind: text, id: f{number}, label: x}}" for number in range(6_000))
    assert faults(f"id: x\nforms: [{{id: short, fields: [{fields}]}}]")[0].startswith("forms/short: The form has 6,000 fields")
    group = f"{{kind: group, id: g, label: x, fields: [{fields}]}}"
    assert faults(f"id: x\nforms: [{{id: deep, pages: [{{fields: [{group}]}}]}}]")[0].startswith("forms/deep: The form has 6,001")


def test_a_key_that_stands_twice_is_refused_with_its_place():
    text = "id: x\ntitle: {de: X}\nforms:\n- id: a\n  title: {de: A, de: B}\n"
    assert faults(text) == ["forms/0/title: 'de' stands twice here; the first would be lost"]
    assert faults("id: x\nid: y\n") == ["'id' stands twice here; the first would be lost"]


@pytest.mark.parametrize("text", [r"a\0b", r"\ud800"])
def test_what_no_database_keeps_is_refused_with_its_place(text):
    (fault,) = faults(f'id: x\ntitle:\n  de: "{text}"\n')
    assert fault.startswith("title/de: The text holds a NUL or half a character")


def test_size_is_bounded():
    assert faults("# " + "x" * 5_000_001) == ["The file is larger than 5 MB"]


def test_what_is_not_yaml_is_named_by_line():
    assert faults("id: x\n  title: [")[0].startswith("line 2, column 8: This is not YAML")


@pytest.mark.parametrize("text", ["", "- a", "just text", "3"])
def test_what_is_no_mapping_is_told_how_a_programme_begins(text):
    assert faults(text) == ["A programme is a mapping that begins with 'id: …' and 'title: …'"]


@given(st.text())
def test_nothing_but_a_definition_error_comes_out(text):
    with suppress(DefinitionError):
        read_yaml(text)


def test_a_file_says_its_format_and_may_leave_it_out() -> None:
    text = write_yaml(programme())
    assert text.startswith("format: 1\nid: ")
    assert read_yaml(text.removeprefix("format: 1\n")) == read_yaml(text) == programme()
    assert read_yaml(text).digest == programme().digest


@pytest.mark.parametrize(
    ("format", "words"),
    [
        ("99", "a newer server wrote it"),
        ("2", "a newer server wrote it"),
        *((bad, "a whole number from 1") for bad in ("0", "-1", "x", "[1]", "true", "1.5", "~")),
    ],
)
def test_another_format_is_the_only_thing_that_is_said(format: str, words: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        read_yaml(f"format: {format}\nbogus: 1\n" + write_yaml(programme()).removeprefix("format: 1\n"))
    (fault,) = raised.value.faults
    assert (fault.path, words in str(fault.message)) == ("format", True)


@pytest.mark.parametrize("fast", [True, False], ids=["parser_in_c", "parser_in_python"])
@pytest.mark.parametrize(
    "text",
    [
        "id: x\nid: y",
        "a: *b",
        "a: !!set {}",
        "a:\n\t- b",
        'a: "b',
        "a: \x01",
        'a: "\\0"',
        "a: 2022-99-99",
        "? [a]\n: b",
        "a: b: c",
        "a: \ud800",
        "---\na: b\n---\nc: d",
        "a: " + "[" * 80 + "]" * 80,
    ],
    ids=[
        "double",
        "alias",
        "tag",
        "tab",
        "quotation",
        "control",
        "nul",
        "no_day",
        "key",
        "colons",
        "half",
        "documents",
        "deep",
    ],
)
def test_both_parsers_refuse_alike(text: str, fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    by_default = faults(text)
    if not fast:
        monkeypatch.setattr("core.definitions.files.FAST", None)
    assert faults(text) == by_default
    assert all(by_default)


@pytest.mark.parametrize(
    "text", ["", "a: 1_000", "a: yes", "a: 0o17", "a: ~", "a: 2022-05-01", "a: 1e3", "a: |\n  b\n  c\n", "<<: {a: 1}"]
)
def test_both_parsers_read_alike(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_data(text)
    assert read == yaml.safe_load(text)
    monkeypatch.setattr("core.definitions.files.FAST", None)
    assert read_data(text) == read
