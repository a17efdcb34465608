"""The draft as text, part by part: for all that has no page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from core import clock
from core.actor import NotFound, current_actor
from core.catalogue import changes, finding
from core.catalogue.change_models import EDIT, ChangeSet
from core.catalogue.change_words import refusal
from core.catalogue.compare import place
from core.catalogue.designers import ABOUT, PARTS
from core.catalogue.trouble import Refused, Stale
from core.database import db, transaction
from core.definitions import DefinitionError, Fault, Programme, load_programme
from core.definitions.files import as_yaml, read_data
from core.rules.message import msg


class SourcePages:
    """For the page of change sets, which shows them."""

    _shown: Any
    _stale: Any

    @expose("/<change_id>/text")
    def source(self, change_id: str) -> ResponseReturnValue:
        return self._source(change_id, request.args.get("part", ABOUT))

    @expose("/<change_id>/text", methods=("POST",))
    def write(self, change_id: str) -> ResponseReturnValue:
        """One part as it was typed; what cannot be read comes back with the reason."""
        form, part = request.form, request.form.get("part", "")
        sent = form.get("_version", "")
        version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
        turn = {"undo": changes.undo, "redo": changes.redo}.get(form.get("_do", ""))
        try:
            with transaction() as session:
                if turn:
                    turn(session, current_actor(), change_id, version, clock.now())
                    return self._turned(change_id, part)
                changes.edit(
                    session, current_actor(), change_id, version, _with(part, form.get("text", "")), clock.now(), _what(part)
                )
        except Stale as error:
            stale: ResponseReturnValue = self._stale(error)
            return stale
        except Refused as error:
            return self._source(change_id, part, [refusal(error)])
        except DefinitionError as error:
            return self._source(change_id, part, finding.lines(error.faults))
        return redirect(url_for(".one", change_id=change_id), 303)

    def _turned(self, change_id: str, part: str) -> ResponseReturnValue:
        """Back to the part, which the step may have brought or taken."""
        change = changes.find(db.session(), current_actor(), change_id, EDIT)
        stays = part if part in _parts(change.programme) else ABOUT
        return redirect(url_for(".source", change_id=change_id, part=stays), 303)

    def _source(self, change_id: str, part: str, errors: list[str] | None = None) -> ResponseReturnValue:
        change = changes.find(db.session(), current_actor(), change_id, EDIT)
        parts = _parts(change.programme)
        if part not in parts:
            raise NotFound("There is no such record.")
        typed = request.form.get("text") if errors else None
        text = as_yaml(parts[part]) if typed is None else typed
        context = {"change": change, "places": _named(change.programme), "chosen": part, "text": text, "errors": errors or []}
        context["turns"] = _turns(change) if change.status in ("draft", "waiting") else {}
        shown: ResponseReturnValue = self._shown("catalogue/source.html", 422 if errors else 200, context)
        return shown


def _turns(change: ChangeSet) -> Mapping[str, bool]:
    """Which way there is a step to go."""
    done = [step.undone for step in changes.steps(db.session(), change) if not step.sealed]
    return {"undo": False in done, "redo": True in done}


def _parts(programme: Programme) -> Mapping[str, Any]:
    """Name of a part → its data; lists that are not there are empty."""
    data = programme.as_data()
    about = {name: value for name, value in data.items() if name not in (*PARTS, "forms", "id")}
    forms = {f"forms/{form.id}": _form(data, form.id) for form in programme.forms}
    return {ABOUT: about, **{name: data.get(name, []) for name in PARTS}, **forms}


def _form(data: Mapping[str, Any], id: str) -> Any:
    return next(form for form in data["forms"] if form.get("id") == id)


def _named(programme: Programme) -> list[tuple[str, str]]:
    forms = [(f"forms/{form.id}", place([programme], f"forms/{form.id}", "")) for form in programme.forms]
    return [(ABOUT, _("The programme itself")), *((name, _titles()[name]) for name in PARTS), *forms]


def _what(part: str) -> str:
    return _("%(part)s, as text", part=_("The programme itself") if part == ABOUT else _titles().get(part, part))


def _titles() -> Mapping[str, str]:
    return {
        "eligibility": _("Who may take part"),
        "combinations": _("Together with other programmes"),
        "roles": _("Roles"),
        "phases": _("Phases"),
        "blocks": _("Building blocks"),
        "tracks": _("Tracks"),
        "steps": _("Steps"),
        "offerings": _("Offerings"),
        "counters": _("Counters"),
        "exits": _("Exits"),
        "letters": _("Letters"),
        "lists": _("Code lists"),
        "examples": _("Examples"),
    }


def _with(part: str, text: str) -> changes.Make:
    """The edit that puts this text in the place of the part."""

    def make(programme: Programme) -> Programme:
        data, value = programme.as_data(), read_data(text)
        if part == ABOUT:
            if not isinstance(value, dict):
                raise DefinitionError([Fault("", msg("This part is a mapping: 'title: …', 'summary: …'"))])
            kept = {name: data[name] for name in (*PARTS, "forms", "id") if name in data}
            return load_programme({**value, **kept})
        if part.startswith("forms/"):
            forms = [value if f"forms/{form.get('id')}" == part else form for form in data.get("forms", [])]
            return load_programme({**data, "forms": forms})
        if part not in PARTS:
            raise NotFound("There is no such record.")
        return load_programme({**data, part: value or []})

    return make
