"""Grow and change the tree of units."""

from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from core.database import Base, new_id
from core.events import UnitChanged
from core.journal import announce
from core.organisations.models import KINDS, Unit
from core.web.inputs import storable

MAX_DEPTH = 20


class BadUnit(ValueError):
    """A unit that cannot be; the message says why and what to do, `field` what is wrong with it: name, kind or parent."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


def add_unit(
    session: Session, name: str, kind: str, parent: Unit | None, now: datetime, *, actor: Actor = SYSTEM, synthetic: bool = False
) -> Unit:
    """A new unit below `parent`, or a root. Raises BadUnit."""
    id = new_id()
    unit = Unit(
        id=id,
        parent_id=parent.id if parent else None,
        path=_path(parent, id),
        name=clean_name(name),
        kind=_kind(kind),
        synthetic=synthetic,
        created_at=now,
    )
    session.add(unit)
    session.flush()
    announce(session, UnitChanged(subject_id=id, what=("added",)), actor=actor, now=now)
    return unit


def change_unit(session: Session, unit: Unit, now: datetime, *, name: str, kind: str, actor: Actor = SYSTEM) -> None:
    """Another name or kind. Raises BadUnit."""
    before = (unit.name, unit.kind)
    unit.name, unit.kind = clean_name(name), _kind(kind)
    if (unit.name, unit.kind) != before:
        session.flush()
        announce(session, UnitChanged(subject_id=unit.id, what=("changed",)), actor=actor, now=now)


def move_unit(session: Session, unit: Unit, parent: Unit | None, now: datetime, *, actor: Actor = SYSTEM) -> None:
    """Hang the unit, with all below it, somewhere else; rights and scopes follow at once. Raises BadUnit for a circle."""
    if parent is not None and parent.path.startswith(unit.path):
        raise BadUnit("parent", f"'{unit.name}' cannot be moved below itself ('{parent.name}').")
    old, new = unit.path, _path(parent, unit.id)
    if old == new:
        return
    unit.parent_id = parent.id if parent else None
    session.flush()
    _repath(session, old, new)
    session.refresh(unit)
    announce(session, UnitChanged(subject_id=unit.id, what=("moved",)), actor=actor, now=now)


def _path(parent: Unit | None, id: str) -> str:
    path = f"{parent.path if parent else '/'}{id}/"
    if path.count("/") > MAX_DEPTH + 1:
        raise BadUnit("parent", f"The tree of units is at most {MAX_DEPTH} levels deep.")
    return path


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise BadUnit("kind", f"'{kind}' is not a kind of unit; kinds are {', '.join(KINDS)}.")
    return kind


def clean_name(name: str) -> str:
    """The name as it is kept. Raises BadUnit."""
    name = " ".join(name.split())
    if not 0 < len(name) <= 200 or not storable(name):
        raise BadUnit("name", "A unit needs a name of at most 200 characters.")
    return name


def _repath(session: Session, old: str, new: str) -> None:
    """Every table of the house that keeps a copy of a unit's path calls it `unit_path`, so all of them are found here."""
    columns = [
        table.c[name]
        for table in Base.metadata.tables.values()
        for name in ("path" if table.name == "unit" else "unit_path",)
        if name in table.c
    ]
    for column in columns:
        moved = new + func.substr(column, len(old) + 1)
        session.execute(update(column.table).where(column.startswith(old, autoescape=True)).values({column: moved}))
    session.expire_all()
