"""Offerings, attendances and tallies in the administration: to look at, to filter and to take out, within the usual scope."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_admin.base import BaseView
from flask_admin.contrib.sqla.filters import DateGreaterFilter, DateSmallerFilter, FilterEmpty, FilterEqual
from flask_babel import lazy_gettext as _

from core.people.models import Person
from workflows import admin_cells as cells
from workflows.admin_filters import OfOffering, of_case, of_person
from workflows.models import Case
from workflows.offering_models import Attendance, Offering, Tally

_LABELS = {
    "title": _("Name"),
    "programme": _("Programme"),
    "kind": _("Kind"),
    "starts_on": _("Begins on"),
    "ends_on": _("Ends on"),
    "places": _("Places"),
    "units": _("Teaching units"),
    "numbers": _("Heads"),
    "closed_on": _("Closed on"),
    "synthetic": _("Demo data"),
    "revision": _("Revision"),
    "version": _("Version"),
    "created_at": _("Created"),
    "answers": _("Particulars"),
    "id": _("Id"),
    "offering_id": _("Offering"),
    "person_id": _("Person"),
    "case_id": _("Case"),
    "status": _("Status"),
    "note": _("Note"),
    "since": _("Signed up"),
    "counter": _("Counter"),
    "day": _("Day"),
    "amount": _("Amount"),
    "cost": _("Cost in euros"),
    "total": _("Sum with it"),
    "reason": _("Reason"),
    "corrects_id": _("Corrects"),
    "submission_id": _("Submission"),
    "created_by_name": _("By"),
}


class OfferingsView(cells.OfProgrammes):
    """All that is on offer or was. Changed on its own page alone, where places are held under lock."""

    see = "see_case"
    about = _("Courses, events and other offerings of all programmes.")
    can_export = True
    column_list = ["title", "programme", "kind", "starts_on", "ends_on", "places", "closed_on", "synthetic"]
    column_details_list = [*column_list, "units", "numbers", "revision", "version", "created_at"]
    column_export_list = [*column_list, "units", "numbers", "id"]
    column_labels = _LABELS
    column_formatters = {
        "programme": cells.programme,
        "kind": cells.called("offerings"),
        "numbers": cells.heads,
        "revision": cells.revision,
    }
    column_formatters_export: ClassVar[dict[str, Any]] = {}
    column_searchable_list = ["title"]
    column_default_sort = ("starts_on", True)
    column_sortable_list = ("title", "programme", "kind", "starts_on", "ends_on", "closed_on")
    parts_filtered = (("kind", _("Kind"), "offerings"),)
    column_filters = [
        FilterEmpty(Offering.closed_on, _("Closed on")),
    ]


class AttendanceView(cells.OfProgrammes):
    """Who takes part in what. No names: the number of the person is on her page."""

    see = "see_case"
    about = _("Who takes part in which offering, and how.")
    can_export = True
    column_list = ["offering_id", "programme", "person_id", "status", "units", "note", "since"]
    column_details_list = [*column_list, "case_id", "version"]
    column_export_list = [*column_details_list, "id"]
    column_labels = _LABELS
    column_formatters = {
        "offering_id": cells.offering,
        "programme": cells.programme,
        "person_id": cells.numbered(Person),
        "case_id": cells.numbered(Case),
        "status": cells.status,
    }
    column_formatters_export: ClassVar[dict[str, Any]] = {}
    column_default_sort = ("id", True)
    column_sortable_list = ("programme", "status", "since")
    column_filters = [
        FilterEqual(Attendance.status, _("Status"), options=list(cells.STATUSES.items())),
        OfOffering(Attendance.offering_id, _("Offering")),
        of_person(Attendance.person_id),
        of_case(Attendance.case_id),
    ]


class TalliesView(cells.OfProgrammes):
    """Every entry of every counter. Never changed: a correction is an entry of its own, made on the page of the sum."""

    see = "see_case"
    about = _("What programmes count: minutes, units and money, each entry with its day.")
    can_export = True
    column_list = ["day", "programme", "counter", "amount", "cost", "person_id", "created_by_name", "reason"]
    column_details_list = [*column_list, "case_id", "total", "corrects_id", "submission_id", "revision", "created_at", "id"]
    column_export_list = column_details_list
    column_labels = _LABELS
    column_formatters = {
        "programme": cells.programme,
        "counter": cells.called("counters"),
        "amount": cells.counted,
        "cost": cells.cost,
        "total": cells.counted,
        "person_id": cells.numbered(Person),
        "case_id": cells.numbered(Case),
        "revision": cells.revision,
    }
    column_formatters_export: ClassVar[dict[str, Any]] = {"cost": cells.euros}
    column_default_sort = ("day", True)
    column_sortable_list = ("day", "programme", "counter")
    parts_filtered = (("counter", _("Counter"), "counters"),)
    column_filters = [
        of_person(Tally.person_id),
        of_case(Tally.case_id),
        DateGreaterFilter(Tally.day, _("Day")),
        DateSmallerFilter(Tally.day, _("Day")),
    ]


def views() -> list[BaseView]:
    return [
        OfferingsView(Offering, name=_("Offerings"), endpoint="offerings_admin", url="/admin/offerings"),
        AttendanceView(Attendance, name=_("Participation"), endpoint="attendance_admin", url="/admin/attendance"),
        TalliesView(Tally, name=_("Counted"), endpoint="tallies_admin", url="/admin/tallies"),
    ]
