"""The same journey by mouse and by keyboard alone: both know the same verbs, and what has the focus must be seen to have it."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Locator, Page

MOST_TABS = 300
HERE = "node => node === document.activeElement"
# how many stops of the tabulator surely lie before a node: none that a dialog, a group or a moved starting point could leave out
BEFORE = """node => {
  const here = document.activeElement;
  const after = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (!node || here === document.body || here.matches('input, select, textarea') || document.querySelector(':modal')) return 0;
  const stops = [...document.querySelectorAll('a[href], button, input, select, textarea')].filter(one => one.tabIndex === 0
    && one.type !== 'radio' && !one.matches(':disabled') && !one.closest('[inert]')
    && one.checkVisibility({ visibilityProperty: true }));
  return stops.filter(one => after(here, one) && (after(one, node) || !after(here, node)) && one !== node).length;
}"""
PEER = "node => document.activeElement?.name === node.name && document.activeElement?.form === node.form"
SHOWN = """() => { const here = document.activeElement, style = getComputedStyle(here);
  return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || here.matches('[tabindex="-1"]') }"""


class Fingers(Protocol):
    """How somebody reaches what stands on a page."""

    def presses(self, what: Locator) -> None: ...
    def types(self, into: Locator, text: str) -> None: ...
    def chooses(self, select: Locator, value: str) -> None: ...
    def ticks(self, box: Locator) -> None: ...


class Mouse:
    def presses(self, what: Locator) -> None:
        what.click()

    def types(self, into: Locator, text: str) -> None:
        into.click()
        into.fill(text)

    def chooses(self, select: Locator, value: str) -> None:
        select.select_option(value)

    def ticks(self, box: Locator) -> None:
        box.check()


class Keys:
    """Tab, arrows, Enter, Space and letters, nothing else."""

    def presses(self, what: Locator) -> None:
        reach(what)
        what.page.keyboard.press("Enter")

    def types(self, into: Locator, text: str) -> None:
        reach(into)
        into.page.keyboard.press("ControlOrMeta+a")
        into.page.keyboard.insert_text(text)

    def chooses(self, select: Locator, value: str) -> None:
        """By the letters of what the option says."""
        says = select.locator(f"option[value='{value}']").inner_text()
        reach(select)
        select.page.keyboard.type(says)
        assert select.input_value() == value, f"{says} typed into {select}"

    def ticks(self, box: Locator) -> None:
        """A group of radio buttons is one stop of the tabulator; the arrows walk inside it."""
        keyboard = box.page.keyboard
        if box.get_attribute("type") == "checkbox":
            reach(box)
            return keyboard.press("Space")
        reach(box, PEER)
        keyboard.press("Space")
        for _turn in range(20):
            if box.is_checked():
                return None
            keyboard.press("ArrowDown")
        raise AssertionError(f"{box} is not reached by the arrows")


def reach(what: Locator, arrived: str = HERE) -> None:
    """By the tabulator alone."""
    what.wait_for()
    page: Page = what.page
    for _turn in range(MOST_TABS):
        # one look a run of keys, not one a key
        more = what.evaluate(f"node => ({arrived})(node) ? 0 : 1 + ({BEFORE})(node)")
        if not more:
            assert page.evaluate(SHOWN), f"the focus on {what} cannot be seen"
            return
        tabs(page, more)
    raise AssertionError(f"{what} is not reached by the tabulator on {page.url}")


def tabs(page: Page, times: int) -> None:
    for _press in range(times):
        page.keyboard.press("Tab")


HANDS: dict[str, Fingers] = {"mouse": Mouse(), "keyboard": Keys()}
