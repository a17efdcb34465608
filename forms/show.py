"""The pages that somebody sees on the way through a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, url_for
from jinja2.utils import htmlsafe_json_dumps

from core.database import db
from core.definitions import Computed, Field, Group, Page, Signature
from core.people.models import Person
from core.web.page import page as show
from forms import drafts, parked, uploads
from forms.carry import entered_elsewhere, put_aside
from forms.drafts import DraftConflict
from forms.fill import Filled
from forms.kinds.asker import Asker
from forms.kinds.clean import storable
from forms.kinds.registry import kind_of
from forms.live import live
from forms.plan import Plan, bound_names, known_value
from forms.prefill import origins
from forms.render import render_page
from forms.walk import CHECK, Raw, Walk, here

Errors = Mapping[str, list[str]]


def form_page(
    walk: Walk,
    page_id: str,
    raw: Raw,
    filled: Filled,
    errors: Errors,
    *,
    status: int = 200,
    notice: str = "",
    fragment: bool = False,
    **more: Any,
) -> Response:
    """A page of the form, filled in. `notice`: "parked", "changed" or "more"; `fragment`: the form element alone, for htmx."""
    page = walk.plan.form.page(page_id)
    assert page is not None, page_id
    raw = {name: [showable(value) for value in values] for name, values in raw.items()}
    shown = walk.pages(filled)
    lively = live(walk.plan, page, filled, walk.known, walk.day, walk.language, sees=_sees_facts(walk))
    context = _fields_context(walk, page, raw, filled) | {"waits": lively.shown, "asks": lively.asks}
    own = {
        "body": render_page(walk.plan, page_id, raw, errors, walk.language, here=here(page_id), **context),
        "walk": walk,
        "heading": walk.title,
        "form_title": walk.plan.form.title,
        "page": page,
        "place": [one.id for one in shown].index(page_id) + 1 if page in shown else 1,
        "count": len(shown),
        "last": len(shown) <= 1,
        "errors": errors,
        "labels": labels(walk.plan, errors, walk.language),
        "here": here(page_id),
        "seal": parked.seal(walk.draft.id, walk.actor.user_id),
        "shown_ids": _shown_ids(walk, page, filled),
        "notice": notice,
        "aside": put_aside(walk.draft, walk.language),
        "elsewhere": entered_elsewhere(walk.draft, walk.language),
        "sheet": lively.sheet and htmlsafe_json_dumps(lively.sheet, separators=(",", ":"), ensure_ascii=False),
        "signs": any(isinstance(field, Signature) for field in page.fields),
        "confirm": _confirmable(page, raw, context["o"]),
        "asks_source": len(shown) <= 1 and _writes_facts(walk),
        "autosave": url_for("forms.autosave", draft_id=walk.draft.id),
    }
    return show("forms/form.html" if fragment else "forms/page.html", status=status, **{**walk.around(), **own, **more})


def _sees_facts(walk: Walk) -> bool:
    """Whether somebody who fills in this form may open the person's page, and sees what stands there."""
    person = db.session.get(Person, walk.draft.person_id) if walk.draft.person_id else None
    return person is not None and walk.actor.may("see_people", person)


def _shown_ids(walk: Walk, page: Page, filled: Filled) -> str:
    return " ".join(field.id for field in page.fields if field.id in walk.plan.rules.hideable and field.id not in filled.hidden)


def _fields_context(walk: Walk, page: Page, raw: Raw, filled: Filled) -> dict[str, Any]:
    given = {field.id: known_value(field, walk.known) for field in page.fields if field.read_only}
    given |= {field.id: filled.answers.get(field.id) for field in page.fields if isinstance(field, Computed)}
    asker = walk.asker
    return {
        "asker": asker,
        "hidden": filled.hidden,
        "must": filled.must,
        "o": origins(db.session(), walk.plan, walk.draft.person_id, walk.known) | _carried(walk, page),
        "files": uploads.listed(db.session(), walk.draft, raw, lambda id_: url_for("forms.attachment", attachment_id=id_)),
        "shown": {
            id_: text(walk.plan.fields[id_], value, walk.language, asker) for id_, value in given.items() if value is not None
        },
    }


def _carried(walk: Walk, page: Page) -> dict[str, str]:
    """Where the answers come from that another programme's form gave to this page; only while nobody has saved it."""
    if drafts.stored_raw(walk.draft, page.id) is not None:
        return {}
    found = walk.earlier
    said = dict.fromkeys(found.answers, found.origin) | dict(found.former)
    return {field.id: said[field.id] for field in page.fields if field.id in said and known_value(field, walk.known) is None}


def conflict_page(walk: Walk, page_id: str, raw: Raw, conflict: DraftConflict) -> Response:
    """Somebody else saved this page meanwhile: what was typed stays in the form, what is stored stands beside it."""
    filled = walk.read(page_id, raw)
    theirs = walk.read(page_id, conflict.theirs).answers
    fields = [field for field in walk.plan.asked if walk.plan.page_of[field.id] == page_id]
    differing = [
        (field.label, text(field, theirs.get(field.id), walk.language, walk.asker))
        for field in fields
        if theirs.get(field.id) != filled.answers.get(field.id)
    ]
    return form_page(walk, page_id, raw, filled, {}, status=409, notice="conflict", conflict=conflict, differing=differing)


def check_page(walk: Walk, filled: Filled) -> Response:
    """All answers once more."""
    shown = walk.pages(filled)
    own = {
        "walk": walk,
        "heading": walk.title,
        "form_title": walk.plan.form.title,
        "sections": [(page.title, here(page.id), answered(page, filled, walk.language, walk.asker)) for page in shown],
        "here": here(CHECK),
        "seal": parked.seal(walk.draft.id, walk.actor.user_id),
        "asks_source": _writes_facts(walk),
        "count": len(shown),
    }
    return show("forms/check.html", **{**walk.around(), **own})


def answered(page: Page, filled: Filled, language: str, asker: Asker) -> list[tuple[Any, str]]:
    """Label and answer of each question that was asked, and of what was worked out."""
    told = [field for field in page.fields if (field.asks or isinstance(field, Computed)) and field.id not in filled.hidden]
    return [(field.label, text(field, filled.answers.get(field.id), language, asker)) for field in told]


def text(field: Field, value: Any, language: str, asker: Asker) -> str:
    """An answer as the asker may read it; a drawn signature comes as Markup."""
    if value is None:
        return "–"
    if field.kind == "file":
        names = uploads.names(asker.session, value)
        return ", ".join(names.get(id_, id_) for id_ in value)
    return kind_of(field).show_for(field, value, language, asker)


def labels(plan: Plan, errors: Iterable[str], language: str) -> dict[str, str]:
    """Path -> the question as it is worded; a row is named by its number."""
    return {path: _label(plan.fields[path.partition(".")[0]], path.split(".")[1:], language) for path in errors if path}


def _label(field: Field, below: list[str], language: str) -> str:
    label = field.label.text(language)
    if not below:
        return label
    row = f" {int(below[0]) + 1}" if below[0].isdigit() else ""
    if isinstance(field, Group) and len(below) > 1:
        inner = next((one for one in field.fields if one.id == below[1]), None)
        title = (field.row_title or field.label).text(language)
        return f"{title}{row}, {_label(inner, below[2:], language)}" if inner else f"{title}{row}"
    return f"{label}{row}"


def _confirmable(page: Page, raw: Raw, origin: Mapping[str, str]) -> list[tuple[str, Any, bool]]:
    """Prefilled fields of this page, which may be confirmed by a document that was seen today."""
    fields = [field for field in page.fields if field.id in origin and not field.read_only]
    return [(field.id, field.label, field.id in raw.get("_seen", ())) for field in fields]


def _writes_facts(walk: Walk) -> bool:
    return walk.draft.person_id is not None and bool(bound_names(walk.plan.asked))


def showable(value: str) -> str:
    """Half characters and NUL cannot be sent in a page; all else is shown as it came."""
    return value if storable(value) else value.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
