"""A draft whose form was changed underneath: it goes on in the new revision, and nothing that was typed is lost.

What the new form asks too goes to the page where it asks for it, also under another name. What it does not ask any more is put
aside under `ASIDE` in the draft: it is shown with the form, is no answer, and goes back to its field if the field comes back.
A page that was open in a browser meanwhile is sent as it was: it is told by its version, and carried over in the same way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.catalogue import UnknownProgramme
from core.definitions import Field
from core.definitions.fields import Optioned
from core.definitions.lineage import resolve_option
from forms.drafts import Closed, check_storable, locked
from forms.kinds.base import Raw
from forms.models import Draft
from forms.plan import TECHNICAL, Plan
from forms.revisions import plan_of

ASIDE = "~aside"
"""No page has such an id."""
THEIRS = "~"
"""What was typed by two: ends the name of what the second one found there. No input has such a name."""
Spread = dict[str, dict[str, list[str]]]


class Behind(Exception):
    """An open draft stands on another revision than what it belongs to: carry it over, then go on."""


def carry(session: Session, draft_id: str, digest: str, form: str, now: dt.datetime) -> bool:
    """Take an open draft over to this form of this revision; False where it was handed in or cannot be read there."""
    try:
        draft = locked(session, draft_id)
        new, old = plan_of(digest, form), plan_of(draft.digest, draft.form)
    except (Closed, LookupError, UnknownProgramme):
        return False
    if (draft.digest, draft.form) == (digest, form):
        return False
    aside = draft.pages.get(ASIDE, {})
    spread: Spread = {}
    for page, kept in draft.pages.items():
        for there, raw in spread_over(old, new, page, kept["raw"]).items():
            spread.setdefault(there, {}).update(raw)
    # who has the page open builds on the version that she saw: her next save is no conflict with herself
    versions = {page: kept["version"] for page, kept in draft.pages.items() if page != ASIDE}
    stand = max(versions.values(), default=0)
    pages: dict[str, Any] = {page: {"raw": raw, "version": versions.get(page, stand)} for page, raw in spread.items()}
    draft.version += 1
    pages[ASIDE] = {
        "raw": spread.get(ASIDE, {}),
        "of": {name: aside.get("of", {}).get(name, [draft.digest, draft.form]) for name in spread.get(ASIDE, ())},
        "came": [*aside.get("came", ()), [draft.version, draft.digest, draft.form]],
        "version": draft.version,
    }
    draft.pages, draft.digest, draft.form, draft.open_key = pages, digest, form, f"{draft.subject}|{form}"
    draft.page = draft.page if new.page(draft.page) else ""
    draft.updated_at = now
    session.flush()
    return True


def overtaken(draft: Draft, version: int) -> Plan | None:
    """The form that a page of this version showed, where the draft was carried over since it was opened."""
    came = draft.pages.get(ASIDE, {}).get("came", ())
    return next((plan_of(digest, form) for at, digest, form in came if version < at), None)


def spread_anew(draft: Draft, new: Plan, page: str, raw: Raw) -> tuple[Plan, Spread] | None:
    """The form that asked for this page, of those that the draft came from, and what was typed there by page of this one."""
    came = reversed(draft.pages.get(ASIDE, {}).get("came", ()))
    plans = (plan_of(digest, form) for _at, digest, form in came)
    old = next((plan for plan in plans if plan.page(page) and not plan.strange(raw, page)), None)
    return (old, spread_over(old, new, page, raw)) if old else None


def fresh(draft: Draft) -> bool:
    """Whether nobody has saved it since it was carried over, though something had been typed before."""
    kept = draft.pages.get(ASIDE)
    return kept is not None and kept["version"] == draft.version and any(page["raw"] for page in draft.pages.values())


def take_over(
    session: Session, actor: Actor, draft_id: str, old: Plan, page: str, raw: Raw, version: int, now: dt.datetime
) -> Draft:
    """Save what was typed on a page of the form as it was before, opened at this version. Raises Closed, Unstorable.

    What somebody else has typed in its fields since is put aside.
    """
    check_storable(raw)
    draft = locked(session, draft_id)
    new = plan_of(draft.digest, draft.form)
    there = old.page(page)
    heirs = _heirs(old, new)
    sent = {id for field in (there.fields if there else ()) for id in (field.id, heirs.get(field.id, field.id))}
    pages = {id: {**kept, "raw": _without(kept["raw"], sent)} for id, kept in draft.pages.items()}
    spread = spread_over(old, new, page, raw)
    pages[ASIDE]["raw"] |= _theirs(draft, actor, sent, spread, version)
    draft.version += 1
    for id, typed in spread.items():
        held = pages.setdefault(id, {"raw": {}, "version": 0})
        held |= {"raw": {**held["raw"], **typed}, "version": held["version"] if id == ASIDE else draft.version}
    was, mine, theirs = pages[ASIDE]["of"], [old.digest, old.form.id], [new.digest, new.form.id]
    pages[ASIDE]["of"] = {name: was.get(name, theirs if name.endswith(THEIRS) else mine) for name in pages[ASIDE]["raw"]}
    draft.pages, draft.changed_by, draft.updated_at = pages, actor.name[:200], now
    session.flush()
    return draft


def _theirs(draft: Draft, actor: Actor, sent: set[str], spread: Spread, version: int) -> dict[str, list[str]]:
    """What was saved in these fields after this version, elsewhere: it would be overwritten unseen.

    A page that stands open saves with its old version once more after each pause: what its own hand has saved since the form
    was changed is no news to it.
    """
    carried = draft.pages[ASIDE]["came"][-1][0]
    found = {}
    for id, kept in draft.pages.items():
        at = kept["version"]
        if id == ASIDE or at <= version or (at > carried and draft.changed_by == actor.name[:200]):
            continue
        mine = spread.get(id, {})
        for name, values in kept["raw"].items():
            if name.partition(".")[0] in sent and any(values) and values != mine.get(name):
                found[name + THEIRS] = list(values)
    return found


def spread_over(old: Plan, new: Plan, page: str, raw: Raw) -> Spread:
    """What was typed on one page of the old form, by page of the new one."""
    heirs = _heirs(old, new)
    found: Spread = {}
    for name, values in raw.items():
        if name in TECHNICAL:
            if new.page(page):
                found.setdefault(page, {})[name] = list(values)
            continue
        head, dot, rest = name.partition(".")
        id_ = head if head in new.fields else heirs.get(head, head)
        placed, aside = _placed(old.fields.get(head), new, id_, f"{id_}{dot}{rest}", list(values))
        if placed is not None:
            found.setdefault(new.page_of[id_], {})[f"{id_}{dot}{rest}"] = placed
        if aside:
            found.setdefault(ASIDE, {})[name] = aside
    return found


def _without(raw: Mapping[str, Any], fields: set[str]) -> dict[str, Any]:
    return {name: values for name, values in raw.items() if name.partition(".")[0] not in fields}


def _placed(was: Field | None, new: Plan, id_: str, name: str, values: list[str]) -> tuple[list[str] | None, list[str]]:
    """What the new form takes under this name, and what has no place in it."""
    field = new.fields.get(id_)
    if field is None or new.strange({name: values}, new.page_of[id_]):
        return None, [value for value in values if value]
    return _recoded(was, field, values)


def _recoded(was: Field | None, field: Field, values: list[str]) -> tuple[list[str], list[str]]:
    """An option that has another name goes on under it; one that is offered no more, or that was split, is put aside."""
    if not isinstance(field, Optioned) or not field.own:
        return values, []
    offered = {option.id for option in field.own}
    options = was.own if isinstance(was, Optioned) else ()
    back = {option.id: former for option in options for former in option.was if former in offered}
    heirs = {value: resolve_option(field, value) or (back.get(value, ""),) for value in values if value}
    taken = {value: found[0] for value, found in heirs.items() if len(found) == 1 and found[0] in offered}
    return [taken.get(each, each) for each in values if not each or each in taken], [each for each in heirs if each not in taken]


def _heirs(old: Plan, new: Plan) -> dict[str, str]:
    """What a field is called in the other form: its new name, or, on the way back, its former one."""
    back = {id_: was for id_, field in old.fields.items() for was in field.was if was in new.fields}
    return back | {was: id_ for id_, field in new.fields.items() for was in field.was}


def put_aside(draft: Draft, language: str) -> list[tuple[str, str]]:
    """What the form does not ask any more: how it was called, and what was typed there."""
    return _aside(draft, language, theirs=False)


def entered_elsewhere(draft: Draft, language: str) -> list[tuple[str, str]]:
    """What somebody else had saved in fields in which another text was typed meanwhile: of what, and what she had typed."""
    return _aside(draft, language, theirs=True)


def _aside(draft: Draft, language: str, *, theirs: bool) -> list[tuple[str, str]]:
    kept = draft.pages.get(ASIDE, {"raw": {}})
    wanted = {name: values for name, values in kept["raw"].items() if name.endswith(THEIRS) == theirs}
    return [spoken(plan_of(*kept["of"][name]), name, values, language) for name, values in wanted.items()]


def is_behind(session: Session, draft: Draft | None, subject: str, digest: str) -> bool:
    """Whether a draft of this subject was begun, on an earlier revision, at the very moment in which its subject moved on."""
    if draft is not None:
        return draft.digest != digest
    # under another form, which has another name by now
    other = Draft.subject == subject, Draft.open_key.is_not(None), Draft.digest != digest
    return session.scalar(select(Draft.id).where(*other).limit(1)) is not None


def spoken(old: Plan, name: str, values: Iterable[str], language: str) -> tuple[str, str]:
    """An input of a form as it was: its label and what was typed, options by their names."""
    field = old.fields.get(name.removesuffix(THEIRS).partition(".")[0])
    options = {option.id: option.label.text(language) for option in (field.own if isinstance(field, Optioned) else ())}
    return field.label.text(language) if field else name, ", ".join(options.get(value, value) for value in values)
