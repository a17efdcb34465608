"""What comes of merging and of a way into rows, said before it is done: in a real browser, by keyboard and by mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from core.definitions import Choice, Group
from tests.forms.designing.designer import Designer
from tests.forms.designing.test_browser import drag, tab, wir
from tests.journeys.screen import PHONE, Screen

__all__ = ["tab", "wir"]
pytestmark = pytest.mark.browser


def test_options_become_one_by_keyboard_once_it_was_said_what_comes_of_it(tab: Screen, wir: Designer) -> None:
    page = tab.page
    wir.sends("add:choice")
    wir.sends("set", "fields/choice", _label="Vielleicht")
    wir.sends("set", "fields/sex", **{"p::shown_if": 'choice = "vielleicht"', "p::required_if": 'choice != "vielleicht"'})
    tab.go(f"{wir.url}?lang=de&at=fields/choice")
    page.locator("#lineage > summary").focus()
    page.keyboard.press("Enter")
    page.locator("#lineage-option").select_option("vielleicht")
    page.locator("#lineage-into").select_option("option_1")
    page.locator("#lineage-merge").focus()
    page.keyboard.press("Enter")
    asked = page.locator("#asked")
    expect(asked).to_be_focused()
    expect(asked).to_contain_text("werden eins")
    expect(asked).to_contain_text("Feld „Geschlecht“")
    found = tab.seen("merge")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    found += tab.seen("merge")
    page.locator("#asked-do").focus()
    page.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    field = wir.field("choice")
    assert isinstance(field, Choice)
    assert [option.id for option in field.options] == ["option_1", "option_2"]
    assert wir.field("sex").shown_if == 'choice = "option_1"'
    assert wir.field("sex").required_if == 'choice != "vielleicht"', "what would mean another thing waits for somebody"
    version = wir.row[0]
    page.locator("#undo").click()
    expect(page.locator("#designer [name=_version]")).to_have_value(str(version + 1))
    assert wir.field("sex").shown_if == 'choice = "vielleicht"', "one step back, with its rules"
    assert found == []


def test_a_question_is_dragged_into_rows_and_its_table_is_typed(tab: Screen, wir: Designer) -> None:
    page = tab.page
    first = wir.form.pages[0].id
    wir.sends("add:group", "", _into=f"pages/{first}", _after="")
    wir.sends("add:text", "", _into=f"pages/{first}", _after="group")
    name = next(field.id for field in wir.form.pages[0].fields[1:] if field.kind == "text")
    tab.go(f"{wir.url}?lang=de&at=fields/{name}")
    inner = page.locator('[data-into="fields/group"] > [data-part]').first
    drag(page, page.locator(f"#card-fields--{name} [data-handle]"), inner, below=True)
    expect(page.locator("#asked")).to_contain_text("in jeder Zeile")
    found = tab.seen("into-rows")
    page.click("#asked-do")
    expect(page.locator("#asked")).to_have_count(0)
    group = wir.field("group")
    assert isinstance(group, Group)
    assert name in [field.id for field in group.fields]
    wir.sends("add:computed", "", _into=f"pages/{first}", _after="group")
    tab.go(f"{wir.url}?lang=de&at=fields/computed")
    page.locator("#p--table-example > summary").click()
    page.locator("#p--table").fill(page.locator("#p--table-example pre").inner_text())
    page.locator("#panel-title").click()
    expect(page.locator("#p--rule")).to_have_count(0)
    page.locator("#p--table").scroll_into_view_if_needed()
    found += tab.seen("table")
    assert wir.field("computed").table is not None  # type: ignore[attr-defined]  # it is a computed one
    assert found == []
