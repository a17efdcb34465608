"""`foerderkette programme …`: definitions as files and back."""

import json
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Self

import click
from flask import current_app
from sqlalchemy import inspect, select

from core.catalogue.change_commands import diff, import_, publish_
from core.catalogue.models import ProgrammeRow, Revision
from core.catalogue.revisions import UnknownProgramme, current, definition, offered
from core.catalogue.shipping import waiting
from core.catalogue.tables import tables
from core.database import db
from core.definitions import (
    Fault,
    Finding,
    Programme,
    check,
    check_examples,
    json_schema,
    vocabulary,
    write_yaml,
)
from core.definitions.mutated import SECONDS, check_mutations
from core.definitions.mutations_told import told


@click.group()
def programme() -> None:
    """List, show, check, export and import programmes."""


for _command in (tables, publish_, diff, import_):
    programme.add_command(_command)


@programme.command("list")
def list_() -> None:
    """List all programmes on offer with their revision."""
    rows = db.session.execute(select(ProgrammeRow.id, Revision).join(Revision, Revision.digest == ProgrammeRow.current))
    aside = waiting(db.session())
    for id, revision in sorted(rows, key=lambda row: str(row[0])):
        click.echo(
            f"{id:<26} revision {revision.number:<3} {revision.digest[:12]}  {definition(revision.digest).title.text('de')}"
        )
        if id in aside:
            click.echo(f"{'':<26} its plugin ships another one ({aside[id].title}); 'foerderkette programme publish {id}'")


@programme.command()
@click.argument("id")
def show(id: str) -> None:
    """Show the parts of programme ID in words."""
    revision, found = _named(id)
    click.echo(f"{found.title.text('de')} ({found.id}), revision {revision.number} of {revision.published_at:%Y-%m-%d}")
    for name, parts in (
        ("criteria", found.eligibility),
        ("forms", found.forms),
        ("phases", found.phases),
        ("steps", found.steps),
    ):
        click.echo(f"  {name}:{'' if parts else ' -'}")
        for part in parts:
            click.echo(f"    {part.id}: {part.title.text('de')}{_validity(part)}")


def _validity(part: Any) -> str:
    """Which version it is, where the same criterion stands several times."""
    begin, end = getattr(part, "valid_from", None), getattr(part, "valid_to", None)
    return "".join([f", from {begin}" if begin else "", f", to {end}" if end else ""])


@programme.command("check")
@click.argument("ids", nargs=-1)
@click.option("--mutations", is_flag=True, help="Tell which small edits of the rules no example would notice.")
@click.option(
    "--seconds", default=SECONDS, show_default=True, type=click.FloatRange(0), help="Time for the edits of each programme."
)
def check_(ids: tuple[str, ...], mutations: bool, seconds: float) -> None:
    """Look for faults in programmes, and run their examples.

    In all of them or in those named by IDS, as shipped and as on offer. Exit code 1 if there are any faults or an example fails;
    edits that no example would notice are told and change nothing.
    """
    found = _checked()
    for id in ids or sorted(found):
        if id not in found:
            near = get_close_matches(id, found, 1)
            raise click.ClickException(f"There is no programme '{id}'." + (f" Did you mean '{near[0]}'?" if near else ""))
        click.echo(f"{id}: {_summary(found[id])}")
        _print(found[id].faults)
        _print(found[id].findings)
        for programme in found[id].sound if mutations else ():
            for line in told(check_mutations(programme, time.monotonic, seconds=seconds), programme):
                click.echo(f"  {line}")
    if not found:
        click.echo("There is no programme to check: no plugin ships one, and none is on offer.")
    sys.exit(int(not found or any(found[id].faults or found[id].findings for id in ids or found)))


@dataclass
class Checked:
    """What was found about a programme: faults of how it is written, examples that fail, and what may be looked at closer."""

    faults: list[Fault]
    findings: list[Finding] = field(default_factory=list)
    sound: list[Programme] = field(default_factory=list)

    @classmethod
    def look(cls, programme: Programme) -> Self:
        faults = check(programme, vocabulary())
        return cls(faults) if faults else cls([], check_examples(programme), [programme])


def _summary(checked: Checked) -> str:
    faults = f"{len(checked.faults)} faults" if checked.faults else "no fault"
    count = sum(len(programme.examples) for programme in checked.sound)
    if not count:
        return faults
    return f"{faults}, {count - len(checked.findings)} of {count} examples hold"


def _checked() -> dict[str, Checked]:
    """Programme → what was found of what plugins ship, and of what admins have on offer. Needs no database yet."""
    shipped = {one.id: Checked.look(one) for one in current_app.extensions["programmes"]}
    published = {one.id: Checked.look(one) for one in offered()} if inspect(db.engine).has_table("programme") else {}
    refused = {id: Checked(faults) for id, faults in current_app.extensions["refused_programmes"].items()}
    return published | shipped | refused


@programme.command()
def schema() -> None:
    """Write the JSON Schema of programmes to standard output.

    Editors help by it while a YAML file is written.
    """
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@programme.command()
@click.argument("id")
def export(id: str) -> None:
    """Write programme ID as YAML to standard output.

    The same programme gives the same bytes.
    """
    click.echo(write_yaml(_named(id)[1]).encode(), nl=False)  # as bytes: no console changes the line ends


def _named(id: str) -> tuple[Revision, Programme]:
    try:
        revision = current(id)
    except UnknownProgramme as error:
        raise click.ClickException(str(error)) from None
    return revision, definition(revision.digest)


def _print(faults: Iterable[Fault | Finding], *, err: bool = False) -> None:
    for fault in faults:
        click.echo(f"  {fault}", err=err)
