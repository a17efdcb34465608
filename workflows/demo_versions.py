"""A second published version of one programme of the demo, so that its history has something to compare and to go back to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy.orm import Session

from core import catalogue
from core.access.accounts import actor_of, find_user
from core.actor import Actor
from core.catalogue import changes, publishing
from core.definitions import Form, Page, Programme, Wording, YesNo
from workflows.demo_world import USERS

PROGRAMME, FORM, ASKED = "wir_sind_usingen", "support_plan", "goal"
TITLE = "Sprachmittlung im Förderbedarf"
REASON = "Beispieldaten: Die Träger möchten wissen, für wen sie eine Sprachmittlung brauchen."
QUESTION = YesNo(
    "interpreter",
    Wording({"de": "Braucht die Person eine Sprachmittlung?", "en": "Does the person need an interpreter?"}),
    help=Wording({"de": "Für die Gespräche, nicht für den Unterricht.", "en": "For the talks, not for the lessons."}),
)
GOAL = Wording(
    {
        "de": "Was möchte die Person in den nächsten sechs Monaten erreichen?",
        "en": "What does the person want to achieve in the next six months?",
    }
)


def add_version(session: Session, now: dt.datetime) -> None:
    """As the programme's administration does it: two steps in a change set, with a reason; where the house demands it, her
    colleague signs. A house without this programme, or with another form there, keeps the versions that it has."""
    if not _fits():
        return
    author, lead = (_admin(session, part) for part in ("programme.admin", "programme.lead"))
    change = changes.open_change(session, author, PROGRAMME, TITLE, now, reason=REASON)
    for step in (_asks_more_closely, _asks_for_an_interpreter):
        changes.edit(session, author, change.id, change.version, step, now)
    if publishing.demands_signature(session, change):
        publishing.ask_for_signature(session, author, change.id, change.version, now)
        publishing.sign(session, lead, change.id, change.version, now)
    publishing.publish_change(session, author, change.id, change.version, now)


def _fits() -> bool:
    """Whether the form is as the plugin of this house delivers it."""
    if PROGRAMME not in {each.id for each in catalogue.offered()}:
        return False
    form = catalogue.definition(catalogue.current(PROGRAMME).digest).form(FORM)
    return (
        isinstance(form, Form)
        and all(isinstance(page, Page) for page in form.pages)
        and ASKED in {field.id for field in form.fields}
        and not form.locked
    )


def _admin(session: Session, name: str) -> Actor:
    email = next(one.email for one in USERS if one.email.startswith(f"{name}@"))
    user = find_user(session, email)
    assert user is not None, "the demo has made its users before"
    return actor_of(user)


def _asks_more_closely(programme: Programme) -> Programme:
    return _on_each_page(
        programme, lambda page: page.but(fields=[each.but(label=GOAL) if each.id == ASKED else each for each in page.fields])
    )


def _asks_for_an_interpreter(programme: Programme) -> Programme:
    return _on_each_page(
        programme, lambda page: page.but(fields=[*page.fields, QUESTION]) if ASKED in {each.id for each in page.fields} else page
    )


def _on_each_page(programme: Programme, change: Callable[[Page], Page]) -> Programme:
    def made(form: Form) -> Form:
        return form.but(pages=[change(page) for page in form.pages])

    return programme.but(forms=[made(form) if form.id == FORM else form for form in programme.forms])
