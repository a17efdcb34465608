"""The pages of change sets: a programme is changed, published, rolled back, made, read in and written out over the web."""

from __future__ import annotations

import datetime as dt

import pytest

from core import clock
from core.actor import SYSTEM
from core.catalogue import ChangeSet, Publication, publish, ship
from core.database import db, transaction
from core.definitions import Programme, load_programme, read_yaml, t, write_yaml
from tests.workflows.changes.desk import HOME, PROGRAMME, Desk
from workflows.eligibility import NotEligible

YOUNG, TWENTY_NINE = dt.date(2000, 5, 10), dt.date(1993, 1, 1)


def rule(programme: Programme) -> str:
    return next(each.rule for each in programme.eligibility if each.id == "age")


def older(desk: Desk, url: str, limit: int = 30, who: str = "anna") -> None:
    assert desk.writes(url, "eligibility", "age in [18..27]", f"age in [18..{limit}]", who).status_code == 303


def test_the_age_limit_goes_up_and_comes_back(desk: Desk) -> None:
    """Opened, edited, read in words, published; a new case begins on the new revision; rolled back, as one."""
    before = desk.case(YOUNG)
    with pytest.raises(NotEligible):
        desk.case(TWENTY_NINE)
    url = desk.opened()
    older(desk, url)
    page = desk.visitor().get(url).text
    assert "Ist 18 bis 27 Jahre alt" in page
    assert "zwischen 18 und 27 Jahre alt" in page
    assert "zwischen 18 und 30 Jahre alt" in page
    refused = desk.sends("anna", url, _do="publish")
    assert refused.status_code == 422
    assert "examples/" in refused.text
    assert desk.sends("anna", url, _do="accept").status_code == 303
    assert desk.sends("anna", url, _do="publish").status_code == 303
    assert rule(desk.offered()) == "age in [18..30]"
    after = desk.case(TWENTY_NINE)
    assert before != after == desk.offered().digest
    history = f"{HOME}programmes/{PROGRAMME}"
    assert "Bis 30" in desk.visitor().get(history).text
    compared = desk.visitor().get(f"{history}?a=1&b=2").text
    assert "zwischen 18 und 30 Jahre alt" in compared[: compared.index('id="log"')]
    with desk.app.app_context():
        first = db.session.query(Publication).filter_by(programme_id=PROGRAMME, number=1).one().id
    assert f'<option value="{first}"' in desk.visitor().get(history).text
    answer = desk.sends("anna", history, publication=first, reason="Doch nicht")
    assert answer.status_code == 303
    assert rule(desk.offered()) == "age in [18..27]"
    assert desk.case(YOUNG) == before
    with pytest.raises(NotEligible):
        desk.case(TWENTY_NINE)
    assert "Doch nicht" in desk.visitor().get(history).text


def test_the_way_back_is_looked_at_first(desk: Desk) -> None:
    """From the history and from the page of what is published; nothing goes out before a reason is given."""
    url = desk.opened()
    older(desk, url)
    assert desk.sends("anna", url, _do="accept").status_code == 303
    assert 'id="do-look"' not in desk.visitor().get(url).text
    assert desk.sends("anna", url, _do="publish").status_code == 303
    history = f"{HOME}programmes/{PROGRAMME}"
    assert 'value="look"' in desk.visitor().get(history).text
    assert 'id="do-look"' in desk.visitor().get(url).text
    assert 'id="do-look"' not in desk.visitor("rita").get(url).text
    with desk.app.app_context():
        first = db.session.query(Publication).filter_by(programme_id=PROGRAMME, number=1).one().id
    assert first in desk.visitor().get(url).text
    looked = desk.sends("anna", history, publication=first, reason="", _do="look")
    assert looked.status_code == 303
    assert rule(desk.offered()) == "age in [18..30]"
    assert "zwischen 18 und 27 Jahre alt" in desk.visitor().get(looked.location).text
    assert desk.sends("anna", history, publication=first, _do="look").location == looked.location
    refused = desk.sends("anna", looked.location, _do="publish")
    assert (refused.status_code, "warum es zurückgeht" in refused.text) == (422, True)
    assert desk.sends("anna", looked.location, _do="describe", title="Zurück", reason="Doch nicht").status_code == 303
    assert desk.sends("anna", looked.location, _do="publish").status_code == 303
    assert rule(desk.offered()) == "age in [18..27]"
    assert 'id="do-look"' not in desk.visitor().get(url).text, "it is not on offer any more"
    assert desk.sends("rita", history, seen=history, publication=first, _do="look").status_code in (403, 404)
    assert desk.sends("anna", history, publication="x" * 40, _do="look").status_code == 404


def test_more_sentences_than_a_page_shows_are_a_text_file(desk: Desk) -> None:
    """Of a form with six hundred questions the page shows the first, and the file all."""
    fields = [{"kind": "text", "id": f"q{each}", "label": {"de": f"Frage {each}?"}} for each in range(600)]
    data = desk.offered().as_data()
    data["forms"][0]["pages"][0]["fields"] += fields
    content = load_programme(data)
    url = desk.uploads(write_yaml(content).encode()).location.removesuffix("/sides")
    page = desk.visitor().get(url).text
    assert "Sätze als Textdatei" in page
    assert "Frage 599?" not in page[page.index('id="told"') : page.index('id="found"')]
    whole = desk.visitor().get(f"{url}/sentences")
    assert whole.headers["Content-Disposition"].endswith('.txt"')
    assert whole.mimetype == "text/plain"
    assert "Frage 599?" in whole.text
    assert all(line.startswith("- ") for line in whole.text.splitlines()[2:])
    assert len(whole.text.splitlines()) == 602
    short = desk.opened()
    older(desk, short)
    assert "als Textdatei" not in desk.visitor().get(short).text
    history = f"{HOME}programmes/{PROGRAMME}/sentences"
    assert desk.sends("anna", short, _do="accept").status_code == 303
    assert desk.sends("anna", short, _do="publish").status_code == 303
    assert "zwischen 18 und 30 Jahre alt" in desk.visitor().get(f"{history}?a=1&b=2").text
    assert desk.visitor().get(f"{history}?a=1&b=99").status_code == 404
    assert desk.visitor("worker").get(f"{history}?a=1&b=2").status_code in (403, 404)


def test_a_second_person_signs(desk: Desk) -> None:
    with desk.app.app_context(), transaction() as session:
        publish(session, desk_programme(four_eyes=True), actor=SYSTEM, now=clock.now())
    url = desk.opened(programme="small")
    assert desk.writes(url, "about", "Klein", "Kleiner").status_code == 303
    assert "zweite Person" in desk.visitor().get(url).text
    assert desk.sends("anna", url, _do="publish").status_code == 422
    assert desk.sends("anna", url, _do="ask").status_code == 303
    assert 'value="sign"' not in desk.visitor().get(url).text, "nobody is offered to sign her own"
    assert desk.sends("anna", url, _do="sign").status_code == 422
    assert desk.sends("berta", url, _do="sign").status_code == 303
    assert "unterschrieben von" in desk.visitor().get(url).text
    assert desk.sends("anna", url, _do="publish").status_code == 303
    assert desk.offered("small").title.text() == "Kleiner"
    assert "Berta" in desk.visitor("rita").get(f"{HOME}programmes/small").text


def desk_programme(**more: object) -> Programme:
    return Programme("small", t(de="Klein", en="Small"), **more)  # type: ignore[arg-type]  # any property


def test_a_day_is_given_and_taken_back(desk: Desk) -> None:
    url, day = desk.opened(), clock.today(clock.now()) + dt.timedelta(days=5)
    older(desk, url)
    assert desk.sends("anna", url, _do="accept").status_code == 303
    assert desk.sends("anna", url, _do="schedule", on="1999-01-01").status_code == 422
    assert desk.sends("anna", url, _do="schedule", on="kein Tag").status_code == 422
    assert desk.sends("anna", url, _do="schedule", on=day.isoformat()).status_code == 303
    assert f"{day:%d.%m.%Y}" in desk.visitor().get(url).text
    assert desk.sends("anna", url, _do="undo").status_code == 422
    assert desk.sends("anna", url, _do="unschedule").status_code == 303
    assert desk.change(url).status == "draft"


def test_who_was_slower_sees_what_the_other_did(desk: Desk) -> None:
    url = desk.opened()
    old = desk.visitor("berta").get(f"{url}/text?part=roles").text
    older(desk, url)
    version = '_version" value="1"'
    assert version in old
    answer = desk.sends("berta", f"{url}/text", seen=f"{url}/text?part=roles", _version="1", part="roles", text="[]")
    assert answer.status_code == 409
    assert "Anna" in answer.text
    assert "zwischen 18 und 30 Jahre alt" in answer.text
    english = desk.visitor().get(f"{url}?lang=en").text
    assert "zwischen 18 und 30" not in english[english.index('id="steps"') :], "steps are told in the language of the reader"
    assert desk.sends("berta", url, _do="undo", _version="x").status_code == 409


def test_what_is_typed_wrongly_comes_back_with_the_reason(desk: Desk) -> None:
    url = desk.opened()
    for part, text, words in (
        ("eligibility", "- id: [", "Das ist kein YAML"),
        ("eligibility", "- {id: x, bogus: 1}", "bogus"),
        ("about", "[]", "Dieser Teil ist eine Zuordnung"),
        ("steps", "- &a x\n- *a", "ist hier nicht erlaubt"),
    ):
        answer = desk.sends("anna", f"{url}/text", seen=f"{url}/text?part={part}", part=part, text=text)
        assert (answer.status_code, words in answer.text) == (422, True), text
    assert desk.visitor().get(f"{url}/text?part=nothing").status_code == 404
    assert desk.sends("anna", f"{url}/text", part="nothing", text="[]").status_code == 404
    assert desk.change(url).version == 1


def test_a_hostile_name_is_text(desk: Desk) -> None:
    name = "<img src=x onerror=alert(1)>\"'&"
    url = desk.opened(title=name)
    page = desk.visitor().get(url).text + desk.visitor().get(HOME).text
    assert "<img" not in page
    assert "&lt;img src=x" in page
    answer = desk.uploads(write_yaml(desk_programme().but(title=t(de=name))).encode())
    assert answer.status_code == 303
    assert "<img" not in desk.visitor().get(answer.location).text


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("title:\n  de: Klein", 'title:\n  de: "Bis \\u202E72"', "title/de"),
        ("title:\n  de: Klein", "title:\n  de: Bis \u202e72", "title/de"),
        ("summary:", "source: 'a\u202e72'\nsummary:", "source"),
    ],
    ids=["escaped", "plain", "no_wording"],
)
def test_a_text_that_turns_its_direction_is_refused_by_place(desk: Desk, before: str, after: str, place: str) -> None:
    content = write_yaml(desk_programme().but(summary=t(de="Kurz")))
    assert before in content, content
    refused = desk.uploads(content.replace(before, after, 1).encode())
    assert refused.status_code == 422
    assert "U+202E" in refused.text
    assert "\u202e" not in refused.text
    assert place in refused.text
    url = desk.opened()
    typed = desk.sends("anna", f"{url}/text", seen=f"{url}/text?part=lists", part="lists", text=LIST)
    assert (typed.status_code, "U+200B" in typed.text) == (422, True)
    assert desk.change(url).version == 1


LIST = '- id: own\n  title: {de: Eigene}\n  entries:\n  - {id: one, title: {de: "Ei\\u200Bns"}}\n'


def test_a_new_programme_from_blank_to_its_first_case(desk: Desk) -> None:
    answer = desk.sends("anna", f"{HOME}new", id="fresh", title_de="Frisch", title_en="", of="")
    assert answer.status_code == 303
    url = answer.location
    assert desk.sends("anna", url, _do="publish").status_code == 303
    assert desk.case(YOUNG, "fresh") == desk.offered("fresh").digest
    for id, words in (("fresh", "mit dieser Kennung"), ("Ä", "id")):
        refused = desk.sends("anna", f"{HOME}new", id=id, title_de="Frisch", of="")
        assert (refused.status_code, words in refused.text) == (422, True)
        assert 'value="Frisch"' in refused.text


def test_written_out_there_and_read_in_here(desk: Desk) -> None:
    """A file that was changed elsewhere comes back and is merged; one that is broken is refused by its places."""
    content = desk.visitor().get(f"{HOME}programmes/{PROGRAMME}/file").data
    assert read_yaml(content.decode()) == desk.offered()
    answer = desk.uploads(content.replace(b"age in [18..27]", b"age in [18..30]"))
    assert answer.status_code == 303
    page = desk.visitor().get(answer.location.removesuffix("/sides")).text
    assert "zwischen 18 und 30 Jahre alt" in page
    assert desk.uploads(content).status_code == 422, "nothing new"
    for broken, words in (
        (content.replace(b"age in [18", b"aeg in [18"), "eligibility/age"),
        (b"\xff\xfe", "UTF-8"),
        (b"id: x\ntitle: {de: X}\n<script>: 1\n", "&lt;script&gt;"),
    ):
        refused = desk.uploads(broken)
        assert (refused.status_code, words in refused.text) == (422, True)


def test_both_sides_of_an_upgrade(desk: Desk) -> None:
    here, there = desk_programme(summary=t(de="Hier")), desk_programme(summary=t(de="Neu"), version="2")
    with desk.app.app_context(), transaction() as session:
        ship(session, [desk_programme(summary=t(de="Alt"))], clock.now())
        publish(session, here, actor=SYSTEM, now=clock.now())
        ship(session, [there], clock.now())
        url = f"{HOME}{session.query(ChangeSet).one().id}"
    page = desk.visitor().get(f"{url}/sides").text
    assert all(f"<bdi>{word}</bdi>" in page for word in ("Alt", "Hier", "Neu"))
    assert desk.sends("anna", url, _do="publish").status_code == 422
    assert desk.sends("anna", f"{url}/sides").status_code == 422
    number = page[page.index('name="side-') + 11 :].partition('"')[0]
    assert desk.sends("anna", f"{url}/sides", **{f"side-{number}": "theirs"}).status_code == 303
    assert "geklärt" in desk.visitor().get(f"{url}/sides").text
    assert desk.sends("anna", url, _do="publish").status_code == 303
    assert desk.offered("small") == there


@pytest.mark.parametrize("who", ["olga", "rita"])
def test_who_may_not_change_it_does_not(desk: Desk, who: str) -> None:
    """Olga looks after another programme and sees nothing of this one; Rita reads, and changes nothing."""
    url = desk.opened("Geheim")
    reads = who == "rita"
    for path in (url, f"{url}/file", f"{HOME}programmes/{PROGRAMME}", f"{HOME}programmes/{PROGRAMME}/file"):
        assert desk.visitor(who).get(path).status_code == (200 if reads else 404), path
    assert ("Geheim" in desk.visitor(who).get(HOME).text) is reads
    expected = 403 if reads else 404
    for path, typed in (
        (url, {"_do": "discard", "_version": "1"}),
        (f"{url}/text", {"part": "roles", "text": "[]", "_version": "1"}),
        (HOME, {"programme": PROGRAMME, "title": "x"}),
        (f"{HOME}programmes/{PROGRAMME}", {"publication": "x", "reason": "x"}),
        (f"{HOME}programmes/{PROGRAMME}/rehearse", {}),
    ):
        assert desk.sends(who, path, seen=HOME, **typed).status_code == expected, path
    assert desk.sends(who, f"{HOME}new", seen=HOME, id="n", title_de="N").status_code == 403
    assert desk.change(url).version == 1


@pytest.mark.parametrize(
    "path", ["x", "x/text", "x/sides", "x/file", "programmes/x", "programmes/x/file", "%00", "programmes/%00"]
)
def test_an_address_that_leads_nowhere(desk: Desk, path: str) -> None:
    assert desk.visitor().get(HOME + path).status_code in (400, 404)
    assert desk.sends("anna", HOME + path, seen=HOME, _do="publish").status_code in (400, 404, 405)


def test_both_sides_of_a_rule_are_said_in_words(desk: Desk) -> None:
    """A file that changes what was changed here meanwhile."""
    content = desk.visitor().get(f"{HOME}programmes/{PROGRAMME}/file").data
    url = desk.opened()
    older(desk, url, 29)
    assert desk.sends("anna", url, _do="accept").status_code == 303
    assert desk.sends("anna", url, _do="publish").status_code == 303
    answer = desk.uploads(content.replace(b"age in [18..27]", b"age in [18..30]"))
    page = desk.visitor().get(answer.location).text
    assert "zwischen 18 und 29 Jahre alt" in page
    assert "zwischen 18 und 30 Jahre alt" in page
