"""Cases in the administration: to look at, within the same scope as everywhere."""

from __future__ import annotations

from flask_admin.base import BaseView
from flask_admin.contrib.sqla.filters import FilterEqual
from flask_babel import lazy_gettext as _

from core.admin import AdminBase
from workflows.models import Case


class CasesView(AdminBase):
    """Every way through a programme. Cases move by their tasks alone, so there is nothing to edit here."""

    see = "see_case"
    about = _("Every way of a person through a programme. Cases move by their tasks alone.")
    column_list = ["number", "programme", "phase", "entered_on", "closed_on", "exit_reason", "responsible_name", "synthetic"]
    column_details_list = [*column_list, "revision", "version", "created_at"]
    column_labels = {
        "number": _("Case number"),
        "programme": _("Programme"),
        "phase": _("Phase"),
        "entered_on": _("Entered on"),
        "closed_on": _("Closed on"),
        "exit_reason": _("Reason"),
        "responsible_name": _("Responsible"),
        "synthetic": _("Demo data"),
        "revision": _("Revision"),
        "version": _("Version"),
        "created_at": _("Created"),
    }
    column_searchable_list = ["number"]
    column_default_sort = ("entered_on", True)
    column_sortable_list = ("number", "programme", "entered_on", "closed_on")
    column_filters = [FilterEqual(Case.programme, _("Programme"))]


def views() -> list[BaseView]:
    return [CasesView(Case, name=_("Cases"), endpoint="cases_admin", url="/admin/cases")]
