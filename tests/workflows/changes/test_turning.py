"""A step is taken back and made again where the draft is edited as text; programmes are told apart by their ids."""

from __future__ import annotations

from tests.workflows.changes.desk import HOME, PROGRAMME, Desk


def limit(desk: Desk, url: str) -> str:
    return next(each.rule for each in desk.change(url).programme.eligibility if each.id == "age")


def test_undo_and_redo_stand_beside_the_text(desk: Desk) -> None:
    url = desk.opened()
    assert desk.writes(url, "eligibility", "age in [18..27]", "age in [18..30]").status_code == 303
    page = f"{url}/text?part=eligibility"
    assert 'id="undo">' in desk.visitor().get(page).text
    answer = desk.sends("anna", f"{url}/text", seen=page, part="eligibility", _do="undo")
    assert (answer.status_code, answer.location.endswith("part=eligibility")) == (303, True)
    assert limit(desk, url) == "age in [18..27]"
    refused = desk.sends("anna", f"{url}/text", seen=page, part="eligibility", _do="undo")
    assert refused.status_code == 422
    assert "age in [18..27]" in refused.text, "the text is still there"
    assert desk.sends("anna", f"{url}/text", seen=page, part="eligibility", _do="redo").status_code == 303
    assert limit(desk, url) == "age in [18..30]"


def test_a_programme_is_chosen_by_title_and_id(desk: Desk) -> None:
    page = desk.visitor().get(HOME).text
    assert f"({PROGRAMME})</option>" in page
    assert f">{PROGRAMME}</code>" in page


def test_open_hints_are_told_beside_the_button_and_undo_stands_above(desk: Desk) -> None:
    url = desk.opened()
    assert "offen.</a>" not in desk.visitor().get(url).text
    assert desk.writes(url, "eligibility", "age in [18..27]", "age in [18..30]").status_code == 303
    page = desk.visitor().get(url).text
    beside = page[page.index('id="publish"') : page.index('id="do-publish"')]
    assert "noch offen.</a>" in beside
    assert page.index('id="do-undo"') < page.index('id="told"')
