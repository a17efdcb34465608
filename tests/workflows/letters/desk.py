"""A town whose programme has letters: for all that may be said, in three languages, and one that belongs to a step."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader
from sqlalchemy import select

from core.actor import SYSTEM
from core.catalogue import ship
from core.database import db, transaction
from core.definitions import Letter, Text, t
from core.organisations.models import Unit
from core.people.registry import register
from tests.workflows.sample import FACTS, NOW, PROGRAMME
from tests.workflows.web import Town
from workflows.letters.models import KeptLetter
from workflows.models import Task
from workflows.run import open_case

END = "{answers.profile.trade}\n\n- {facts.german_level}\n- {unit.name}\n\n{{so}}"
HELLO = Letter(
    "hello",
    t(de="Einladung", en="Invitation"),
    subject=t(de="Einladung, {case.number}", en="Invitation, {case.number}", ar="دعوة {case.number}"),
    text=t(
        de="Guten Tag {person.given_name} {person.family_name},\n\nbitte kommen Sie bis {due.profile}.\n" + END,
        en="Hello {person.given_name} {person.family_name},\n\nplease come by {due.profile}.\n" + END,
        ar="مرحبا {person.given_name} {person.family_name}،\n\nتعال قبل {due.profile}.\n" + END,
    ),
)
REMINDER = Letter("reminder", t(de="Erinnerung"), subject=t(de="Erinnerung"), text=t(de="Bis {due.profile}."), steps=["profile"])
OFFICE = Letter("office", t(de="An eine Stelle"), subject=t(de="Anfrage"), text=t(de="Zu {case.number}."), recipient="unit")
HIDDEN = Letter("gone", t(de="Alt"), subject=t(de="Alt"), text=t(de="Alt"), hidden=True)
FORMS = [
    form.but(pages=[form.pages[0].but(fields=[*form.pages[0].fields, Text("trade", t(de="Beruf"))])])
    if form.id == "profile"
    else form
    for form in PROGRAMME.forms
]
WITH_LETTERS = PROGRAMME.but(forms=FORMS, letters=[HELLO, REMINDER, OFFICE, HIDDEN])
IDENTITY = {"family_name": "Beispiel", "given_name": "Ada", "street": "Am Markt 1", "postal_code": "61250"}


class Desk(Town):
    """The town with a case under way."""

    def case(self, *, identity: dict[str, str] | None = None, **facts: object) -> str:
        with self.app.app_context(), transaction() as session:
            ship(session, [WITH_LETTERS], NOW)
            unit = session.get_one(Unit, self.town_id)
            person = register(session, SYSTEM, unit, identity or IDENTITY, {**FACTS, **facts}, source="self", now=NOW)
            return open_case(session, SYSTEM, person.id, "sample", self.town_id, now=NOW).id

    def do(self, case: str, step: str, **answers: str) -> None:
        with self.app.app_context():
            task = db.session.scalars(select(Task.id).where(Task.case_id == case, Task.step == step, Task.status == "open")).one()
        sent = self.visitor("case_worker").post(f"/tasks/{task}", _do="submit", **answers)
        assert sent.status_code == 303, sent.text

    def letters(self) -> list[KeptLetter]:
        with self.app.app_context():
            return list(db.session.scalars(select(KeptLetter).order_by(KeptLetter.version)))

    def paper(self) -> str:
        """What stands in the last PDF."""
        with self.app.app_context():
            content = db.session.scalars(select(KeptLetter.pdf).order_by(KeptLetter.made_at.desc(), KeptLetter.id.desc())).first()
        assert content is not None
        return text_of(content)


def text_of(content: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return re.sub(r"\s+", " ", " ".join(pages).replace("\u200b", ""))
