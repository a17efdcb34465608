"""What names something that a change takes away or alters: drafts in work, documents, and saved working lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.catalogue.models import Revision
from core.definitions import DocumentKind, Field, Programme, Wording
from core.definitions.lineage import resolve_form
from forms.models import Draft
from workflows.models import Case, Task
from workflows.worklist_models import SavedFilter

PAGE = 50


@dataclass(frozen=True, slots=True)
class Drafts:
    """The open drafts of one form that would be another one."""

    form: str
    gone: bool
    removed: tuple[str, ...]
    """Fields of it that are asked no more: what was typed there is put aside, and shown."""
    count: int


@dataclass(frozen=True, slots=True)
class DraftInWork:
    """One of them: whose, and who wrote last."""

    id: str
    form: str
    person_id: str | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Cut:
    """A document that reads fields which nobody is asked any more: in new versions these lines are missing."""

    document: Wording
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """Saved working lists that would find nothing any more; `titles` are of those that the actor may see."""

    count: int
    titles: tuple[str, ...]


def drafts(session: Session, before: Programme, after: Programme) -> list[Drafts]:
    """By form, of all open drafts, whoever asks."""
    changed = [form for form in before.forms if form != after.form(form.id)]
    query = select(Draft.form, func.count()).where(*_in_work(before.id, [form.id for form in changed])).group_by(Draft.form)
    found = {row[0]: row[1] for row in session.execute(query)} if changed else {}
    return [
        Drafts(
            form.id, (now := resolve_form(after, form.id)) is None, _gone(form.fields, now.fields if now else ()), found[form.id]
        )
        for form in changed
        if form.id in found
    ]


def drafts_in_work(session: Session, actor: Actor, programme: str, forms: Iterable[str], key: str = "") -> list[DraftInWork]:
    """Those of cases that the actor may see, by id, from behind this key on; one more than a page where there are more."""
    seen = select(Task.id).join(Case, Case.id == Task.case_id).where(Case.scope(actor, "see_case"), Task.status == "open")
    columns = Draft.id, Draft.form, Draft.person_id, Draft.changed_by, Draft.updated_at
    query = select(*columns).where(*_in_work(programme, forms), func.substr(Draft.subject, len("task:") + 1).in_(seen))
    rows = session.execute(query.where(Draft.id > key).order_by(Draft.id).limit(PAGE + 1))
    return [DraftInWork(*row) for row in rows]


def _in_work(programme: str, forms: Iterable[str]) -> list[Any]:
    revisions = select(Revision.digest).where(Revision.programme_id == programme)
    return [Draft.open_key.is_not(None), Draft.form.in_(list(forms)), Draft.digest.in_(revisions), Draft.subject.like("task:%")]


def _gone(before: Iterable[Field], after: Iterable[Field]) -> tuple[str, ...]:
    kept = {id for field in after for id in (field.id, *field.was)}
    return tuple(field.id for field in before if field.asks and field.id not in kept)


def documents(kinds: Iterable[DocumentKind], before: Programme, after: Programme) -> list[Cut]:
    """Of the kinds of documents that plugins offer, those that read a field of a form which does not ask for it any more."""
    found = []
    for kind in kinds:
        was, now = resolve_form(before, kind.form or ""), resolve_form(after, kind.form or "")
        if was is not None:
            read = {id for section in kind.sections for id in section.fields} | set(kind.shown_outside)
            lost = [id for id in _gone(was.fields, now.fields if now else ()) if id in read]
            found += [Cut(kind.title, tuple(lost))] if lost else []
    return found


def lists(session: Session, actor: Actor, before: Programme, after: Programme) -> Lists:
    """Lists narrowed to a step, a phase or a role of this programme that would be gone."""
    gone = {name: _ids(getattr(before, many)) - _found(getattr(after, many)) for name, many in _NARROWS.items()}
    if not any(gone.values()):
        return Lists(0, ())
    mine = set(session.scalars(select(SavedFilter.id).where(SavedFilter.scope(actor, "do_task"))))
    found = [
        each for each in session.scalars(select(SavedFilter).order_by(SavedFilter.title)) if _narrowed(each, before.id, gone)
    ]
    return Lists(len(found), tuple(each.title for each in found if each.id in mine))


_NARROWS = {"step": "steps", "phase": "phases", "role": "roles"}


def _narrowed(kept: SavedFilter, programme: str, gone: dict[str, set[str]]) -> bool:
    """Of a list over all programmes nobody knows which step of this name is meant."""
    return kept.query.get("programme") == programme and any(kept.query.get(name) in ids for name, ids in gone.items())


def _ids(defined: Sequence[Any]) -> set[str]:
    return {each.id for each in defined}


def _found(defined: Sequence[Any]) -> set[str]:
    """With the names that they had: a kept list finds a step under them, too."""
    return {id for each in defined for id in (each.id, *getattr(each, "was", ()))}
