"""The pages on which a talk finds its person: she is searched for, or registered with what was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core import catalogue, clock
from core.actor import NotFound, current_actor, scoped
from core.clock import today
from core.database import db, transaction
from core.definitions import vocabulary
from core.organisations.models import Unit
from core.people import form
from core.people.registry import SOURCES
from core.people.search import search
from core.people.suspected import reason_texts, suspected
from core.web.gate import policy
from core.web.page import page
from forms.prefill import source_name
from workflows.screening import onward as onwards
from workflows.screening import talk
from workflows.screening.models import Talk
from workflows.screening.pages import blueprint
from workflows.who import who
from workflows.words import fact_text, title_of

FEW, MOST_UNITS = 8, 500
OURS = frozenset({"csrf_token", "_do", "programme", "person"})


@blueprint.get("/talks/<id>/onward")
@policy("open_case")
def onward(id: str) -> ResponseReturnValue:
    """`?programme=`: where it goes on; `?q=` looks for a person."""
    found = talk.fetch_talk(db.session(), current_actor(), id, clock.now())
    return _compare(found) if found.person_id else _find(found, form.Filled(dict.fromkeys(form.FIELDS, "")))


@blueprint.post("/talks/<id>/onward")
@policy("open_case")
def go_on(id: str) -> ResponseReturnValue:
    """`_do`: "person" (she is `person`), "register" (she is new), "record" (take the chosen answers along)."""
    if not current_actor().may("edit_people"):
        abort(403)
    return {"person": _is_known, "record": _record}.get(request.form.get("_do", ""), _register)(id)


def _is_known(id: str) -> ResponseReturnValue:
    with transaction() as session:
        found = _locked(session, id)
        if found.person_id is None:
            onwards.belongs_to(session, current_actor(), found, request.form.get("person", ""))
    return redirect(url_for("screening.onward", id=id, programme=_programme()), 303)


def _record(id: str) -> ResponseReturnValue:
    with transaction() as session:
        found = _locked(session, id)
        if found.person_id is None:
            raise NotFound("There is no such record.")
        onwards.take_along(session, current_actor(), found, request.form.getlist("take"), clock.now())
        person_id = found.person_id
    flash(_("The answers are recorded."), "success")
    return _goes_on(person_id)


def _register(id: str) -> ResponseReturnValue:
    found = talk.fetch_talk(db.session(), current_actor(), id, clock.now())
    if found.person_id:  # the same form sent twice
        return _goes_on(found.person_id)
    sent = {name: text for name, text in request.form.items() if name not in OURS}
    filled = form.read(sent, today(clock.now()))
    unit, source = request.form.get("_unit", ""), request.form.get("_source", SOURCES[0])
    if unit not in dict(_units()):
        filled.errors["_unit"] = [_("Please choose from the list.")]
    if source not in SOURCES:
        filled.errors["_source"] = [_("Please choose from the list.")]
    if filled.errors:
        return _find(found, filled)
    whole = {**talk.answers(found), **filled.values}
    if "_anyway" not in request.form and (same := suspected(whole)) != ([], False):
        return _find(found, filled, same)
    with transaction() as session:
        found = _locked(session, id)
        onwards.is_new(session, current_actor(), found, unit, filled.values, source, clock.now())
        person_id = str(found.person_id)
    flash(_("The person is registered, with all answers of the talk."), "success")
    return _goes_on(person_id)


def _goes_on(person_id: str) -> ResponseReturnValue:
    if _programme():
        return redirect(url_for("enrol.entry", person_id=person_id, programme_id=_programme()), 303)
    return redirect(url_for("people.person", id=person_id), 303)


def _locked(session: Any, id: str) -> Talk:
    return talk.fetch_talk(session, current_actor(), id, clock.now(), lock=True)


def _programme() -> str | None:
    """The programme of the address or the form, if it is on offer."""
    wanted = request.values.get("programme", "")
    return wanted if any(each.id == wanted for each in catalogue.offered()) else None


def _find(found: Talk, filled: form.Filled, same: Any = ([], False)) -> ResponseReturnValue:
    """Search, and the form for somebody new; with those who may be the same person."""
    text = request.args.get("q", "").strip()
    hits = search(db.session(), current_actor(), text, limit=FEW).hits if text else []
    return page(
        "workflows/screening/find.html",
        status=422 if filled.errors else 409 if same != ([], False) else 200,
        text=text,
        hits=[each for each in hits if current_actor().may("edit_people", each.person)],
        filled=filled,
        same=same[0],
        hidden=same[1],
        reason_texts=reason_texts(),
        asked=_asked(found),
        units=_units(),
        unit=request.form.get("_unit", ""),
        source=request.form.get("_source", SOURCES[0]),
        **_of_both(found),
    )


def _compare(found: Talk) -> ResponseReturnValue:
    compared = onwards.compared(db.session(), found)
    return page(
        "workflows/screening/compare.html",
        person=who(db.session(), current_actor(), [str(found.person_id)])[str(found.person_id)],
        compared=[
            (each, title_of(each.fact), fact_text(each.fact, each.value), _before(each.fact, each.before)) for each in compared
        ],
        **_of_both(found),
    )


def _of_both(found: Talk) -> Mapping[str, Any]:
    programme = _programme()
    title = next((each.title for each in catalogue.offered() if each.id == programme), None)
    labels = {name: vocabulary().fact(name).title for name in (*onwards.IDENTITY, "date_of_birth")}
    return {
        "talk": found,
        "programme": programme,
        "programme_title": title,
        "labels": {**labels, "_unit": _("Unit"), "_source": _("Source")},
        "given": [(title_of(fact), fact_text(fact, value)) for fact, value in talk.answers(found).items()],
        "sources": [(each, source_name(each)) for each in SOURCES],
    }


def _asked(found: Talk) -> list[str]:
    """The birthday helps to find doubles; it is asked for unless the talk knows it."""
    return [*onwards.IDENTITY[:2], *(["date_of_birth"] if "date_of_birth" not in found.given else []), *onwards.IDENTITY[2:]]


def _before(fact: str, value: Any) -> str:
    return "" if value is None else fact_text(fact, value)


def _units() -> list[tuple[str, str]]:
    query = scoped(current_actor(), Unit, "edit_people").order_by(Unit.path, Unit.name).limit(MOST_UNITS)
    return [(unit.id, unit.name) for unit in db.session.scalars(query)]
