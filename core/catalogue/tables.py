"""`foerderkette programme tables …`: a programme's decision tables as DMN or as a workbook, and back."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

import click

from core import clock
from core.actor import SYSTEM
from core.catalogue.publish import publish
from core.catalogue.publishing import house_demands
from core.catalogue.revisions import UnknownProgramme, current, definition
from core.database import transaction
from core.definitions import Computed, Criterion, DecisionTable, Definition, Programme, check, check_examples, vocabulary
from core.definitions.checks import case_scope
from core.rules import parse
from core.rules.tables import Grid, Table, extent, look, names_of, read, sentences
from core.rules.tables.dmn import Decision, DmnError, Fact, Model, read_dmn, write_dmn
from core.rules.tables.dmn_model import SPACES
from core.rules.tables.xlsx import Sheet, SheetError, read_xlsx, write_xlsx

Holder: TypeAlias = Criterion | Computed
ENDINGS = (".dmn", ".xlsx")


@click.group()
def tables() -> None:
    """List, write and take in decision tables, as DMN or XLSX."""


@tables.command("list")
@click.argument("id")
def list_(id: str) -> None:
    """List the tables of programme ID.

    With what was found about each, and how much of it was looked at.
    """
    programme = _named(id)
    scope = case_scope(programme, vocabulary())
    for address, holder in tabled(programme).items():
        assert holder.table is not None
        grid = Grid(read(holder.table.plain(), scope))
        found = look(grid)
        click.echo(f"{address}: {len(holder.table.rows)} rows, looked at {found.looked:,} of {found.of:,} combinations")
        for sentence in [*sentences(found, grid), extent(found)]:
            if sentence:
                click.echo(f"  {sentence}")


@tables.command()
@click.argument("id")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--version", type=click.Choice(list(SPACES)), default="1.5", show_default=True, help="The version of DMN.")
def export(id: str, file: Path, version: str) -> None:
    """Write the tables of programme ID to FILE, .dmn or .xlsx.

    DMN holds the criteria that are rules too, a workbook a sheet for each table.
    """
    programme = _named(id)
    _ending(file)
    try:
        data = as_dmn(programme, version) if file.suffix == ".dmn" else as_xlsx(programme)
    except (DmnError, SheetError) as error:
        raise click.ClickException(str(error)) from None
    file.write_bytes(data)
    click.echo(f"{len(tabled(programme))} tables of {id} stand in {file.name}.")


@tables.command("import")
@click.argument("id")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def import_(id: str, file: Path, *, dry_run: bool) -> None:
    """Take the tables of FILE into programme ID, and publish.

    They come where they say that they stand, of DMN the rules too, as the programme's next revision.
    """
    programme = _named(id)
    _ending(file)
    try:
        found = with_tables(programme, file.read_bytes(), file.suffix)
    except (DmnError, SheetError, LookupError) as error:
        _refused(file, str(error).splitlines())
    if faults := check(found, vocabulary()) or check_examples(found):
        _refused(file, [str(fault) for fault in faults])
    before = dict(holders(programme))
    changed = [address for address, holder in holders(found) if before[address] != holder]
    if dry_run or not changed:
        click.echo(f"{'Would change' if changed else 'Nothing changes'}{': ' if changed else '.'}{', '.join(changed)}")
        return
    if house_demands(programme):
        _refused(file, ["a second person has to sign what changes this programme; put the tables in at /admin/changes"])
    with transaction() as session:
        revision = publish(session, found, actor=SYSTEM, now=clock.now(), note=f"tables from {file.name}")
    click.echo(f"{id} is on offer as revision {revision.number}; changed: {', '.join(changed)}.")


def tabled(programme: Programme) -> dict[str, Holder]:
    """All that has a table, by where it stands: `eligibility.residence`, `forms.need.low_qualified`."""
    return {address: holder for address, holder in holders(programme) if holder.table is not None}


def holders(item: Definition, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Holder]]:
    """Criteria and computed fields with their addresses; a version of a criterion is told by its first day."""
    for name in type(item).model_fields:
        value = getattr(item, name)
        for part in value if isinstance(value, tuple) else ():
            if isinstance(part, Criterion | Computed):
                yield _address(path, name, part), part
            elif isinstance(part, Definition):
                yield from holders(part, _below(path, name, part))


def _address(path: tuple[str, ...], name: str, holder: Holder) -> str:
    since = getattr(holder, "valid_from", None)
    steps = [step for step in (*path, name) if step]
    return ".".join((*steps, holder.id, *([since.isoformat()] if since else [])))


def _below(path: tuple[str, ...], name: str, part: Definition) -> tuple[str, ...]:
    """A field's address leaves out its page: it may move to another one."""
    return path if name == "pages" else (*path, name, str(getattr(part, "id", "")))


def as_dmn(programme: Programme, version: str) -> bytes:
    """The tables and the criteria as decisions, with the facts that they read."""
    scope = case_scope(programme, vocabulary())
    said = [(address, each) for address, each in holders(programme) if each.table is not None or isinstance(each, Criterion)]
    read_names = {name for _, each in said for name in names_of(each)}
    facts = tuple(Fact(name, scope[name], _title(name)) for name in sorted(read_names & scope.keys()))
    decisions = tuple(
        Decision(
            name=address.replace(".", "_").replace("-", "_"),
            gives=each.table.gives if each.table is not None else "yes_no",
            table=each.table.plain() if each.table is not None else None,
            rule=each.rule,
            label=_label(each),
            id=address,
        )
        for address, each in said
    )
    return write_dmn(Model(programme.title.text("de"), facts, decisions, id=programme.id), version)


def _title(fact: str) -> str:
    return vocabulary().fact(fact).title.text("de") if vocabulary().has(fact) else ""


def _label(holder: Holder) -> str:
    return (holder.title if isinstance(holder, Criterion) else holder.label).text("de")


def as_xlsx(programme: Programme) -> bytes:
    """A sheet for each table."""
    found = [Sheet(address, holder.table.plain()) for address, holder in tabled(programme).items() if holder.table is not None]
    if not found:
        raise SheetError(f"{programme.id} has no table.")
    return write_xlsx(found)


def with_tables(programme: Programme, data: bytes, ending: str) -> Programme:
    """The programme with the tables and rules of a file in the places that they name; what means the same stays as it was.

    Raises DmnError, SheetError, or LookupError for a place that is not there.
    """
    said: dict[str, Table | str]
    if ending == ".xlsx":
        said = {sheet.name: sheet.table for sheet in read_xlsx(data)}
    else:
        said = {each.id: each.table or each.rule for each in read_dmn(data).decisions}
    places = dict(holders(programme))
    for name in said:
        if name not in places:
            near = get_close_matches(name, places, 1)
            raise LookupError(f"The programme has no place '{name}'." + (f" Did you mean '{near[0]}'?" if near else ""))
    return _replaced(programme, {name: _changed(places[name], new) for name, new in said.items()}, ())


def _changed(holder: Holder, new: Table | str) -> Holder:
    if isinstance(new, Table):
        return holder.but(rule="", table=DecisionTable.of(new, holder.table))
    same = holder.table is None and parse(holder.rule) == parse(new)
    return holder if same else holder.but(rule=new, table=None)


def _replaced(item: Any, new: Mapping[str, Holder], path: tuple[str, ...]) -> Any:
    """The same definition with these criteria and fields at their addresses."""
    changes: dict[str, Any] = {}
    for name in type(item).model_fields:
        value = getattr(item, name)
        if isinstance(value, tuple) and any(isinstance(part, Definition) for part in value):
            parts = tuple(_part(part, new, path, name) for part in value)
            if parts != value:
                changes[name] = parts
    return item.but(**changes) if changes else item


def _part(part: Any, new: Mapping[str, Holder], path: tuple[str, ...], name: str) -> Any:
    if isinstance(part, Criterion | Computed):
        return new.get(_address(path, name, part), part)
    return _replaced(part, new, _below(path, name, part)) if isinstance(part, Definition) else part


def _named(id: str) -> Programme:
    try:
        return definition(current(id).digest)
    except UnknownProgramme as error:
        raise click.ClickException(str(error)) from None


def _ending(file: Path) -> None:
    if file.suffix not in ENDINGS:
        raise click.ClickException(f"The name of the file says what it is: {' or '.join(ENDINGS)}, not '{file.suffix}'.")


def _refused(file: Path, sentences: list[str]) -> None:
    click.echo(f"{file.name} is not taken in:", err=True)
    for sentence in sentences:
        click.echo(f"  {sentence}", err=True)
    sys.exit(1)
