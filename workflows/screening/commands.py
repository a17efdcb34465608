"""`foerderkette screen`: verdicts for many people who stand in a file, or for all who stand in the registry."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import inspect

from core import catalogue, clock
from core.actor import SYSTEM
from core.catalogue.models import ProgrammeRow
from core.database import db, transaction
from core.rules import Decider
from workflows.eligibility import make_decider
from workflows.screening import overview
from workflows.screening.bulk import HEADER
from workflows.screening.bulk import screen as verdicts_of
from workflows.screening.cells import BadHeader
from workflows.screening.registry import Counts, deciders
from workflows.screening.sheet_file import Unreadable, records
from workflows.screening.standing import ORDER


def _as_day(_context: click.Context, _option: click.Parameter, written: str | None) -> date | None:
    """Raises click.BadParameter for what is no day of the calendar."""
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError:
        raise click.BadParameter(f"'{str(written)[:40]}' is no day of the calendar. Write it as 2026-03-14.") from None


@click.command("screen")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--stored", is_flag=True, help="Instead of a file: all people of the registry, in the database.")
@click.option("--on", callback=_as_day, metavar="DATE", help="The day of the verdicts, as 2026-03-14; today without it.")
@click.option("--programme", "only", multiple=True, metavar="ID", help="Only this programme; may stand several times.")
def screen(file: Path | None, stored: bool, on: date | None, only: tuple[str, ...]) -> None:
    """Judge many people: a CSV file in, CSV out.

    The verdicts come on standard output. The header of FILE holds names of facts; an empty cell is unknown, members of a set are
    separated by ';', the empty set is '-'. A bad cell is named on standard error by row and column, the other rows go on, and
    the exit code is 1.

    With --stored no file is read: everybody in the registry is judged, what was found is kept for the page "Registry by
    programme" in the place of what was kept before, and a line for each programme says how many. Run it each night where a
    unit has more than 5,000 people.
    """
    day = on or clock.today(clock.now())
    if stored == (file is not None):
        raise click.UsageError("Name one file: 'foerderkette screen people.csv'; or say --stored for the people of the registry.")
    if file is not None:
        _screen_file(file, only, day)
    else:
        _screen_registry(only, day)


def _screen_file(file: Path, only: tuple[str, ...], day: date) -> None:
    known, faults = _known(), 0
    chosen = _chosen(only, known)

    def complain(message: str) -> None:
        nonlocal faults
        faults += 1
        click.echo(message, err=True)

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    try:
        out.writerows(verdicts_of(records(file), chosen, day, complain, known))
    except (BadHeader, Unreadable) as error:
        raise click.ClickException(str(error)) from None
    if faults:
        told = f"{faults:,} faults; the rows with one are" if faults > 1 else "One fault; its row is"
        click.echo(f"{told} not in the answer.", err=True)
        sys.exit(1)


def _screen_registry(only: tuple[str, ...], day: date) -> None:
    on_offer = _on_offer()
    if not on_offer:
        raise click.ClickException(
            "No programme is on offer in this database: run 'foerderkette migrate', then start the server once."
        )
    chosen = _chosen(only, on_offer)
    with transaction() as session:
        found = overview.keep(session, [each for each in catalogue.offered() if each.id in chosen], day, SYSTEM)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("programme", "on", *ORDER))
    for row in found:
        counts = row.counts or Counts(0, 0, 0)
        out.writerow((row.programme.id, day.isoformat(), counts.eligible, counts.open, counts.not_eligible))


def _on_offer() -> dict[str, Decider]:
    """What is published here; empty where nothing was yet, and then what the plugins ship is asked."""
    there = inspect(db.engine).has_table(ProgrammeRow.__tablename__)
    return dict(deciders(catalogue.offered())) if there else {}


def _known() -> dict[str, Decider]:
    return _on_offer() or {each.id: make_decider(each) for each in current_app.extensions["programmes"]}


def _chosen(only: tuple[str, ...], known: Mapping[str, Decider]) -> dict[str, Decider]:
    """Raises click.BadParameter for a programme that is not on offer."""
    for id in only:
        if id not in known:
            near = get_close_matches(id, known, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"On offer are: {', '.join(known) or 'none'}."
            raise click.BadParameter(f"There is no programme '{id}'. {hint}", param_hint="--programme")
    return {id: decider for id, decider in known.items() if not only or id in only}
