"""`foerderkette screen FILE.csv`: verdicts for many people who stand in a file."""

from __future__ import annotations

import csv
import sys
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import inspect

from core import catalogue, clock
from core.catalogue.models import ProgrammeRow
from core.database import db
from core.rules import Decider
from workflows.eligibility import make_decider
from workflows.screening.bulk import HEADER, screen
from workflows.screening.cells import BadHeader
from workflows.screening.registry import deciders
from workflows.screening.sheet_file import Unreadable, records


@click.command("screen")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the verdicts, as 2026-03-14; today without it.")
@click.option("--programme", "only", multiple=True, metavar="ID", help="Only this programme; may stand several times.")
def screen_file(file: Path, on: datetime | None, only: tuple[str, ...]) -> None:
    """Verdicts for many people: a CSV file in, CSV on standard output.

    The header holds names of facts; an empty cell is unknown, members of a set are separated by ';', the empty set is '-'.
    A bad cell is named on standard error by row and column, the other rows go on, and the exit code is 1.
    """
    day = on.date() if on else clock.today(clock.now())
    chosen, faults = _chosen(only), 0

    def complain(message: str) -> None:
        nonlocal faults
        faults += 1
        click.echo(message, err=True)

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    try:
        out.writerows(screen(records(file), chosen, day, complain))
    except (BadHeader, Unreadable) as error:
        raise click.ClickException(str(error)) from None
    if faults:
        click.echo(f"{faults} faults; the rows with a fault are not in the answer.", err=True)
        sys.exit(1)


def _on_offer() -> dict[str, Decider]:
    """What is published here; empty where nothing was yet, and then what the plugins ship is asked."""
    there = inspect(db.engine).has_table(ProgrammeRow.__tablename__)
    return dict(deciders(catalogue.offered())) if there else {}


def _chosen(only: tuple[str, ...]) -> dict[str, Decider]:
    """Raises click.BadParameter for a programme that is not on offer."""
    known = _on_offer() or {each.id: make_decider(each) for each in current_app.extensions["programmes"]}
    for id in only:
        if id not in known:
            near = get_close_matches(id, known, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"On offer are: {', '.join(known) or 'none'}."
            raise click.BadParameter(f"There is no programme '{id}'. {hint}", param_hint="--programme")
    return {id: decider for id, decider in known.items() if not only or id in only}
