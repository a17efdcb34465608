"""A step as a page of a designer sends it, and as it is told back when it cannot be taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import request

from core.catalogue import steps_told
from core.catalogue.change_words import refusal
from core.catalogue.finding import lines
from core.catalogue.trouble import Refused as NotNow
from core.catalogue.trouble import Stale
from core.database import db
from core.definitions import DefinitionError
from forms.designing.asked import Sent
from forms.designing.panel import Wrong
from forms.designing.places import Refused


def wrong(error: Exception, sent: Sent) -> Wrong:
    """Why a step could not be taken, for its place on the page."""
    if isinstance(error, NotNow):
        return Wrong(reason=refusal(error))
    if isinstance(error, Refused):
        return Wrong(error.path, error.reason, error.english, sent, error.inside)
    faults = error.faults if isinstance(error, DefinitionError) else []
    return Wrong(reason="; ".join(lines(faults)), typed=sent)


@dataclass(frozen=True, slots=True)
class Told:
    """What a step that came too late would have done, in sentences; where that cannot be said, all that was sent as it came."""

    sentences: list[str]
    raw: list[tuple[str, str]]


def told(sent: Sent, stale: Stale) -> Told:
    """What was sent, for a page that could not take it; without what is no content."""
    sentences = steps_told.meant(db.session(), stale, version())
    raw = [(name, ", ".join(values)) for name, values in sent.items() if name not in ("csrf_token", "_version", "_at")]
    return Told(sentences, [] if sentences else raw)


def quicker(stale: Stale) -> list[tuple[str, str, dt.datetime]]:
    """Who did what and when since the page was made, in the reader's language."""
    done = steps_told.said(db.session(), stale.change)
    return [(step.touched_name, done.get(step.id, step.what), step.at) for step in stale.steps]


def version() -> int:
    """What the page was made from; what is no number is no version that there ever was."""
    text = request.form.get("_version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
