"""`foerderkette people …`: what is kept beside the registry is made anew."""

import click

from core.database import transaction
from core.people.findable import make_all_findable


@click.group("people")
def people() -> None:
    """The registry of people."""


@people.command("findable")
def findable() -> None:
    """Write anew by which words and sounds everybody is found; after an update that says so.

    It goes by pieces beside whoever works: each is written whole, and what was broken off is begun again.
    """
    last, pieces = "", 0
    while True:
        with transaction() as session:
            last = make_all_findable(session, last)
        if not last:
            break
        pieces += 1
        click.echo(f"piece {pieces}: up to person {last}", err=True)
    click.echo("Everybody is found by the words and sounds of this version.")
