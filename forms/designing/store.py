"""A form of a draft: found, changed by one step of its change set, and what it is held against."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor, NotFound
from core.catalogue import change_models, changes, steps_told
from core.catalogue.change_models import EDIT, ChangeSet, may
from core.catalogue.models import Revision, Shipped
from core.catalogue.overlay import diff, told
from core.definitions import Form, Programme, Wording
from core.web.inputs import storable
from forms.designing import asked, edits, marks
from forms.designing.asked import Done, Sent
from forms.designing.places import Refused, find

TITLE = 300
TOLD, LONGEST = 3, 600
"""So many sentences of a step are kept, and so much of them."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as the draft has it. `shipped` is what the marks are held against."""

    change: ChangeSet
    form: Form
    shipped: Programme | None
    edits: bool
    undoable: bool
    redoable: bool

    @property
    def programme(self) -> Programme:
        return self.change.programme


def opened(session: Session, actor: Actor, change_id: str, form_id: str) -> Opened:
    """Raises NotFound, also for those of foreign programmes."""
    change = changes.find(session, actor, change_id)
    form = change.programme.form(form_id)
    if form is None:
        raise NotFound("There is no such record.")
    done = [step.undone for step in changes.steps(session, change) if not step.sealed]
    return Opened(change, form, reference(session, change), editable(actor, change), False in done, True in done)


def seen(session: Session, actor: Actor, change_id: str) -> ChangeSet:
    """Raises NotFound, also for those of foreign programmes."""
    return changes.find(session, actor, change_id)


def editable(actor: Actor, change: ChangeSet) -> bool:
    """Whether this actor may change it now."""
    return change.status in ("draft", "waiting") and may(actor, EDIT, change.programme_id)


def reference(session: Session, change: ChangeSet) -> Programme | None:
    """What a mark is held against: the shipped definition, without a plugin the published one; None for a new programme."""
    if change.shipped:
        text = session.scalar(select(Shipped.definition).where(Shipped.digest == change.shipped))
    else:
        text = session.scalar(select(Revision.definition).where(Revision.digest == change.base)) if change.base else None
    return change_models.read(text) if text else None


def act(session: Session, actor: Actor, change_id: str, form_id: str, sent: Sent, version: int, now: dt.datetime) -> Done:
    """What was asked, as one step. Raises places.Refused and what the verbs of change sets raise."""
    what = (sent.get("_do") or ["set"])[0].partition(":")[0]
    part = (sent.get("_at") or [""])[0]
    if what in ("undo", "redo"):
        stood = changes.find(session, actor, change_id).programme
        turned = (changes.undo if what == "undo" else changes.redo)(session, actor, change_id, version, now)
        change = changes.find(session, actor, change_id)
        programme, what = change.programme, steps_told.said(session, change)[turned.id]
        return Done(programme, part, what, form=_called(stood, programme, form_id))
    done: list[tuple[Programme, Done]] = []
    change = changes.find(session, actor, change_id)
    shipped, offered = reference(session, change), published(session, change)

    def make(programme: Programme) -> Programme:
        if find(programme, f"forms/{form_id}") is None:
            raise NotFound("There is no such record.")
        made = back(programme, form_id, sent, shipped) if what == "back" else None
        done.append((programme, made or asked.do(programme, f"forms/{form_id}", sent, offered)))
        return done[-1][1].programme

    step = changes.edit(session, actor, change_id, version, make, now)
    before, after = done[-1]
    if step is not None:
        step.what = _told(before, after.programme, f"forms/{form_id}", f"forms/{after.form or form_id}")
    return after


def _called(before: Programme, after: Programme, form_id: str) -> str:
    """The id that a form has now, where a step that gave it another one was taken back or made again; else nothing."""
    form = before.form(form_id)
    if form is None or after.form(form_id):
        return ""
    return next((each.id for each in after.forms if each.id in form.was or form_id in each.was), "")


def arrange(session: Session, actor: Actor, change_id: str, do: str, title: str, version: int, now: dt.datetime) -> str:
    """A new form (`add`), whose id is given back, one taken out (`remove:ID`), or a step `undo`, `redo`. Raises as `act` does."""
    verb, _colon, form_id = do.partition(":")
    if verb in ("undo", "redo"):
        (changes.undo if verb == "undo" else changes.redo)(session, actor, change_id, version, now)
        return ""
    title = title.strip()
    if verb not in ("add", "remove"):
        raise Refused("forms", _("There is no such button on this page."))
    if verb == "add" and (not title or len(title) > TITLE or not storable(title)):
        raise Refused("forms", _("Say in a few words what the form is called."))
    made: list[str] = []

    def make(programme: Programme) -> Programme:
        if verb == "remove":
            return edits.remove_form(programme, form_id)
        made.append(edits.fresh_id(title, [form.id for form in programme.forms]))
        return edits.add_form(programme, made[0], Wording({"de": title}))

    changes.edit(session, actor, change_id, version, make, now, what=title or form_id)
    return made[0] if made else ""


def _told(before: Programme, after: Programme, form: str, now: str) -> str:
    return sentences(marks.alone(before, form), marks.alone(after, now))


def sentences(before: Programme, after: Programme) -> str:
    """What a step did, for the list of steps and for whoever was slower."""
    found = [sentence.text for sentence in told(diff(before, after), before, "de")]
    more = f" (+{len(found) - TOLD})" if len(found) > TOLD else ""
    return "; ".join(found[:TOLD])[:LONGEST] + more


def back(programme: Programme, form_id: str, sent: Sent, shipped: Programme | None) -> Done:
    """Take an adjustment back: `back:PART:WHAT`."""
    _verb, part, what = [*(sent.get("_do") or [""])[0].split(":"), "", ""][:3]
    address = f"forms/{form_id}/{part}".rstrip("/")
    return Done(marks.taken_back(shipped, programme, address, what), (sent.get("_at") or [""])[0])


def published(session: Session, change: ChangeSet) -> Programme | None:
    """What answers may have been given to so far."""
    text = session.scalar(select(Revision.definition).where(Revision.digest == change.base)) if change.base else None
    return change_models.read(text) if text else None
