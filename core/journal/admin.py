"""The journal in the administration: the audit trail to read, deliveries to read and to send again."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import flash
from flask_admin.actions import action
from flask_admin.base import BaseView
from flask_admin.contrib.sqla.filters import FilterEqual
from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from core.admin import AdminBase
from core.clock import now
from core.database import transaction
from core.journal.data_words import Holding, in_a_line, in_full
from core.journal.deliver import wake
from core.journal.models import Delivery, Entry
from core.journal.words import WORDS, in_words


class EntriesView(AdminBase):
    """Who did what to which record. Read only: entries are never changed."""

    see = "see_audit"
    about = _("Who did what to which record, in an unbroken chain.")
    can_export = True
    column_list = ["at", "actor_name", "event", "subject_id", "data"]
    column_details_list = [
        "at", "actor_name", "actor_id", "event", "subject_id", "person_id", "case_id", "data", "chain_no", "hash", "id",
    ]  # fmt: skip
    column_export_list = column_details_list
    column_labels = {
        "at": _("Time"),
        "actor_name": _("By"),
        "actor_id": _("Account"),
        "event": _("Event"),
        "subject_id": _("Record"),
        "person_id": _("Person"),
        "case_id": _("Case"),
        "data": _("What"),
        "chain_no": _("Number in the chain"),
        "hash": _("Seal"),
        "id": _("Id"),
    }
    # by key: ids grow with time
    column_default_sort = ("id", True)
    column_sortable_list = ()
    # a line in the list; the whole of it on the entry's own page and in exports
    column_formatters: ClassVar[dict[str, Any]] = {
        "data": lambda _view, _context, entry, _name: in_a_line(entry),
        "event": in_words,
    }
    column_formatters_detail: ClassVar[dict[str, Any]] = {
        "data": lambda _view, _context, entry, _name: in_full(entry),
        "event": in_words,
    }
    column_formatters_export: ClassVar[dict[str, Any]] = {}
    column_filters = [
        FilterEqual(Entry.event, _("Event"), options=list(WORDS.items())),
        FilterEqual(Entry.person_id, _("Person")),
        FilterEqual(Entry.case_id, _("Case")),
        FilterEqual(Entry.subject_id, _("Record")),
        Holding(_("What")),
    ]


class DeliveriesView(AdminBase):
    """What plugins must still be told. A parked one waits for a person."""

    see = "see_deliveries"
    edit = "edit_deliveries"
    about = _("What plugins must still be told. What failed ten times waits here to be sent again.")
    column_list = ["plugin", "event", "due_at", "attempts", "parked_at", "error"]
    column_details_list = ["plugin", "event", "entry_id", "due_at", "attempts", "parked_at", "error", "id"]
    column_labels = {
        "plugin": _("Plugin"),
        "event": _("Event"),
        "entry_id": _("Entry"),
        "due_at": _("Next attempt"),
        "attempts": _("Attempts"),
        "parked_at": _("Parked"),
        "error": _("Error"),
        "id": _("Id"),
    }
    column_formatters: ClassVar[dict[str, Any]] = {"event": in_words}
    column_default_sort = ("id", True)
    column_sortable_list = ("due_at", "attempts", "parked_at")
    column_filters = [
        FilterEqual(Delivery.plugin, _("Plugin")),
        FilterEqual(Delivery.event, _("Event"), options=list(WORDS.items())),
    ]

    @action("retry", _("Send again"))
    def action_retry(self, ids: list[str]) -> None:
        with transaction() as session:
            for id in ids:
                wake(session, id, now())
        flash(ngettext("One delivery will be sent again.", "%(num)d deliveries will be sent again.", len(ids)), "success")


def views() -> list[BaseView]:
    return [
        EntriesView(Entry, name=_("Audit trail"), endpoint="entries", url="/admin/entries"),
        DeliveriesView(Delivery, name=_("Deliveries"), endpoint="deliveries", url="/admin/deliveries"),
    ]
