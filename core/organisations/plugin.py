"""What organisations give to the house: units in the administration."""

from collections.abc import Sequence

from flask_admin.base import BaseView
from flask_babel import lazy_gettext as _l

from core.marker import hookimpl
from core.organisations.admin import UnitView
from core.organisations.models import Unit


@hookimpl
def admin_views() -> Sequence[BaseView]:
    return [UnitView(Unit, name=_l("Units"), endpoint="admin_units", url="/admin/units")]
