"""Who asks and what they may do: actors, grants, the one table of roles, and the only way to query records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import g, has_request_context
from sqlalchemy import ColumnElement, Select, String, and_, bindparam, false, or_, select, true
from sqlalchemy.orm import Session

T = TypeVar("T")


def _actions(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STAFF = _actions("see_people edit_people see_identity open_case see_case do_task assign_task exit_case see_units")
ROLES: dict[str, frozenset[str]] = {
    "system_admin": _actions(
        "see_admin edit_users edit_units see_units see_plugins see_programmes see_deliveries edit_deliveries see_audit"
    ),
    "programme_admin": _actions("see_admin see_programmes edit_programmes publish_programmes see_units see_plugins"),
    "coordinator": _STAFF | _actions("see_admin allow_exception"),
    "case_worker": _STAFF,
    "provider_staff": _actions("see_people see_identity see_case do_task see_units"),
    "mentor": _actions("see_people see_case do_task"),
    "auditor": _actions("see_admin see_audit see_people see_case see_units see_programmes see_plugins see_deliveries"),
}
ACTIONS: frozenset[str] = frozenset().union(*ROLES.values())


class Forbidden(Exception):
    """The actor may not do this."""


class NotFound(Forbidden):
    """There is no such record, or the actor may not know of it: the answer is the same."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role at a unit and all units below it, for one programme or (None) for all."""

    role: str
    unit_id: str
    unit_path: str
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. `everything` is for the house itself alone."""

    user_id: str | None
    name: str
    language: str = "de"
    grants: tuple[Grant, ...] = ()
    everything: bool = False

    @property
    def signed_in(self) -> bool:
        """True for a person with an account, False for a stranger and for the house itself."""
        return self.user_id is not None

    def granted(self, action: str) -> list[Grant]:
        """The grants that allow `action` somewhere."""
        if action not in ACTIONS:
            raise ValueError(f"There is no action {action!r}; ROLES in core/actor.py has: {', '.join(sorted(ACTIONS))}.")
        return [grant for grant in self.grants if action in ROLES.get(grant.role, ())]

    def may(self, action: str, record: Any = None) -> bool:
        """Whether `action` is allowed on `record` (which has `unit_path`, perhaps `programme`), or anywhere when None.

        A record may be lent to further units: its `lent(action)` gives what says so, each with a `unit_path` of its own.
        """
        grants = self.granted(action)
        if self.everything:
            return True
        if record is None or not grants:
            return bool(grants)
        return _covered(grants, record) or any(_covered(grants, each) for each in _lent(record, action))


ANONYMOUS = Actor(None, "")
SYSTEM = Actor(None, "Förderkette", everything=True)


def _covered(grants: Iterable[Grant], record: Any) -> bool:
    return any(_covers(grant, record) for grant in grants)


def _lent(record: Any, action: str) -> Iterable[Any]:
    lent = getattr(record, "lent", None)
    return lent(action) if callable(lent) else ()


def _covers(grant: Grant, record: Any) -> bool:
    programme = getattr(record, "programme", None)
    fits = grant.programme is None or programme is None or programme == grant.programme
    return fits and str(record.unit_path).startswith(grant.unit_path)


def current_actor() -> Actor:
    """Who makes this request; outside of requests the house itself acts."""
    return g.get("actor", ANONYMOUS) if has_request_context() else SYSTEM


def require(actor: Actor, action: str, record: Any = None) -> None:
    """Raise Forbidden, or NotFound when it is about a record, unless the actor may."""
    if not actor.may(action, record):
        raise NotFound("There is no such record.") if record is not None else Forbidden(f"This needs the right {action!r}.")


def under(actor: Actor, action: str, unit_path: Any, programme: Any = None) -> ColumnElement[bool]:
    """The SQL condition for a model's `scope`: its unit lies under one of the actor's grants for `action`."""
    grants = actor.granted(action)
    if actor.everything:
        return true()
    return or_(false(), *_conditions(grants, unit_path, programme))


def below(unit_path: Any, path: str) -> ColumnElement[bool]:
    """The condition that a unit lies at this path or below it.

    The path stands in the statement itself: for a plan that is made once for all paths PostgreSQL could use no index.
    """
    if any(sign in path for sign in "%_\\"):
        return cast("ColumnElement[bool]", unit_path.startswith(path, autoescape=True))
    return cast("ColumnElement[bool]", unit_path.like(bindparam(None, f"{path}%", String(), literal_execute=True)))


def _conditions(grants: Iterable[Grant], unit_path: Any, programme: Any) -> Iterable[ColumnElement[bool]]:
    for path, only in sorted({(grant.unit_path, grant.programme or "") for grant in grants}):
        here = below(unit_path, path)
        yield and_(here, programme == only) if only and programme is not None else here


def scoped(actor: Actor, model: type[T], action: str = "see") -> Select[T]:
    """The only way to query records: `select(model)` narrowed to what the actor may see, or do by a named action."""
    scope = getattr(model, "scope", None)
    if scope is None:
        raise TypeError(
            f"{model.__name__} has no `scope(cls, actor, action)`, so nobody may query it. Write one with core.actor.under()."
        )
    return select(model).where(scope(actor, action))


def fetch(session: Session, actor: Actor, model: type[T], id: str, action: str = "see") -> T:
    """The record with this id within the actor's scope; raises NotFound."""
    key = model.__mapper__.primary_key[0]  # type: ignore[attr-defined]  # every model has a mapper
    found = session.scalars(scoped(actor, model, action).where(key == id)).first()
    if found is None:
        raise NotFound("There is no such record.")
    return found
