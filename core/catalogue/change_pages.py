"""The administration's pages of change sets: all of them, and one with all that can be done with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.base import BaseView
from flask_babel import gettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, current_actor, scoped
from core.admin import AdminPage
from core.catalogue import changes, finding, publishing, steps_told, upgrades, whole
from core.catalogue.accepting import accepted
from core.catalogue.change_models import DRAFTS, EDIT, PUBLISH, ChangeSet, may
from core.catalogue.change_words import item_states, kinds, refusal, refusals, sorts, states
from core.catalogue.compare import compare
from core.catalogue.history_pages import HistoryPages
from core.catalogue.models import ProgrammeRow, Revision, read
from core.catalogue.new_pages import NewPages
from core.catalogue.revisions import definition
from core.catalogue.shipping import newest, waiting
from core.catalogue.source_pages import SourcePages
from core.catalogue.trouble import Faulty, Refused, Stale
from core.catalogue.upgrade_pages import UpgradePages
from core.database import db, transaction
from core.definitions import DefinitionError
from core.rules.message import said
from core.web.inputs import storable
from core.web.panels import panels

Form: TypeAlias = Mapping[str, str]
Group: TypeAlias = tuple[bool, str, list[finding.Shown]]
"""Whether it keeps the change set from being published, by which check it was found, and what."""
LATEST, EFFECT = 20, 40
"""So many that are over are listed; panels of this order and behind it say what publishing would do, others lead to designers."""


class ChangesPage(SourcePages, UpgradePages, HistoryPages, NewPages, AdminPage):
    """Programmes are changed as drafts, checked as a whole, published as one and rolled back as one."""

    see, edit = "see_programmes", EDIT
    about = _l("Change programmes without fear: drafts, what they would change, publishing, history and back.")
    writing = AdminPage.writing | frozenset("begin act settle make take_in roll_back new import_ rehearse source write".split())

    @expose("/")
    def index(self) -> ResponseReturnValue:
        return self._list()

    @expose("/", methods=("POST",))
    def begin(self) -> ResponseReturnValue:
        """Open a draft."""
        form, actor = request.form, current_actor()
        title = form.get("title", "").strip()
        if not title or not storable(title):
            return self._list(_("Say in a few words what is to be changed."), 422)
        with transaction() as session:
            made = changes.open_change(session, actor, form.get("programme", ""), title, clock.now())
        return redirect(url_for(".one", change_id=made.id), 303)

    @expose("/<change_id>")
    def one(self, change_id: str) -> ResponseReturnValue:
        return self._one(change_id)

    @expose("/<change_id>", methods=("POST",))
    def act(self, change_id: str) -> ResponseReturnValue:
        """One of the buttons; what cannot be done is said on the page, and nothing of it is stored."""
        what, form = request.form.get("_do", ""), request.form
        try:
            with transaction() as session:
                _acted(session, current_actor(), change_id, what, form)
        except Stale as error:
            return self._stale(error)
        except NotSaid as error:
            return self._one(change_id, [str(error)], {error.control: [str(error)]})
        except Refused as error:
            return self._one(change_id, [refusal(error)])
        except Faulty:
            return self._one(change_id, [_("This cannot be published yet: see what the check has found.")])
        except DefinitionError as error:
            lines = finding.lines(error.faults, changes.find(db.session(), current_actor(), change_id).programme)
            return self._one(change_id, lines, _at(error) if what == "describe" else {})
        return redirect(url_for(".one", change_id=change_id), 303)

    def _list(self, error: str = "", status: int = 200) -> ResponseReturnValue:
        actor, session = current_actor(), db.session()
        found = scoped(actor, ChangeSet).order_by(ChangeSet.updated_at.desc(), ChangeSet.id)
        pending = session.scalars(found.where(ChangeSet.status.in_(DRAFTS))).all()
        over = session.scalars(found.where(ChangeSet.status.not_in(DRAFTS)).limit(LATEST)).all()
        rows = [
            row for row in session.scalars(select(ProgrammeRow).order_by(ProgrammeRow.id)) if may(actor, "see_programmes", row.id)
        ]
        upgrades_open = waiting(session)
        context: dict[str, Any] = {
            "programmes": [(definition(row.current), may(actor, EDIT, row.id)) for row in rows],
            "titles": {row.id: definition(row.current).title for row in rows},
            "shipped": {row.id: newest(session, row.id) for row in rows if row.id not in upgrades_open},
            "pending": pending,
            "over": over,
            "error": error,
            "makes_new": may(actor, EDIT, None),
        }
        return self._shown("catalogue/changes.html", status, context)

    def _one(
        self, change_id: str, errors: list[str] | None = None, at: Mapping[str, list[str]] | None = None
    ) -> ResponseReturnValue:
        actor, session = current_actor(), db.session()
        change = changes.find(session, actor, change_id)
        edits = may(actor, EDIT, change.programme_id)
        merge = upgrades.merge_of(session, change) if change.pending else None
        told_by_others = change.pending or change.status == "published"
        shown = panels("change_panels", actor=actor, change_set=change) if told_by_others else []
        context: dict[str, Any] = {
            "change": change,
            "programme": change.programme,
            "told": compare(session, change),
            "found": _found(session, change) if change.pending else [],
            "steps": changes.steps(session, change),
            "done": steps_told.said(session, change),
            "conflicts": len(merge.open()) if merge else 0,
            "merge": merge,
            "behind": change.pending and upgrades.behind(session, change),
            "demands": change.pending and publishing.demands_signature(session, change),
            "own": actor.user_id in publishing.authors(session, change),
            "edits": edits and change.pending,
            "publishes": may(actor, PUBLISH, change.programme_id) and change.pending,
            "effects": [each for each in shown if not change.pending or each[2] >= EFFECT],
            "designers": [each for each in shown if change.pending and each[2] < EFFECT],
            "errors": errors or [],
            "at": at or {},
            "typed": _typed() if errors else {},
            "today": clock.today(clock.now()),
            "before": _before(session, actor, change),
        }
        return self._shown("catalogue/change.html", 422 if errors else 200, context)

    def _stale(self, error: Stale) -> ResponseReturnValue:
        """Somebody was quicker: what she did, beside what was sent. Nothing of it is stored."""
        sent = [(name, value) for name, value in request.form.items() if name not in ("csrf_token", "_version")]
        done = steps_told.said(db.session(), error.change)
        return self._shown(
            "catalogue/stale.html", 409, {"change": error.change, "steps": error.steps, "done": done, "sent": sent}
        )

    def _shown(self, template: str, status: int, context: dict[str, Any]) -> ResponseReturnValue:
        words = {"refusals": refusals(), "states": states(), "kinds": kinds(), "sorts": sorts(), "item_states": item_states()}
        return make_response(self.render(template, **context, **words), status)


class NotSaid(Exception):
    """A control of the page is empty or holds what it cannot hold; its text says so to people."""

    def __init__(self, control: str, text: str) -> None:
        super().__init__(text)
        self.control = control


def _typed() -> dict[str, str]:
    """What the form of this button had, to be shown in it again."""
    names = {"describe": ("title", "reason"), "schedule": ("on",)}.get(request.form.get("_do", ""), ())
    return {name: request.form.get(name, "") for name in names}


def _at(error: DefinitionError) -> dict[str, list[str]]:
    return {str(fault.path): [said(fault.message, gettext)] for fault in error.faults}


def _found(session: Session, change: ChangeSet) -> list[Group]:
    """Check by check: what has to be mended first, then what is worth a look."""
    base = read(session.get_one(Revision, change.base).definition) if change.base else None
    finder, groups = finding.Finder(change.programme, base), dict[tuple[bool, str], list[finding.Shown]]()
    for each in whole.faults(session, change, clock.today(clock.now())):
        shown = finder.shown(each.fault, change.id, text=each.sort == "translation")
        groups.setdefault((each.blocks, each.sort), []).append(shown)
    return [(blocks, sort, found) for (blocks, sort), found in groups.items()]


def _before(session: Session, actor: Actor, change: ChangeSet) -> str | None:
    """The line of the log to go back to, where this change set is what is on offer and the actor may publish."""
    last = changes.last_publication(session, change.programme_id)
    on_offer = last is not None and last.id == change.publication_id
    return last.previous_id if last and on_offer and may(actor, PUBLISH, change.programme_id) else None


def _acted(session: Session, actor: Actor, change_id: str, what: str, form: Form) -> None:
    now, version = clock.now(), version_of(form)
    if what not in ACTS:
        raise Refused("no_item")
    ACTS[what](session, actor, change_id, version, form, now)


def version_of(form: Form) -> int:
    """What the page was made from; what is no number is no version that there ever was."""
    sent = form.get("_version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def _publish(session: Session, actor: Actor, change_id: str, version: int, form: Form, now: dt.datetime) -> None:
    publishing.publish_change(session, actor, change_id, version, now)


def _schedule(session: Session, actor: Actor, change_id: str, version: int, form: Form, now: dt.datetime) -> None:
    try:
        on = dt.date.fromisoformat(form.get("on", ""))
    except ValueError:
        on = dt.date.min
    if on < clock.today(now):
        day = clock.today(now).isoformat()
        raise NotSaid("on", _("Choose a day from today on, for example %(day)s.", day=day))
    publishing.publish_change(session, actor, change_id, version, now, on=on)


def _discard(session: Session, actor: Actor, change_id: str, version: int, form: Form, now: dt.datetime) -> None:
    changes.held(session, actor, change_id, version)
    if form.get("sure") != "yes":
        raise NotSaid("sure", _("Tick that the change set is to be thrown away; it does not come back."))
    changes.discard(session, actor, change_id, version, now)


def _describe(session: Session, actor: Actor, change_id: str, version: int, form: Form, now: dt.datetime) -> None:
    changes.describe(session, actor, change_id, version, form.get("title", ""), form.get("reason", ""), now)


def _accept(session: Session, actor: Actor, change_id: str, version: int, form: Form, now: dt.datetime) -> None:
    changes.edit(session, actor, change_id, version, accepted, now, _("Examples take over what comes out now"))


Act: TypeAlias = Callable[[Session, Actor, str, int, Form, dt.datetime], Any]


def _plain(verb: Callable[[Session, Actor, str, int, dt.datetime], Any]) -> Act:
    return lambda session, actor, change_id, version, _form, now: verb(session, actor, change_id, version, now)


ACTS: dict[str, Act] = {
    "undo": _plain(changes.undo),
    "redo": _plain(changes.redo),
    "discard": _discard,
    "update": _plain(upgrades.bring_up_to_date),
    "ask": _plain(publishing.ask_for_signature),
    "sign": _plain(publishing.sign),
    "unschedule": _plain(publishing.unschedule),
    "accept": _accept,
    "publish": _publish,
    "schedule": _schedule,
    "describe": _describe,
}


def views() -> list[BaseView]:
    return [ChangesPage(name=_l("Change programmes"), endpoint="changes", url="/admin/changes")]
