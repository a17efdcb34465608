"""Units in the administration."""

from collections.abc import Iterator
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.actor import current_actor, scoped
from core.admin import AdminBase
from core.clock import now
from core.database import db
from core.journal.data_words import says
from core.journal.models import Entry
from core.organisations.models import KINDS, Unit
from core.organisations.tree import BadUnit, add_unit, change_unit, clean_name, move_unit

KIND_NAMES = {
    "land": _l("Land"),
    "district": _l("District"),
    "town": _l("Town"),
    "provider": _l("Provider"),
    "job_centre": _l("Job centre"),
    "company": _l("Company"),
    "association": _l("Association"),
}


@says("unit_id", "unit_path")
def _unit_told(_entry: Entry, told: str) -> str:
    """For the audit trail; the last part of a path is the unit's own id."""
    found = db.session.get(Unit, told.strip("/").rpartition("/")[2])
    return found.name if found else ""


class UnitView(AdminBase):
    """The tree of units; a unit is made below one of the own, and moved within them."""

    see = "see_units"
    edit = "edit_units"
    about = _l("Offices, providers and companies, and who stands below whom.")
    relation_actions: ClassVar[dict[str, str]] = {"parent": "edit_units"}

    can_create = True
    can_edit = True
    column_list = ("name", "kind", "parent", "created_at")
    column_details_list = ("name", "kind", "parent", "synthetic", "created_at")
    column_searchable_list = ("name",)
    column_labels = {
        "name": _l("Name"),
        "kind": _l("Kind"),
        "parent": _l("Belongs to"),
        "created_at": _l("Created"),
        "synthetic": _l("Demo data"),
    }
    column_formatters = {"kind": lambda _view, _context, unit, _name: KIND_NAMES.get(unit.kind, unit.kind)}
    form_columns = ("name", "kind", "parent")
    form_choices = {"kind": [(kind, KIND_NAMES[kind]) for kind in KINDS]}

    mendable: ClassVar[tuple[type[Exception], ...]] = (BadUnit,)

    def told(self, error: Any) -> tuple[str | None, str]:
        return error.field, _mendable()[error.field]

    def faults(self, form: Any) -> Iterator[tuple[str, str]]:
        try:
            clean_name(form.name.data or "")
        except BadUnit as error:
            yield error.field, _mendable()[error.field]
        unit = form._obj
        if form.parent.data is None and (unit is None or self._stands_below_own(unit)):
            yield "parent", _("Please choose a unit.")

    def _create(self, form: Any, session: Any) -> Unit:
        unit = add_unit(session, form.name.data, form.kind.data, form.parent.data, now(), actor=current_actor())
        self._require_in_scope(unit)
        return unit

    def _update(self, form: Any, id: Any, session: Any) -> bool:
        unit = self.get_one(id)
        change_unit(session, unit, now(), name=form.name.data, kind=form.kind.data, actor=current_actor())
        # the topmost own unit stays where it is unless another place is chosen: the unit above it is not among the choices
        if form.parent.data is not None:
            move_unit(session, unit, form.parent.data, now(), actor=current_actor())
        self._require_in_scope(unit)
        return True

    def _stands_below_own(self, unit: Unit) -> bool:
        if unit.parent_id is None:
            return False
        above = scoped(current_actor(), Unit, self.edit).where(Unit.id == unit.parent_id)
        return db.session.scalars(above).first() is not None


def _mendable() -> dict[str, str]:
    return {
        "name": _("Please enter a name of at most 200 characters."),
        "kind": _("Please choose from the list."),
        "parent": _("The unit cannot stand there: not below itself, and at most 20 levels deep. Choose another unit."),
    }
