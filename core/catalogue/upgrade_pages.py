"""Two definitions brought together: both sides of each place, and a choice for each conflict."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose

from core import clock
from core.actor import Forbidden, NotFound, current_actor
from core.catalogue import changes, finding, upgrades
from core.catalogue.change_models import EDIT, may
from core.catalogue.change_words import refusal
from core.catalogue.compare import WHOLE, place, side_told
from core.catalogue.models import ProgrammeRow, shipped_definition
from core.catalogue.shipping import newest
from core.catalogue.trouble import Locked, Refused, Stale
from core.database import db, transaction
from core.definitions import DefinitionError
from core.definitions.files import as_yaml

SHOWN = 500


class UpgradePages:
    """For the page of change sets, which shows them."""

    _shown: Any
    _stale: Any

    @expose("/<change_id>/sides")
    def sides(self, change_id: str) -> ResponseReturnValue:
        return self._sides(change_id)

    @expose("/<change_id>/sides", methods=("POST",))
    def settle(self, change_id: str) -> ResponseReturnValue:
        """The sides that were chosen; those that were left open stay so."""
        form, actor = request.form, current_actor()
        found = _merge(change_id)
        sent = form.get("_version", "")
        version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
        chosen = {
            item.key: form[f"side-{number}"]
            for number, item in enumerate(found.items())
            if item.state == "conflict" and form.get(f"side-{number}") in ("ours", "theirs")
        }
        try:
            with transaction() as session:
                upgrades.settle(session, actor, change_id, version, chosen, clock.now())  # type: ignore[arg-type]  # both sides
        except Stale as error:
            stale: ResponseReturnValue = self._stale(error)
            return stale
        except Refused as error:
            return self._sides(change_id, [refusal(error)])
        except (Locked, DefinitionError) as error:
            return self._sides(change_id, finding.lines(error.faults))
        return redirect(url_for(".sides", change_id=change_id), 303)

    @expose("/programmes/<programme_id>/rehearse", methods=("POST",))
    def rehearse(self, programme_id: str) -> ResponseReturnValue:
        """Once more what the plugin delivered last, after its change set was discarded."""
        actor = current_actor()
        with transaction() as session:
            if session.get(ProgrammeRow, programme_id) is None:
                raise NotFound("There is no such record.")
            if not may(actor, EDIT, programme_id):
                raise NotFound("There is no such record.") if not may(actor, "see_programmes", programme_id) else Forbidden("")
            row = newest(session, programme_id)
            shipped = shipped_definition(session, row.digest) if row else None
            if shipped is None:
                raise NotFound("There is no such record.")
            change = upgrades.rehearse(session, actor, shipped, clock.now())
        return redirect(url_for(".one", change_id=change.id), 303)

    def _sides(self, change_id: str, errors: list[str] | None = None) -> ResponseReturnValue:
        actor, session = current_actor(), db.session()
        change, merge = changes.find(session, actor, change_id), _merge(change_id)
        items = merge.items()
        context = {
            "change": change,
            "programme": change.programme,
            "conflicts": [(number, item) for number, item in enumerate(items) if item.state == "conflict"],
            "others": [item for item in items if item.state != "conflict"][:SHOWN],
            "choices": merge.choices,
            "open": len(merge.open()),
            "edits": change.pending and change.status != "scheduled" and may(actor, EDIT, change.programme_id),
            "errors": errors or [],
            "as_text": as_text,
            "side_told": lambda item, value: side_told(merge.base, item, value),
            "where": lambda item: place(
                (merge.ours, merge.base, merge.theirs), item.address, "" if item.property in WHOLE else item.property
            ),
        }
        shown: ResponseReturnValue = self._shown("catalogue/sides.html", 422 if errors else 200, context)
        return shown


def as_text(value: Any) -> str:
    """A value of a definition as somebody reads it: text as it is, all else as in a file."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else as_yaml(value)


def _merge(change_id: str) -> upgrades.Merge:
    session = db.session()
    found = upgrades.merge_of(session, changes.find(session, current_actor(), change_id))
    if found is None:
        raise NotFound("There is no such record.")
    return found
