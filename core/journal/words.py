"""Events in words, for people who read the audit trail."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

WORDS: dict[str, Any] = {
    "person_registered": _("Person registered"),
    "identity_changed": _("Name or contact changed"),
    "facts_recorded": _("Facts recorded"),
    "form_submitted": _("Form handed in"),
    "case_opened": _("Taken into a programme"),
    "step_done": _("Step done"),
    "task_assigned": _("Task assigned"),
    "step_reopened": _("Step opened again"),
    "case_closed": _("Case closed"),
    "case_assigned": _("Case handed over"),
    "case_moved": _("Case moved to another revision"),
    "block_entered": _("Block entered"),
    "block_queued": _("Put on the waiting list of a block"),
    "block_left": _("Block left"),
    "cases_linked": _("Cases linked"),
    "link_ended": _("Link of cases ended"),
    "case_referred": _("Case referred"),
    "offering_made": _("Offering made"),
    "offering_changed": _("Offering changed"),
    "offering_closed": _("Offering closed"),
    "signed_up": _("Signed up for an offering"),
    "moved_up": _("Moved up from the waiting list"),
    "sign_up_cancelled": _("Signed off from an offering"),
    "presence_recorded": _("Presence recorded"),
    "threshold_reached": _("Threshold reached"),
    "tally_corrected": _("Sum corrected"),
    "document_made": _("Document made"),
    "letter_made": _("Letter made"),
    "letter_withdrawn": _("Letter withdrawn"),
    "programme_published": _("Programme published"),
    "change_set_moved": _("Change set moved on"),
    "signed_in": _("Signed in"),
    "signed_out": _("Signed out"),
    "sign_in_failed": _("Sign-in failed"),
    "user_changed": _("Account changed"),
    "rights_changed": _("Rights changed"),
    "unit_changed": _("Unit changed"),
    "record_seen": _("Record opened"),
}
"""Each event of core.events; a plugin's own stands with its name."""


def in_words(_view: Any, _context: Any, row: Any, _name: str) -> str:
    """A formatter for the administration's lists."""
    return str(WORDS.get(row.event, row.event))
