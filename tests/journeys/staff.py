"""A member of staff at work with a plain browser: registers, checks, takes in, fills forms page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.journeys.visitor import Answer, HtmlForm, Visitor

Answers = dict[str, str | list[str]]
CHECK = "_check"
MORE = "Es gibt weitere Fragen"


class Lost(AssertionError):
    """The person at the screen does not get on; the text is what she sees."""


@dataclass
class Sent:
    """A form that was handed in: the request that did it, and the receipt that came."""

    action: str
    values: list[tuple[str, str]]
    receipt: Answer


class Staff(Visitor):
    """One sign-in at one server."""

    def comes_in(self, email: str, password: str) -> Staff:
        page = self.sign_in(email, password)
        if page.status != 200 or page.path == "/sign-in":
            raise Lost(f"{email} cannot sign in: {page.text[:600]}")
        return self

    def registers(self, person: Answers) -> str:
        """The path of the new person's page."""
        self.get("/people")
        self.follow("Neue Person")
        self.submit(self.page.form("family_name"), person)
        return self._on("/people/").path

    def checks(self, person: str, programme: str = "wir_sind_usingen") -> Answer:
        return self.get(f"{person}/programmes/{programme}")

    def gives_facts(self, facts: Answers, source: str = "self") -> Answer:
        """Answer what the page of eligibility asks for."""
        return self.submit(self.page.form("_source"), facts | {"_source": source}, press="facts")

    def takes_in(self) -> str:
        """The path of the new case."""
        doors = [form for form in self.page.forms if ("_do", "enter") in [button[:2] for button in form.buttons]]
        if not doors:
            raise LookupError(f"Nobody can be taken in on {self.page.url}: {self.page.text[:1000]}")
        self.submit(doors[0], press="enter")
        return self._on("/cases/").path

    def opens_task(self, case: str, title: str) -> Answer:
        """Go to the case and follow the open task of this name. Raises LookupError when there is none."""
        page = self.get(case)
        found = [href for href, words in page.links if title in words and re.fullmatch(r"/tasks/[^/]+", href)]
        if not found:
            raise LookupError(f"No open task '{title}' on {case}: {page.text[:1000]}")
        self.get(found[0])
        return self._on("/tasks/")

    def form(self) -> HtmlForm:
        """The form of the task that is shown."""
        try:
            return self.page.form("_draft")
        except LookupError as missing:
            raise Lost(str(missing)) from missing

    def shown(self) -> str:
        """The id of the page of the form that is shown."""
        return dict(self.form().values())["_page"]

    def fills(self, pages: dict[str, Answers], until: str | None = None) -> Answer:
        """Answer page after page, with empty answers for those that are not named, until the check (or `until`) is shown."""
        for _ in range(20):
            here = self.shown()
            if here in (CHECK, until):
                return self.page
            self.submit(self.form(), pages.get(here, {}), press="next")
            # an answer may call up questions; they are left open
            for _ in range(3):
                if self.shown() == here and MORE in self.page.text:
                    self.submit(self.form(), press="next")
            if self.page.status != 200 or self.shown() == here:
                raise Lost(f"Page '{here}' is not left: {self.page.status} {self.page.text[:1500]}")
        raise Lost(f"The form has no end: {self.page.url}")

    def hands_in(self, answers: Answers | None = None) -> Sent:
        """Press the last button; the receipt is shown."""
        form, action = self.form(), self.page.url
        self.submit(form, answers or {}, press="submit")
        values = [*form.filled(answers or {}), ("_do", "submit")]
        return Sent(action, values, self._on("/receipts/"))

    def does(self, case: str, title: str, pages: dict[str, Answers]) -> Sent:
        """A task from its link on the case to its receipt. A form of one page is named ''."""
        self.opens_task(case, title)
        if "" in pages:
            return self.hands_in(pages[""])
        self.fills(pages)
        return self.hands_in()

    def errors(self) -> dict[str, str]:
        """The list on top: id of the input -> message."""
        return {href.removeprefix("#"): text for href, text in self.page.links if href.startswith("#") and href != "#content"}

    def _on(self, path: str) -> Answer:
        if self.page.status != 200 or not self.page.path.startswith(path):
            raise Lost(f"Not on {path} but on {self.page.url} ({self.page.status}): {self.page.text[:1500]}")
        return self.page
