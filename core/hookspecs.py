"""The hooks: nouns ask a plugin for something, past tense tells it a fact. Each has an example that a test runs.

A plugin is a module with functions marked `@hookimpl`. It takes those arguments that it wants, by name.
A fact hook runs after the fact, in a transaction of its own in which its delivery is closed: all its changes through
`session` happen exactly once. When it raises, they are undone and it is called again later, ten times at most.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pluggy

from core.marker import PROJECT

if TYPE_CHECKING:
    import click
    from flask import Blueprint, Flask
    from flask_admin.base import BaseView
    from sqlalchemy.orm import Session

    from core import events
    from core.actor import Actor
    from core.definitions import DocumentKind, Form, Letter, Page, Programme

hookspec = pluggy.HookspecMarker(PROJECT)


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
def programmes() -> Sequence[Programme]:  # type: ignore[empty-body]  # pluggy calls the implementations
    """The programmes that this plugin ships. Asked once, at start.

    Example:

        from core import Programme, hookimpl, t

        @hookimpl
        def programmes():
            return [Programme("language_course", t(de="Sprachkurs", en="Language course"))]
    """


@hookspec
def parts() -> Mapping[str, Form | Page | Letter]:  # type: ignore[empty-body]  # as above
    """Forms, pages and letters that programmes take in by name, with `PartForm("contact_sheet")`, `PartPage("contact")` and
    `PartLetter("invitation")`. Asked once, at start, before the programmes of all plugins.

    Example:

        from core import Form, Text, hookimpl, t

        @hookimpl
        def parts():
            return {"contact_sheet": Form("contact_sheet", t(de="Kontakt"), fields=[Text("place", t(de="Ort"))])}
    """


@hookspec
def documents() -> Sequence[DocumentKind]:  # type: ignore[empty-body]  # as above
    """Documents about a person, made from what is recorded of her in all programmes. Asked when they are shown or made.

    Example:

        from core import Audience, DocumentKind, DocumentSection, hookimpl, t

        language_profile = DocumentKind(
            "language_profile",
            t(de="Sprachprofil", en="Language profile"),
            form="competence_profile",
            audiences=[Audience("schools", t(de="Für Schulen", en="For schools"), outside=True)],
            sections=[DocumentSection("german", t(de="Deutsch", en="German"), facts=["german_level"], fields=["languages"])],
        )

        @hookimpl
        def documents():
            return [language_profile]
    """


@hookspec
def field_kinds() -> Sequence[type]:  # type: ignore[empty-body]  # as above
    """Classes of further kinds of fields, written like those in forms/kinds. Asked once, at start.

    Example:

        from core import hookimpl

        class Signature:
            name = "signature"

        @hookimpl
        def field_kinds():
            return [Signature]
    """


@hookspec
def pages() -> Sequence[Blueprint]:  # type: ignore[empty-body]  # as above
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


@hookspec
def tick(session: Session, now: dt.datetime) -> None:
    """Called about once a minute by the clock, in a transaction of its own: do what is due by now. Several processes may tick at
    once, and none for a while; find out from the database what there is to do.

    Example:

        from core import hookimpl

        @hookimpl
        def tick(session, now):
            print("it is", now)
    """


@hookspec
def work(session: Session, now: dt.datetime) -> bool | None:
    """Called by the deliverer when its bell rings and every few seconds, in a transaction of its own: do one short piece (well
    below a second) of long work that is under way, and return True while there is more. Where it stands belongs in the database.

    Example:

        from core import hookimpl

        @hookimpl
        def work(session, now):
            print("nothing is under way")
            return False
    """


@hookspec
def health() -> Mapping[str, Any]:  # type: ignore[empty-body]  # as above
    """What /health says about this plugin, as JSON values without personal data. Must be quick.

    Example:

        from core import hookimpl

        @hookimpl
        def health():
            return {"courses": 0}
    """


@hookspec
def fill_demo(session: Session, now: dt.datetime, seed: int) -> Sequence[Mapping[str, str]] | None:
    """Fill an empty database with synthetic data, in the order of the floors, the same for the same `seed`.

    Returns the sign-ins that it made, for the table that `run --demo` prints: `name`, `email`, `password`, `role`.

    Example:

        from core import hookimpl

        @hookimpl
        def fill_demo(session, now, seed):
            return []
    """


@hookspec
def person_registered(event: events.PersonRegistered, session: Session) -> None:
    """A person was entered in the registry.

    Example:

        from core import hookimpl

        @hookimpl
        def person_registered(event, session):
            print("welcome", event.person_id)
    """


@hookspec
def identity_changed(event: events.IdentityChanged, session: Session) -> None:
    """Parts of a person's identity were written; `event.names` says which.

    Example:

        from core import hookimpl

        @hookimpl
        def identity_changed(event, session):
            if "phone" in event.names:
                print("call again", event.person_id)
    """


@hookspec
def facts_recorded(event: events.FactsRecorded, session: Session) -> None:
    """Facts about a person were written; `event.facts` holds their names.

    Example:

        from core import hookimpl

        @hookimpl
        def facts_recorded(event, session):
            if "german_level" in event.facts:
                print("look for a course", event.person_id)
    """


@hookspec
def form_submitted(event: events.FormSubmitted, session: Session) -> None:
    """A form was handed in.

    Example:

        from core import hookimpl

        @hookimpl
        def form_submitted(event, session):
            print("filed", event.form, event.submission_id)
    """


@hookspec
def case_opened(event: events.CaseOpened, session: Session) -> None:
    """A person was taken into a programme.

    Example:

        from core import hookimpl

        @hookimpl
        def case_opened(event, session):
            print("welcome to", event.programme)
    """


@hookspec
def step_done(event: events.StepDone, session: Session) -> None:
    """A step of a case was completed.

    Example:

        from core import hookimpl

        @hookimpl
        def step_done(event, session):
            print("done", event.step)
    """


@hookspec
def task_assigned(event: events.TaskAssigned, session: Session) -> None:
    """An open task was given to somebody, or to nobody.

    Example:

        from core import hookimpl

        @hookimpl
        def task_assigned(event, session):
            print("task", event.subject_id, "is now for", event.user_id or "everybody")
    """


@hookspec
def step_reopened(event: events.StepReopened, session: Session) -> None:
    """A step that was done was opened once more.

    Example:

        from core import hookimpl

        @hookimpl
        def step_reopened(event, session):
            print("again", event.step)
    """


@hookspec
def case_assigned(event: events.CaseAssigned, session: Session) -> None:
    """A case has somebody else responsible for it.

    Example:

        from core import hookimpl

        @hookimpl
        def case_assigned(event, session):
            print("now with", event.user_id)
    """


@hookspec
def case_moved(event: events.CaseMoved, session: Session) -> None:
    """A running case went over to another revision of its programme, or back.

    Example:

        from core import hookimpl

        @hookimpl
        def case_moved(event, session):
            print(event.case_id, "from", event.came_from[:12], "to", event.went_to[:12])
    """


@hookspec
def block_entered(event: events.BlockEntered, session: Session) -> None:
    """A case entered a block of its programme, perhaps from the waiting list.

    Example:

        from core import hookimpl

        @hookimpl
        def block_entered(event, session):
            print("in", event.block)
    """


@hookspec
def block_queued(event: events.BlockQueued, session: Session) -> None:
    """A case stands on the waiting list of a block.

    Example:

        from core import hookimpl

        @hookimpl
        def block_queued(event, session):
            print("waits for", event.block)
    """


@hookspec
def block_left(event: events.BlockLeft, session: Session) -> None:
    """A case is in a block, or on its waiting list, no more.

    Example:

        from core import hookimpl

        @hookimpl
        def block_left(event, session):
            if not event.completed:
                print("gave up", event.block)
    """


@hookspec
def cases_linked(event: events.CasesLinked, session: Session) -> None:
    """Two cases belong together from now on: a mentee's and her mentor's.

    Example:

        from core import hookimpl

        @hookimpl
        def cases_linked(event, session):
            print("accompanied by", event.other_case_id)
    """


@hookspec
def link_ended(event: events.LinkEnded, session: Session) -> None:
    """Two cases do not belong together any more.

    Example:

        from core import hookimpl

        @hookimpl
        def link_ended(event, session):
            print("no longer with", event.other_case_id)
    """


@hookspec
def case_referred(event: events.CaseReferred, session: Session) -> None:
    """A task of a case stands before another unit.

    Example:

        from core import hookimpl

        @hookimpl
        def case_referred(event, session):
            print("referred to", event.unit_path)
    """


@hookspec
def case_closed(event: events.CaseClosed, session: Session) -> None:
    """A case came to its end.

    Example:

        from core import hookimpl

        @hookimpl
        def case_closed(event, session):
            print("closed because of", event.reason)
    """


@hookspec
def offering_made(event: events.OfferingMade, session: Session) -> None:
    """A course, an event or another offering was made; the subject is the offering.

    Example:

        from core import hookimpl

        @hookimpl
        def offering_made(event, session):
            print("new on offer:", event.kind, "of", event.programme)
    """


@hookspec
def offering_changed(event: events.OfferingChanged, session: Session) -> None:
    """What an offering says of itself was changed; `event.what` names what was.

    Example:

        from core import hookimpl

        @hookimpl
        def offering_changed(event, session):
            print("changed:", event.what)
    """


@hookspec
def offering_closed(event: events.OfferingClosed, session: Session) -> None:
    """An offering came to its end.

    Example:

        from core import hookimpl

        @hookimpl
        def offering_closed(event, session):
            print("closed", event.subject_id)
    """


@hookspec
def signed_up(event: events.SignedUp, session: Session) -> None:
    """A person was signed up for an offering, or put on its waiting list.

    Example:

        from core import hookimpl

        @hookimpl
        def signed_up(event, session):
            print("waiting" if event.waiting else "has a place", event.person_id)
    """


@hookspec
def moved_up(event: events.MovedUp, session: Session) -> None:
    """A place became free and the next of the waiting list got it.

    Example:

        from core import hookimpl

        @hookimpl
        def moved_up(event, session):
            print("tell the good news to", event.person_id)
    """


@hookspec
def sign_up_cancelled(event: events.SignUpCancelled, session: Session) -> None:
    """A person no longer takes part in an offering.

    Example:

        from core import hookimpl

        @hookimpl
        def sign_up_cancelled(event, session):
            print("has left", event.person_id)
    """


@hookspec
def presence_recorded(event: events.PresenceRecorded, session: Session) -> None:
    """How a person took part in an offering was written down.

    Example:

        from core import hookimpl

        @hookimpl
        def presence_recorded(event, session):
            print(event.person_id, event.status)
    """


@hookspec
def threshold_reached(event: events.ThresholdReached, session: Session) -> None:
    """A running sum of a programme reached an amount that is to be noticed. Told once a threshold.

    Example:

        from core import hookimpl

        @hookimpl
        def threshold_reached(event, session):
            print(event.counter, "has reached", event.amount)
    """


@hookspec
def tally_corrected(event: events.TallyCorrected, session: Session) -> None:
    """A counter's sum was corrected by an entry with a reason.

    Example:

        from core import hookimpl

        @hookimpl
        def tally_corrected(event, session):
            print("corrected:", event.counter)
    """


@hookspec
def document_made(event: events.DocumentMade, session: Session) -> None:
    """A version of a document about a person was made; the subject is the document.

    Example:

        from core import hookimpl

        @hookimpl
        def document_made(event, session):
            print(event.kind, "version", event.version)
    """


@hookspec
def letter_made(event: events.LetterMade, session: Session) -> None:
    """A letter was made from a case; the subject is what was kept of it.

    Example:

        from core import hookimpl

        @hookimpl
        def letter_made(event, session):
            print(event.letter, "in", event.language)
    """


@hookspec
def letter_withdrawn(event: events.LetterWithdrawn, session: Session) -> None:
    """A letter was made by mistake: it stays, marked, with the reason.

    Example:

        from core import hookimpl

        @hookimpl
        def letter_withdrawn(event, session):
            print("withdrawn:", event.letter, event.version)
    """


@hookspec
def programme_published(event: events.ProgrammePublished, session: Session) -> None:
    """A revision of a programme was frozen.

    Example:

        from core import hookimpl

        @hookimpl
        def programme_published(event, session):
            print("new revision of", event.programme)
    """


@hookspec
def change_set_moved(event: events.ChangeSetMoved, session: Session) -> None:
    """A change set of a programme was opened, signed, given a day, published, discarded and so on; `event.what` says which.

    Example:

        from core import hookimpl

        @hookimpl
        def change_set_moved(event, session):
            print(event.programme, event.what)
    """


@hookspec
def signed_in(event: events.SignedIn, session: Session) -> None:
    """A user signed in; the subject is the user.

    Example:

        from core import hookimpl

        @hookimpl
        def signed_in(event, session):
            print("hello", event.subject_id)
    """


@hookspec
def signed_out(event: events.SignedOut, session: Session) -> None:
    """A user signed out.

    Example:

        from core import hookimpl

        @hookimpl
        def signed_out(event, session):
            print("bye", event.subject_id)
    """


@hookspec
def sign_in_failed(event: events.SignInFailed, session: Session) -> None:
    """Somebody failed to sign in; the subject is the user meant, or `unknown`.

    Example:

        from core import hookimpl

        @hookimpl
        def sign_in_failed(event, session):
            print("watch", event.subject_id)
    """


@hookspec
def user_changed(event: events.UserChanged, session: Session) -> None:
    """An account was made or changed.

    Example:

        from core import hookimpl

        @hookimpl
        def user_changed(event, session):
            print(event.what)
    """


@hookspec
def rights_changed(event: events.RightsChanged, session: Session) -> None:
    """A user was given a role at a unit, or lost it.

    Example:

        from core import hookimpl

        @hookimpl
        def rights_changed(event, session):
            print(event.role, "given" if event.given else "taken")
    """


@hookspec
def unit_changed(event: events.UnitChanged, session: Session) -> None:
    """A unit was added, renamed or moved.

    Example:

        from core import hookimpl

        @hookimpl
        def unit_changed(event, session):
            print(event.subject_id)
    """


@hookspec
def record_seen(event: events.RecordSeen, session: Session) -> None:
    """Somebody opened a personal record.

    Example:

        from core import hookimpl

        @hookimpl
        def record_seen(event, session):
            print(event.kind, "seen")
    """
