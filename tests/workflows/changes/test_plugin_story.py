"""A plugin's life: version 1 is adjusted, version 2 comes, the plugin goes away and comes back. Nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from core import catalogue, clock
from core.actor import SYSTEM
from core.catalogue import ChangeSet, changes, publishing, upgrades, waiting
from core.catalogue.plugin_folder import write
from core.database import db, transaction
from core.definitions import Choice, Deadline, Field, Form, Option, Programme, Wording, load_programme, t
from core.organisations.tree import add_unit
from core.people.registry import register
from core.testing import close, make_app
from tests.core.catalogue.shops import OURS
from workflows.models import Case, Task
from workflows.run import open_case

NOW = clock.now()
ID = "story"


def first() -> Programme:
    """Version 1, as its author wrote it."""
    options = [Option("none", t(de="Keiner", en="None")), Option("school", t(de="Schulabschluss", en="School certificate"))]
    return load_programme(
        {
            "id": ID,
            "title": {"de": "Geschichte", "en": "Story"},
            "roles": [{"id": "advisor", "title": {"de": "Beratung"}}],
            "exits": [{"id": "done", "title": {"de": "Fertig"}}],
            "forms": [
                Form("intake", t(de="Aufnahme"), fields=[Choice("degree", t(de="Abschluss"), options=options)]).as_data(),
                {
                    "id": "leave",
                    "title": {"de": "Ende"},
                    "pages": [{"id": "main", "title": {"de": "Ende"}, "fields": [_reason()]}],
                },
            ],
            "steps": [
                {"id": "talk", "title": {"de": "Gespräch"}, "role": "advisor", "form": "intake", "due": {"days": 28}},
                {
                    "id": "leave",
                    "title": {"de": "Ende"},
                    "role": "advisor",
                    "form": "leave",
                    "after": ["talk"],
                    "exit": "reason",
                },
            ],
        }
    )


def _reason() -> dict[str, object]:
    options = [{"id": "done", "label": {"de": "Fertig"}}]
    return {"kind": "choice", "id": "reason", "label": {"de": "Grund"}, "required": True, "options": options}


def asked(programme: Programme) -> Field:
    form = programme.form("intake")
    assert form
    return form.fields[0]


def with_asked(programme: Programme, field: Field, due: Deadline, **changes: object) -> Programme:
    intake, *others = programme.forms
    page = intake.pages[0].but(fields=[field])
    talk, *steps = programme.steps
    return programme.but(forms=[intake.but(pages=[page]), *others], steps=[talk.but(due=due), *steps], **changes)


def second() -> Programme:
    """Version 2: the question has another id, one of its options became two, and there is less time."""
    old = asked(first())
    none, school = old.options  # type: ignore[attr-defined]  # a Choice
    split = [school.but(id=id, was=["school"], label=t(de=de, en=de)) for id, de in (("main", "Hauptschule"), ("high", "Abitur"))]
    return with_asked(first(), old.but(id="certificate", was=["degree"], options=[none, *split]), Deadline(days=14), version="2")


def ours(programme: Programme) -> Programme:
    """What the admin adjusts: an option, a label in Dari, and another deadline."""
    old = asked(programme)
    more = Option("abroad", t(de="Im Ausland", en="Abroad"))
    label = Wording({**old.label.root, "prs": "مدرک"})
    options = [*old.options, more]  # type: ignore[attr-defined]  # a Choice
    return with_asked(programme, old.but(label=label, options=options), Deadline(days=21))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "plugins"
    made.mkdir()
    return made


@contextmanager
def started(tmp_path: Path, folder: Path, programme: Programme | None) -> Iterator[Flask]:
    """The house with this version of the plugin, or without it, as after a restart."""
    name = f"story_{programme.version}" if programme else "none"
    here = folder / name
    here.mkdir(exist_ok=True)
    if programme and not (here / name).exists():
        write(programme, name, here)
    app = make_app(f"sqlite:///{tmp_path}/story.sqlite", tmp_path / "data", plugins_dir=(here,), plugins_off=OURS)
    assert [one.error for one in app.extensions["plugins"].states() if one.state == "faulty"] == []
    with app.app_context():
        yield app
    close(app)


def offered() -> Programme:
    db.session.rollback()
    return catalogue.definition(catalogue.current(ID).digest)


def a_case() -> Case:
    with transaction() as session:
        unit = add_unit(session, "Ort", "town", None, NOW)
        names = {"family_name": "Beispiel", "given_name": "Ada"}
        person = register(session, SYSTEM, unit, names, {}, source="self", now=NOW)
        return open_case(session, SYSTEM, person.id, ID, unit.id, now=NOW)


def test_version_2_meets_what_was_adjusted(tmp_path: Path, folder: Path) -> None:
    with started(tmp_path, folder, first()), transaction() as session:
        change = changes.open_change(session, SYSTEM, ID, "Unsere", NOW)
        changes.edit(session, SYSTEM, change.id, 1, ours, NOW)
        publishing.publish_change(session, SYSTEM, change.id, 2, NOW)
    with started(tmp_path, folder, first()):
        before, case = offered(), a_case()
        assert case.revision == before.digest
    with started(tmp_path, folder, second()):
        assert offered() == before, "rehearsed, not switched on"
        upgrade = waiting(db.session())[ID]
        merge = upgrades.merge_of(db.session(), upgrade)
        assert merge
        (conflict,) = merge.open()
        assert conflict.key == ("steps/talk", "due")
        assert (conflict.ours, conflict.theirs) == ({"days": 21}, {"days": 14})
        field = asked(upgrade.programme)
        assert field.id == "certificate"
        assert field.label.text("prs") == "مدرک"
        assert {option.id for option in field.options} == {"none", "main", "high", "abroad"}  # type: ignore[attr-defined]  # a Choice
    with started(tmp_path, folder, None):
        assert offered() == before, "readable without its plugin"
        assert [task.step for task in db.session.query(Task).filter_by(case_id=case.id, status="open")] == ["talk"]
        assert a_case_goes_on()
        assert waiting(db.session())[ID].id == upgrade.id
    with started(tmp_path, folder, second()), transaction() as session:
        assert session.query(ChangeSet).filter_by(kind="upgrade").count() == 1, "it came back and changed nothing"
        settled = upgrades.settle(session, SYSTEM, upgrade.id, upgrade.version, {conflict.key: "ours"}, NOW)
        publishing.publish_change(session, SYSTEM, settled.id, settled.version, NOW)
    with started(tmp_path, folder, second()):
        assert asked(offered()).id == "certificate"
        assert offered().steps[0].due == Deadline(days=21)
        assert db.session.get_one(Case, case.id).revision == before.digest, "cases under way stay on theirs"
        assert waiting(db.session()) == {}


def a_case_goes_on() -> bool:
    """Somebody else is taken in while the plugin is away."""
    with transaction() as session:
        unit = add_unit(session, "Anderswo", "town", None, NOW)
        person = register(session, SYSTEM, unit, {"family_name": "Probe"}, {}, source="self", now=NOW)
        return open_case(session, SYSTEM, person.id, ID, unit.id, now=NOW).id is not None
