"""Cases, their blocks and links in the administration: to look at, within the same scope as everywhere."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_admin.base import BaseView
from flask_admin.contrib.sqla.filters import DateGreaterFilter, DateSmallerFilter, FilterEmpty, FilterEqual
from flask_babel import lazy_gettext as _

from core.admin import AdminBase
from workflows import admin_cells as cells
from workflows.admin_filters import Containing, Numbered, of_case
from workflows.models import BlockPlace, Case, CaseLink


class CasesView(cells.OfProgrammes):
    """Every way through a programme. Cases move by their tasks alone, so there is nothing to edit here."""

    see = "see_case"
    can_export = True
    about = _("Every way of a person through a programme. Cases move by their tasks alone.")
    column_list = [
        "number",
        "programme",
        "phase",
        "entered_on",
        "closed_on",
        "exit_reason",
        "responsible_name",
    ]
    column_details_list = [*column_list, "track", "revision", "version", "synthetic", "created_at"]
    column_export_list = [*column_details_list, "id"]
    column_labels = {
        "number": _("Case number"),
        "programme": _("Programme"),
        "track": _("Track"),
        "phase": _("Phase"),
        "entered_on": _("Entered on"),
        "closed_on": _("Closed on"),
        "exit_reason": _("Reason"),
        "responsible_name": _("Responsible"),
        "synthetic": _("Demo data"),
        "revision": _("Revision"),
        "version": _("Version"),
        "created_at": _("Created"),
        "id": _("Id"),
    }
    column_formatters = {
        "programme": cells.programme,
        "track": cells.called("tracks"),
        "phase": cells.called("phases"),
        "exit_reason": cells.called("exits"),
        "revision": cells.revision,
    }
    column_searchable_list = ["number"]
    column_formatters_export: ClassVar[dict[str, Any]] = {}
    column_default_sort = ("entered_on", True)
    column_sortable_list = ("number", "programme", "entered_on", "closed_on")
    parts_filtered = (("phase", _("Phase"), "phases"), ("exit_reason", _("Reason"), "exits"))
    column_filters = [
        Containing(Case.responsible_name, _("Responsible")),
        FilterEmpty(Case.closed_on, _("Closed on")),
        DateGreaterFilter(Case.entered_on, _("Entered on")),
        DateSmallerFilter(Case.entered_on, _("Entered on")),
    ]


class BlockPlacesView(cells.OfProgrammes):
    """Who is in which block, and who waits. Moved on the pages of the cases alone, where places are counted under lock."""

    see = "see_case"
    about = _("Who is in which building block, who waits for a place, and who left.")
    can_export = True
    column_list = ["programme", "block", "status", "since", "case_id"]
    column_details_list = [*column_list, "reason", "verdict"]
    column_export_list = column_list
    column_labels = {
        "programme": _("Programme"),
        "block": _("Block"),
        "status": _("Status"),
        "since": _("Since"),
        "case_id": _("Case"),
        "reason": _("Reason"),
        "verdict": _("Verdict at entry"),
    }
    column_formatters = {
        "programme": cells.programme,
        "block": cells.called("blocks"),
        "status": cells.place,
        "case_id": cells.numbered(Case),
        "verdict": cells.verdict,
    }
    column_formatters_export: ClassVar[dict[str, Any]] = {}
    column_default_sort = ("since", True)
    column_sortable_list = ("programme", "block", "status", "since")
    parts_filtered = (("block", _("Block"), "blocks"),)
    column_filters = [
        of_case(BlockPlace.case_id),
        FilterEqual(BlockPlace.status, _("Status"), options=list(cells.PLACES.items())),
    ]


class CaseLinksView(AdminBase):
    """Which cases belong together. Joined by the forms of their tasks alone."""

    see = "see_case"
    about = _("Cases that belong together: those of mentees and of their mentors.")
    can_export = True
    column_list = ["name", "from_case", "to_case", "since", "until"]
    column_details_list = column_list
    column_export_list = column_list
    column_labels = {
        "name": _("Name"),
        "from_case": _("Case"),
        "to_case": _("Other case"),
        "since": _("Since"),
        "until": _("Until"),
    }
    column_formatters = {"name": cells.link, "from_case": cells.numbered(Case), "to_case": cells.numbered(Case)}
    column_formatters_export: ClassVar[dict[str, Any]] = {}
    column_default_sort = ("since", True)
    column_sortable_list = ("name", "since", "until")
    column_filters = [
        of_case(CaseLink.from_case),
        Numbered(CaseLink.to_case, _("Other case"), Case),
        FilterEmpty(CaseLink.until, _("Until")),
    ]


def views() -> list[BaseView]:
    return [
        CasesView(Case, name=_("Cases"), endpoint="cases_admin", url="/admin/cases"),
        BlockPlacesView(BlockPlace, name=_("Places in blocks"), endpoint="places_admin", url="/admin/places"),
        CaseLinksView(CaseLink, name=_("Links between cases"), endpoint="links_admin", url="/admin/links"),
    ]
