"""`foerderkette audit …`: is the audit trail as it was written?"""

import re
import sys

import click
from sqlalchemy import select

from core.database import db
from core.journal.chain import verify
from core.journal.models import ChainHead, Entry


@click.group()
def audit() -> None:
    """The audit trail."""


@audit.command("verify")
@click.option("--noted", metavar="LINE", help="A last line of an earlier run: the chain must still lead through it.")
def verify_(noted: str | None) -> None:
    """Walk over the whole chain of entries.

    Exit code 1 if an entry was changed, removed or added.
    Keep the last line that it prints in another place: who empties the whole journal, its head too, is found by it alone.
    """
    faults = verify(db.session())
    if noted and not _leads_through(noted):
        faults.append(f"The chain does not lead through {noted!r}: it was cut off or written anew since.")
    for fault in faults:
        click.echo(fault)
    head = db.session.execute(select(ChainHead.no, ChainHead.hash).where(ChainHead.id == 1)).first()
    click.echo(f"{head.no} entries, {head.hash}" if head else "0 entries")
    sys.exit(int(bool(faults)))


def _leads_through(noted: str) -> bool:
    found = re.fullmatch(r"\s*(\d{1,9}) entries(?:, ([0-9a-f]{64}))?\s*", noted)
    if not found:
        raise click.BadParameter("copy the whole line, such as '333 entries, 9f86d0…'", param_hint="--noted")
    number, digest = int(found[1]), found[2]
    return number == 0 or db.session.scalar(select(Entry.hash).where(Entry.chain_no == number)) == digest
