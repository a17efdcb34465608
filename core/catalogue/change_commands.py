"""`foerderkette programme publish|diff|import`: what waits goes out, what differs is said, a file is merged."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.actor import SYSTEM
from core.catalogue import making, publishing, upgrades
from core.catalogue.change_models import ChangeSet, Publication
from core.catalogue.changes import last_publication
from core.catalogue.compare import sentences
from core.catalogue.models import ProgrammeRow, Revision, read, shipped_definition
from core.catalogue.overlay import Item
from core.catalogue.publish import ExamplesFail, publish
from core.catalogue.shipping import waiting
from core.catalogue.trouble import Faulty, Refused
from core.database import db, transaction
from core.definitions import DefinitionError, Fault, Finding, Programme, check_examples
from core.definitions.files import MAX_BYTES, as_yaml

LANGUAGE = click.option("--language", default="en", type=click.Choice(("de", "en")), show_default=True)


@click.command("publish")
@click.argument("id")
@click.option("--take", type=click.Choice(("ours", "theirs")), help="Settle all conflicts with this side.")
def publish_(id: str, take: upgrades.Side | None) -> None:
    """Publish the new version that a plugin has for programme ID.

    Exit code 1 where conflicts or faults are in the way.
    """
    try:
        with transaction() as session:
            change = _waiting(session, id)
            _prepared(session, change, take)
            made = publishing.publish_change(session, SYSTEM, change.id, change.version, clock.now())
    except Refused as error:
        _stop(f"{id} is not published: {error}")
    except Faulty as error:
        _stop(f"{id} is not published, it has faults:", error.faults)
    assert made is not None, "without a day it is published at once"
    click.echo(f"{id} is on offer as publication {made.number} ({made.revision[:12]}).")


@click.command()
@click.argument("id")
@click.option("--from", "one", type=int, help="The number of a publication; without it what the plugin delivered.")
@click.option("--to", "other", type=int, help="The number of a publication; without it what is on offer.")
@LANGUAGE
def diff(id: str, one: int | None, other: int | None, language: str) -> None:
    """Say in words what differs in programme ID.

    What is on offer from what the plugin delivered, or one publication from another.
    """
    session = db.session()
    last = last_publication(session, id)
    if last is None:
        raise click.ClickException(f"There is no programme '{id}'.")
    after = _numbered(session, id, other) if other else _definition(session, last)
    before = _numbered(session, id, one) if one else shipped_definition(session, last.shipped)
    if before is None:
        raise click.ClickException(f"No plugin ships '{id}'; name two publications with --from and --to.")
    _say("", before, after, language)
    if not one and not other and (change := waiting(session).get(id)):
        _say(f"{change.title} waits and would change:", _definition(session, last), change.programme, language)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(file: Path) -> None:
    """Read a programme from FILE, which is YAML.

    A new one is published; into one that is on offer it is merged: what was changed here
    stays, what was changed there comes, and where both changed the same a change set waits for somebody to choose.
    """
    try:
        found = making.read_file(_content(file))
    except Faulty as error:
        _stop(f"{file} is not taken in, the programme has faults:", error.faults)
    except DefinitionError as error:
        _stop(f"{file} is not taken in:", error.faults)
    if findings := check_examples(found):
        _stop(f"{file} is not taken in, examples of the programme fail:", findings)
    try:
        with transaction() as session:
            said, code = _taken(session, found, file)
    except (Faulty, ExamplesFail) as error:
        _stop(f"{file} is not taken in, merged into what is on offer it has faults:", getattr(error, "faults", ()))
    except Refused as error:
        _stop(f"{file} is not taken in: {error}")
    click.echo(said, err=bool(code))
    sys.exit(code)


def _taken(session: Session, found: Programme, file: Path) -> tuple[str, int]:
    now, note = clock.now(), f"imported from {file.name}"
    if session.get(ProgrammeRow, found.id) is None and not publishing.house_demands(found):
        revision = publish(session, found, actor=SYSTEM, now=now, note=note)
        return f"{found.id} is on offer as revision {revision.number} ({revision.digest[:12]}).", 0
    change = making.take_in(session, SYSTEM, found, now)
    change.reason = note
    if (merge := upgrades.merge_of(session, change)) and merge.open():
        return _conflicts(f"{found.id}: the file waits as a change set, both sides changed the same:", change, merge.open()), 1
    if publishing.demands_signature(session, change):
        publishing.ask_for_signature(session, SYSTEM, change.id, change.version, now)
        return f"{found.id}: the file waits at /admin/changes/{change.id}; a second person has to sign it.", 0
    made = publishing.publish_change(session, SYSTEM, change.id, change.version, now)
    assert made is not None, "without a day it is published at once"
    changed = sentences(_revision(session, change.base), change.programme, "en") if change.base else []
    said = [f"  {each.text}" for each in changed]
    return "\n".join([*said, f"{found.id} is on offer as publication {made.number} ({made.revision[:12]})."]), 0


def _waiting(session: Session, id: str) -> ChangeSet:
    change = waiting(session).get(id)
    if change is None:
        there = ", ".join(sorted(waiting(session))) or "none"
        raise click.ClickException(f"No new version waits for '{id}'. Those that wait: {there}.")
    return change


def _prepared(session: Session, change: ChangeSet, take: upgrades.Side | None) -> None:
    """Up to date, and with each conflict settled; ends the command where one is open."""
    now = clock.now()
    _settled(session, change, take)
    if upgrades.behind(session, change):
        upgrades.bring_up_to_date(session, SYSTEM, change.id, change.version, now)
        _settled(session, change, take)


def _settled(session: Session, change: ChangeSet, take: upgrades.Side | None) -> None:
    merge = upgrades.merge_of(session, change)
    still = merge.open() if merge else []
    if still and take:
        upgrades.settle(session, SYSTEM, change.id, change.version, {item.key: take for item in still}, clock.now())
    elif still:
        _stop(_conflicts(f"{change.programme_id} is not published, both sides changed the same:", change, still))


def _conflicts(title: str, change: ChangeSet, items: list[Item]) -> str:
    lines = [f"  {'/'.join(filter(None, item.key))}: here {_short(item.ours)}; anew {_short(item.theirs)}" for item in items]
    return "\n".join([title, *lines, f"Choose at /admin/changes/{change.id}/sides, or with --take ours or --take theirs."])


def _short(value: Any) -> str:
    return value if isinstance(value, str) else as_yaml(value).strip().replace("\n", ", ") if value is not None else "nothing"


def _numbered(session: Session, id: str, number: int) -> Programme:
    query = select(Publication).where(Publication.programme_id == id, Publication.number == number)
    found = session.scalars(query).first()
    if found is None:
        raise click.ClickException(f"'{id}' has no publication {number}.")
    return _definition(session, found)


def _definition(session: Session, line: Publication) -> Programme:
    return _revision(session, line.revision)


def _revision(session: Session, digest: str) -> Programme:
    return read(session.get_one(Revision, digest).definition)


def _say(title: str, before: Programme, after: Programme, language: str) -> None:
    if title:
        click.echo(title)
    for sentence in sentences(before, after, language):
        click.echo(f"  {sentence.text}")
    if before == after:
        click.echo("  no difference")


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _stop(sentence: str, faults: list[Fault] | list[Finding] | tuple[()] = ()) -> NoReturn:
    click.echo(sentence, err=True)
    for fault in faults:
        click.echo(f"  {fault}", err=True)
    sys.exit(1)
