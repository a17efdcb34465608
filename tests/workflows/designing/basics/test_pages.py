"""The designer of a programme's basics: what it says about itself, offerings, counters and combinations, each with its marks."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import pytest
from flask import Flask

from core.definitions import Cap, Retention
from tests.workflows.designing.stepper import Stepper
from tests.workflows.web import Visitor

PROGRAMMES = ["wir", "my_turn", "drei_phasen_modell", "gemeinsam_durchstarten", "wir_onnfit", "wir_sind_usingen"]


def text(here: Stepper, at: str = "") -> str:
    page = here.page(at)
    assert page.status_code == 200
    return html.unescape(page.text)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_part_of_every_programme_can_be_opened_and_sent_back_as_it_is(
    house: Flask, usingen: Stepper, programme: str
) -> None:
    here = Stepper(house, usingen.visitor, programme, "basics")
    before = here.programme
    parts = ["", *(f"{name}/{each.id}" for name in ("offerings", "counters") for each in getattr(before, name))]
    parts += [f"combinations/{each.with_}" for each in before.combinations if each.valid_from is None]
    for part in parts:
        page = text(here, part)
        assert 'id="panel-title"' in page
        assert here.sends("set", part, **inputs(page)).status_code == 303, part
    assert here.programme == before


def inputs(page: str) -> dict[str, Any]:
    """All that a browser would send of the panel."""
    from html.parser import HTMLParser

    found: dict[str, list[str]] = {}

    class Reader(HTMLParser):
        chosen: tuple[str, list[str]] | None = None
        area = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            own = dict(attrs)
            name = own.get("name") or ""
            if tag == "select":
                self.chosen = (name, [])
            elif tag == "option" and self.chosen:
                if "selected" in own or not self.chosen[1]:
                    self.chosen[1][:] = [own.get("value") or ""]
            elif tag == "textarea":
                self.area = name
                found.setdefault(name, []).append("")
            elif tag == "input" and name[:2] in ("p:", "w:") and (own.get("type") != "checkbox" or "checked" in own):
                found.setdefault(name, []).append(own.get("value") or "")

        def handle_endtag(self, tag: str) -> None:
            if tag == "select" and self.chosen:
                found.setdefault(self.chosen[0], []).extend(self.chosen[1])
                self.chosen = None
            if tag == "textarea":
                self.area = ""

        def handle_data(self, data: str) -> None:
            if self.area:
                found[self.area][-1] += data

    Reader().feed(page)
    return {name: values for name, values in found.items() if name[:2] in ("p:", "w:")}


def test_the_programme_itself_is_worded_marked_and_goes_back(basics: Stepper) -> None:
    before = basics.programme
    assert (
        basics.sends(
            "set",
            **{"w::title:de": "Drei Phasen", "w::funder:de": "Der Kreis", "w::funder:en": "The county", "p::source": "Aufruf"},
        ).status_code
        == 303
    )
    now = basics.programme
    assert (now.title.root["de"], now.source) == ("Drei Phasen", "Aufruf")
    assert now.funder
    assert now.funder.root["en"] == "The county"
    page = text(basics)
    assert before.title.root["de"] in page, "the shipped value stands beside it"
    assert basics.sends("back::title/de").status_code == 303
    assert basics.programme.title == before.title
    assert basics.sends("back::*").status_code == 303
    assert basics.programme == before


def test_retention_is_said_in_a_sentence(basics: Stepper) -> None:
    assert basics.sends("set", **{"p::retention": ["7", "exit", "§ 5 Erlass", "mit dem Land zu klären"]}).status_code == 303
    kept = basics.programme.retention
    assert kept is not None
    assert (kept.years, kept.anchor, kept.source) == (7, "exit", "§ 5 Erlass")
    assert kept.unconfirmed
    assert kept.unconfirmed.root["de"] == "mit dem Land zu klären"
    assert "Closed cases are kept until 7 years after the exit" in text(basics)
    assert basics.sends("set", **{"p::retention": ["", "exit", "", ""]}).status_code == 303
    assert basics.programme.retention is None
    assert "Nothing is said" in text(basics)
    assert basics.sends("set", **{"p::retention": ["2", "end_of_payment_year", "", ""]}).status_code == 303
    assert basics.programme.retention == Retention(years=2, anchor="end_of_payment_year")


def test_an_offering_is_added_changed_ordered_and_taken_out(basics: Stepper) -> None:
    count = len(basics.programme.offerings)
    assert basics.sends("new:offerings").status_code == 303
    made = basics.programme.offerings[-1]
    part = f"offerings/{made.id}"
    typed = {"w::title:de": "Bewerbungstraining", "p::attendance": "numbers", "p::places": ["no", "yes"], "p::least_units": "4"}
    assert basics.sends("set", part, **typed, **{"p::most_units": "8"}).status_code == 303
    made = basics.programme.offerings[-1]
    assert (made.title.root["de"], made.attendance, made.places, made.least_units) == ("Bewerbungstraining", "numbers", True, 4)
    refused = basics.sends("set", part, **{"p::most_units": "2"})
    assert refused.status_code in (303, 422)
    assert basics.sends(f"carry:{part}", part, _after="").status_code == 303
    assert basics.programme.offerings[0].id == made.id
    assert basics.sends(f"down:{part}", part).status_code == 303
    assert basics.programme.offerings[1].id == made.id
    assert basics.sends(f"remove:{part}", part).status_code == 303
    assert len(basics.programme.offerings) == count
    gone = basics.programme.offerings[0].id
    assert basics.sends(f"remove:offerings/{gone}").status_code == 303
    assert f"back:offerings/{gone}:remove" in text(basics), "it can be brought back"
    assert basics.sends(f"back:offerings/{gone}:remove").status_code == 303
    assert basics.programme.offerings[0].id == gone


def test_a_counter_has_caps_thresholds_and_a_rate(house: Flask, usingen: Stepper) -> None:
    here = Stepper(house, usingen.visitor, "wir_sind_usingen", "basics")
    if not here.programme.counters:
        here = Stepper(house, usingen.visitor, "wir", "basics")
    here.language = "en"
    counter = here.programme.counters[0]
    part = f"counters/{counter.id}"
    rows = {"p::caps": ["40", "week", "Erlass", "100", "total", "", "", "year", ""], "p::thresholds": ["8", "Teilnahme", "", ""]}
    assert here.sends("set", part, **rows, **{"p::rate": "17,50"}).status_code == 303
    counter = here.programme.counters[0]
    assert list(counter.caps) == [Cap(amount=40, per="week", source="Erlass"), Cap(amount=100, per="total")]
    assert [(each.amount, each.title.root["de"]) for each in counter.thresholds] == [(8, "Teilnahme")]
    assert counter.rate == 1750
    wrong = here.sends("set", part, **{"p::caps": ["forty", "week", ""]})
    assert wrong.status_code == 422
    assert "This is no number" in html.unescape(wrong.text)
    assert 'value="forty"' in wrong.text


def test_a_sentence_about_another_programme(basics: Stepper) -> None:
    there = {each.with_ for each in basics.programme.combinations}
    other = next(each for each in PROGRAMMES if each not in there | {"drei_phasen_modell"})
    assert basics.sends("new:combinations", _with=other).status_code == 303
    part = f"combinations/{other}"
    typed = {"p::effect": "bar", "w::wording:de": "Nicht zugleich", "p::valid_from": ["day", "2027-01-01"]}
    done = basics.sends("set", part, **typed, **{"p::valid_to": ["day", "2027-12-31"]})
    assert done.status_code == 303
    assert "2027-01-01" in done.location, "the panel follows"
    made = basics.programme.combinations[-1]
    assert (made.effect, made.valid_from, made.valid_to) == ("bar", date(2027, 1, 1), date(2027, 12, 31))
    assert basics.sends("new:combinations", _with=other).status_code == 303, "for other days"
    assert basics.sends("new:combinations", _with=other).status_code == 422
    assert basics.sends("new:combinations", _with="").status_code == 422


def test_switching_the_second_signature_off_is_told_loudly(
    house: Flask, basics: Stepper, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert basics.sends("set", **{"p::four_eyes": ["no", "yes"]}).status_code == 303
    assert basics.programme.four_eyes
    assert "no second signature any more" not in text(basics)
    from workflows.designing.basics import show

    published = basics.programme
    monkeypatch.setattr(show.catalogue, "offered", lambda: [published])
    assert basics.sends("set", **{"p::four_eyes": "no"}).status_code == 303
    assert "This very change still needs the second signature" in text(basics)


@pytest.mark.parametrize(
    ("at", "do", "more", "reason"),
    [
        ("", "set", {"p::retention": ["101", "exit", "", ""]}, "At most 100"),
        ("", "set", {"p::retention": ["ten", "exit", "", ""]}, "This is no number"),
        ("", "set", {"p::retention": ["1", "birth", "", ""]}, "Choose one of the list"),
        ("", "set", {"p::version": "9"}, "There is no such property"),
        ("", "set", {"p::id": "other"}, "There is no such property"),
        ("", "set", {"w::title:de": ""}, "The German text is missing"),
        ("", "remove:steps/talk", {}, "There is no such button"),
        ("forms/x", "set", {"w::title:de": "x"}, "There is no such part"),
        ("offerings/none", "set", {"w::title:de": "x"}, "There is no such part"),
        ("", "new:nonsense", {}, "Choose the other programme"),
    ],
    ids=[
        "too-long", "no-number", "no-anchor", "version", "id", "no-german", "foreign-list", "foreign-part", "gone", "nonsense",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_the_reason(
    basics: Stepper, at: str, do: str, more: dict[str, Any], reason: str
) -> None:
    before = basics.programme
    refused = basics.sends(do, at, **more)
    assert refused.status_code == 422
    assert reason in html.unescape(refused.text)
    assert basics.programme == before


def test_a_reader_changes_nothing(house: Flask, basics: Stepper) -> None:
    basics.visitor = Visitor(house.test_client()).comes_in("auditor@example.org")
    page = basics.page()
    assert page.status_code == 200
    assert 'id="apply"' not in page.text
