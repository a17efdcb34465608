"""No act of a shipped programme lies before there was somebody to act: each date of the past says from when on it can be."""

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from core.definitions import Date, Field, Form, Group, PartialDate
from forms import plugin
from forms.fill import fill
from forms.plan import Plan
from tests.forms.shipped import forms, laid_open, programmes

assert plugin
KNOWN = {"date_of_birth": date(1990, 5, 17), "entry_date": date(2026, 3, 2)}
each_form = pytest.mark.parametrize(("address", "form"), [pytest.param(*pair, id=pair[0]) for pair in forms()])


def dates(fields: Iterable[Field]) -> Iterator[Date]:
    for field in fields:
        if isinstance(field, Group):
            yield from dates(field.fields)
        elif isinstance(field, Date):
            yield field


@each_form
def test_a_date_of_the_past_says_from_when_on_it_can_be(address: str, form: Form) -> None:
    past = [field for field in dates(form.fields) if field.latest == "today" and field.fact != "date_of_birth"]
    assert [field.id for field in past if field.earliest is None] == []


@each_form
def test_no_date_about_a_person_lies_before_her_birth(address: str, form: Form) -> None:
    for field in laid_open(form).fields:
        for path, alone in each_date(field):
            told = fill(
                Plan(Form("alone", form.title, fields=[alone])),
                None,
                {path: ["16.5.1990"]},
                {"date_of_birth": KNOWN["date_of_birth"]},
                "en",
            )
            assert list(told.errors) == [path]
            assert "before the person's birth" in told.errors[path][0]
            assert told.answers == {}


def each_date(field: Field) -> Iterator[tuple[str, Field]]:
    """The input name of each date of this question, and the question with this date alone."""
    if isinstance(field, Group):
        for inner in field.fields:
            yield from ((f"{field.id}.0.{path}", field.but(fields=[alone], min_rows=0)) for path, alone in each_date(inner))
    elif isinstance(field, Date | PartialDate) and field.fact != "date_of_birth":
        yield field.id, field


def test_what_is_counted_by_time_does_not_lie_before_the_entry() -> None:
    capped = [(one, counter) for one in programmes() for counter in one.counters if counter.caps or counter.budget]
    assert len(capped) >= 3
    for programme, counter in capped:
        form = programme.form(counter.form)
        assert form is not None
        on = form.field(counter.on or "")
        assert isinstance(on, Date)
        assert on.earliest == "entry", (programme.id, counter.id)
        told = fill(Plan(form), None, {on.id: ["1.3.2026"]}, KNOWN, "en")
        assert "02.03.2026" in told.errors[on.id][0]
