"""The page behind a change set that says what publishing it would do: each part is worked out by itself and shown when it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.base import BaseView
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from core import catalogue, clock
from core.actor import Actor, NotFound, current_actor, fetch, scoped
from core.admin import AdminPage
from core.catalogue import changes
from core.catalogue.change_models import DRAFTS, EDIT, ChangeSet, may
from core.clock import today
from core.database import db, transaction
from core.definitions import Criterion, DocumentKind, Programme
from core.plugin_manager import plugins
from core.rules import RuleError
from workflows.casefile import fact_title
from workflows.impact import broken, deadlines, stored, tasks, verdicts
from workflows.impact.models import DONE, RUNNING, ImpactWork
from workflows.impact.touched import touched
from workflows.letters import lost
from workflows.moves.words import why_it_stays
from workflows.reasons import shown
from workflows.who import who
from workflows.words import KINDS, verdict_text

Context = dict[str, Any]
MOST = 100


class ImpactPage(AdminPage):
    """What a change of a programme would do, before it is published."""

    see, edit = "see_programmes", EDIT
    about = _l("Whose verdict turns, who becomes overdue, which tasks appear: what change sets in work would do.")
    writing = AdminPage.writing | {"act"}

    @expose("/impact")
    def index(self) -> ResponseReturnValue:
        """The change sets in work."""
        query = scoped(current_actor(), ChangeSet).where(ChangeSet.status.in_(DRAFTS)).order_by(ChangeSet.updated_at.desc())
        found = db.session.scalars(query.limit(MOST)).all()
        titles = {each.id: each.title for each in catalogue.offered()}
        return str(self.render("workflows/impact/index.html", pending=found, titles=titles))

    @expose("/<change_id>/impact")
    def impact(self, change_id: str) -> ResponseReturnValue:
        """`?part=` gives one part; `?at=` and `?key=` where a list of it goes on."""
        session, actor = db.session(), current_actor()
        change = changes.find(session, actor, change_id)
        before = _before(change)
        part = request.args.get("part", "")
        if part and part not in PARTS:
            raise NotFound("There is no such record.")
        context: Context = {"change": change, "programme": change.programme, "before": before, "part": part, "parts": list(PARTS)}
        context["acts"] = may(actor, EDIT, change.programme_id)
        if part and before is not None:
            try:
                context |= PARTS[part](session, actor, before, change.programme, clock.now())
            except (RuleError, ValueError, LookupError) as fault:  # a draft may hold what the check has yet to find
                context["fault"] = str(fault)
        fragment = "HX-Request" in request.headers
        template = "workflows/impact/part.html" if fragment and part else "workflows/impact/impact.html"
        return make_response(self.render(template, **context, KINDS=KINDS, verdict_text=verdict_text))

    @expose("/impact/<work_id>", methods=("POST",))
    def act(self, work_id: str) -> ResponseReturnValue:
        """`_do`: stop, on, anew."""
        what = stored.ACTS.get(request.form.get("_do", ""))
        with transaction() as session:
            fetch(session, current_actor(), ImpactWork, work_id, self.edit)
            work = stored.held(session, work_id, wait=True)
            if work is None or what is None:
                raise NotFound("There is no such record.")
            what(session, work, clock.now())
            where, programme = work.change_id, work.programme
        if where is None:
            return redirect(url_for("moves.preview", programme_id=programme), 303)
        return redirect(url_for(".impact", change_id=where, part="tasks", _anchor="tasks"), 303)


# Flask-Admin takes only what stands at "/" for it, and that is the list of change sets
ImpactPage._default_view = "index"


def _before(change: ChangeSet) -> Programme | None:
    """What is on offer now; a new programme has nothing before it."""
    try:
        return catalogue.definition(catalogue.current(change.programme_id).digest)
    except catalogue.UnknownProgramme:
        return None


def _verdicts(session: Session, actor: Actor, before: Programme, after: Programme, now: datetime) -> Context:
    found, at, key = [], request.args.get("at", ""), request.args.get("key", "")
    people: set[str] = set()
    for number, what in enumerate(verdicts.judged(before, after, today(now))):
        sums = verdicts.counts(session, what)
        page = verdicts.turning(session, actor, what, key if at == str(number) else "") if sums else verdicts.Page([])
        people |= {row.person_id for row in page.rows}
        rows = [(row, _why(row, what)) for row in page.rows]
        total = sum(each.people for each in sums)
        found.append((what, _titles(what), sums, rows, total, _on("verdicts", number, page.after)))
    return {"judged": found, "people": who(session, actor, people), "owner": _owners(after)}


def _why(row: verdicts.Turned, what: verdicts.Judged) -> Any:
    """The criterion that decides, with the facts of this person."""
    criteria = what.after if row.told is row.after else what.before
    return next((each for each in shown(row.told, criteria) if each.id == row.criterion), None)


def _titles(what: verdicts.Judged) -> dict[str, Any]:
    criteria: list[Criterion] = [*what.before, *what.after]
    return {each.id: each.title for each in criteria}


def _owners(programme: Programme) -> dict[str, Any]:
    owned: list[Any] = [*programme.tracks, *programme.blocks]
    return {each.id: each.title for each in owned}


def _deadlines(session: Session, actor: Actor, before: Programme, after: Programme, now: datetime) -> Context:
    what, day = deadlines.changed(before, after), today(now)
    sums = deadlines.counts(session, what, day)
    page = deadlines.shifted(session, actor, what, day, only_overdue=True, key=request.args.get("key", ""))
    return {
        "sums": sums,
        "rows": page.rows,
        "overdue": sum(each.overdue for each in sums),
        "people": who(session, actor, {row.person_id for row in page.rows}),
        "steps": _steps(before, after),
        "following": _on("deadlines", 0, page.after),
    }


def _tasks(session: Session, actor: Actor, before: Programme, after: Programme, now: datetime) -> Context:
    found = of_cases(session, actor, before, after, now, request.args.get("key", ""), (request.view_args or {})["change_id"])
    return {**found, "following": _on("tasks", 0, found["page"].after)}


def of_cases(
    session: Session, actor: Actor, before: Programme, after: Programme, now: datetime, key: str, change_id: str | None = None
) -> Context:
    """What the macro `come` shows of the running cases, were they moved to `after`; `page.after` leads on. Of many it shows how
    far their work has come, and goes on with it."""
    if stored.many(session, after):
        work = _worked(before, after, change_id, now)
        found, page = stored.counted(work), tasks.Page([])
        if work.status == DONE:
            page = stored.listed(session, actor, work, key)
        return {**_told(session, actor, before, after, found, page), "work": work, "as_of": work.begun_at}
    shapes = tasks.Shapes(session, after, now)
    found = tasks.counts(session, after, now, shapes=shapes)
    page = tasks.affected(session, actor, after, now, tasks.matters, key, shapes=shapes)
    return {**_told(session, actor, before, after, found, page), "work": None, "as_of": now}


def _worked(before: Programme, after: Programme, change_id: str | None, now: datetime) -> ImpactWork:
    """Begun, if it was not, and one piece further: so it goes on where nobody delivers, too."""
    with transaction() as session:
        work = stored.begin(session, before.digest, after, change_id, now)
    if work.status == RUNNING:
        with transaction() as session:
            stored.piece(session, work.id, now)
            work = stored.begin(session, before.digest, after, change_id, now)
    return work


def _told(session: Session, actor: Actor, before: Programme, after: Programme, found: tasks.Found, page: tasks.Page) -> Context:
    return {
        "found": found,
        "page": page,
        "rows": page.rows,
        "people": who(session, actor, {row.person_id for row in page.rows}),
        "steps": _steps(before, after),
        "missing": {name: fact_title(after, name) for name in found.missing},
        "stays": [(why_it_stays(why, about, before), count) for (why, about), count in found.stays.most_common()],
        "why_it_stays": lambda shape: why_it_stays(shape.why, shape.about, before),
    }


def _broken(session: Session, actor: Actor, before: Programme, after: Programme, now: datetime) -> Context:
    found = broken.drafts(session, before, after)
    rows = broken.drafts_in_work(session, actor, after.id, [each.form for each in found], request.args.get("key", ""))
    fields = {field.id: field.label for form in before.forms for field in form.fields}
    return {
        "drafts": found,
        "rows": rows[: broken.PAGE],
        "people": who(session, actor, {row.person_id for row in rows if row.person_id}),
        "forms": {form.id: form.title for form in before.forms},
        "fields": fields,
        "documents": broken.documents([kind for _plugin, kind in plugins.gather("documents", DocumentKind)], before, after),
        "letters": lost.letters(before, after),
        "lists": broken.lists(session, actor, before, after),
        "touched": touched(session, actor, before, after, today(now)),
        "tables": {"cases": _("Cases"), "places": _("Places in blocks"), "offerings": _("Offerings"), "tallies": _("Counted")},
        "following": _on("broken", 0, rows[broken.PAGE - 1].id if len(rows) > broken.PAGE else ""),
    }


def _steps(before: Programme, after: Programme) -> dict[str, Any]:
    return {step.id: step.title for step in (*before.steps, *after.steps)}


def _on(part: str, at: int, key: str) -> str | None:
    return url_for(".impact", **{**(request.view_args or {}), "part": part, "at": at, "key": key}) if key else None


Part = Callable[[Session, Actor, Programme, Programme, datetime], Context]
PARTS: Mapping[str, Part] = {"verdicts": _verdicts, "deadlines": _deadlines, "tasks": _tasks, "broken": _broken}


def views() -> list[BaseView]:
    return [ImpactPage(name=_l("Effects of changes"), endpoint="impact", url="/admin/changes")]
