"""A draft whose form was changed underneath: it goes on in the new revision, and nothing that was typed is lost.

What the new form asks too goes to the page where it asks for it, also under another name. What it does not ask any more is put
aside under `ASIDE` in the draft: it is shown with the form, is no answer, and goes back to its field if the field comes back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from core.catalogue import UnknownProgramme
from core.definitions import Field
from core.definitions.fields import Optioned
from core.definitions.lineage import resolve_option
from forms.drafts import Closed, locked
from forms.kinds.base import Raw
from forms.plan import TECHNICAL, Plan
from forms.revisions import plan_of

ASIDE = "~aside"
"""No page has such an id."""
Spread = dict[str, dict[str, list[str]]]


def carry(session: Session, draft_id: str, digest: str, form: str, now: dt.datetime) -> bool:
    """Take an open draft over to this form of this revision; False where it was handed in or cannot be read there."""
    try:
        draft = locked(session, draft_id)
        new, old = plan_of(digest, form), plan_of(draft.digest, draft.form)
    except (Closed, LookupError, UnknownProgramme):
        return False
    if (draft.digest, draft.form) == (digest, form):
        return False
    versions = {page: kept["version"] for page, kept in draft.pages.items()}
    spread: Spread = {}
    for page, kept in draft.pages.items():
        for there, raw in spread_over(old, new, page, kept["raw"]).items():
            spread.setdefault(there, {}).update(raw)
    # who has the page open builds on the version that she saw: her next save is no conflict with herself
    stand = max(versions.values(), default=0)
    of = {**dict.fromkeys(spread.get(ASIDE, ()), draft.digest), **draft.pages.get(ASIDE, {}).get("of", {})}
    pages: dict[str, Any] = {page: {"raw": raw, "version": versions.get(page, stand)} for page, raw in spread.items()}
    if ASIDE in pages:
        pages[ASIDE]["of"] = {name: of[name] for name in spread[ASIDE]}
    draft.pages, draft.digest, draft.form, draft.open_key = pages, digest, form, f"{draft.subject}|{form}"
    draft.page = draft.page if new.page(draft.page) else ""
    draft.version, draft.updated_at = draft.version + 1, now
    session.flush()
    return True


def spread_over(old: Plan, new: Plan, page: str, raw: Raw) -> Spread:
    """What was typed on one page of the old form, by page of the new one."""
    heirs = _heirs(new)
    found: Spread = {}
    for name, values in raw.items():
        if name in TECHNICAL:
            there = page if new.page(page) else ""
            if there:
                found.setdefault(there, {})[name] = list(values)
            continue
        head, dot, rest = name.partition(".")
        id_ = head if head in new.fields else heirs.get(head, head)
        placed, aside = _placed(new, id_, f"{id_}{dot}{rest}", list(values))
        if placed is not None:
            found.setdefault(new.page_of[id_], {})[f"{id_}{dot}{rest}"] = placed
        if aside:
            found.setdefault(ASIDE, {})[name] = aside
    return found


def _placed(new: Plan, id_: str, name: str, values: list[str]) -> tuple[list[str] | None, list[str]]:
    """What the new form takes under this name, and what has no place in it."""
    field = new.fields.get(id_)
    if field is None or new.strange({name: values}, new.page_of[id_]):
        return None, [value for value in values if value]
    return _recoded(field, values)


def _recoded(field: Field, values: list[str]) -> tuple[list[str], list[str]]:
    """An option that has another name goes on under it; one that is offered no more, or that was split, is put aside."""
    if not isinstance(field, Optioned) or not field.options:
        return values, []
    offered = {option.id for option in field.options}
    heirs = {value: resolve_option(field, value) for value in values if value}
    taken = {value: found[0] for value, found in heirs.items() if len(found) == 1 and found[0] in offered}
    return [taken.get(each, each) for each in values if not each or each in taken], [each for each in heirs if each not in taken]


def _heirs(new: Plan) -> dict[str, str]:
    return {was: id_ for id_, field in new.fields.items() for was in field.was}


def put_aside(pages: Mapping[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Name, the digest of the revision that asked for it, and what was typed there."""
    kept = pages.get(ASIDE)
    if kept:
        for name, values in kept["raw"].items():
            yield name, kept["of"][name], list(values)
