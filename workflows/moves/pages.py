"""The administration's pages of moves: which cases run on earlier revisions, and a move with its progress and its way back."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.base import BaseView
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from core import catalogue, clock
from core.actor import Actor, Forbidden, NotFound, current_actor, fetch, scoped
from core.admin import AdminPage
from core.catalogue import ProgrammeRow
from core.catalogue.change_models import may
from core.catalogue.changes import last_publication
from core.catalogue.models import Revision
from core.database import db, transaction
from core.definitions import Programme
from workflows.casefile import fact_title
from workflows.impact.pages import of_cases
from workflows.models import Case
from workflows.moves import batch
from workflows.moves import models as m
from workflows.moves.anyway import move_anyway
from workflows.moves.batch import ACTION, MoveRunning, progress
from workflows.moves.models import Move, MovedCase
from workflows.moves.words import why_it_stays
from workflows.who import who

LATEST, PAGE = 20, 50
TOLD = (m.ASKED, m.STAYS, m.FAILED, m.WENT_ON)
"""The cases that somebody has to know of one by one."""


class MovesPage(AdminPage):
    """Running cases go over to the revision that is on offer, as one act, or stay on theirs."""

    see, edit = "see_programmes", ACTION
    about = _l("Running cases go over to a new revision: in batches, with progress, and back as one.")
    writing = AdminPage.writing | {"begin", "act"}

    @expose("/moves")
    def index(self) -> ResponseReturnValue:
        return self._list()

    @expose("/moves/of/<programme_id>")
    def preview(self, programme_id: str) -> ResponseReturnValue:
        """What would become of the running cases, before anything is begun."""
        actor, session = current_actor(), db.session()
        row = session.scalars(scoped(actor, ProgrammeRow).where(ProgrammeRow.id == programme_id)).first()
        if row is None:
            raise NotFound("There is no such record.")
        after, key = catalogue.definition(row.current), request.args.get("key", "")
        context = of_cases(session, actor, _earlier(session, after), after, clock.now(), key)
        on = context["page"].after
        context["following"] = url_for(".preview", programme_id=programme_id, key=on) if on else None
        return str(self.render("workflows/moves/preview.html", programme=after, acts=may(actor, ACTION, programme_id), **context))

    @expose("/moves", methods=("POST",))
    def begin(self) -> ResponseReturnValue:
        """Write down which cases are to move; the page of the move drives it on."""
        actor, id = current_actor(), request.form.get("programme", "")
        if not may(actor, ACTION, id):
            raise NotFound("There is no such record.")
        try:
            with transaction() as session:
                digest, last = catalogue.current(id).digest, last_publication(session, id)
                change = last.change_set_id if last and last.revision == digest else None
                move = batch.begin_move(session, actor, id, digest, clock.now(), change_id=change)
        except MoveRunning:
            flash(_("Cases of this programme are being moved already."), "warning")
            return redirect(url_for(".index"), 303)
        except catalogue.UnknownProgramme as unknown:
            raise NotFound("There is no such record.") from unknown
        return redirect(url_for(".move", move_id=move.id), 303)

    @expose("/moves/<move_id>")
    def move(self, move_id: str) -> ResponseReturnValue:
        return self._one(move_id)

    @expose("/moves/<move_id>", methods=("POST",))
    def act(self, move_id: str) -> ResponseReturnValue:
        """`_do`: on, stop, undo, anyway. With htmx the progress alone comes back."""
        what, actor = request.form.get("_do", ""), current_actor()
        try:
            with transaction() as session:
                _do(session, actor, move_id, what)
        except MoveRunning:
            flash(_("Cases of this programme are being moved already."), "warning")
        if "HX-Request" in request.headers:
            return self._one(move_id, fragment=True)
        return redirect(url_for(".move", move_id=move_id), 303)

    def _list(self) -> ResponseReturnValue:
        actor, session = current_actor(), db.session()
        running = _running(session)
        rows = []
        for row in session.scalars(scoped(actor, ProgrammeRow).order_by(ProgrammeRow.id)):
            here = running.get(row.id, {})
            behind = sum(count for revision, count in here.items() if revision != row.current)
            rows.append((catalogue.definition(row.current), sum(here.values()), behind))
        moves = session.scalars(scoped(actor, Move, self.see).order_by(Move.begun_at.desc()).limit(LATEST)).all()
        titles = {programme.id: programme.title for programme, *_rest in rows}
        return str(self.render("workflows/moves/index.html", rows=rows, moves=moves, titles=titles, states=states()))

    def _one(self, move_id: str, *, fragment: bool = False) -> ResponseReturnValue:
        actor, session = current_actor(), db.session()
        found = fetch(session, actor, Move, move_id, self.see)
        told = progress(session, found)
        key = request.args.get("key", "")
        cases = [] if told.left else _cases(session, actor, found, key)
        after = catalogue.definition(found.revision)
        context: dict[str, Any] = {
            "move": found,
            "told": told,
            "programme": after,
            "number": session.scalar(select(Revision.number).where(Revision.digest == found.revision)),
            "states": states(),
            "kinds": kinds(),
            "acts": may(actor, ACTION, found.programme),
            "rows": [(row, case, _about(row, found)) for row, case in cases[:PAGE]],
            "people": who(session, actor, {case.person_id for _row, case in cases}),
            "following": url_for(".move", move_id=move_id, key=cases[PAGE - 1][1].id) if len(cases) > PAGE else None,
        }
        template = "workflows/moves/progress.html" if fragment else "workflows/moves/move.html"
        return make_response(self.render(template, **context))


# Flask-Admin takes only what stands at "/" for it, and that is the list of change sets
MovesPage._default_view = "index"


def _do(session: Session, actor: Actor, move_id: str, what: str) -> None:
    now = clock.now()
    if what == "on":
        batch.go_on(session, actor, move_id, now)
    elif what == "stop":
        batch.cancel(session, actor, move_id, now)
    elif what == "undo":
        batch.undo(session, actor, move_id)
    elif what == "anyway":
        move_anyway(session, actor, move_id)
    else:
        raise Forbidden("There is no such button on this page.")


def behind(session: Session, programme_id: str) -> int:
    """How many running cases stand on another revision than what is on offer."""
    running = _running(session).get(programme_id, {})
    return sum(count for revision, count in running.items() if revision != catalogue.current(programme_id).digest)


def _running(session: Session) -> dict[str, dict[str, int]]:
    """Programme → revision → how many cases run on it."""
    counted = select(Case.programme, Case.revision, func.count()).where(Case.closed_on.is_(None))
    found: dict[str, dict[str, int]] = {}
    for programme, revision, count in session.execute(counted.group_by(Case.programme, Case.revision)):
        found.setdefault(programme, {})[revision] = count
    return found


def _earlier(session: Session, programme: Programme) -> Programme:
    """The revision that most of the cases run on that would move: its names are told."""
    running = select(Case.revision).where(
        Case.programme == programme.id, Case.closed_on.is_(None), Case.revision != programme.digest
    )
    digest = session.scalar(running.group_by(Case.revision).order_by(func.count().desc(), Case.revision).limit(1))
    return catalogue.definition(digest) if digest else programme


def _cases(session: Session, actor: Actor, move: Move, key: str) -> list[tuple[MovedCase, Case]]:
    """Those that somebody has to know of and that the actor may see, by id; one more than a page where there are more."""
    told = or_(MovedCase.status.in_(TOLD), and_(MovedCase.status == m.MOVED, MovedCase.why == m.ANYWAY))
    wanted = [MovedCase.move_id == move.id, told, Case.scope(actor, "see_case"), Case.id > key]
    query = select(MovedCase, Case).join(Case, Case.id == MovedCase.case_id).where(*wanted)
    return [(row, case) for row, case in session.execute(query.order_by(Case.id).limit(PAGE + 1))]


def _about(row: MovedCase, move: Move) -> list[Any]:
    """What stands beside a case: what it lacks, or why it stays."""
    if row.status in (m.ASKED, m.MOVED):
        return [fact_title(catalogue.definition(move.revision), name) for name in row.missing]
    return [why_it_stays(row.why, row.about, catalogue.definition(row.came_from))] if row.why else []


def states() -> dict[str, tuple[str, str]]:
    """Status of a move → kind of its badge and text."""
    return {
        m.RUNNING: ("info", _("under way")),
        m.DONE: ("success", _("done")),
        m.CANCELLED: ("warning", _("stopped")),
        m.UNDOING: ("info", _("being undone")),
        m.UNDONE: ("skipped", _("undone")),
    }


def kinds() -> dict[str, tuple[str, str]]:
    """Status of a case in a move → kind of its badge and text."""
    return {
        m.MOVED: ("success", _("moved")),
        m.WAITING: ("info", _("still to come")),
        m.ASKED: ("warning", _("needs an answer")),
        m.STAYS: ("skipped", _("stays")),
        m.FAILED: ("danger", _("could not be moved")),
        m.BACK: ("skipped", _("put back")),
        m.WENT_ON: ("warning", _("went on since, so it was not put back")),
    }


def views() -> list[BaseView]:
    return [MovesPage(name=_l("Move running cases"), endpoint="moves", url="/admin/changes")]
