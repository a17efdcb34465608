"""Keep what is being filled in: opened once a subject, saved page by page, never overwritten unseen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.actor import Actor
from core.database import new_id
from forms.kinds.base import Raw
from forms.kinds.clean import storable
from forms.models import Draft, Submission

LIMIT = 500_000
"""Characters that all pages of a draft may hold together."""


class DraftConflict(Exception):
    """Somebody else saved this page since it was opened. `theirs` is what is stored, `version` the one to build on."""

    def __init__(self, theirs: dict[str, list[str]], version: int, by: str, at: dt.datetime) -> None:
        self.theirs, self.version, self.by, self.at = theirs, version, by, at
        super().__init__(f"The page was saved by {by} meanwhile (version {version}).")


class FormChanged(Exception):
    """What was read of the draft is so no more: it was carried over to another revision, or saved once more. Read it anew."""


class Unstorable(ValueError):
    """Input that no database takes, or too much of it. `names` are the inputs."""

    def __init__(self, names: Sequence[str], reason: str) -> None:
        self.names = list(names)
        self.reason = reason
        super().__init__(f"{reason}: {', '.join(names)}")


class Closed(Exception):
    """The draft was handed in."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        super().__init__(f"The draft was handed in as {submission.id}.")


def open_key(subject: str, form: str) -> str:
    """By which there is one open draft of a form for a subject."""
    return f"{subject}|{form}"


def open_draft(
    session: Session,
    actor: Actor,
    subject: str,
    digest: str,
    form: str,
    *,
    now: dt.datetime,
    person_id: str | None = None,
    unit_path: str = "",
) -> Draft:
    """The open draft of this form for this subject, begun if there is none. Two who begin at once get the same."""
    key = open_key(subject, form)
    found = session.scalar(select(Draft).where(Draft.open_key == key))
    if found is not None:
        return found
    draft = Draft(
        id=new_id(),
        subject=subject,
        form=form,
        digest=digest,
        open_key=key,
        person_id=person_id,
        unit_path=unit_path,
        pages={},
        page="",
        version=0,
        user_id=actor.user_id,
        changed_by="",
        created_at=now,
        updated_at=now,
    )
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:  # begun by somebody else at the same moment
        return session.scalars(select(Draft).where(Draft.open_key == key)).one()
    return draft


def save_draft(
    session: Session,
    actor: Actor,
    draft_id: str,
    page: str,
    raw: Raw,
    version: int,
    *,
    now: dt.datetime,
    override: bool = False,
    digest: str | None = None,
) -> Draft:
    """Store one page as it was sent. `version` is the one that the page was built on, `digest` the revision that it is of.

    Raises Closed, FormChanged, DraftConflict, Unstorable; each of them stores nothing."""
    check_storable(raw)
    draft = locked(session, draft_id, digest)
    draft.pages = with_page(draft, page, raw, version, override=override)
    draft.page, draft.version = page, draft.version + 1
    draft.changed_by, draft.updated_at = actor.name[:200], now
    session.flush()
    return draft


def with_page(draft: Draft, page: str, raw: Raw, version: int, *, override: bool = False) -> dict[str, Any]:
    """The draft's pages with this one as it was sent. Raises DraftConflict, Unstorable."""
    stored = draft.pages.get(page)
    mine = {name: list(values) for name, values in raw.items()}
    if stored is not None and stored["version"] > version and stored["raw"] != mine and not override:
        raise DraftConflict(stored["raw"], draft.version, draft.changed_by, draft.updated_at)
    pages = {**draft.pages, page: {"raw": mine, "version": draft.version + 1}}
    if sum(_size(kept["raw"]) for kept in pages.values()) > LIMIT:
        raise Unstorable([page], "too long")
    return pages


def locked(session: Session, draft_id: str, digest: str | None = None) -> Draft:
    """The draft, with everybody else waiting. Raises Closed, LookupError; FormChanged when it is not of this revision."""
    draft = session.scalar(select(Draft).where(Draft.id == draft_id).with_for_update().execution_options(populate_existing=True))
    if draft is None:
        raise LookupError(f"There is no draft {draft_id}.")
    if draft.open_key is None:
        raise Closed(session.scalars(select(Submission).where(Submission.draft_id == draft_id)).one())
    if digest not in (None, draft.digest):
        raise FormChanged(f"The draft {draft_id} stands on another revision by now.")
    return draft


def check_storable(raw: Raw) -> None:
    bad = [name for name, values in raw.items() if not storable(name) or not all(storable(value) for value in values)]
    if bad:
        raise Unstorable(bad, "cannot be stored")
    if _size(raw) > LIMIT:
        longest = max(raw, key=lambda name: sum(map(len, raw[name])))
        raise Unstorable([longest], "too long")


def stored_raw(draft: Draft, page: str) -> dict[str, list[str]] | None:
    kept = draft.pages.get(page)
    return kept["raw"] if kept else None


def others(draft: Draft, page: str | None, prefilled: Mapping[str, Any]) -> dict[str, list[str]]:
    """What all pages but this one hold; a page that was never saved counts with what it is prefilled with."""
    merged: dict[str, list[str]] = {}
    for page_id, raw in prefilled.items():
        if page_id != page:
            merged |= stored_raw(draft, page_id) or raw
    return merged


def _size(raw: Mapping[str, Sequence[str]]) -> int:
    return sum(len(name) + sum(map(len, values)) for name, values in raw.items())
