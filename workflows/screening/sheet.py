"""The sheet of a talk: what is possible, what is open, and why, in a language that the person reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from flask import g
from flask_babel import force_locale
from flask_babel import gettext as _

from core.clock import today
from core.database import db
from core.web.i18n import show_date, wording_text
from workflows.screening import show, standing, talk
from workflows.screening.models import Talk
from workflows.screening.show import Card
from workflows.words import fact_text, title_of

FEW = 3
"""So many questions are named that would bring most."""


def content(found: Talk, language: str, now: datetime) -> dict[str, Any]:
    """What stands on the sheet, in its language. It names nobody: whose it is, is written on it by hand."""
    on = talk.day_of(found, now)
    known = talk.known_in(db.session(), found, on)
    stands = standing.standings(known.facts, on, known.sources)
    with _spoken(language):
        return _content(known.facts, stands, on, now, language)


@contextmanager
def _spoken(language: str) -> Iterator[None]:
    """Wordings and texts of the house in this language instead of the page's."""
    before = g.get("language")
    g.language = language
    try:
        with force_locale(language):
            yield
    finally:
        g.language = before
        if before is None:
            del g.language


def _content(known: Any, stands: Any, on: date, now: datetime, language: str) -> dict[str, Any]:
    askable = standing.askable()
    asked = [wording_text(title_of(each.fact)) for each in standing.next_questions(stands)][:FEW]
    return {
        "title": _("First talk: which programmes fit?"),
        "author": "Förderkette",
        "language": language,
        "groups": [_group(outcome, cards) for outcome, cards in show.groups(stands, {})],
        "given": [
            {"label": wording_text(title_of(fact)), "text": fact_text(fact, known[fact])} for fact in askable if fact in known
        ],
        "asked": asked,
        "words": _words(on, now),
    }


def _group(outcome: str, cards: Sequence[Card]) -> dict[str, Any]:
    titles = {"eligible": _("Possible"), "open": _("Still open"), "not eligible": _("Not possible")}
    empty = {
        "eligible": _("No programme yet."),
        "open": _("All programmes are decided."),
        "not eligible": _("No programme is ruled out."),
    }
    return {"title": titles[outcome], "empty": empty[outcome], "items": [_item(each) for each in cards]}


def _item(card: Card) -> dict[str, Any]:
    """Of a programme that is not possible, what is not met, with its source; of an open one, what is missing."""
    lines = [_("Not met: %(what)s", what=wording_text(title)) for title in card.because]
    if card.missing and not lines:
        lines = [_("Missing: %(what)s", what=", ".join(wording_text(title) for _fact, title in card.missing))]
    deciding = [each for each in card.reasons if each.state == "false" and each.strength == "must"]
    source = "; ".join(dict.fromkeys(str(each.source) for each in deciding if each.source))
    return {"title": wording_text(card.programme.title), "lines": lines, "source": source and _("Source: %(what)s", what=source)}


def _words(on: date, now: datetime) -> dict[str, str]:
    return {
        "about": _(
            "As of %(day)s, for entry on %(on)s.",
            day=show_date(today(now)),
            on=show_date(on),
        ),
        "said": _("What was said"),
        "nothing": _("Nothing yet."),
        "asked": _("Worth finding out next"),
        "foot": _(
            "This sheet is no decision. It shows what follows from these answers; they are checked once more at the enrolment."
        ),
    }
