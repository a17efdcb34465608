"""The catalogue: shipped once, frozen for ever, the same bytes out as in."""

import datetime as dt
import json
import logging
from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from core.actor import SYSTEM
from core.catalogue import (
    ExamplesFail,
    ProgrammeRow,
    Publication,
    Revision,
    Shipped,
    UnknownProgramme,
    compiled,
    current,
    definition,
    offered,
    publish,
    waiting,
)
from core.catalogue.commands import programme as command
from core.catalogue.models import Immutable
from core.database import db, transaction
from core.definitions import Example, Fault, Programme, read_yaml, t, write_yaml
from core.journal import Entry
from core.testing import close, make_app
from tests.core.catalogue.shops import NOW, OURS, shipped
from tests.core.definitions.programmes import programme as sample


def call(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def test_what_is_shipped_becomes_revision_1_once(shop: Flask):
    assert shipped(sample()) == [1]
    assert shipped(sample()) == []
    assert [one.id for one in offered()] == [sample().id]
    assert current(sample().id).number == 1
    assert db.session.scalars(select(Entry.event)).all() == ["programme_published"]


def test_a_changed_definition_is_stored_and_waits(shop: Flask):
    old, new = sample(), sample(version="2")
    shipped(old)
    assert shipped(new) == []
    assert shipped(old) == [], "a plugin that is set back changes nothing"
    assert current(old.id).digest == old.digest
    assert waiting(db.session())[old.id].shipped == new.digest
    assert len(db.session.scalars(select(Shipped)).all()) == 2


def test_an_old_revision_can_be_published_again(shop: Flask):
    shipped(sample())
    with transaction() as session:
        assert publish(session, sample(version="2"), actor=SYSTEM, now=NOW).number == 2
        assert publish(session, sample(), actor=SYSTEM, now=NOW).number == 1
    assert current(sample().id).number == 1
    lines = db.session.scalars(select(Publication).order_by(Publication.number)).all()
    assert [line.revision for line in lines] == [sample().digest, sample(version="2").digest, sample().digest]
    assert [line.previous_id for line in lines] == [None, lines[0].id, lines[1].id]


def test_a_revision_cannot_be_changed_or_deleted(shop: Flask):
    shipped(sample())

    def change() -> None:
        with transaction() as session:
            current(sample().id).note = "changed"
            session.flush()

    with pytest.raises(Immutable, match="publish a new revision"):
        change()
    with pytest.raises(Immutable), transaction() as session:
        session.delete(current(sample().id))
    for statement in (update(Revision).values(note="x"), delete(Revision), update(Shipped).values(version="x"), delete(Shipped)):
        with pytest.raises(Immutable), transaction() as session:
            session.execute(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE revision SET note = 'x'", "DELETE FROM shipped", "UPDATE shipped SET version = 'x'"]
)
def test_the_database_refuses_too(shop: Flask, statement: str):
    shipped(sample())
    with pytest.raises(DBAPIError, match="are frozen"), db.engine.begin() as connection:
        connection.execute(text(statement))


def test_what_is_compiled_is_made_once_a_revision(shop: Flask):
    shipped(sample())
    digest, made = sample().digest, []

    def make(programme: Programme) -> int:
        made.append(programme.id)
        return len(made)

    key = object()
    assert [compiled(digest, key, make) for _ in range(3)] == [1, 1, 1]
    assert compiled(digest, object(), make) == 2


def test_a_programme_that_does_not_exist(shop: Flask):
    shipped(sample())
    with pytest.raises(UnknownProgramme, match="Did you mean"):
        current(sample().id + "x")
    with pytest.raises(UnknownProgramme, match="no revision 'abc'"):
        definition("abc")


def test_export_import_into_an_empty_database_export_gives_the_same_bytes(shop: Flask, tmp_path: Path):
    shipped(sample())
    first = call("export", sample().id)
    assert first.exit_code == 0
    file = tmp_path / "programme.yaml"
    file.write_bytes(first.stdout_bytes)
    other = make_app(f"sqlite:///{tmp_path / 'other.sqlite'}", tmp_path / "other", plugins_off=OURS)
    with other.app_context():
        assert offered() == []
        assert call("import", str(file)).exit_code == 0
        assert call("export", sample().id).stdout_bytes == first.stdout_bytes
        assert current(sample().id).digest == sample().digest
    close(other)


def test_umlauts_are_written_as_they_are(shop: Flask):
    shipped(sample(summary=t(de="Förderung für Köln", en="Support")))
    assert "Förderung für Köln" in call("export", sample().id).stdout_bytes.decode("utf-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id: &a x\ntitle: *a\n", "alias"),
        (b"id: !!python/name:os.system x\n", "tag"),
        (b"[" * 200 + b"]" * 200, "nested deeper than 64"),
        (b"id: x\ntitle: {de: X}\nbogus: 1\n", "bogus"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"just text", "A programme is a mapping"),
        (b"a" * 5_000_001, "larger than 5 MB"),
        (b"", "A programme is a mapping"),
    ],
)
def test_a_bad_file_is_refused_with_its_place_and_nothing_is_stored(shop: Flask, tmp_path: Path, content: bytes, words: str):
    file = tmp_path / "bad.yaml"
    file.write_bytes(content)
    result = call("import", str(file))
    assert result.exit_code == 1
    assert "is not taken in" in result.stderr
    assert words in result.stderr
    assert db.session.scalars(select(ProgrammeRow)).all() == []


def test_ten_thousand_fields_are_refused_with_their_path(shop: Flask, tmp_path: Path):
    fields = [{"kind": "text", "id": f"f{number}", "label": {"de": "X"}} for number in range(10_000)]
    data = {
        "id": "big",
        "title": {"de": "X"},
        "forms": [{"id": "huge", "title": {"de": "X"}, "pages": [{"id": "p", "fields": fields}]}],
    }
    file = tmp_path / "big.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    result = call("import", str(file))
    assert result.exit_code == 1
    assert "forms/huge" in result.stderr
    assert "10,000" in result.stderr


def test_a_programme_with_faults_is_refused_with_their_paths(shop: Flask, tmp_path: Path):
    file = tmp_path / "faulty.yaml"
    file.write_text(write_yaml(sample(eligibility=[])).replace("age < 18", "aeg < 18"), encoding="utf-8")
    result = call("import", str(file))
    assert result.exit_code == 1
    assert "forms/intake" in result.stderr
    assert "age" in result.stderr


def test_list_show_and_check_speak(shop: Flask):
    shipped(sample())
    assert sample().id in call("list").stdout
    shown = call("show", sample().id).stdout
    assert "intake: " in shown
    checked = call("check")
    assert (checked.exit_code, checked.stdout) == (0, f"{sample().id}: no fault\n")
    assert json.loads(call("schema").stdout)["$defs"]["Programme"]
    wrong = call("check", sample().id + "x")
    assert (wrong.exit_code, "Did you mean" in wrong.stderr) == (1, True)
    wrong = call("show", sample().id + "x")
    assert wrong.exit_code == 1
    assert "Did you mean" in wrong.stderr


def test_what_is_read_back_is_equal(shop: Flask):
    assert read_yaml(write_yaml(sample())) == sample()


def test_what_an_admin_published_is_not_displaced_by_a_new_version_of_the_plugin(shop: Flask):
    shipped(sample())
    own = sample(source="our own office")
    with transaction() as session:
        publish(session, own, actor=SYSTEM, now=NOW)
    newer = sample(version="2")
    assert shipped(newer) == []
    assert current(own.id).digest == own.digest
    assert {id: change.shipped for id, change in waiting(db.session()).items()} == {own.id: newer.digest}
    assert f"programme publish {own.id}" in call("list").stdout


def test_what_was_imported_before_the_first_start_stays(shop: Flask):
    own = sample(source="our own office")
    with transaction() as session:
        publish(session, own, actor=SYSTEM, now=NOW)
    assert shipped(sample()) == []
    assert current(own.id).digest == own.digest


def test_nothing_to_check_is_no_success(shop: Flask):
    checked = call("check")
    assert (checked.exit_code, "no programme to check" in checked.stdout) == (1, True)


def test_all_faults_of_what_a_plugin_ships_are_listed(shop: Flask):
    shop.extensions["refused_programmes"] = {"broken": [Fault("steps/a", "one"), Fault("steps/b", "two")]}
    checked = call("check", "broken")
    assert (checked.exit_code, checked.stdout) == (1, "broken: 2 faults\n  steps/a: one\n  steps/b: two\n")


def somebody(expects: Literal["eligible", "open"]) -> Example:
    return Example("somebody", t(de="Jemand", en="Somebody"), on=dt.date(2024, 1, 1), expects=expects, facts={"sex": "female"})


def test_examples_run_at_the_check(shop: Flask):
    shipped(sample(eligibility=[], examples=[somebody("eligible")]))
    checked = call("check")
    assert (checked.exit_code, checked.stdout) == (0, f"{sample().id}: no fault, 1 of 1 examples hold\n")


def test_an_example_that_fails_is_told_and_the_check_fails(shop: Flask):
    shop.extensions["programmes"] = [sample(eligibility=[], examples=[somebody("open")])]
    checked = call("check")
    assert checked.exit_code == 1
    assert "0 of 1 examples hold" in checked.stdout
    assert "“Somebody”: On 2024-01-01 it is eligible; expected: open." in checked.stdout


def test_the_check_tells_which_edits_no_example_would_notice(shop: Flask):
    shipped(sample(examples=[]))
    checked = call("check", "--mutations")
    assert checked.exit_code == 0, "an edit that passes is no fault"
    assert "edits would be noticed by an example" in checked.stdout
    late = call("check", "--mutations", "--seconds", "0")
    assert "The time was over" in late.stdout
    assert call("check", "--mutations", "--seconds", "-1").exit_code == 2


def test_what_fails_its_own_examples_is_not_published(shop: Flask):
    good, bad = sample(), sample(eligibility=[], examples=[somebody("open")])
    shipped(good)
    with pytest.raises(ExamplesFail, match="expected: open"), transaction() as session:
        publish(session, bad, actor=SYSTEM, now=NOW)
    assert current(good.id).digest == good.digest


def test_a_plugin_whose_examples_fail_is_kept_aside(shop: Flask, caplog: pytest.LogCaptureFixture):
    bad = sample(eligibility=[], examples=[somebody("open")])
    with caplog.at_level(logging.WARNING):
        assert shipped(bad) == []
    assert "expected: open" in caplog.text
    assert db.session.get(Shipped, bad.digest) is not None
    assert shipped(sample()) == [1], "the mended one is the first"


def test_a_file_whose_examples_fail_is_not_taken_in(shop: Flask, tmp_path: Path):
    file = tmp_path / "bad.yaml"
    file.write_text(write_yaml(sample(eligibility=[], examples=[somebody("open")])), encoding="utf-8")
    result = call("import", str(file))
    assert result.exit_code == 1
    assert "examples of the programme fail" in result.stderr
    assert "expected: open" in result.stderr
    assert db.session.scalars(select(ProgrammeRow)).all() == []
