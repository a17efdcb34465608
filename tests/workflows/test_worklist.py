"""Working lists: what is on them, in which order, page by page; kept filters; tasks given to colleagues and taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access.accounts import create_user, grant
from core.access.models import User
from core.actor import SYSTEM, Actor, Grant, NotFound
from core.journal.models import Entry
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import record
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.sample import NOW, TODAY, enrolled
from workflows import saved
from workflows.assigning import assign, colleagues, undo
from workflows.models import Task, Worklist
from workflows.run import open_case
from workflows.worklist import counted, group, grouped, listing
from workflows.worklist_filters import LONGEST, Filters, read

NAMES = (("Zander", "Ada"), ("Müller", "Eva"), ("Abel", "Ida"))


@pytest.fixture
def people(session: Session, tree: Tree) -> list[Person]:
    """Three people with a case each: two tasks and a note each."""
    made = []
    for number, (family, given) in enumerate(NAMES):
        person = enrolled(session, tree.town)
        record(session, SYSTEM, person.id, {"family_name": family, "given_name": given}, source="self", now=NOW)
        open_case(
            session, actor("case_worker", tree.land), person.id, "sample", tree.town.id, now=NOW + dt.timedelta(minutes=number)
        )
        made.append(person)
    return made


def worker(tree: Tree) -> Actor:
    return actor("case_worker", tree.north)


def pages(session: Session, who: Actor, filters: Filters, limit: int = 2) -> list[str]:
    """The tasks of all pages; a page that repeats one, or that never ends, fails."""
    seen: list[str] = []
    after = ""
    for _ in range(20):
        part = listing(session, who, filters, TODAY, after=after, limit=limit)
        seen += [row.task_id for row in part.rows]
        after = part.after
        if not after:
            break
    assert len(seen) == len(set(seen))
    return seen


def user(session: Session, name: str, unit: Unit, role: str = "case_worker") -> User:
    made = create_user(session, f"{name}@example.org", f"Konto {name}", now=NOW)
    grant(session, made, role, unit, now=NOW)
    session.flush()
    return made


def as_actor(user: User, unit: Unit, role: str = "case_worker") -> Actor:
    return Actor(user.id, user.name, grants=(Grant(role, unit.id, unit.path),))


@pytest.mark.parametrize("sort", ["due", "opened", "name"])
def test_every_order_meets_each_task_once(session: Session, tree: Tree, people: list[Person], sort: str) -> None:
    found = pages(session, worker(tree), Filters(sort=sort))
    assert len(found) == 6
    assert found == pages(session, worker(tree), Filters(sort=sort), limit=100)
    rows = {row.task_id: row for row in session.scalars(select(Worklist))}
    if sort == "name":
        order = [people[2].id] * 2 + [people[1].id] * 2 + [people[0].id] * 2
        assert [rows[id].person_id for id in found] == order
    else:
        keys = [rows[id].due_key if sort == "due" else rows[id].opened_at for id in found]
        assert keys == sorted(keys)


@pytest.mark.parametrize("sort", ["due", "opened", "name"])
def test_cut_out_of_its_units_the_list_is_the_same(session: Session, tree: Tree, people: list[Person], sort: str) -> None:
    for number, id in enumerate(session.scalars(select(Worklist.task_id).order_by(Worklist.task_id))):
        unit = (tree.town, tree.north, tree.south)[number % 3]
        session.execute(update(Worklist).where(Worklist.task_id == id).values(unit_id=unit.id, unit_path=unit.path))
    filters, both = Filters(sort=sort, optional="yes"), [tree.town, tree.north]
    whole = [row.task_id for row in listing(session, worker(tree), filters, TODAY).rows]
    assert len(whole) == 6
    assert [row.task_id for row in listing(session, worker(tree), filters, TODAY, units=both).rows] == whole
    first = listing(session, worker(tree), filters, TODAY, units=both, limit=4)
    rest = listing(session, worker(tree), filters, TODAY, units=both, limit=4, after=first.after)
    assert [row.task_id for row in (*first.rows, *rest.rows)] == whole
    assert not listing(session, worker(tree), Filters(optional="yes"), TODAY, units=[tree.south]).rows
    if sort == "name":
        return
    both_grants = Actor("u", "U", grants=(*worker(tree).grants, *actor("mentor", tree.south).grants))
    assert [row.task_id for row in listing(session, both_grants, filters, TODAY, units=[*both, tree.south]).rows] == whole


def test_who_sees_no_names_gets_no_order_by_name(session: Session, tree: Tree, people: list[Person]) -> None:
    session.execute(update(Worklist).values(held_by=" mentor "))
    mentor = actor("mentor", tree.north)
    assert pages(session, mentor, Filters(sort="name")) == pages(session, mentor, Filters(sort="due"))
    assert pages(session, mentor, Filters(text="zander")) == []
    assert len(pages(session, mentor, Filters(text=people[0].number))) == 2


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        (Filters(), 6),
        (Filters(optional="yes"), 9),
        (Filters(programme="sample"), 6),
        (Filters(programme="other"), 0),
        (Filters(step="profile"), 3),
        (Filters(step="note"), 0),
        (Filters(optional="only"), 3),
        (Filters(assignee="mine"), 6),
        (Filters(step="note", optional="yes"), 3),
        (Filters(phase="start"), 6),
        (Filters(phase="work"), 0),
        (Filters(role="adviser"), 6),
        (Filters(role="teacher"), 0),
        (Filters(unit="nowhere"), 0),
        (Filters(assignee="nobody"), 6),
        (Filters(assignee="somebody"), 0),
        (Filters(assignee="me"), 0),
        (Filters(text="mueler"), 2),
        (Filters(text="zan"), 2),
        (Filters(text="abel ida"), 2),
        (Filters(text="abel eva"), 0),
        (Filters(text="%"), 0),
        (Filters(due="overdue"), 0),
        (Filters(due="week"), 3),
        (Filters(due="none", optional="yes"), 3),
        (Filters(due="today"), 0),
    ],
)
def test_filters_narrow(session: Session, tree: Tree, people: list[Person], filters: Filters, number: int) -> None:
    assert len(pages(session, worker(tree), filters)) == number
    assert pages(session, actor("case_worker", tree.south), filters) == []


def test_a_task_is_found_by_its_unit_and_by_the_number_of_its_case(session: Session, tree: Tree, people: list[Person]) -> None:
    assert len(pages(session, worker(tree), Filters(unit=tree.town.id))) == 6
    row = listing(session, worker(tree), Filters(), TODAY).rows[0]
    assert len(pages(session, worker(tree), Filters(text=row.case_number))) == 2


@pytest.mark.parametrize(
    "after", ["~", "x", "2026-01-01", "2026-01-01~\0", "~" * 200, "2026-01-01T00:00~x", "9999-99-99~x", "\ud800~x"]
)
@pytest.mark.parametrize("sort", ["due", "opened", "name"])
def test_a_key_made_up_by_hand_does_no_harm(session: Session, tree: Tree, people: list[Person], after: str, sort: str) -> None:
    assert len(listing(session, worker(tree), Filters(sort=sort), TODAY, after=after).rows) in (0, 6)


def test_after_a_foreign_person_nothing_comes(session: Session, tree: Tree, people: list[Person]) -> None:
    foreign = enrolled(session, tree.south)
    record(session, SYSTEM, foreign.id, {"family_name": "Aa"}, source="self", now=NOW)
    assert not listing(session, worker(tree), Filters(sort="name"), TODAY, after=f"{foreign.id}~x").rows


def test_a_list_is_one_statement(session: Session, tree: Tree, people: list[Person], statements: list[str]) -> None:
    for filters in (Filters(), Filters(sort="name", text="müller"), Filters(sort="opened", due="week", assignee="me")):
        del statements[:]
        listing(session, worker(tree), filters, TODAY, after=f"{TODAY.isoformat()}~x")
        assert len(statements) == 1, statements
    del statements[:]
    counted(session, worker(tree), TODAY)
    assert len(statements) == 1


@pytest.fixture
def statements(session: Session) -> list[str]:
    from sqlalchemy import event

    said: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda _c, _k, text, *_rest: said.append(text))
    return said


def test_due_days_stand_under_their_headings() -> None:
    days = {-1: "overdue", 0: "today", 1: "week", 7: "week", 8: "later"}
    assert {days: group(TODAY + dt.timedelta(days), TODAY) for days in days} == days
    assert group(None, TODAY) == "none"

    class Row:
        def __init__(self, due: dt.date | None) -> None:
            self.due = due

    headed = grouped([Row(TODAY), Row(None), Row(TODAY - dt.timedelta(1))], TODAY)
    assert [name for name, _rows in headed] == ["overdue", "today", "none"]


def test_counts_are_of_my_tasks_and_of_those_that_are_nobodys(session: Session, tree: Tree, people: list[Person]) -> None:
    me = worker(tree)
    ids = pages(session, me, Filters(step="needs"))
    session.execute(update(Worklist).where(Worklist.task_id == ids[0]).values(assignee_id="somebody else"))
    session.execute(update(Worklist).where(Worklist.task_id == ids[1]).values(assignee_id=me.user_id))
    assert counted(session, me, TODAY) == {"overdue": 0, "today": 0, "week": 2}
    assert counted(session, me, TODAY + dt.timedelta(7)) == {"overdue": 0, "today": 2, "week": 0}
    assert counted(session, me, TODAY + dt.timedelta(8))["overdue"] == 2


def test_filters_of_an_address_come_back_as_they_were() -> None:
    filters = Filters(programme="sample", due="week", assignee="me", text="Müller", optional="yes", sort="name")
    assert read(filters.query()) == filters
    assert read({}) == Filters()
    assert read({"optional": "1"}) == Filters(optional="yes")
    assert Filters().query() == {}
    assert not Filters(sort="name", optional="yes").narrows
    odd = read({"due": "never", "sort": "by magic", "optional": "1", "text": " a\0\ud800b " + "x" * 500})
    assert odd.text == "ab " + "x" * (LONGEST - 6)


def test_tasks_are_given_and_taken_back(session: Session, tree: Tree, people: list[Person]) -> None:
    me, eva = user(session, "me", tree.north), user(session, "eva", tree.town)
    mine = as_actor(me, tree.north)
    ids = pages(session, mine, Filters())[:3]
    given = assign(session, mine, [*ids, "no-such-task", ids[0]], eva.id, NOW)
    assert (given.done, given.left) == (3, 1)
    assert sorted(pages(session, as_actor(eva, tree.town), Filters(assignee="me"))) == sorted(ids)
    assert set(session.scalars(select(Task.assignee_id).where(Task.id.in_(ids)))) == {eva.id}
    told = session.scalars(select(Entry).where(Entry.event == "task_assigned")).all()
    assert sorted(entry.subject_id for entry in told) == sorted(ids)
    assert {entry.data["user_id"] for entry in told} == {eva.id}
    session.execute(update(Worklist).where(Worklist.task_id == ids[0]).values(assignee_id=me.id))
    assert undo(session, mine, given.id, NOW) == 2, "what somebody has changed since stays"
    assert pages(session, mine, Filters(assignee="me")) == [ids[0]]
    with pytest.raises(NotFound):
        undo(session, mine, given.id, NOW)


def test_only_one_s_own_assignment_is_taken_back_and_only_for_a_day(session: Session, tree: Tree, people: list[Person]) -> None:
    me, eva = user(session, "me", tree.north), user(session, "eva", tree.north)
    ids = pages(session, as_actor(me, tree.north), Filters())
    given = assign(session, as_actor(me, tree.north), ids, eva.id, NOW)
    with pytest.raises(NotFound):
        undo(session, as_actor(eva, tree.north), given.id, NOW)
    with pytest.raises(NotFound):
        undo(session, as_actor(me, tree.north), given.id, NOW + dt.timedelta(days=1, seconds=1))


def test_nobody_is_given_what_she_may_not_do(session: Session, tree: Tree, people: list[Person]) -> None:
    me, teacher, far = (
        user(session, "me", tree.north),
        user(session, "t", tree.town, "provider_staff"),
        user(session, "far", tree.south),
    )
    mine = as_actor(me, tree.north)
    ids = pages(session, mine, Filters())
    given = assign(session, mine, ids, teacher.id, NOW)
    assert (given.done, given.left) == (0, 6)
    with pytest.raises(NotFound):
        assign(session, mine, ids, far.id, NOW)
    assert assign(session, as_actor(far, tree.south), ids, far.id, NOW).done == 0
    assert [name for _id, name in colleagues(session, mine)] == ["Konto me", "Konto t"]


def test_tasks_may_be_given_to_nobody(session: Session, tree: Tree, people: list[Person]) -> None:
    me = user(session, "me", tree.north)
    mine = as_actor(me, tree.north)
    ids = pages(session, mine, Filters())
    assert assign(session, mine, ids, me.id, NOW).done == 6
    assert assign(session, mine, ids, me.id, NOW).done == 0, "hers already"
    assert assign(session, mine, ids[:2], None, NOW).done == 2
    assert len(pages(session, mine, Filters(assignee="nobody"))) == 2


def test_a_kept_list_is_one_s_own_or_shared_with_a_unit(session: Session, tree: Tree) -> None:
    me, eva, far = user(session, "me", tree.north), user(session, "eva", tree.town), user(session, "far", tree.south)
    mine, hers, theirs = as_actor(me, tree.north), as_actor(eva, tree.town), as_actor(far, tree.south)
    filters = Filters(due="overdue", text="Müller")
    own = saved.save(session, mine, "  Meine   Liste ", filters, NOW)
    shared = saved.save(session, mine, "Überfällig", filters, NOW, unit=tree.north)
    assert own.query == shared.query == {"due": "overdue"}, "no name is kept"
    assert [each.title for each in saved.on_offer(session, mine)] == ["Meine Liste", "Überfällig"]
    assert [each.title for each in saved.on_offer(session, hers)] == ["Überfällig"]
    assert not saved.on_offer(session, theirs)
    for stranger in (hers, theirs):
        with pytest.raises(NotFound):
            saved.remove(session, stranger, shared.id)
    saved.save(session, mine, "Überfällig", Filters(due="today"), NOW)
    assert not saved.on_offer(session, hers), "kept anew it is one's own"
    saved.remove(session, mine, own.id)
    assert [each.title for each in saved.on_offer(session, mine)] == ["Überfällig"]
    with pytest.raises(NotFound):
        saved.save(session, theirs, "Anderswo", filters, NOW, unit=tree.north)
    with pytest.raises(ValueError, match="name"):
        saved.save(session, mine, "  ", filters, NOW)
    for number in range(saved.MOST - 1):
        saved.save(session, mine, f"Liste {number}", filters, NOW)
    with pytest.raises(saved.TooMany):
        saved.save(session, mine, "Eine zu viel", filters, NOW)
