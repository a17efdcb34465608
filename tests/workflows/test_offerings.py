"""Places are given once and in order, units and criteria are held to, and each sees her own people."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM, NotFound
from core.database import db
from core.definitions import (
    Wording,  # noqa: F401  # the face is importable
    check,
    vocabulary,
)
from core.journal.models import Entry
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.offering_sample import NOW, PROGRAMME, app, session, somebody, tree
from workflows import attendance, offering_seats, offerings, sign_ups
from workflows.attendance import Presence
from workflows.offering_about import About, CannotOffer
from workflows.offering_lists import Filters, listing, time_of
from workflows.offering_models import Attendance, Offering
from workflows.offerings import Overtaken
from workflows.run import open_case
from workflows.sign_ups import CannotSignUp

__all__ = ["app", "session", "tree"]
START = dt.date(2026, 4, 1)


def course(session: Session, tree: Tree, places: int = 2, kind: str = "course", **about: object) -> Offering:
    said = About(**{"title": "Deutsch am Morgen", "starts_on": START, "ends_on": START, "places": places, **about})
    return offerings.make(session, SYSTEM, "fair", kind, tree.town.id, said, NOW)


def signed(session: Session, offering: Offering, *people: str, who=SYSTEM) -> list[Attendance]:
    return [sign_ups.sign_up(session, who, offering.id, person, NOW + dt.timedelta(minutes=n)) for n, person in enumerate(people)]


def statuses(rows: list[Attendance]) -> list[str]:
    return [db.session.get_one(Attendance, row.id, populate_existing=True).status for row in rows]


def told(session: Session, offering: Offering) -> list[str]:
    return sorted(session.scalars(select(Entry.event).where(Entry.subject_id == offering.id)))


def test_the_sample_is_without_fault() -> None:
    assert [str(fault) for fault in check(PROGRAMME, vocabulary())] == []


def test_who_comes_late_waits_and_moves_up_in_order(session: Session, tree: Tree) -> None:
    made = course(session, tree)
    rows = signed(session, made, *(somebody(session, tree.town, name).id for name in "ABCD"))
    assert statuses(rows) == ["signed_up", "signed_up", "waiting", "waiting"]
    sign_ups.cancel(session, SYSTEM, rows[0].id, NOW)
    assert statuses(rows) == ["cancelled", "signed_up", "signed_up", "waiting"]
    again = sign_ups.sign_up(session, SYSTEM, made.id, rows[0].person_id, NOW + dt.timedelta(hours=1))
    assert (again.id, again.status) == (rows[0].id, "waiting")
    sign_ups.cancel(session, SYSTEM, rows[1].id, NOW)
    assert statuses(rows) == ["waiting", "cancelled", "signed_up", "signed_up"]
    assert told(session, made) == sorted(["offering_made", *["signed_up"] * 5, *["sign_up_cancelled"] * 2, *["moved_up"] * 2])


def test_signing_up_twice_or_cancelling_twice_changes_nothing(session: Session, tree: Tree) -> None:
    made = course(session, tree, 1)
    person, other = (somebody(session, tree.town, name).id for name in "AB")
    first, same = signed(session, made, person, person)
    assert first.id == same.id
    waiting = signed(session, made, other)[0]
    sign_ups.cancel(session, SYSTEM, first.id, NOW)
    sign_ups.cancel(session, SYSTEM, first.id, NOW)
    assert statuses([waiting]) == ["signed_up"]
    assert offering_seats.seats(session, made).left == 0


def test_further_places_go_to_who_waits_and_fewer_than_are_taken_are_refused(session: Session, tree: Tree) -> None:
    made = course(session, tree, 1)
    rows = signed(session, made, *(somebody(session, tree.town, name).id for name in "ABC"))
    offerings.change(session, SYSTEM, made.id, About("Deutsch", START, None, 2), 1, NOW)
    assert statuses(rows) == ["signed_up", "signed_up", "waiting"]
    with pytest.raises(CannotOffer) as refused:
        offerings.change(session, SYSTEM, made.id, About("Deutsch", START, None, 1), 2, NOW)
    assert list(refused.value.errors) == ["places"]
    with pytest.raises(Overtaken):
        offerings.change(session, SYSTEM, made.id, About("Anders", START, None, 2), 1, NOW)


@pytest.mark.parametrize(
    ("about", "wrong"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": START - dt.timedelta(1)}, "ends_on"),
        ({"places": 0}, "places"),
        ({"places": None}, "places"),
        ({"units": 19}, "units"),
        ({"units": 37}, "units"),
        ({"units": -1}, "units"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field(session: Session, tree: Tree, about: dict, wrong: str) -> None:
    with pytest.raises(CannotOffer) as refused:
        course(session, tree, **about)
    assert list(refused.value.errors) == [wrong]


def test_units_of_a_course_may_lie_on_either_edge(session: Session, tree: Tree) -> None:
    assert [course(session, tree, units=units).units for units in (20, 36)] == [20, 36]


def test_its_own_criteria_are_asked_as_of_the_first_day(session: Session, tree: Tree) -> None:
    club = course(session, tree, kind="club", ends_on=None)
    adult_by_then = somebody(session, tree.town, "A", date_of_birth=dt.date(2008, 4, 1))
    day_late = somebody(session, tree.town, "B", date_of_birth=dt.date(2008, 4, 2))
    unknown = somebody(session, tree.town, "C", date_of_birth=None)
    assert signed(session, club, adult_by_then.id)[0].status == "signed_up"
    with pytest.raises(CannotSignUp) as young:
        signed(session, club, day_late.id)
    assert young.value.verdict
    assert young.value.verdict.decided_by == ("adult",)
    with pytest.raises(CannotSignUp) as open_still:
        signed(session, club, unknown.id)
    assert open_still.value.verdict
    assert open_still.value.verdict.missing


def test_numbers_take_no_names_and_count_heads_of_the_form(session: Session, tree: Tree) -> None:
    evening = course(session, tree, kind="evening")
    assert evening.places is None
    offerings.take_answers(session, SYSTEM, evening.id, "s1", {"women": 12, "men": 0, "where": "Rathaus"}, NOW)
    assert evening.numbers == {"women": 12, "men": 0}
    with pytest.raises(CannotSignUp):
        signed(session, evening, somebody(session, tree.town).id)


def test_completing_asks_for_units_within_the_kind(session: Session, tree: Tree) -> None:
    made = course(session, tree, 3)
    rows = signed(session, made, *(somebody(session, tree.town, name).id for name in "ABC"))

    def said(status: str, units: int | None, note: str = "", row: int = 0) -> dict[str, Presence]:
        return {rows[row].id: Presence(status, units, note, rows[row].version)}

    for bad in (said("completed", 19), said("completed", 37), said("completed", None), said("attending", 37), said("gone", 20)):
        with pytest.raises(CannotOffer):
            attendance.record(session, SYSTEM, made.id, bad, NOW)
    attendance.record(session, SYSTEM, made.id, said("attending", 8), NOW)
    assert attendance.record(session, SYSTEM, made.id, said("attending", 8), NOW) == []
    attendance.record(session, SYSTEM, made.id, said("completed", 20, "gut"), NOW)
    attendance.record(session, SYSTEM, made.id, said("completed", 36, row=1) | said("absent", None, "krank", 2), NOW)
    assert statuses(rows) == ["completed", "completed", "absent"]
    with pytest.raises(CannotOffer):
        attendance.record(session, SYSTEM, made.id, {rows[0].id: Presence("absent", None, "", 1)}, NOW)
    assert told(session, made).count("presence_recorded") == 4


def test_nobody_has_more_units_than_the_course_has(session: Session, tree: Tree) -> None:
    made = course(session, tree, 1, units=24)
    [row] = signed(session, made, somebody(session, tree.town, "A").id)
    for status in ("attending", "completed"):
        with pytest.raises(CannotOffer) as refused:
            attendance.record(session, SYSTEM, made.id, {row.id: Presence(status, 25, "", row.version)}, NOW)
        assert "24" in str(refused.value.errors[f"{row.id}.units"][0])
    attendance.record(session, SYSTEM, made.id, {row.id: Presence("completed", 24, "", row.version)}, NOW)


def test_a_closed_offering_takes_nobody_and_nothing_more(session: Session, tree: Tree) -> None:
    made = course(session, tree, 1)
    rows = signed(session, made, *(somebody(session, tree.town, name).id for name in "AB"))
    offerings.close(session, SYSTEM, made.id, NOW)
    offerings.close(session, SYSTEM, made.id, NOW)
    assert statuses(rows) == ["signed_up", "cancelled"]
    with pytest.raises(CannotSignUp):
        signed(session, made, somebody(session, tree.town, "C").id)
    for late in (
        lambda: offerings.change(session, SYSTEM, made.id, About("Neu", START, None, 5), made.version, NOW),
        lambda: offerings.take_answers(session, SYSTEM, made.id, "s", {}, NOW),
        lambda: attendance.record(session, SYSTEM, made.id, {}, NOW),
    ):
        with pytest.raises(CannotOffer):
            late()
    assert sign_ups.cancel(session, SYSTEM, rows[0].id, NOW).status == "signed_up"
    assert told(session, made).count("offering_closed") == 1


def test_what_has_ended_takes_nobody(session: Session, tree: Tree) -> None:
    made, person = course(session, tree), somebody(session, tree.town).id
    late = dt.datetime(2026, 4, 1, 22, 30, tzinfo=dt.UTC)  # it is the 2nd already in Berlin
    with pytest.raises(CannotSignUp):
        sign_ups.sign_up(session, SYSTEM, made.id, person, late)
    assert sign_ups.sign_up(session, SYSTEM, made.id, person, late - dt.timedelta(hours=1)).status == "signed_up"


def test_who_may_make_run_book_and_see(session: Session, tree: Tree) -> None:
    teacher, guide = actor("provider_staff", tree.north), actor("case_worker", tree.town)
    south = actor("case_worker", tree.south)
    about = About("Kurs", START, None, 5)
    with pytest.raises(NotFound):
        offerings.make(session, guide, "fair", "course", tree.town.id, about, NOW)
    made = offerings.make(session, teacher, "fair", "course", tree.north.id, about, NOW)
    mine = somebody(session, tree.town)
    theirs = somebody(session, tree.north, "B")
    row = signed(session, made, mine.id, who=guide)[0]
    signed(session, made, theirs.id, who=teacher)
    with pytest.raises(NotFound):
        signed(session, made, theirs.id, who=guide)
    with pytest.raises(NotFound):
        signed(session, made, mine.id, who=south)
    with pytest.raises(NotFound):
        offerings.close(session, guide, made.id, NOW)
    assert [each.row.person_id for each in attendance.attendees(session, guide, made)] == [mine.id]
    assert {str(each) for each in attendance.attendees(session, teacher, made)} == {"Beispiel, Ada", "Beispiel, B"}
    assert listing(session, south, Filters(), START).rows == []
    other = actor("case_worker", tree.town, "another")
    assert listing(session, other, Filters(), START).rows == []
    assert [each.id for each in listing(session, guide, Filters(), START).rows] == [made.id]
    with pytest.raises(NotFound):
        sign_ups.cancel(session, south, row.id, NOW)


def test_a_case_is_signed_up_by_its_number_of_the_day(session: Session, tree: Tree) -> None:
    person = somebody(session, tree.town)
    case = open_case(session, SYSTEM, person.id, "fair", tree.town.id, now=NOW)
    made = course(session, tree)
    row = sign_ups.sign_up(session, actor("case_worker", tree.town), made.id, "", NOW, case_id=case.id)
    assert (row.person_id, row.case_id) == (person.id, case.id)
    assert [offering.id for _row, offering in attendance.of_case(session, case.id)] == [made.id]


def test_the_list_goes_page_by_page_through_time(session: Session, tree: Tree) -> None:
    days = [START + dt.timedelta(days=n) for n in range(5)]
    made = [course(session, tree, starts_on=day, ends_on=day) for day in days]
    today = days[2]
    for time, wanted in (("open", [2, 3, 4]), ("upcoming", [3, 4]), ("running", [2]), ("past", [1, 0])):
        found, after = [], ""
        while True:
            shown = listing(session, SYSTEM, Filters(time=time), today, after=after, limit=1)
            found += [each.id for each in shown.rows]
            if not (after := shown.after):
                break
        assert found == [made[n].id for n in wanted]
    assert [time_of(each, today) for each in made] == ["past", "past", "running", "upcoming", "upcoming"]
    assert not listing(session, SYSTEM, Filters(kind="club"), today).rows


def test_no_cell_of_the_list_is_a_formula(session: Session, tree: Tree) -> None:
    made = course(session, tree)
    row = signed(session, made, somebody(session, tree.town, "=1+1").id)[0]
    attendance.record(session, SYSTEM, made.id, {row.id: Presence("attending", 4, "=HYPERLINK(1)", row.version)}, NOW)
    people = attendance.attendees(session, SYSTEM, made)
    found = attendance.table(made, people, {"attending": "+da"})
    assert all(not str(cell).startswith(("=", "+", "-", "@")) for line in found for cell in line)
    assert attendance.exported(found, "csv").startswith(b"\xef\xbb\xbf")
    assert attendance.exported(found, "xlsx").startswith(b"PK")
