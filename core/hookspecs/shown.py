"""What a plugin adds to the pages, to the administration and to the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.marker import hookspec

if TYPE_CHECKING:
    import click
    from flask import Blueprint, Flask
    from flask_admin.base import BaseView

    from core.actor import Actor


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the main navigation; `label` may be lazy, small `order` stands first."""

    label: Any
    url: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the person page: a template with what it needs; small `order` stands first."""

    title: Any
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50


@hookspec
def pages() -> Sequence[Blueprint]:  # type: ignore[empty-body]  # pluggy calls the implementations
    """Blueprints with pages. Asked once, at start; each view needs `@policy(…)`, or the app does not start.

    Example:

        from flask import Blueprint
        from core import hookimpl

        blueprint = Blueprint("course_rooms", __name__)

        @hookimpl
        def pages():
            return [blueprint]
    """


@hookspec
def admin_views() -> Sequence[BaseView]:  # type: ignore[empty-body]  # as above
    """Views for /admin, made from core.admin's AdminBase. Asked once, at start.

    Example:

        from core import hookimpl

        @hookimpl
        def admin_views():
            return []
    """


@hookspec
def commands() -> Sequence[click.Command]:  # type: ignore[empty-body]  # as above
    """Commands below `foerderkette`. Asked when the command line starts; they run inside the app's context.

    Example:

        import click
        from core import hookimpl

        @click.command("course-list")
        def course_list():
            click.echo("none")

        @hookimpl
        def commands():
            return [course_list]
    """


@hookspec
def setup(app: Flask) -> None:
    """Called once for each app, before blueprints are registered: extensions, template filters.

    Example:

        from core import hookimpl

        @hookimpl
        def setup(app):
            app.config.setdefault("COURSE_ROOMS", 3)
    """


@hookspec
def navigation(actor: Actor) -> Sequence[Link]:  # type: ignore[empty-body]  # as above
    """Entries of the main navigation for this actor. Called for each page.

    Example:

        from core import hookimpl
        from core.hookspecs import Link

        @hookimpl
        def navigation(actor):
            return [Link("Courses", "/courses", order=40)] if actor.may("see_people") else []
    """


@hookspec
def person_panels(actor: Actor, person_id: str) -> Sequence[Panel]:  # type: ignore[empty-body]  # as above
    """Parts of the person page. Called when it is shown; the actor may see the person, ask for more rights yourself.

    Example:

        from core import hookimpl
        from core.hookspecs import Panel

        @hookimpl
        def person_panels(actor, person_id):
            return [Panel("Courses", "courses/panel.html", {"courses": []})]
    """


@hookspec
def change_panels(actor: Actor, change_set: Any) -> Sequence[Panel]:  # type: ignore[empty-body]  # as above
    """Parts of the page of a change set (a row of core.catalogue.ChangeSet): while it is `pending` what publishing it would do,
    when it is published what follows. Called when the page is shown; the actor may see the change set, ask for more rights
    yourself.

    Example:

        from core import hookimpl
        from core.hookspecs import Panel

        @hookimpl
        def change_panels(actor, change_set):
            shown = Panel("Courses", "courses/changed.html", {"programme": change_set.programme_id})
            return [shown] if change_set.pending else []
    """
