"""What the registry gives to the house: its pages, its place in the navigation, and its commands."""

from collections.abc import Sequence

import click
from flask import Blueprint
from flask_babel import lazy_gettext as _l

from core.actor import Actor
from core.hookspecs import Link
from core.marker import hookimpl
from core.people.commands import people
from core.people.pages import blueprint


@hookimpl
def pages() -> Sequence[Blueprint]:
    return [blueprint]


@hookimpl
def navigation(actor: Actor) -> Sequence[Link]:
    return [Link(_l("People"), "/people", order=20)] if actor.may("see_people") else []


@hookimpl
def commands() -> Sequence[click.Command]:
    return [people]
