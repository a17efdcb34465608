"""A day that is typed wrongly is answered with the reason and an example."""

import datetime as dt

import pytest
from flask import Flask
from flask_babel import force_locale

from core.people.days import NoDay, before_birth, birthday, read

TODAY = dt.date(2026, 3, 14)


@pytest.mark.parametrize("text", ["14.3.2001", "14.03.2001", "14. 3. 2001", "2001-03-14"])
def test_a_day_is_read_as_people_and_as_machines_write_it(app: Flask, text: str):
    with app.test_request_context():
        assert read(text) == dt.date(2001, 3, 14)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("yesterday", "not a date"),
        ("٠١.٠١.٢٠٠٠", "not a date"),
        ("1.1.90", "four digits"),
        ("1.1.0001", "year 1 "),
        ("1.13.2001", "no month 13"),
        ("30.2.2001", "it has 28 days"),
        ("0.2.2001", "no day 0"),
    ],
)
def test_what_is_no_day_is_told_with_reason_and_example(app: Flask, text: str, reason: str):
    with app.test_request_context(), force_locale("en"), pytest.raises(NoDay, match=reason) as told:
        read(text)
    assert "example 14.3.2026" in str(told.value)


@pytest.mark.parametrize(("text", "reason"), [("15.3.2026", "after 14.03.2026"), ("31.12.1905", "before 01.01.1906")])
def test_nobody_is_born_tomorrow_or_before_her_grandparents(app: Flask, text: str, reason: str):
    with app.test_request_context(), force_locale("en"), pytest.raises(NoDay, match=reason):
        birthday(text, TODAY)


def test_today_and_the_first_day_of_the_oldest_are_birthdays(app: Flask):
    with app.test_request_context():
        assert birthday("14.3.2026", TODAY) == TODAY
        assert birthday("1.1.1906", TODAY) == dt.date(1906, 1, 1)


def test_a_day_before_the_birth_does_not_tell_the_birthday(app: Flask):
    with app.test_request_context(), force_locale("en"):
        assert "14.03.2026" in before_birth(TODAY)
