"""A document that is made, the text of its pages, and where it is looked at."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

from pypdf import PdfReader

from core.actor import SYSTEM, Actor
from core.database import new_id, transaction
from core.people.models import Person
from tests.workflows.documents.file import KIND
from tests.workflows.sample import NOW
from tests.workflows.web import Town
from workflows.documents import store
from workflows.documents.gather import gather
from workflows.documents.models import Document

LATER = NOW + dt.timedelta(days=1)


def make(
    town: Town,
    person: str,
    audience: str = "authorities",
    into: str = "de",
    *,
    actor: Actor = SYSTEM,
    without: Any = (),
    **also: Any,
) -> Document:
    with town.app.app_context(), transaction() as session:
        kind = store.kind_named(KIND)
        reader = kind.audience(audience)
        assert reader is not None
        keys = [entry.key for entry in gather(session, actor, session.get_one(Person, person), kind, reader, into).entries]
        given = {"now": NOW, "seen": keys, "chosen": [key for key in keys if key not in without], "id": new_id(), **also}
        made = store.make(session, actor, person, kind, reader, into, **given)
        assert made.pdf
        return made


def text_of(content: bytes) -> str:
    """Without line ends, which stand where the lines were broken; and with the marks between broken words taken out."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return re.sub(r"\s+", " ", " ".join(pages).replace("\u200b", ""))


def address(person: str, **query: str) -> str:
    return f"/people/{person}/documents/{KIND}?" + "&".join(f"{name}={value}" for name, value in query.items())
