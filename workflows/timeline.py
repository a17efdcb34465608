"""What happened in a case, newest first: the journal says who and when, the task knows the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.definitions import Programme
from core.journal.models import Entry
from workflows.models import Case
from workflows.moves.history import Steps

LONGEST = 200
LETTERS = ("letter_made", "letter_withdrawn")
# who read the case is told by the audit trail alone
TOLD = (
    "case_opened",
    "step_done",
    "step_reopened",
    "case_assigned",
    "case_moved",
    "case_referred",
    "block_entered",
    "block_queued",
    "block_left",
    "cases_linked",
    "link_ended",
    "letter_made",
    "letter_withdrawn",
    "case_closed",
)


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of the timeline, as the macro shows it."""

    at: datetime
    title: Any
    by: str = ""
    state: str = "done"
    url: str | None = None
    text: Any = ""


def timeline(
    session: Session, programme: Programme, case: Case, receipts: Mapping[str, str | None], steps: Steps
) -> list[Happened]:
    """`receipts`: task id → where its receipt stands, for those whom the page shows."""
    mine = Entry.case_id == case.id, Entry.event.in_(TOLD)
    query = select(Entry).where(*mine).order_by(Entry.at.desc(), Entry.id.desc()).limit(LONGEST)
    found = [_happened(programme, entry, receipts, steps) for entry in session.scalars(query)]
    return [entry for entry in found if entry is not None]


def _happened(programme: Programme, entry: Entry, receipts: Mapping[str, str | None], steps: Steps) -> Happened | None:
    if entry.event == "case_opened":
        return Happened(entry.at, _("Entered the programme"), entry.actor_name, "current")
    if entry.event == "case_closed":
        reason = programme.exit_reason(entry.data.get("reason", ""))
        return Happened(entry.at, _("Left the programme"), entry.actor_name, "closed", text=reason.title if reason else "")
    if entry.event in LETTERS:
        return _letter(programme, entry)
    if found := _happened_beside(programme, entry, steps):
        return found
    step, task_id = steps(entry.data.get("step", "")), entry.data.get("task_id", "")
    if entry.event != "step_done" or step is None:
        return None
    return Happened(entry.at, step.title, entry.actor_name, "done", receipts.get(task_id))


def _letter(programme: Programme, entry: Entry) -> Happened:
    letter = programme.letter(entry.data.get("letter", ""))
    text = _("Letter made") if entry.event == "letter_made" else _("Letter withdrawn")
    return Happened(entry.at, text, entry.actor_name, text=letter.title if letter else "")


def _happened_beside(programme: Programme, entry: Entry, steps: Steps) -> Happened | None:
    """What happened beside the steps: blocks, referrals, links, a task taken back, somebody else responsible."""
    blocks = {block.id: block.title for block in programme.blocks}
    texts: dict[str, tuple[str, str]] = {
        "block_entered": (_("Moved up into a block") if entry.data.get("moved_up") else _("Entered a block"), "current"),
        "block_queued": (_("On the waiting list of a block"), "waiting"),
        "block_left": (_("Completed a block") if entry.data.get("completed") else _("Left a block"), "done"),
        "case_referred": (_("Referred to another unit"), "current"),
        "cases_linked": (_("Joined with another case"), "current"),
        "link_ended": (_("Parted from another case"), "done"),
        "step_reopened": (_("Opened a task again"), "current"),
        "case_assigned": (_("Somebody else is responsible"), "current"),
        "case_moved": (_("Back on its earlier revision") if entry.data.get("back") else _("On another revision"), "current"),
    }
    if entry.event not in texts:
        return None
    text, state = texts[entry.event]
    step = steps(entry.data["step"]) if entry.data.get("step") else None
    about = step.title if step else blocks.get(entry.data.get("block") or "", "")
    return Happened(entry.at, text, entry.actor_name, state, text=about)
