"""Units in the administration."""

from collections.abc import Callable
from typing import Any, ClassVar

from flask import flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.actor import current_actor, scoped
from core.admin import AdminBase
from core.clock import now
from core.database import db
from core.organisations.models import KINDS, Unit
from core.organisations.tree import BadUnit, add_unit, change_unit, move_unit

KIND_NAMES = {
    "land": _l("Land"),
    "district": _l("District"),
    "town": _l("Town"),
    "provider": _l("Provider"),
    "job_centre": _l("Job centre"),
    "company": _l("Company"),
    "association": _l("Association"),
}


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

    def _create(self, form: Any, session: Any) -> Unit:
        if form.parent.data is None:
            raise BadUnit("A unit is made below another one; choose it.")
        unit = add_unit(session, form.name.data, form.kind.data, form.parent.data, now(), actor=current_actor())
        self._require_in_scope(unit)
        return unit

    def _update(self, form: Any, id: Any, session: Any) -> bool:
        unit = self.get_one(id)
        change_unit(session, unit, now(), name=form.name.data, kind=form.kind.data, actor=current_actor())
        if self._may_move(unit):
            move_unit(session, unit, form.parent.data, now(), actor=current_actor())
        self._require_in_scope(unit)
        return True

    def _write(self, change: Callable[[Any], Any]) -> Any:
        try:
            return super()._write(change)
        except BadUnit:
            flash(
                _("The unit cannot be kept like this: it needs a name, and a place in the tree that is not below itself."),
                "error",
            )
            return False

    def _may_move(self, unit: Unit) -> bool:
        """The topmost own unit stays where it is: its parent is not among the choices, so an empty choice says nothing."""
        if unit.parent_id is None:
            return False
        above = scoped(current_actor(), Unit, self.edit).where(Unit.id == unit.parent_id)
        return db.session.scalars(above).first() is not None
