"""What stands before somebody: open tasks, narrowed and sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, and_, bindparam, false, func, literal, or_, select, true, tuple_
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, Grant, below
from core.definitions import Programme
from core.definitions.lineage import step_names
from core.organisations.models import Unit
from core.people.models import Identity, Person
from core.people.search import matching
from workflows.models import Case, Worklist
from workflows.worklist_filters import Filters

PAGE = 25
MOST_COUNTED = 500
FEW_UNITS = 40
Places = tuple[tuple[str, str], ...]
"""Ids and paths of units."""
GROUPS = ("overdue", "today", "week", "later", "none")
WEEK = timedelta(days=7)
FIRST_DAY, NEVER = date.min, date(9999, 12, 31)
LINE = (*Worklist.__table__.c, Case.revision, Case.number.label("case_number"), Person.number.label("number"), Person.synthetic)
"""What a line of a list shows: all of Worklist, and of the case and the person what is no secret. Names are read apart."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list and the key of the next one, empty at the end."""

    rows: Sequence[Row[Any]]
    after: str = ""


def listing(
    session: Session,
    actor: Actor,
    filters: Filters,
    on: date,
    *,
    after: str = "",
    limit: int = PAGE,
    units: Sequence[Unit] = (),
) -> Listing:
    """Tasks that this actor may do, in one statement. `after` is the key that the page before gave.

    `units`: all units that her grants reach, where the caller has them: with a few of them the list is as quick in a large house
    as in a small one.
    """
    places = tuple((each.id, each.path) for each in units if filters.unit in ("", each.id))
    by_units = len(places) <= (FEW_UNITS if session.get_bind().dialect.name == "postgresql" else 1)
    make = _first_page if not (after or filters.text) else _page
    called = step_names(_programmes(filters), filters.step) if filters.step else ()
    statement = make(actor, filters, on, places if by_units else (), limit + 1, after, called)
    rows = session.connection().execute(statement).all()
    return Listing(rows[:limit], _key(_order(actor, filters.sort), rows[limit - 1]) if len(rows) > limit else "")


def _programmes(filters: Filters) -> list[Programme]:
    return [each for each in catalogue.offered() if filters.programme in ("", each.id)]


def _page(
    actor: Actor, filters: Filters, on: date, places: Places, limit: int, after: str, called: tuple[str, ...] = ()
) -> Select[Any]:
    order = _order(actor, filters.sort)
    cut = () if order[0] is Identity.search else places
    query = narrowed(select(Worklist.__table__).where(stands_before(actor, cut)), actor, filters, on, called)
    if order[0] is Identity.search:
        query = query.add_columns(Identity.search).join(Identity, Identity.person_id == Worklist.person_id)
    if key := _read_key(actor, order, after):
        query = query.where(tuple_(*order) > tuple_(*key))
    return _with_case(_by_unit(query, order, limit, cut), order)


# A statement that is made anew costs three times what it costs to run it: the lists that somebody works with all day are kept.
_first_page = lru_cache(maxsize=128)(_page)


def lines() -> Select[Any]:
    """All open tasks as lines; the caller narrows them to the actor's."""
    joined = select(*LINE).join(Case, Case.id == Worklist.case_id)
    return joined.join(Person, Person.id == Worklist.person_id)


def _by_unit(query: Select[Any], order: tuple[Any, ...], limit: int, places: Places) -> Select[Any]:
    """The first lines: of all, of one unit, or out of the first lines of each unit, which are the beginning of an index."""
    if len(places) <= 1:
        query = query.where(Worklist.unit_id == places[0][0]) if places else query
        return query.order_by(*order).limit(limit)
    first = query.where(Worklist.unit_id == Unit.id).correlate(Unit).order_by(*order).limit(limit).lateral("first")
    each = select(*first.c).select_from(Unit.__table__.join(first, true())).where(Unit.id.in_([id for id, _path in places]))
    return each.order_by(*(first.c[column.key] for column in order)).limit(limit)


def _with_case(page: Select[Any], order: tuple[Any, ...]) -> Select[Any]:
    """The lines of a page. It is cut to its length first, so that what is joined to it is looked up for these lines alone."""
    cut = page.subquery("page")
    beside = Case.revision, Case.number.label("case_number"), Person.number.label("number"), Person.synthetic
    whole = select(*cut.c, *beside).join(Case, Case.id == cut.c.case_id).join(Person, Person.id == cut.c.person_id)
    return whole.order_by(*(cut.c[column.key] for column in order))


def counted(session: Session, actor: Actor, on: date) -> dict[str, int]:
    """How many tasks for her, or for nobody in particular, are overdue, due today, and due in the week that follows; in one
    statement, and each count ends at MOST_COUNTED."""
    mine = and_(stands_before(actor), for_me(actor), Worklist.optional.is_(False))
    names = ("overdue", "today", "week")
    found = session.execute(select(*(capped(mine, within(name, on)) for name in names))).one()
    return dict(zip(names, found, strict=True))


def capped(*conditions: ColumnElement[bool]) -> Any:
    """The number of lines that meet the conditions, as a column; never more than MOST_COUNTED are looked at."""
    some = select(literal(1)).select_from(Worklist).where(*conditions).limit(MOST_COUNTED)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def within(span: str, on: date) -> ColumnElement[bool]:
    """The condition of a filter by due day: overdue, today, week (the seven days after today) or none."""
    spans: dict[str, ColumnElement[bool]] = {
        "overdue": Worklist.due_key < on,
        "today": Worklist.due_key == on,
        "week": Worklist.due_key.between(on + timedelta(1), on + WEEK),
        "none": Worklist.due_key == NEVER,
    }
    return spans[span]


def group(due: date | None, on: date) -> str:
    """Which heading a due day stands under: one of GROUPS."""
    if due is None:
        return "none"
    days = (due - on).days
    return "overdue" if days < 0 else "today" if days == 0 else "week" if days <= WEEK.days else "later"


def grouped(rows: Sequence[Any], on: date) -> list[tuple[str, list[Any]]]:
    """The rows under their headings, in the order of GROUPS, without empty ones."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(group(row.due, on), []).append(row)
    return [(name, found[name]) for name in GROUPS if name in found]


def narrowed(query: Select[Any], actor: Actor, filters: Filters, on: date, called: tuple[str, ...] = ()) -> Select[Any]:
    """The lines that the filters let through; `called`: the ids that the step has and had, where it has several."""
    equal = {"programme": Worklist.programme, "step": Worklist.step, "phase": Worklist.phase, "role": Worklist.role}
    if len(called) > 1:
        query = query.where(equal.pop("step").in_(called))
    query = query.where(*(column == value for name, column in equal.items() if (value := getattr(filters, name))))
    if filters.unit:
        query = query.where(Worklist.unit_id == filters.unit)
    if filters.due:
        query = query.where(within(filters.due, on))
    if filters.assignee:
        query = query.where(_assigned(actor, filters.assignee))
    if filters.text:
        query = query.where(_named(actor, filters.text))
    if filters.optional == "yes":
        return query
    return query.where(Worklist.optional.is_(filters.optional == "only"))


def for_me(actor: Actor) -> ColumnElement[bool]:
    """What was given to this actor, and what was given to nobody."""
    return or_(Worklist.assignee_id.is_(None), Worklist.assignee_id == actor.user_id)


def stands_before(actor: Actor, places: Places = ()) -> ColumnElement[bool]:
    """The tasks that this actor may do: at a unit of one of her grants, and of a role that the grant plays.

    Where the lines are of these units alone, and each grant covers all of them or none, their place need not be asked again.
    """
    if actor.everything:
        return true()
    grants = actor.granted("do_task")
    covered = [[path.startswith(grant.unit_path) for _id, path in places] for grant in grants]
    if places and all(all(each) or not any(each) for each in covered):
        return or_(false(), *(_plays(grant) for grant, each in zip(grants, covered, strict=True) if any(each)))
    return or_(false(), *(and_(below(Worklist.unit_path, grant.unit_path), _plays(grant)) for grant in grants))


def sees_names(actor: Actor) -> bool:
    """Whether the list may be sorted by name: its order must not tell what is hidden."""
    return actor.everything or set(actor.granted("do_task")) <= set(actor.granted("see_identity"))


def _plays(grant: Grant) -> ColumnElement[bool]:
    plays = Worklist.held_by.like(bindparam(None, f"% {grant.role} %", String(), literal_execute=True))
    return and_(plays, Worklist.programme == grant.programme) if grant.programme else plays


def _assigned(actor: Actor, whose: str) -> ColumnElement[bool]:
    if whose == "mine":
        return for_me(actor)
    if whose == "nobody":
        return Worklist.assignee_id.is_(None)
    if whose == "somebody":
        return Worklist.assignee_id.is_not(None)
    return Worklist.assignee_id == (actor.user_id if whose == "me" else whose)


def _named(actor: Actor, text: str) -> ColumnElement[bool]:
    """People by name or number as the registry finds them, or the number of a case."""
    number = text.strip().upper()
    people = Worklist.person_id.in_(matching(actor, text))
    if number.startswith("F-"):
        return Worklist.case_id.in_(select(Case.id).where(Case.number == number))
    return people


def _order(actor: Actor, sort: str) -> tuple[Any, ...]:
    if sort == "opened":
        return Worklist.opened_at, Worklist.task_id
    if sort == "name" and sees_names(actor):
        return Identity.search, Worklist.person_id, Worklist.task_id
    return Worklist.due_key, Worklist.task_id


def _key(order: tuple[Any, ...], row: Row[Any]) -> str:
    """The last line's place in the order. No name stands in an address: the person's id stands for it."""
    if order[0] is Identity.search:
        return f"{row.person_id}~{row.task_id}"
    value = row.due_key if order[0] is Worklist.due_key else row.opened_at
    return f"{value.isoformat()}~{row.task_id}"


def _read_key(actor: Actor, order: tuple[Any, ...], text: str) -> tuple[Any, ...] | None:
    """A key that somebody made up by hand is no key: the list begins at its beginning."""
    first, tilde, task_id = text.partition("~")
    if not tilde or not text.isprintable() or len(text) > 100:
        return None
    if order[0] is Identity.search:
        return _name_of(actor, first), literal(first), literal(task_id)
    try:
        value = date.fromisoformat(first) if order[0] is Worklist.due_key else datetime.fromisoformat(first)
    except ValueError:
        return None
    if isinstance(value, datetime) and value.tzinfo is None:
        return None
    return literal(value, order[0].type), literal(task_id)


def _name_of(actor: Actor, person_id: str) -> Any:
    """Nothing comes after somebody whom the actor may not see, or the list would tell where in the alphabet her name stands."""
    mine = select(Identity.search).join(Person, Person.id == Identity.person_id)
    return mine.where(Identity.person_id == person_id, Person.scope(actor, "see_identity")).scalar_subquery()
