"""Who takes part in an offering, and how: presence with teaching units, the list on paper and as a file."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from tablib import Dataset

from core.actor import Actor
from core.admin.cells import safe_cell
from core.events import PresenceRecorded
from core.journal import announce
from core.people.models import Identity, Person
from workflows.models import Case
from workflows.offering_about import CannotOffer, units_fault
from workflows.offering_models import Attendance, Offering
from workflows.offering_seats import kind_of
from workflows.offerings import unclosed
from workflows.who import names_of

PRESENCE = ("signed_up", "attending", "completed", "absent")
LONGEST_NOTE = 500
MOST_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Attendee:
    """A line of the list. `name` is empty for who may not see it."""

    row: Attendance
    number: str
    name: str
    case: str = ""
    synthetic: bool = False

    def __str__(self) -> str:
        return self.name or self.number


@dataclass(frozen=True, slots=True)
class Presence:
    """What is said of one attendee; `version` is the one that the page was made of."""

    status: str
    units: int | None
    note: str
    version: int


def attendees(session: Session, actor: Actor, offering: Offering) -> list[Attendee]:
    """All that the actor sees of the list: places first by name, then the waiting list in its order, at the end who cancelled.

    Who holds an offering, and may see names there, sees the names of its people: they were signed up with her.
    """
    query = (
        select(Attendance, Person.number, Person.synthetic, Case.number.label("case"))
        .join(Person, Person.id == Attendance.person_id)
        .outerjoin(Case, Case.id == Attendance.case_id)
        .where(Attendance.offering_id == offering.id, Attendance.scope(actor, "see_case"))
        .order_by(Attendance.since, Attendance.id)
        .limit(MOST_LISTED)
    )
    rows = session.execute(query).all()
    names = _names(session, actor, offering, {row.Attendance.person_id for row in rows})
    found = [
        Attendee(row.Attendance, row.number, names.get(row.Attendance.person_id, ""), row.case or "", row.synthetic)
        for row in rows
    ]
    seated = sorted((each for each in found if each.row.status in PRESENCE), key=lambda each: str(each).casefold())
    return [*seated, *(each for status in ("waiting", "cancelled") for each in found if each.row.status == status)]


def record(session: Session, actor: Actor, offering_id: str, said: Mapping[str, Presence], now: datetime) -> list[Attendance]:
    """Write down presence by attendance id; those of whom nothing new is said stay as they are. All or nothing.

    Raises NotFound, and CannotOffer with errors by "<attendance id>.<field>".
    """
    offering = unclosed(session, actor, offering_id)
    kind = kind_of(offering)
    rows = session.scalars(
        select(Attendance)
        .where(Attendance.offering_id == offering.id, Attendance.id.in_(list(said)))
        .execution_options(populate_existing=True)
    ).all()
    changed = [row for row in rows if _differs(row, said[row.id])]
    errors: dict[str, list[str]] = {}
    for row in changed:
        errors |= _faults(kind, offering.units, row, said[row.id])
    if errors:
        raise CannotOffer(errors)
    for row in changed:
        new = said[row.id]
        row.status, row.units, row.note, row.version = new.status, new.units, new.note, row.version + 1
        event = PresenceRecorded(subject_id=offering.id, person_id=row.person_id, case_id=row.case_id, status=new.status)
        announce(session, event, actor=actor, now=now)
    session.flush()
    return changed


def table(offering: Offering, people: Sequence[Attendee], words: Mapping[str, str]) -> Dataset:
    """The list for a spreadsheet; `words` names the statuses. No cell is a formula."""
    kind = kind_of(offering)
    headers = [_("Person number"), _("Name"), _("Case number"), _("Signed up"), _("Status")]
    found = Dataset(headers=[*headers, *([_("Teaching units")] if kind.units else []), _("Note")], title=_("Participants"))
    for each in people:
        units = [each.row.units] if kind.units else []
        cells = [each.number, each.name, each.case, each.row.since.date().isoformat(), words[each.row.status], *units]
        found.append([safe_cell(cell) for cell in (*cells, each.row.note)])
    return found


def exported(found: Dataset, kind: str) -> bytes:
    """`csv` (with a mark by which spreadsheets see UTF-8) or `xlsx`."""
    if kind == "csv":
        return b"\xef\xbb\xbf" + str(found.export("csv")).encode()
    out = io.BytesIO()
    out.write(found.export("xlsx"))
    return out.getvalue()


def of_case(session: Session, case_id: str) -> Sequence[Any]:
    """Offerings of a case that the caller has fetched, with the attendance, the latest first."""
    query = (
        select(Attendance, Offering)
        .join(Offering, Offering.id == Attendance.offering_id)
        .where(Attendance.case_id == case_id)
        .order_by(Offering.starts_on.desc(), Offering.id)
    )
    return session.execute(query).all()


def _differs(row: Attendance, said: Presence) -> bool:
    return (row.status, row.units, row.note) != (said.status, said.units, said.note)


def _faults(kind: Any, planned: int | None, row: Attendance, said: Presence) -> dict[str, list[str]]:
    """By "<attendance id>.<field>"."""
    if said.version != row.version or row.status not in PRESENCE:
        return {f"{row.id}.status": [_("Somebody else has changed this line meanwhile. Reload the page to see it.")]}
    found: dict[str, list[str]] = {}
    if said.status not in PRESENCE:
        found[f"{row.id}.status"] = [_("Please choose from the list.")]
    if len(said.note) > LONGEST_NOTE:
        found[f"{row.id}.note"] = [_("At most %(most)s characters fit here.", most=LONGEST_NOTE)]
    if kind.units and (reason := _units(kind, planned, said)):
        found[f"{row.id}.units"] = [reason]
    return found


def _units(kind: Any, planned: int | None, said: Presence) -> str:
    """The least is asked of who has completed; before that they only may not be too many. Nobody has more than were planned."""
    if said.units is None:
        asked = said.status == "completed" and kind.least_units
        return str(_("Say how many teaching units it was: who completes needs them.")) if asked else ""
    if planned and said.units > planned:
        return _("%(units)s teaching units are too many: at most %(most)s count.", units=said.units, most=planned)
    reason = units_fault(kind, said.units)
    early = said.status != "completed" and 0 <= said.units <= (kind.most_units or said.units)
    return "" if early else reason


def _names(session: Session, actor: Actor, offering: Offering, ids: set[str]) -> dict[str, str]:
    if not actor.may("see_identity", offering):
        return names_of(session, actor, ids)
    query = select(Identity.person_id, Identity.family_name, Identity.given_name).where(Identity.person_id.in_(ids))
    return {
        row.person_id: ", ".join(part for part in (row.family_name, row.given_name) if part) for row in session.execute(query)
    }
