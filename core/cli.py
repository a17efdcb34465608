"""The command `foerderkette`: run, serve, worker, migrate, doctor, plugin, user, and what rooms and plugins add by the hook."""

import difflib
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from core import clock
from core.app import BrokenHouse, create_app, prepare
from core.database import DatabaseNotReady, db, is_empty
from core.plugin_manager import plugins
from core.run import PortInUse, assert_free, serve_embedded, serve_processes
from core.settings import Settings, SettingsError, load_settings
from core.web.gate import PolicyMissing

F = TypeVar("F", bound=Callable[..., Any])
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def give_up(sentence: str, code: int) -> NoReturn:
    """Say why on standard error and end: 2 for a wrong setting or a port in use, 1 for all else."""
    click.echo(sentence, err=True)
    sys.exit(code)


def settings_or_exit(**overrides: Any) -> Settings:
    try:
        return load_settings(**{name: value for name, value in overrides.items() if value is not None})
    except SettingsError as error:
        give_up(str(error), 2)


@cache
def the_app() -> Flask:
    """The app for commands that need one, made once."""
    return made(settings_or_exit())


def made(settings: Settings) -> Flask:
    try:
        return create_app(settings)
    except SettingsError as error:
        give_up(str(error), 2)
    except BrokenHouse as error:
        give_up(f"A room of the house itself cannot be loaded, so nothing is served: {error}", 1)
    except PolicyMissing as error:
        give_up(f"A page without a policy is not served, so nothing is:\n{error}", 1)


@contextmanager
def in_words() -> Iterator[None]:
    """Database trouble becomes a sentence and exit code 1."""
    try:
        yield
    except PortInUse as error:
        give_up(str(error), 2)
    except DatabaseNotReady as error:
        give_up(str(error), 1)
    except DBAPIError as error:
        if is_empty(db.engine):
            give_up("The database is empty: run 'foerderkette migrate' first.", 1)
        reason = str(error.orig).strip().splitlines()[0]
        give_up(f"The database refuses: {reason}. 'foerderkette doctor' says more.", 1)


def in_app(command: F) -> F:
    """Run the command inside the app's context."""

    @wraps(command)
    def inside(*values: Any, **named: Any) -> Any:
        with the_app().app_context(), in_words():
            return command(*values, **named)

    return inside  # type: ignore[return-value]  # the same signature


class Doors(click.Group):
    """Own commands first, then those of rooms and plugins; a name that does not exist gets the nearest one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_added()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if own := super().get_command(ctx, cmd_name):
            return own
        if added := _added().get(cmd_name):
            ctx.with_resource(the_app().app_context())
            ctx.with_resource(in_words())
        return added

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            near = difflib.get_close_matches(name, self.list_commands(ctx), 1, 0.5)
            ctx.fail(f"There is no command '{name}'." + (f" Did you mean '{near[0]}'?" if near else ""))
        return super().resolve_command(ctx, args)


def _added() -> dict[str, click.Command]:
    with the_app().app_context():
        found = plugins.gather("commands", click.Command)
    return {str(command.name): command for _, command in found}


@click.group(cls=Doors)
@click.version_option(package_name="foerderkette")
def main() -> None:
    """Förderkette: forms and workflows for funding programmes."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


@main.command()
@click.option("--demo", is_flag=True, help="Fill an empty database with synthetic people.")
@click.option("--port", type=click.IntRange(0, 65535), help="Default: 8000, or FOERDERKETTE_PORT.")
def run(demo: bool, port: int | None) -> None:
    """Web, worker and clock in one process.

    The database is brought up to date first. For production there are `migrate`, `serve` and `worker`.
    """
    app = made(settings_or_exit(port=port))
    with in_words():
        serve_embedded(app, demo=demo)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Default: 8000, or FOERDERKETTE_PORT.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes; default 2, or FOERDERKETTE_WORKERS.")
def serve(port: int | None, workers: int | None) -> None:
    """Production: the web server.

    The database has to be up to date: `migrate` brings it there.
    """
    settings = settings_or_exit(port=port, workers=workers)
    with in_words():
        assert_free(settings)
        _ready(made(settings))
        serve_processes(settings)


@main.command()
def worker() -> None:
    """Production: the RQ worker and its clock.

    Without Redis the clock alone.
    """
    from core.worker import work

    with in_words():
        _ready(the_app())
    work(the_app())


@main.command()
@in_app
def migrate() -> None:
    """Bring the database up to date."""
    from core.migrations import here, upgrade

    before = here(db.engine)
    upgrade(db.engine)
    after = here(db.engine)
    click.echo(
        f"The database is up to date ({after})." if before == after else f"The database went from {before or 'empty'} to {after}."
    )


@main.command()
def doctor() -> None:
    """Check settings and services, in words.

    Exit code 1 if anything is wrong.
    """
    from core.doctor import findings

    settings = settings_or_exit()
    healthy = True
    for found in findings(settings):
        healthy = healthy and found.fine
        click.echo(f"{'ok   ' if found.fine else 'WRONG'} {found.subject}: {found.sentence}")
    sys.exit(int(not healthy))


@main.group()
def plugin() -> None:
    """Make, list and check plugins."""


@plugin.command("list")
@in_app
def plugin_list() -> None:
    """List all plugins with their state."""
    for one in the_app().extensions["plugins"].states():
        click.echo(f"{one.name:<26} {one.state:<7} {one.version:<10} {one.error}".rstrip())


@plugin.command("check")
@in_app
def plugin_check() -> None:
    """Look for faults in plugins.

    Exit code 1 if there are any.
    """
    faulty = [one for one in the_app().extensions["plugins"].states() if one.state == "faulty"]
    for one in faulty:
        click.echo(f"{one.name}: {one.error}")
    click.echo("No fault." if not faulty else f"{len(faulty)} of the plugins are faulty.")
    sys.exit(int(bool(faulty)))


@plugin.command("new")
@click.argument("name")
@click.option("--from", "source", type=_FILE, help="A programme as YAML; without it one to begin with.")
@click.option("--id", help="The programme's id, where it is to be another one than that of the file.")
@click.option("--into", default=".", show_default=True, type=_FOLDER, help="Where the folder is made.")
def plugin_new(name: str, source: Path | None, id: str | None, into: Path) -> None:
    """Make the folder of a programme plugin.

    It is called NAME and passes `plugin check`.
    """
    from core.catalogue.making import read_file
    from core.catalogue.plugin_folder import called, empty, taken, write
    from core.definitions import DefinitionError

    try:
        programme = called(read_file(source.read_bytes()) if source else empty(name), id)
        loaded, shipped = the_app().extensions["plugins"], the_app().extensions["programmes"]
        if said := taken(programme, name, [one.name for one in loaded.states()], [one.id for one in shipped]):
            give_up(f"No plugin is made from {source or name}: {said}", 1)
        made = write(programme, name, into)
    except DefinitionError as error:
        give_up("\n".join([f"No plugin is made from {source or name}:", *(f"  {fault}" for fault in error.faults)]), 1)
    except OSError as error:
        give_up(f"No plugin is made: {error}", 1)
    click.echo(f"{made} is made. Try it: FOERDERKETTE_PLUGINS_DIR={into} foerderkette plugin check")


def _ready(app: Flask) -> None:
    from core.migrations import assert_current

    with app.app_context():
        assert_current(db.engine)
    prepare(app, clock.now())


if __name__ == "__main__":
    main()
