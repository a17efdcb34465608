"""The builder's pages: steps on a draft, what is refused, and who may."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from core import catalogue
from core.actor import SYSTEM
from core.catalogue import changes
from core.catalogue.change_models import ChangeSet
from core.database import transaction
from tests.workflows.building.builder import CHANGES, HOME, PROGRAMME, Builder
from tests.workflows.sample import NOW
from tests.workflows.web import HERE, Visitor
from workflows.building import show
from workflows.building.draft import Content


def test_a_draft_begins_as_the_published_revision(builder: Builder) -> None:
    assert "Entwurf beginnen" in builder.visitor.get(f"{HOME}?lang=de").text
    builder.starts()
    with builder.app.app_context():
        published = catalogue.definition(catalogue.current(PROGRAMME).digest)
    assert builder.content.within(published) == published
    page = html.unescape(builder.visitor.get(builder.list).text)
    for criterion in published.eligibility:
        assert criterion.title.text("de") in page
    assert builder.list in builder.visitor.get(HOME).text
    assert builder.list in builder.visitor.get(f"/admin/changes/{builder.change}").text, "the change set leads to its rules"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_criterion_of_every_programme_can_be_opened(builder: Builder, language: str) -> None:
    with builder.app.app_context():
        ids = [each.id for each in catalogue.offered()]
    for id in ids:
        page = builder.visitor.get(f"{builder.starts(id).list}?lang={language}")
        paths = sorted(set(re.findall(rf'href="({builder.list}/[^"?]+)"', page.text)))
        assert len(paths) == len(builder.content.entries)
        for path in paths:
            answer = builder.visitor.get(path)
            assert answer.status_code == 200, path
            assert 'data-sentence="de"' in answer.text
            assert 'data-sentence="en"' in answer.text


def test_the_age_is_changed_and_a_persona_turns(builder: Builder) -> None:
    url = builder.starts().url("age")
    answer = builder.sets(url, fact="age", operator="range[]", value="18", value2="30")
    assert answer.status_code == 303
    assert builder.rule("age") == "age in [18..30]"
    page = html.unescape(builder.visitor.get(f"{url}?lang=de").text)
    assert "zwischen 18 und 30 Jahre alt" in page
    assert "geändert" in page
    with builder.app.app_context():
        assert catalogue.definition(catalogue.current(PROGRAMME).digest).eligibility[0].rule != "age in [18..30]"


def test_text_and_blocks_never_disagree(builder: Builder) -> None:
    url = builder.starts().url("age")
    assert builder.sends(url, _do="text", text="age >= 18 and (age <= 27 or benefits_none)").status_code == 422
    assert builder.sends(url, _do="text", text="age >= 18  and age<=27").status_code == 303
    assert builder.presses(url, "wrap", "1").status_code == 422
    assert builder.presses(url, "any", "1").status_code == 303
    assert builder.rule("age") == "age >= 18 and (age <= 27 or is known(age))"
    assert builder.presses(url, "out", "1.1").status_code == 303
    assert builder.rule("age") == "age >= 18 and age <= 27 and is known(age)"
    page = html.unescape(builder.visitor.get(url).text)
    assert builder.rule("age") in page


def test_a_wrong_text_comes_back_with_its_place_and_the_nearest_name(builder: Builder) -> None:
    url = builder.starts().url("age")
    before = builder.version
    answer = builder.sends(url, _do="text", text="age > 3 and\n agee < 4")
    assert answer.status_code == 422
    said = html.unescape(answer.text)
    assert "Zeile 2, Spalte 2" in said
    assert "Meinten Sie „age“?" in said
    assert "agee < 4" in said, "what was typed is kept"
    assert builder.version == before
    answer = builder.sets(url, fact="age", operator="range[]", value="achtzehn", value2="27")
    assert answer.status_code == 422
    assert "Das ist keine Zahl" in answer.text
    assert 'value="achtzehn"' in answer.text


def test_the_later_editor_sees_the_earlier_change(builder: Builder) -> None:
    url = builder.starts().url("age")
    seen = builder.version
    assert builder.sends(url, _do="text", text="age >= 20").status_code == 303
    answer = builder.sends(url, seen, _do="text", text="age >= 30")
    assert answer.status_code == 409
    assert "inzwischen geändert" in html.unescape(answer.text)
    assert "age >= 20" in html.unescape(answer.text)
    assert "age >= 30" in html.unescape(answer.text)
    assert builder.rule("age") == "age >= 20"
    assert builder.sends(builder.list, seen, _do="delete", key=builder.key("age")).status_code == 409


def test_the_earlier_change_is_told_to_the_later_editor(builder: Builder) -> None:
    url = builder.starts().url("age")
    seen = builder.version
    builder.sends(url, _do="text", text="age >= 20")
    said = html.unescape(builder.sends(f"{url}?lang=de", seen, _do="text", text="age >= 30").text)
    assert builder.told[-1]
    assert "Konto programme_admin" in said
    assert builder.told[-1] in said


def test_steps_are_taken_back_and_made_again(builder: Builder) -> None:
    url = builder.starts().url("age")
    before = builder.content
    for number in range(3):
        builder.sends(url, _do="text", text=f"age >= {number}")
    after = builder.content
    for _ in range(3):
        answer = builder.sends(builder.list, _do="undo", key=builder.key("age"))
        assert (answer.status_code, answer.location) == (303, url)
    assert builder.content == before
    answer = builder.sends(f"{builder.list}?lang=de", _do="undo")
    assert answer.status_code == 422
    assert "Es gibt keinen Schritt" in html.unescape(answer.text)
    for _ in range(3):
        assert builder.sends(builder.list, _do="redo").status_code == 303
    assert builder.content == after
    assert builder.sends(builder.list, _do="redo").status_code == 422


def test_what_is_over_is_read_and_not_changed(builder: Builder) -> None:
    url = builder.starts().url("age")
    assert builder.sends(f"/admin/changes/{builder.change}", _do="discard", sure="yes").status_code == 303
    for path in (builder.list, url):
        page = builder.visitor.get(f"{path}?lang=de")
        assert page.status_code == 200
        assert "nicht mehr zu ändern" in page.text
    for path, sent in ((url, {"_do": "text", "text": "age > 3"}), (builder.list, {"_do": "delete", "key": builder.key("age")})):
        assert builder.sends(path, **sent).status_code == 422
    assert builder.rule("age") == "age in [18..27]"
    assert builder.list not in builder.visitor.get(HOME).text


def test_a_criterion_goes_back_to_what_was_shipped(builder: Builder) -> None:
    url = builder.starts().url("age")
    before = builder.content
    assert "data-mark" not in builder.visitor.get(url).text
    builder.sends(url, _do="to_table")
    entry = builder.content.entry(builder.key("age")).criterion
    about = {"title_de": "Alter neu", "title_en": entry.title.root["en"], "source": "§ 4", "strength": "should"}
    days = {"proof": entry.proof, "exception": "no", "valid_from": str(entry.valid_from or ""), "valid_to": ""}
    assert builder.sends(url, _do="about", **about, **days).status_code == 303
    page = html.unescape(builder.visitor.get(f"{url}?lang=de").text)
    assert {"rule", "title/de", "source", "strength"} <= set(re.findall(r'data-mark="([^"]+)"', page))
    assert "zwischen 18 und 27 Jahre alt" in page, "the shipped rule, in words"
    assert "angepasst" in builder.visitor.get(f"{builder.list}?lang=de").text
    assert builder.sends(url, _do="back:rule").status_code == 303
    assert builder.rule("age") == "age in [18..27]"
    assert builder.sends(url, _do="back:rule").status_code == 422
    assert builder.sends(url, _do="back:title/de").status_code == 303
    assert builder.sends(url, _do="back:*").status_code == 303
    assert builder.content == before
    assert builder.sends(builder.list, _do="back", key=builder.key("age")).status_code == 422


def test_a_deleted_criterion_is_brought_back_to_its_place(builder: Builder) -> None:
    key, before = builder.starts().key("age"), builder.content
    assert builder.sends(builder.list, _do="delete", key=key).status_code == 303
    assert 'value="back"' in builder.visitor.get(builder.list).text
    answer = builder.sends(builder.list, _do="back", key=key)
    assert answer.location == f"{builder.list}/{key}"
    assert builder.content == before
    assert builder.sends(builder.list, _do="back", key="eligibility/none").status_code == 404


def test_another_first_day_leads_to_another_address(builder: Builder) -> None:
    url = builder.starts().url("age")
    assert url.endswith("/rules/eligibility/age@2020-01-01")
    about = {"title_de": "Alter", "strength": "must", "proof": "any", "exception": "no"}
    answer = builder.sends(url, _do="about", **about, valid_from="2026-01-01")
    assert answer.location.split("?")[0] == f"{builder.list}/eligibility/age@2026-01-01"
    assert builder.visitor.get(answer.location).status_code == 200
    assert builder.visitor.get(url).status_code == 404
    answer = builder.sends(builder.list, _do="undo", key="eligibility/age@2026-01-01")
    assert answer.location == builder.list
    assert builder.visitor.get(url).status_code == 200


def test_what_is_said_about_a_criterion(builder: Builder) -> None:
    url = builder.starts().url("age")
    about = {"title_de": "Alter neu", "title_en": "", "source": "§ 4 Nr. 1", "strength": "should", "proof": "document_seen"}
    days = {"exception": "yes", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    assert builder.sends(url, _do="about", **about, **days).status_code == 303
    url = builder.url("age")
    found = builder.content.entry(builder.key("age")).criterion
    assert (found.title.root, found.source, found.strength, found.proof) == (
        {"de": "Alter neu"},
        "§ 4 Nr. 1",
        "should",
        "document_seen",
    )
    assert found.exception
    assert str(found.valid_to) == "2026-12-31"
    for wrong in ({"strength": "x"}, {"valid_from": "31.02."}, {"valid_from": "2027-01-01"}, {"title_de": ""}):
        assert builder.sends(url, _do="about", **{**about, **days, **wrong}).status_code == 422, wrong


def test_a_criterion_is_added_moved_and_deleted(builder: Builder) -> None:
    builder.starts()
    new = {"owner": "", "id": "voluntary", "title_de": "Freiwillig", "fact": "age"}
    assert builder.sends(builder.list, _do="add", **new).status_code == 303
    assert builder.rule("voluntary") == "is known(age)"
    for wrong in ({}, {"id": "Ä"}, {"id": "x", "owner": "track/none"}, {"id": "x", "fact": "agee"}, {"id": "x", "title_de": " "}):
        assert builder.sends(builder.list, _do="add", **{**new, **wrong}).status_code == 422, wrong
    key = builder.key("voluntary")
    order = [each.key for each in builder.content.entries if not each.owner]
    assert builder.sends(builder.list, _do="up", key=key).status_code == 303
    assert [each.key for each in builder.content.entries if not each.owner] == [*order[:-2], key, order[-2]]
    assert builder.sends(builder.list, _do="delete", key=key).status_code == 303
    assert builder.presses(f"{builder.list}/{key}", "turn").status_code == 404


def test_a_table_is_edited(builder: Builder) -> None:
    url = builder.starts().url("age")
    assert builder.sends(url, _do="to_table").status_code == 303
    table = builder.content.entry(builder.key("age")).criterion.table
    assert table
    assert (table.inputs[0].rule, table.rows[0].cells[0], table.otherwise) == ("age", "[18..27]", "false")
    assert builder.sends(url, _do="add_input", input="german_level").status_code == 303
    assert builder.sends(url, _do="drop_input-1").status_code == 303
    assert builder.sends(url, _do="drop_input-0").status_code == 422
    assert builder.sends(url, _do="add_row").status_code == 303
    cells = {"cell-0-0": "[18..27]", "gives-0": "true", "cell-1-0": "< 18", "gives-1": "false", "hit": "U", "otherwise": ""}
    assert builder.sends(url, _do="cells", **cells).status_code == 303
    assert "28 und mehr" in html.unescape(builder.visitor.get(url).text), "the gap is told"
    assert builder.sends(url, _do="add_row", **{"cell-0-0": "[18..30]"}).status_code == 303
    assert builder.sends(url, _do="cells", **{"cell-2-0": "[30..40]", "gives-2": "false"}).status_code == 303
    assert "Unter U (unique) darf es nur eine" in html.unescape(builder.visitor.get(url).text)
    assert builder.sends(url, _do="cells", hit="F", otherwise="false").status_code == 303
    assert builder.sends(url, _do="row_up-2").status_code == 303
    assert builder.sends(url, _do="row_drop-1").status_code == 303
    for wrong in ({"cell-0-0": "[18.."}, {"hit": "X"}, {"gives-0": "agee"}):
        answer = builder.sends(url, _do="cells", **wrong)
        assert answer.status_code == 422, wrong
        assert html.escape(next(iter(wrong.values()))) in answer.text, "what was typed is kept"
    assert builder.sends(url, _do="to_rule").status_code == 303
    assert builder.rule("age")


def test_a_fixed_criterion_stays_as_it_is(builder: Builder) -> None:
    url, key = builder.starts().url("age"), builder.key("age")
    with builder.app.app_context(), transaction() as session:
        found = session.query(ChangeSet).one()
        data = Content.of(found.programme)
        fixed = data.changed(key, data.entry(key).criterion.but(locked="Gesetz"))
        found.content = fixed.within(found.programme).as_json()
    answer = builder.sends(url, _do="text", text="age > 3")
    assert answer.status_code == 422
    assert "Dieses Kriterium steht fest: Gesetz" in answer.text
    assert builder.sends(builder.list, _do="delete", key=key).status_code == 422
    assert builder.rule("age") == "age in [18..27]"


def test_codes_are_offered_for_the_cells_of_a_table(builder: Builder) -> None:
    url = builder.starts().url("status")
    builder.sends(url, _do="to_table")
    page = html.unescape(builder.visitor.get(f"{url}?lang=de").text)
    assert '<option value=""duldung"">Duldung</option>' in page
    assert "Art des Aufenthalts" in page


NASTY = ["\x00", "\ud800", "0.9.9", "9" * 400, "-1", "1.", "x" * 30_000, "١", "' or 1=1", "__class__", "((((" * 600, "😀"]


@pytest.mark.parametrize("bad", NASTY, ids=range(len(NASTY)))
def test_bad_input_is_refused_in_words(builder: Builder, bad: str) -> None:
    url = builder.starts().url("age")
    bad = bad.encode("utf-8", "surrogatepass").decode("latin-1") if "\ud800" in bad else bad
    before = builder.content
    verbs = ("set", "add", "all", "not", "up", "out", "in", "delete", "carry", "turn", "unwrap", "nothing", bad)
    for do in ("text", "part", bad, *(f"rule:rule:{verb}:{bad}" for verb in verbs)):
        assert builder.sends(url, _do=do, text=bad).status_code in (400, 422), do
    for name in ("fact", "operator", "value", bad):
        given = {"fact": "age", "operator": ">=", "value": "3", name: bad}
        assert builder.sets(url, **given).status_code in (303, 400, 422)
        builder.sends(builder.list, _do="undo")
    assert builder.sends(url, _do="set", **{f"r::rule:{bad}:value": "3"}).status_code in (303, 400, 422)
    assert builder.sends(builder.list, _do="add", owner="", id=bad, title_de=bad, fact=bad).status_code in (400, 422)
    assert builder.visitor.get(f"{builder.list}/nothing").status_code == 404
    assert [each.key for each in builder.content.entries] == [each.key for each in before.entries]


@pytest.mark.parametrize(("who", "status"), [("auditor", 403), ("system_admin", 403), ("case_worker", 403), ("only_wir", 404)])
def test_who_may_edit(app: Flask, builder: Builder, who: str, status: int) -> None:
    url = builder.starts().url("age")
    visitor = Visitor(app.test_client()).comes_in(f"{who}@example.org")
    for path in (builder.list, url):
        assert visitor.get(path).status_code == status
    if who == "only_wir":
        assert PROGRAMME not in visitor.get(HOME).text
        assert visitor.post(HOME, programme="wir").status_code == 303
        assert visitor.post(HOME, programme=PROGRAMME).status_code == 404


@pytest.mark.parametrize("id", ["age", "status", "no_full_benefits", "district", "not_in_state_reception"])
def test_a_rule_made_a_table_judges_the_same(builder: Builder, id: str) -> None:
    url = builder.starts().url(id)
    before = [(each.example.id, each.now) for each in personas_of(builder)]
    assert builder.sends(url, _do="to_table").status_code == 303
    assert [(each.example.id, each.now) for each in personas_of(builder)] == before
    assert "Es gibt keine." in builder.visitor.get(f"{url}?lang=de").text


def personas_of(builder: Builder) -> list[show.Persona]:
    with builder.app.test_request_context():
        base = catalogue.definition(catalogue.current(PROGRAMME).digest)
        return show.personas(base, builder.draft.programme, "")


def test_a_part_without_a_name_breaks_nothing(builder: Builder) -> None:
    url = builder.starts().url("age")
    body = b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n"
    builder.app.config["WTF_CSRF_ENABLED"] = False
    try:
        answer = builder.visitor.client.post(
            url,
            base_url=HERE,
            data=body,
            content_type="multipart/form-data; boundary=x",
            headers={"Sec-Fetch-Site": "same-origin"},
        )
    finally:
        builder.app.config["WTF_CSRF_ENABLED"] = True
    assert answer.status_code == 409
    for path in (f"{builder.list}/%00", f"{CHANGES}%00/rules", f"{url}?open=%00", f"{url}?open=9.9"):
        assert builder.visitor.get(path).status_code in (200, 400, 404), path


def test_what_is_wrong_is_said_in_the_language_of_the_page(builder: Builder) -> None:
    url = builder.starts().url("age")
    german = builder.sends(f"{url}?lang=de", _do="text", text="age >= 18 and\nagee < 27").text
    assert "Nicht übernommen: Zeile 2, Spalte 1" in german
    assert "Es gibt keine Angabe „agee“. Meinten Sie „age“?" in german
    english = builder.sends(f"{url}?lang=en", _do="text", text="agee < 27").text
    assert "There is no fact &#39;agee&#39;. Did you mean &#39;age&#39;?" in english
    builder.sends(url, _do="to_table")
    builder.sends(url, _do="cells", **{"cell-0-0": "[18..27]", "hit": "U", "otherwise": ""})
    assert "keine Zeile. Ergänzen Sie eine" in builder.visitor.get(f"{url}?lang=de").text


def test_the_rules_of_a_programme_that_is_still_to_be_made(builder: Builder) -> None:
    with builder.app.app_context(), transaction() as session:
        content = catalogue.definition(catalogue.current(PROGRAMME).digest).but(id="new_one").as_json()
        made = changes.begin(session, SYSTEM, "new_one", "Neu", NOW, kind="new", content=content, base=None, shipped=None)
        builder.change = made.id
    assert builder.list in builder.visitor.get(HOME).text
    assert builder.sends(builder.url("age"), _do="text", text="age > 3").status_code == 303
    assert builder.visitor.get(builder.url("age")).status_code == 200
    assert builder.visitor.get(builder.list).status_code == 200
    assert builder.sends(builder.url("age"), _do="back:rule").status_code == 422
