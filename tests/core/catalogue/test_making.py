"""A programme begun from blank, from a copy or from a file; and a file merged into what is on offer, never half."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from core import catalogue
from core.actor import Forbidden, NotFound
from core.catalogue import ChangeSet, current, making, publishing, upgrades
from core.catalogue.commands import programme as command
from core.catalogue.skeleton import blank
from core.catalogue.trouble import Refused
from core.database import db, transaction
from core.definitions import DefinitionError, Programme, check, load_programme, vocabulary, write_yaml
from tests.core.catalogue.shops import ANNA, NOW, admin, fresh, limit_of, older, sample, shipped

ID = sample().id


def call(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def offered() -> Programme:
    db.session.rollback()
    return catalogue.definition(current(ID).digest)


def publish(programme: Programme) -> None:
    with transaction() as session:
        catalogue.publish(session, programme, actor=ANNA, now=NOW)


def taken(programme: Programme) -> ChangeSet:
    with transaction() as session:
        return making.take_in(session, ANNA, programme, NOW)


@pytest.mark.parametrize(("title", "speaks"), [({"de": "Neu"}, ["de"]), ({"de": "Neu", "en": "New"}, ["de", "en"])])
def test_a_blank_one_speaks_what_its_title_speaks(title: dict[str, str], speaks: list[str]) -> None:
    made = blank(load_programme({"id": "fresh", "title": title}))
    assert sorted(made.steps[0].title.root) == sorted(made.forms[0].fields[0].label.root) == speaks
    assert check(made, vocabulary()) == []


def test_a_blank_one_can_be_published_at_once(shop: Flask):
    with transaction() as session:
        change = making.new_blank(session, ANNA, "fresh", {"de": "Neu", "en": " "}, NOW)
        publishing.publish_change(session, ANNA, change.id, 1, NOW)
    found = catalogue.definition(current("fresh").digest)
    assert (found.title.root, [step.id for step in found.steps]) == ({"de": "Neu"}, ["first_talk", "leaving"])
    assert fresh(change).kind == "new"


def test_a_copy_has_all_but_the_name(shop: Flask):
    shipped(sample())
    with transaction() as session:
        change = making.new_copy(session, ANNA, ID, "copied", {"de": "Kopie"}, NOW)
    assert change.programme == sample().but(id="copied", title=change.programme.title)
    with pytest.raises(NotFound), transaction() as session:
        making.new_copy(session, ANNA, "nothing", "other", {"de": "Kopie"}, NOW)


@pytest.mark.parametrize("id", ["", "Ä", "9", "x" * 61, "a b", "a\0b"])
def test_an_id_that_is_none(shop: Flask, id: str):
    with pytest.raises(DefinitionError, match="id"), transaction() as session:
        making.new_blank(session, ANNA, id, {"de": "Neu"}, NOW)


def test_an_id_that_is_taken(shop: Flask):
    shipped(sample())
    with transaction() as session:
        making.new_blank(session, ANNA, "fresh", {"de": "Neu"}, NOW)
    for id in (ID, "fresh"):
        with pytest.raises(Refused, match="already"), transaction() as session:
            making.new_blank(session, ANNA, id, {"de": "Neu"}, NOW)


def test_who_looks_after_one_programme_makes_no_other(shop: Flask):
    shipped(sample())
    olga = admin("Olga", only="other")
    with pytest.raises(Forbidden), transaction() as session:
        making.new_blank(session, olga, "fresh", {"de": "Neu"}, NOW)
    with pytest.raises(NotFound), transaction() as session:
        making.take_in(session, olga, sample(source="x"), NOW)


def test_a_file_is_merged_and_overwrites_nothing(shop: Flask):
    """Both servers began with the same; here the source was changed, there the age limit."""
    shipped(sample())
    publish(sample(source="here"))
    change = taken(older(30)(sample()))
    assert (limit_of(change.programme), change.programme.source) == ("age in [18..30]", "here")
    merge = upgrades.merge_of(db.session(), fresh(change))
    assert merge
    assert merge.base == sample()
    assert merge.open() == []
    assert offered() == sample(source="here"), "a draft"


def test_where_both_changed_the_same_the_file_waits_for_a_choice(shop: Flask):
    shipped(sample())
    publish(older(29)(sample()))
    change = taken(older(30)(sample()))
    assert limit_of(change.programme) == "age in [18..29]"
    merge = upgrades.merge_of(db.session(), fresh(change))
    assert merge
    assert [item.theirs for item in merge.open()] == [{"rule": "age in [18..30]"}]


def test_a_file_that_holds_nothing_new(shop: Flask):
    shipped(sample())
    publish(older(29)(sample()))
    for known in (sample(), older(29)(sample())):
        with pytest.raises(Refused, match="changes nothing"):
            taken(known)


BAD = [
    (b"id: trial\ntitle: {de: X}\nbogus: 1\n", "bogus"),
    (b"id: trial\ntitle: {de: X}\nforms:\n- part: master_sheet\n", "forms/master_sheet"),
    (write_yaml(sample()).replace("id: leave\n  title", "id: intake\n  title").encode(), "intake"),
    (write_yaml(sample()).replace("age in [18..27]", "aeg in [18..27]").encode(), "eligibility/age"),
    (b"\xff", "UTF-8"),
    (b"", "mapping"),
]


@pytest.mark.parametrize(("content", "place"), BAD, ids=["unknown", "part", "twice", "rule", "bytes", "empty"])
def test_a_bad_file_is_refused_with_its_places(shop: Flask, content: bytes, place: str):
    with pytest.raises(DefinitionError, match=place):
        making.read_file(content)


class TestAtTheConsole:
    def file(self, tmp_path: Path, programme: Programme) -> str:
        path = tmp_path / "programme.yaml"
        path.write_bytes(write_yaml(programme).encode())
        return str(path)

    def test_it_is_merged_and_published(self, shop: Flask, tmp_path: Path):
        shipped(sample())
        publish(sample(source="here"))
        assert call("import", self.file(tmp_path, older(30)(sample()))).exit_code == 0
        assert (limit_of(offered()), offered().source) == ("age in [18..30]", "here")

    def test_a_conflict_waits(self, shop: Flask, tmp_path: Path):
        shipped(sample())
        publish(older(29)(sample()))
        refused = call("import", self.file(tmp_path, older(30)(sample())))
        assert refused.exit_code == 1
        assert "eligibility/age/rule: here rule: age in [18..29]; anew rule: age in [18..30]" in refused.stderr
        assert limit_of(offered()) == "age in [18..29]"
        assert db.session.scalars(select(ChangeSet.status)).all() == ["draft"]

    def test_four_eyes_hold_there_too(self, shop: Flask, tmp_path: Path):
        shipped(sample(four_eyes=True))
        done = call("import", self.file(tmp_path, older(30)(sample(four_eyes=True))))
        assert (done.exit_code, "second person" in done.stdout) == (0, True)
        assert limit_of(offered()) == "age in [18..27]"

    def test_what_does_not_fit_together_is_not_taken_in_at_all(self, shop: Flask, tmp_path: Path):
        """There a step was added to a role that was taken away here."""
        shipped(sample())
        publish(sample(steps=[], roles=[], exits=[]))
        steps = [*sample().steps, sample().steps[0].but(id="again", after=["welcome"])]
        refused = call("import", self.file(tmp_path, sample(steps=steps)))
        assert refused.exit_code == 1
        assert "steps/again" in refused.stderr
        assert db.session.scalars(select(ChangeSet)).all() == []
