"""A file is what it holds, goes by a mere name, stays packed and with whom it belongs to."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.database import db
from forms.models import Attachment, Draft
from tests.security import nasty
from tests.security.sending import fine, world
from tests.security.world import World

__all__ = ["world"]


def test_a_file_of_somebody_else_is_not_to_be_had_by_its_id(world: World) -> None:
    url = "/ask/stolen/long"
    world.ask("case_worker", "POST", url, data={"_page": "who", "_do": "save", "nick": "Ada", "works": "no"})
    for id in (world.foreign.ids["attachment"], world.own.ids["attachment"]):
        sent = {"_page": "more", "_do": "save", "_version": "99", "proof": id}
        answer = fine(world.ask("case_worker", "POST", url, data=sent))
        assert "Fremdortfile" not in answer.text
        last = fine(world.ask("case_worker", "POST", url, data={"_page": "_check", "_do": "submit"}))
        assert last.status_code == 422
        assert "Fremdortfile" not in last.text


def upload(world: World, subject: str, name: str, content: bytes) -> TestResponse:
    sent = {"_page": "more", "_do": "save", "_version": "99", "proof": (io.BytesIO(content), name)}
    return fine(world.ask("case_worker", "POST", f"/ask/{subject}/long", data=sent, content_type="multipart/form-data"))


def newest(app: Flask, subject: str) -> Attachment | None:
    with app.app_context():
        mine = select(Attachment).join(Draft, Draft.id == Attachment.draft_id).where(Draft.subject == f"test:{subject}")
        found = db.session.scalars(mine.order_by(Attachment.id.desc())).first()
        db.session.expunge_all()
        return found


@pytest.mark.parametrize("kind", nasty.files())
def test_a_file_is_what_it_holds(world: World, kind: str) -> None:
    content, subject = nasty.files()[kind], f"file-{kind.replace(' ', '-')}"
    for name in ("harmless.pdf", "harmless.png", "page.html", "image.svg"):
        upload(world, subject, name, content)
    kept = newest(world.app, subject)
    assert (kept is not None) == kind.startswith(("pdf", "png")), kind
    if kept is not None:
        answer = world.ask("case_worker", "GET", f"/attachments/{kept.id}")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", nasty.NAMES, ids=range(len(nasty.NAMES)))
def test_a_file_name_is_a_name(world: World, name: str) -> None:
    subject = f"name-{nasty.NAMES.index(name)}"
    page = upload(world, subject, name, b"%PDF-1.7 x")
    kept = newest(world.app, subject)
    assert page.status_code in (200, 303, 422)
    if kept is None:  # the name ended the field: no file came at all
        return
    assert not re.search(r"[/\\\x00-\x1f\u202a-\u202e]", kept.filename)
    shown = world.ask("case_worker", "GET", f"/ask/{subject}/long?page=more")
    assert "<img src=x" not in shown.text
    assert nasty.SUM not in shown.text
    sent = world.ask("case_worker", "GET", f"/attachments/{kept.id}").headers["Content-Disposition"]
    assert "\n" not in sent
    assert sent.startswith("attachment")


def test_bombs_stay_packed(world: World) -> None:
    """Neither 100 MB behind a docx nor an odt that lies about its size is unfolded; what is too large is refused."""
    import tracemalloc

    from forms.uploads import sniff

    bombs = nasty.lying_odt(), nasty.bomb()
    tracemalloc.start()
    for content in bombs:
        tracemalloc.reset_peak()
        base = tracemalloc.get_traced_memory()[0]
        sniff(content)
        assert tracemalloc.get_traced_memory()[1] - base < 20_000_000
    tracemalloc.stop()
    upload(world, "bomb", "bomb.pdf", bombs[1])
    assert newest(world.app, "bomb") is None
