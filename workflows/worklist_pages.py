"""My day, the working lists with their filters, and what is done with many tasks at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from core import catalogue, clock
from core.actor import Actor, NotFound, current_actor, fetch, scoped
from core.clock import today
from core.database import db, transaction
from core.definitions import Programme
from core.organisations.models import Unit
from core.web.gate import SIGNED_IN, policy
from core.web.page import page
from workflows import assigning, my_day, saved, worklist, worklist_filters
from workflows.pages import blueprint
from workflows.who import Who, names_of, who
from workflows.words import fact_text
from workflows.worklist_filters import PARTS, Filters

MOST_UNITS, FEW = 200, 10


@blueprint.get("/", endpoint="my_day")
@policy(SIGNED_IN)
def my_day_page() -> ResponseReturnValue:
    actor, session, day = current_actor(), db.session(), today(clock.now())
    if not actor.may("do_task"):
        return page("workflows/my_day.html", day=day, counts=None, may_see_people=actor.may("see_people"))
    units = _units(session, actor)
    soon = worklist.listing(session, actor, Filters(assignee="mine"), day, units=units)
    counts = my_day.counts(session, actor, day)
    at_any_time = Filters(assignee="mine", optional="only", sort="opened")
    optional = worklist.listing(session, actor, at_any_time, day, limit=FEW, units=units)
    waiting = my_day.waiting_for_others(session, actor) if counts.waiting else ()
    referred = my_day.new_referrals(session, actor) if counts.referred else ()
    told = {row.task_id for row in referred}  # what has no deadline stands among the new referrals and not once more below
    reminders = my_day.reminders(session, actor, day)
    ended = who(session, actor, [each.person_id for each in reminders])
    return page(
        "workflows/my_day.html",
        day=day,
        counts=counts,
        groups=worklist.grouped([row for row in soon.rows if row.due or row.task_id not in told], day),
        more=soon.after,
        optional=optional.rows,
        waiting=waiting,
        referred=referred,
        reminders=[
            (each, ended[each.person_id], fact_text("residence_title", each.title) if each.title else "") for each in reminders
        ],
        most=worklist.MOST_COUNTED,
        may_open=actor.may("open_case"),
        **_listed(session, actor, [*soon.rows, *optional.rows, *waiting, *referred]),
    )


@blueprint.get("/worklist")
@policy("do_task")
def all_tasks() -> ResponseReturnValue:
    actor, session, day = current_actor(), db.session(), today(clock.now())
    offered = catalogue.offered()
    filters = worklist_filters.called_now(worklist_filters.read(request.args), offered)
    choices = _choices(session, actor, filters, offered)
    after, query = request.args.get("after", ""), filters.query()
    found = worklist.listing(session, actor, filters, day, after=after, units=choices["units"])
    return page(
        "workflows/worklist.html",
        day=day,
        filters=filters,
        query=query,
        rows=found.rows,
        following=url_for("workflows.all_tasks", **query, after=found.after) if found.after else None,
        first=url_for("workflows.all_tasks", **query) if after else None,
        after=after or None,
        marked=frozenset(request.args.getlist("mark")),
        groups=worklist.grouped(found.rows, day) if filters.sort == "due" else (),
        choices=choices,
        hands={str(actor.user_id): actor.name, **dict(choices["colleagues"])},
        kept=saved.on_offer(session, actor),
        undo=request.args.get("undo", ""),
        may_assign=actor.may("assign_task"),
        sees_names=worklist.sees_names(actor),
        **_listed(session, actor, found.rows),
    )


@blueprint.post("/worklist/assign")
@policy("assign_task")
def assign_tasks() -> ResponseReturnValue:
    """Give the marked tasks to the colleague of the button or of the list; then back to the list as it was filtered."""
    back = worklist_filters.read(request.args).query() | {"after": request.args.get("after") or None}
    tasks, chosen = request.form.getlist("task"), request.form.get("_do", "")
    whose = {"me": current_actor().user_id, "nobody": None}.get(chosen, request.form.get("to") or "")
    if not tasks or whose == "":
        flash(_("Mark the tasks first, and choose who is to do them."), "warning")
        return redirect(url_for("workflows.all_tasks", **back, mark=tasks[: worklist.PAGE]), 303)
    with transaction() as session:
        given = assigning.assign(session, current_actor(), tasks, whose, clock.now())
    if given.done:
        flash(ngettext("One task was assigned.", "%(num)d tasks were assigned.", given.done), "success")
    if given.left:
        flash(
            ngettext(
                "One task was left out: it is done, or not for that role or unit.",
                "%(num)d tasks were left out: they are done, or not for that role or unit.",
                given.left,
            ),
            "warning",
        )
    return redirect(url_for("workflows.all_tasks", **back, undo=given.id if given.done else None), 303)


@blueprint.post("/worklist/assignments/<id>/undo")
@policy("assign_task")
def undo_assignment(id: str) -> ResponseReturnValue:
    try:
        with transaction() as session:
            number = assigning.undo(session, current_actor(), id, clock.now())
    except NotFound:  # sent twice, or from a page that stood open for long
        flash(_("There is nothing left to take back. This is how the tasks stand now."), "warning")
    else:
        flash(ngettext("One task was given back.", "%(num)d tasks were given back.", number), "success")
    return redirect(url_for("workflows.all_tasks", **worklist_filters.read(request.args).query()), 303)


@blueprint.post("/worklist/saved")
@policy("do_task")
def save_filter() -> ResponseReturnValue:
    filters, title = worklist_filters.read(request.form), request.form.get("title", "")
    back = url_for("workflows.all_tasks", **filters.query())
    unit_id = request.form.get("share", "")
    if not title.strip():
        flash(_("Give the list a name first."), "warning")
        return redirect(back, 303)
    try:
        with transaction() as session:
            unit = fetch(session, current_actor(), Unit, unit_id, "do_task") if unit_id else None
            saved.save(session, current_actor(), title, filters, clock.now(), unit=unit)
    except saved.TooMany:
        flash(_("You have kept many lists already. Delete one first."), "warning")
        return redirect(back, 303)
    flash(_("The list is kept. A text that you searched for is not part of it."), "success")
    return redirect(back, 303)


@blueprint.post("/worklist/saved/<id>/delete")
@policy("do_task")
def delete_filter(id: str) -> ResponseReturnValue:
    try:
        with transaction() as session:
            saved.remove(session, current_actor(), id)
    except NotFound:  # sent twice, or from a page that stood open for long
        flash(_("This kept list is not there any more."), "warning")
    else:
        flash(_("The kept list is deleted."), "success")
    return redirect(url_for("workflows.all_tasks"), 303)


def _choices(session: Session, actor: Actor, filters: Filters, offered: Iterable[Programme]) -> dict[str, Any]:
    """What the filters offer: steps, phases and roles of the chosen programme (of all without one), units, colleagues."""
    units, offered = _units(session, actor), list(offered)
    mine = [each for each in offered if filters.programme in ("", each.id)]
    return {
        "all_programmes": [(each.id, each.title) for each in offered],
        "programmes": mine,
        "titles": {name: {one.id: one.title for each in reversed(mine) for one in getattr(each, f"{name}s")} for name in PARTS},
        "units": units,
        "unit_options": [(each.id, each.name) for each in units],
        "colleagues": assigning.colleagues(session, actor) if actor.may("assign_task") else [],
    }


def _units(session: Session, actor: Actor) -> Sequence[Unit]:
    """The units where the actor has tasks; MOST_UNITS of them at most."""
    return session.scalars(scoped(actor, Unit, "do_task").order_by(Unit.path, Unit.name).limit(MOST_UNITS)).all()


def _listed(session: Session, actor: Actor, rows: Iterable[Any]) -> dict[str, Any]:
    """What the lines of a list need beside themselves: names of people (one query), and their programmes (from memory)."""
    rows = list(rows)
    named: Mapping[str, str] = names_of(session, actor, {row.person_id for row in rows}) if rows else {}
    people = {row.person_id: Who(row.person_id, row.number, named.get(row.person_id, ""), row.synthetic) for row in rows}
    return {"people": people, "programmes": {row.case_id: catalogue.definition(row.revision) for row in rows}}
