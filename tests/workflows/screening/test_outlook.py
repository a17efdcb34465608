"""The calendar of coming changes as a page: by month and programme, with reasons, and a word when there is nothing."""

from __future__ import annotations

import datetime as dt

from core import clock
from core.clock import today
from tests.workflows.web import Town, Visitor


def test_without_people_it_says_so(worker: Visitor) -> None:
    page = worker.get("/outlook").text
    assert "In den nächsten drei Monaten ändert sich nichts" in page
    month = f"{today(clock.now()):%Y-%m}"
    assert "Es ändert sich nichts" in worker.get(f"/outlook?month={month}").text


def test_a_birthday_and_a_paper_stand_in_their_months(town: Town, worker: Visitor) -> None:
    day = today(clock.now())
    soon = day + dt.timedelta(days=40)
    born = soon.replace(year=soon.year - 15, day=min(soon.day, 28))
    town.person(date_of_birth=born, district="Landkreis Fulda", residence_title="g55", residence_valid_until=soon)
    page = worker.get("/outlook").text
    assert "15 Jahre alt" in page
    assert "Ablaufende Aufenthaltspapiere" in page
    assert "öffnet sich" in page
    assert "/programmes/wir_onnfit" in page
    assert "15" in worker.get(f"/outlook?month={soon:%Y-%m}&programme=wir_onnfit").text
    other = worker.get("/outlook?programme=wir").text
    assert "„Mindestens 15 Jahre alt“" not in other
    english = worker.get("/outlook?lang=en").text
    assert "“At least 15 years old”" in english
    worker.get("/outlook?lang=de")


def test_a_strange_address_gives_the_usual_page(worker: Visitor) -> None:
    for query in ("month=2026-99", "month=x", "programme=nothing", "after=zzz"):
        assert worker.get(f"/outlook?{query}").status_code == 200


def test_others_see_nobody(town: Town) -> None:
    page = town.visitor("stranger").get("/outlook").text
    assert "Beispiel, Ada" not in page
    assert town.visitor("auditor").get("/outlook").status_code == 403
