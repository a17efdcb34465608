"""The help of the command line: each command is said in one line that is not cut, and nothing is left unsaid."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from core.access.commands import user
from core.catalogue.commands import programme
from core.cli import main
from core.journal.commands import audit
from workflows.screening.commands import screen

ROOM = 60
"""So much of a line is left beside the longest name."""


def below(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from below(each, f"{path} {name}")


ALL = [pair for each in (main, programme, user, audit, screen) for pair in below(each, str(each.name))]


@pytest.mark.parametrize(("path", "command"), ALL, ids=[path.replace(" ", "-") for path, _ in ALL])
def test_a_command_is_said_in_one_line(path: str, command: click.Command) -> None:
    said = command.get_short_help_str(ROOM)
    assert said, path
    assert not said.endswith("..."), said
    assert (command.help or "").partition("\n\n")[0].rstrip().endswith("."), path


@pytest.mark.parametrize(("path", "command"), ALL, ids=[path.replace(" ", "-") for path, _ in ALL])
def test_every_argument_stands_in_the_help(path: str, command: click.Command) -> None:
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            name = str(parameter.make_metavar(click.Context(command))).strip("[].")
            assert name in (command.help or ""), f"{path}: {name}"
