"""What the workflows wing gives to the house: pages, navigation, a panel for people, admin views, demo data, a listener."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import click
from flask import Blueprint, url_for
from flask_admin.base import BaseView
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core import catalogue, clock, events
from core.actor import SYSTEM, Actor
from core.catalogue.change_models import EDIT, ChangeSet, may
from core.database import db
from core.hookspecs import Link, Panel
from core.marker import hookimpl
from core.people.models import Person
from forms.guards import guard, reach
from forms.kinds.person import members_of_tracks
from workflows import (
    admin_told,
    case_pages,
    counter_pages,
    demo,
    dossier,
    enrol,
    figures_pages,
    ledger_pages,
    offering_admin,
    offering_pages,
    offering_particulars,
    replay_pages,
    worklist_pages,
)
from workflows.admin import views
from workflows.blocks import move_up
from workflows.building import pages as building_pages
from workflows.casefile import running_cases
from workflows.combining import as_published, beside, taking_part
from workflows.designing import pages as designing_pages
from workflows.documents import pages as document_pages
from workflows.documents import panel as document_panel
from workflows.eligibility import judge, told
from workflows.impact import pages as impact_pages
from workflows.impact import stored
from workflows.ledger import pairs
from workflows.letters import pages as letter_pages
from workflows.links import in_track
from workflows.moves import answer_pages
from workflows.moves import pages as move_pages
from workflows.moves.batch import go_on_by_clock, go_on_by_itself
from workflows.players import may_do, of_tasks
from workflows.reading import pages as reading_pages
from workflows.run import wake_cases
from workflows.screening import api as screening_api
from workflows.screening import registry_pages
from workflows.screening.commands import screen
from workflows.screening.talk import purge
from workflows.words import KINDS, verdict_text

guard("task", may_do)
reach("task", of_tasks)
guard("offering", offering_particulars.may_fill)
members_of_tracks(in_track)
admin_told.tell()


@hookimpl
def pages() -> Sequence[Blueprint]:
    return [
        worklist_pages.blueprint,
        enrol.blueprint,
        replay_pages.blueprint,
        ledger_pages.blueprint,
        case_pages.blueprint,
        offering_pages.blueprint,
        counter_pages.blueprint,
        registry_pages.blueprint,
        screening_api.blueprint,
        document_pages.blueprint,
        letter_pages.blueprint,
        figures_pages.blueprint,
        answer_pages.blueprint,
    ]


@hookimpl
def navigation(actor: Actor) -> Sequence[Link]:
    if not actor.signed_in:
        return []
    mine = [Link(_("My day"), url_for("workflows.my_day"), order=10)]
    if actor.may("do_task"):
        mine.append(Link(_("All tasks"), url_for("workflows.all_tasks"), order=20))
    if actor.may("open_case"):
        mine.append(Link(_("First talks"), url_for("screening.talks"), order=25))
    if actor.may("see_case"):
        mine.append(Link(_("Offerings"), url_for("offerings.all_offerings"), order=40))
        mine.append(Link(_("Budgets"), url_for("counters.budgets"), order=45))
        mine.append(Link(_("Figures"), url_for("figures.figures"), order=47))
    return mine


@hookimpl
def person_panels(actor: Actor, person_id: str) -> Sequence[Panel]:
    """The person's cases, and where she might enter."""
    session = db.session()
    cases = running_cases(session, actor, person_id) if actor.may("see_case") else ()
    running = {(case.programme, case.track) for case in cases if case.closed_on is None}
    shown = []
    for case in cases:
        programme = catalogue.definition(case.revision)
        phase = programme.phase(case.phase) if case.phase else None
        track = next((each.title for each in programme.tracks if each.id == case.track), "")
        shown.append((case, programme.title, track or (phase.title if phase else "")))
    context = {
        "cases": shown,
        "pairs": pairs(cases, clock.today(clock.now())),
        "person_id": person_id,
        "verdicts": _verdicts(session, actor, person_id, running),
    }
    own = Panel(_("Programmes"), "workflows/person_panel.html", context, order=20)
    papers = document_panel.papers(session, actor, person_id)
    made = [Panel(_("Documents"), document_panel.TEMPLATE, papers, order=70)] if papers else []
    return [own, *dossier.panels(session, actor, person_id), *made]


def _verdicts(session: Session, actor: Actor, person_id: str, running: set[tuple[str, str]]) -> list[tuple[Any, Any, str, str]]:
    """Programme, track, colour and words of the verdict today, for the ways that she is not on."""
    person = session.get(Person, person_id)
    if person is None or not actor.may("open_case", person):
        return []
    today, found = clock.today(clock.now()), []
    facts, sources = told(session, person_id, today)
    cases = taking_part(session, person_id, today)
    published = as_published(cases)
    for programme in catalogue.offered():
        for track in (None, *programme.tracks):
            id = track.id if track else ""
            if (programme.id, id) in running:
                continue
            if not track and any(each.effect == "bar" for each in beside(cases, programme, today, published)):
                found.append((programme, track, "danger", _("not together")))
                continue
            outcome = judge(facts, programme, today, track=id, sources=sources).outcome
            found.append((programme, track, KINDS[outcome], verdict_text(outcome)))
    return found


@hookimpl
def change_panels(actor: Actor, change_set: ChangeSet) -> Sequence[Panel]:
    """What publishing would do, worked out when somebody asks; and the ways to the designers of steps, texts and rules."""
    if not change_set.pending:
        count = move_pages.behind(db.session(), change_set.programme_id)
        context = {"behind": count, "programme_id": change_set.programme_id}
        return [Panel(_("Running cases"), "workflows/moves/panel.html", context, order=30)]
    steps = Panel(_("Steps and texts"), "workflows/designing/panel.html", {"change_set": change_set}, order=31)
    rules = Panel(_("Rules"), "workflows/building/panel.html", {"change_set": change_set}, order=32)
    ways = [steps, rules] if may(actor, EDIT, change_set.programme_id) else [steps]
    return [Panel(_("What it would do"), "workflows/impact/panel.html", {"change_id": change_set.id}, order=40), *ways]


@hookimpl
def admin_views() -> Sequence[BaseView]:
    pages = offering_admin, reading_pages, building_pages, impact_pages, move_pages, designing_pages
    return [*views(), *(view for each in pages for view in each.views())]


@hookimpl
def commands() -> Sequence[click.Command]:
    return [screen]


@hookimpl
def fill_demo(session: Session, now: dt.datetime, seed: int) -> Sequence[Mapping[str, str]] | None:
    return demo.fill(session, now, seed)


@hookimpl
def tick(session: Session, now: dt.datetime) -> None:
    """Forgotten is what cases were before a move that nobody can undo any more, first talks that nobody went on with, and what a
    change would have done a week ago."""
    go_on_by_clock(session, now)
    purge(session, now)
    stored.forget(session, now)


@hookimpl
def work(session: Session, now: dt.datetime) -> bool:
    """Moves of running cases go on, also when nobody looks at their page; and what a change would do to many cases."""
    moving = go_on_by_itself(session, now)
    return stored.go_on(session, now) or moving > 0


@hookimpl
def facts_recorded(event: events.FactsRecorded, session: Session) -> None:
    """Tasks that waited for a fact open as soon as it is known."""
    if event.person_id:
        wake_cases(session, SYSTEM, event.person_id, clock.now())


@hookimpl
def block_left(event: events.BlockLeft, session: Session) -> None:
    """A place is free: the next of the waiting list moves up."""
    move_up(session, event.programme, event.block, clock.now())


@hookimpl
def block_queued(event: events.BlockQueued, session: Session) -> None:
    """A place may have become free at the very moment in which somebody began to wait."""
    move_up(session, event.programme, event.block, clock.now())


@hookimpl
def programme_published(event: events.ProgrammePublished, session: Session) -> None:
    """A revision may give more places."""
    for block in catalogue.definition(event.digest).blocks:
        move_up(session, event.programme, block.id, clock.now())
