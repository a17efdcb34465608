"""A case worker at a real browser: registers, checks, takes in, and does task after task, with JavaScript or without."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.journeys.screen import Screen
from tests.journeys.staff import CHECK, Answers


@dataclass
class Desk:
    """One tab at work. `looked` holds the kinds of pages that axe has seen; `found` what is wrong with them."""

    tab: Screen
    script: bool
    looked: set[str]
    case: str = ""
    found: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.tab.page

    def registers(self, person: Answers) -> None:
        self.tab.go("/people/new")
        self._fill(person)
        self._look("new person")
        self.page.get_by_role("button", name="Erfassen").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(str(person["family_name"]))
        self._look("person")

    def is_asked_for(self, facts: Answers) -> None:
        """Eligibility asks for the one fact that is missing."""
        self.page.get_by_role("link", name="Wir sind Usingen").first.click()
        expect(self.page.locator("main")).to_contain_text("Es fehlen Angaben")
        self._look("eligibility, open")
        self._fill(facts)
        self.page.get_by_role("button", name="Festhalten und neu prüfen").click()
        expect(self.page.locator("main")).to_contain_text("Die Person kann aufgenommen werden.")
        self._look("eligibility")

    def takes_in(self) -> None:
        self.page.get_by_role("button", name="Aufnehmen").click()
        self.page.wait_for_url("**/cases/*")
        self.case = self.page.url.removeprefix(self.tab.base).partition("?")[0]
        self._look("case")

    def does(self, title: str, pages: dict[str, Answers]) -> None:
        """A task from its link on the case to its receipt. A form of one page is named ''."""
        self.tab.go(self.case)
        self.page.locator("main a[href^='/tasks/']", has_text=title).first.click()
        self.page.wait_for_url("**/tasks/*")
        for _ in range(25):
            here = self.page.locator("input[name=_page]").first.input_value()
            if here == CHECK:
                expect(self.page.get_by_role("heading", name="Prüfen Sie Ihre Angaben")).to_be_visible()
            self._fill(pages.get(here, pages.get("", {})))
            self._look("check" if here == CHECK else "task")
            self._on()
            if "/receipts/" in self.page.url:
                return self._look("receipt")
        raise AssertionError(f"'{title}' has no end: {self.page.url} {self.page.locator('main').inner_text()[:800]}")

    def _on(self) -> None:
        """The button that leads on: to the next page, or at the end to the receipt."""
        last = self.page.locator(".fk-buttons button[value=submit]")
        button = last if last.count() else self.page.locator(".fk-buttons button[value=next]")
        with self.page.expect_navigation():
            button.first.click()
        assert not self.page.locator("[data-error-summary]").count(), self.page.locator("[data-error-summary]").inner_text()

    def _fill(self, values: Answers) -> None:
        """Without JavaScript a question that an answer calls up comes with the next press of the button."""
        for name, value in values.items():
            inputs = self.page.locator(f"[name='{name}']:enabled")  # what is not asked stands there disabled
            if not self.script and not inputs.count():
                continue
            kind = inputs.first.evaluate("node => node.type")
            if kind in ("radio", "checkbox"):
                for item in [value] if isinstance(value, str) else value:
                    self.page.locator(f"[name='{name}'][value='{item}']").check()
            elif kind.startswith("select"):
                inputs.first.select_option(value)
            else:
                inputs.first.fill(str(value))

    def _look(self, kind: str) -> None:
        if self.tab.overflow() > 0:
            self.found.append(f"{kind}: {self.tab.overflow()} px wider than the screen")
        if self.script and kind not in self.looked:
            self.looked.add(kind)
            self.found += self.tab.look(kind)
