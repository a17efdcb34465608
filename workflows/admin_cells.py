"""What this wing's tables hold by id, in words: formatters for the lists of the administration. Exports keep the ids."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from core import catalogue
from core.admin import AdminBase
from core.catalogue import Revision
from core.database import db
from core.definitions import Programme
from core.people.models import Person
from core.web.i18n import wording_text
from workflows.admin_filters import called as called_filter
from workflows.admin_filters import of_programme
from workflows.amounts import amount_text, money_text
from workflows.models import Case
from workflows.offering_frame import statuses
from workflows.offering_models import STATUSES as ALL_STATUSES
from workflows.offering_models import Offering
from workflows.words import verdict_text

Formatter = Callable[[Any, Any, Any, str], str]
# how somebody stands to a block
PLACES = {"entered": _l("entered"), "waiting": _l("on the waiting list"), "left": _l("left"), "completed": _l("completed")}
# how somebody stands to an offering
STATUSES = {name: LazyString(lambda name: statuses()[name], name) for name in ALL_STATUSES}


def programme(_view: Any, _context: Any, row: Any, name: str) -> str:
    """What the row's programme is called."""
    found = _definition(row)
    return wording_text(found.title) if found else str(getattr(row, name))


def called(parts: str) -> Formatter:
    """What a part of the row's programme is called: `parts` names where it stands, such as "phases"."""

    def show(_view: Any, _context: Any, row: Any, name: str) -> str:
        id, found = getattr(row, name), _definition(row)
        titles = {part.id: part.title for part in getattr(found, parts)} if found else {}
        return wording_text(titles[id]) if id in titles else id or ""

    return show


def numbered(model: type[Case] | type[Person]) -> Formatter:
    """The number of the case or person that the row names by its id."""

    def show(_view: Any, _context: Any, row: Any, name: str) -> str:
        id = getattr(row, name)
        found: Any = db.session.get(model, id) if id else None
        return found.number if found else id or ""

    return show


def offering(_view: Any, _context: Any, row: Any, name: str) -> str:
    found = db.session.get(Offering, getattr(row, name))
    return found.title if found else str(getattr(row, name))


def link(_view: Any, _context: Any, row: Any, name: str) -> str:
    """What the question is called whose answer linked the two cases."""
    case = db.session.get(Case, row.from_case)
    found = _definition(case) if case else None
    fields = (field for form in found.forms for field in form.fields) if found else ()
    labels = [field.label for field in fields if getattr(field, "link", None) == getattr(row, name)]
    return wording_text(labels[0]) if labels else str(getattr(row, name))


def revision(_view: Any, _context: Any, row: Any, name: str) -> str:
    """The number that people know a revision by."""
    found = db.session.get(Revision, getattr(row, name))
    return str(found.number) if found else str(getattr(row, name))[:12]


def status(_view: Any, _context: Any, row: Any, name: str) -> str:
    return str(STATUSES.get(getattr(row, name), getattr(row, name)))


def heads(_view: Any, _context: Any, row: Any, name: str) -> str:
    """How many people each group of an event had."""
    return ", ".join(str(number) for number in (getattr(row, name) or {}).values())


def counted(_view: Any, _context: Any, row: Any, name: str) -> str:
    """An amount of a counter, with its unit."""
    found, value = _definition(row), getattr(row, name)
    units = {counter.id: counter.unit for counter in found.counters} if found else {}
    return amount_text(units[row.counter], value) if value is not None and row.counter in units else str(value or "")


def cost(_view: Any, _context: Any, row: Any, name: str) -> str:
    value = getattr(row, name)
    return money_text(value) if value else ""


def euros(_view: Any, _context: Any, row: Any, name: str) -> Decimal:
    """A number for spreadsheets."""
    return Decimal(getattr(row, name)) / 100


def place(_view: Any, _context: Any, row: Any, name: str) -> str:
    return str(PLACES.get(getattr(row, name), getattr(row, name)))


def verdict(_view: Any, _context: Any, row: Any, name: str) -> str:
    """The outcome alone; the reasons stand with the case."""
    return verdict_text((getattr(row, name) or {}).get("outcome", ""))


class OfProgrammes(AdminBase):
    """A view whose rows belong to programmes: they can be filtered by what these and their parts are called.

    `parts_filtered`: a column, its label, and where its programme names what stands in it.
    """

    column_filters: list[Any] = []  # Flask-Admin declares it of the instance
    parts_filtered: ClassVar[tuple[tuple[str, Any, str], ...]] = ()

    def __init__(self, model: type[Any], **options: Any) -> None:
        parts = [called_filter(getattr(model, name), label, of) for name, label, of in self.parts_filtered]
        self.column_filters = [of_programme(model.programme), *parts, *self.column_filters]
        super().__init__(model, **options)


def _definition(row: Any) -> Programme | None:
    """As the row's own revision has it, else the one on offer."""
    try:
        return catalogue.definition(getattr(row, "revision", None) or catalogue.current(row.programme).digest)
    except catalogue.UnknownProgramme:
        return None
