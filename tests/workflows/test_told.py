"""Rules in words of the request's language, and why a verdict came out as it did."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from core.definitions import Criterion, DecisionTable, TableInput, TableRow, t, vocabulary
from core.rules import Decider
from core.web import i18n
from workflows.reasons import shown
from workflows.told import Teller, says_more


@pytest.fixture(scope="module")
def app() -> Flask:
    """No more than what tells the language of a request."""
    made = Flask("told")
    i18n.init(made)
    return made


EITHER = Criterion("either", 'municipality = "Usingen" or seeking_work', t(de="Ort oder Suche", en="Place or search"))


@pytest.mark.parametrize(
    ("language", "said", "direction"),
    [("de", "darf arbeiten", "ltr"), ("en", "may work", "ltr"), ("ar", "darf arbeiten", "ltr")],
)
def test_a_rule_is_said_in_the_language_of_the_request(app: Flask, language: str, said: str, direction: str) -> None:
    with app.test_request_context(f"/?lang={language}"):
        teller = Teller()
        found = teller.say("work_permitted")
        assert found is not None
        assert (found.text, teller.direction) == (said, direction)
        assert teller.language == ("en" if language == "en" else "de")


def test_what_cannot_be_read_is_shown_as_it_is_written(app: Flask) -> None:
    with app.test_request_context("/?lang=de"):
        assert Teller().say("age >=") is None
        assert Teller().say(None) is None
        assert Teller().tell(Criterion("x", "agee > 3", t(de="x"))) is None


def test_a_table_is_told_as_well(app: Flask) -> None:
    table = DecisionTable(inputs=[TableInput("age")], rows=[TableRow([">= 18"], "true"), TableRow(["< 18"], "false")])
    with app.test_request_context("/?lang=de"):
        found = Teller().tell(Criterion("adult", title=t(de="Alt genug"), table=table))
        assert found is not None
        assert "mindestens 18 Jahre alt" in found.text


def test_reasons_carry_the_rule_with_what_each_part_gave(app: Flask) -> None:
    decider = Decider([EITHER], vocabulary().scope)
    with app.test_request_context("/?lang=de"):
        (reason,) = shown(decider.decide({"municipality": "Hilden"}, date(2024, 1, 1)), [EITHER])
        assert reason.said is not None
        assert (reason.said.text, reason.said.state) == ("wohnt in Usingen oder sucht Arbeit", "unknown")
        assert [(each.text, each.state) for each in reason.said.children] == [
            ("wohnt in Usingen", "false"),
            ("sucht Arbeit", "unknown"),
        ]


def test_a_sentence_that_repeats_the_title_is_left_out(app: Flask) -> None:
    criterion = Criterion("work", "work_permitted", t(de="Darf arbeiten", en="May work"))
    decider = Decider([criterion], vocabulary().scope)
    with app.test_request_context("/?lang=de"):
        (reason,) = shown(decider.decide({}, date(2024, 1, 1)), [criterion])
        assert reason.said is None
        assert not says_more(Teller().say("work_permitted"), " Darf Arbeiten ")
        assert not says_more(None, "x")


def test_what_excludes_stands_before_what_is_open_and_what_holds(app: Flask) -> None:
    given = {"holds": "work_permitted", "noted": "seeking_work", "open": 'municipality = "Usingen"', "excludes": "age >= 18"}
    criteria = [Criterion(id, rule, t(de=id), strength="should" if id == "noted" else "must") for id, rule in given.items()]
    facts = {"work_permitted": True, "seeking_work": False, "date_of_birth": date(2010, 1, 1)}
    with app.test_request_context("/?lang=de"):
        told = shown(Decider(criteria, vocabulary().scope).decide(facts, date(2024, 1, 1)), criteria)
    assert [reason.id for reason in told] == ["excludes", "open", "holds", "noted"]
