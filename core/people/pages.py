"""The pages of the registry: the list with search, the form for a new person, and the page of one person."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import current_actor, fetch, require, scoped
from core.clock import now, today
from core.database import db, new_id, transaction
from core.definitions import CodeList
from core.journal import seen
from core.organisations.models import Unit
from core.people import form
from core.people.doubles import Double
from core.people.models import Person
from core.people.normal import normal
from core.people.registry import SOURCES, known, record, register
from core.people.search import search
from core.people.show import Shown, age, words
from core.people.sight import sight
from core.people.suspected import reason_texts, suspected
from core.web.gate import policy
from core.web.i18n import wording_text
from core.web.inputs import storable
from core.web.page import page
from core.web.panels import panels
from core.web.role_names import ROLE_NAMES

blueprint = Blueprint("people", __name__, template_folder="templates")
MAX_UNITS = 500
LONG_LIST = 50


@blueprint.get("/people")
@policy("see_people")
def people() -> ResponseReturnValue:
    text, after = request.args.get("q", "").strip(), request.args.get("after") or None
    found = search(db.session(), current_actor(), text, after)
    following = url_for("people.people", q=text or None, after=found.after) if found.after else None
    first = url_for("people.people", q=text or None) if after else None
    ages = {hit.person.id: age(hit.facts.date_of_birth) for hit in found.hits}
    return page("people/list.html", hits=found.hits, text=text, first=first, following=following, ages=ages, words=words)


@blueprint.get("/people/new")
@policy("edit_people")
def new_person() -> ResponseReturnValue:
    return _form(form.Filled(dict.fromkeys(form.FIELDS, "")), key=new_id())


@blueprint.post("/people/new")
@policy("edit_people")
def register_person() -> ResponseReturnValue:
    actor, moment = current_actor(), now()
    filled, key = form.read(request.form, today(moment)), _key(request.form.get("_key"))
    unit = _chosen_unit(filled)
    source = request.form.get("_source", SOURCES[0])
    if source not in SOURCES:
        filled.errors["_source"] = [_("Please choose from the list.")]
    if filled.errors or unit is None:
        return _form(filled, key=key)
    if "_anyway" not in request.form and (found := suspected(filled.values)) != ([], False):
        return _form(filled, key=key, same=found[0], hidden=found[1])
    try:
        with transaction() as session:
            # The same form sent twice is one person: its key is her id.
            if session.get(Person, key) is None:
                register(session, actor, session.get_one(Unit, unit.id), filled.values, {}, source=source, now=moment, id=key)
                flash(_("The person is registered."), "success")
    except IntegrityError:
        if db.session.get(Person, key) is None:
            raise
    return redirect(url_for("people.person", id=key))


@blueprint.get("/people/<id>")
@policy("see_people")
def person(id: str) -> ResponseReturnValue:
    actor = current_actor()
    found = fetch(db.session(), actor, Person, id, "see_people")
    seen(actor, "person", id, person_id=id, now=now())
    shown = Shown(db.session(), actor, found)
    return page(
        "people/person.html",
        person=found,
        shown=shown,
        today=today(now()),
        panels=panels("person_panels", actor=actor, person_id=id),
        words=words,
        sight=sight(db.session(), actor, found),
        role_names=ROLE_NAMES,
        programme_names={each.id: each.title for each in catalogue.offered()},
    )


@blueprint.get("/people/<id>/edit")
@policy("edit_people")
def edit_person(id: str) -> ResponseReturnValue:
    person = _editable(db.session(), id)
    seen(current_actor(), "person", id, person_id=id, now=now())
    return _edit_form(person, form.Filled(form.typed(known(db.session(), id))))


@blueprint.post("/people/<id>/edit")
@policy("edit_people")
def change_person(id: str) -> ResponseReturnValue:
    moment, source = now(), request.form.get("_source", SOURCES[0])
    with transaction() as session:
        person = _editable(session, id)
        before = known(session, id)
        filled = form.read(request.form, today(moment), before)
        if source not in SOURCES:
            filled.errors["_source"] = [_("Please choose from the list.")]
        # What was typed is compared with what the page was made of: others may have written in between.
        if filled.errors or request.form.get("_version") != str(person.version):
            return _edit_form(person, filled, stale=not filled.errors)
        record(session, current_actor(), id, form.changed(filled, before), source=source, now=moment)
    flash(_("The changes are saved."), "success")
    return redirect(url_for("people.person", id=id))


def _editable(session: Session, id: str) -> Person:
    """Who corrects a record must see all that the form shows."""
    found = fetch(session, current_actor(), Person, id, "edit_people")
    require(current_actor(), "see_identity", found)
    return found


def _edit_form(person: Person, filled: form.Filled, *, stale: bool = False) -> ResponseReturnValue:
    return page(
        "people/edit.html",
        status=422 if filled.errors else 409 if stale else 200,
        filled=filled,
        person=person,
        version=person.version,
        stale=stale,
        now_known=form.typed(known(db.session(), person.id)) if stale else {},
        **_of_the_form(),
    )


def _form(filled: form.Filled, *, key: str, same: Sequence[Double] = (), hidden: bool = False) -> ResponseReturnValue:
    units = _units()
    if not units:
        abort(403)
    return page(
        "people/new.html",
        status=422 if filled.errors else 409 if same or hidden else 200,
        filled=filled,
        hidden=hidden,
        reason_texts=reason_texts(),
        unit_options=[(unit.id, unit.name) for unit in units],
        unit_id=request.form.get("_unit") or units[0].id,
        key=key,
        same=same,
        **_of_the_form(),
    )


def _of_the_form() -> dict[str, Any]:
    """What both forms need: their fields, labels and choices."""
    return {
        "fields": form.fields(),
        "required": form.REQUIRED,
        "labels": {fact.id: fact.title for fact, _codes in form.fields()} | {"_unit": _("Unit"), "_source": _("Source")},
        "entries": _entries,
        "source": request.form.get("_source", SOURCES[0]),
    }


def _entries(codes: CodeList) -> list[tuple[str, str]]:
    """Codes with their words; long lists as the words sort in the reader's language, short ones in their own order."""
    listed = [(entry.id, wording_text(entry.title)) for entry in codes.entries]
    return sorted(listed, key=lambda one: normal(one[1])) if len(listed) > LONG_LIST and not codes.ordered else listed


def _units() -> list[Unit]:
    query = scoped(current_actor(), Unit, "edit_people").order_by(Unit.path, Unit.name).limit(MAX_UNITS)
    return list(db.session.scalars(query))


def _chosen_unit(filled: form.Filled) -> Unit | None:
    """The unit of the form, among those where the actor may register people."""
    chosen = request.form.get("_unit", "")
    own = scoped(current_actor(), Unit, "edit_people").where(Unit.id == chosen)
    unit: Unit | None = db.session.scalars(own).first() if storable(chosen) else None
    if unit is None:
        filled.errors["_unit"] = [_("Please choose from the list.")]
    return unit


def _key(text: str | None) -> str:
    """The form's key, if it is one of those that we hand out."""
    try:
        return str(uuid.UUID(text)) if text else new_id()
    except ValueError:
        return new_id()
