"""Somebody who designs a form over HTTP, as a browser without JavaScript would."""

from __future__ import annotations

import html
import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from core import clock
from core.actor import SYSTEM
from core.catalogue import changes
from core.catalogue.change_models import ChangeSet
from core.database import db, transaction
from core.definitions import Field, Form, Programme
from tests.workflows.web import HERE, Visitor

PROGRAMME, FORM = "gemeinsam_durchstarten", "stammblatt"
NAME = "fields/family_name"


def text(page: str) -> str:
    return html.unescape(page)


class Designer:
    """A draft of one programme, and who edits it."""

    def __init__(self, app: Flask, visitor: Visitor, programme: str = PROGRAMME, form: str = "") -> None:
        self.app, self.visitor, self.language = app, visitor, "de"
        with app.app_context(), transaction() as session:
            made = changes.open_change(session, SYSTEM, programme, "Fragen kürzen", clock.now())
            self.change = made.id
            self.form_id = form or made.programme.forms[0].id
        self.url = f"/admin/changes/{self.change}/forms/{self.form_id}"

    @property
    def row(self) -> tuple[int, Programme]:
        with self.app.app_context():
            found = db.session.get_one(ChangeSet, self.change)
            return found.version, found.programme

    @property
    def form(self) -> Form:
        found = self.row[1].form(self.form_id)
        assert found is not None
        return found

    def field(self, id: str) -> Field:
        found = self.form.field(id)
        assert found is not None, [field.id for field in self.form.fields]
        return found

    def page(self, at: str = "", **more: str) -> TestResponse:
        return self.visitor.client.get(self.url, base_url=HERE, query_string={"at": at, "lang": self.language, **more})

    def sends(self, do: str, at: str = "", seen: int | None = None, hx: bool = False, **typed: Any) -> TestResponse:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page().text)
        assert token
        version = self.row[0] if seen is None else seen
        data = {"csrf_token": token[1], "_version": str(version), "_do": do, "_at": at, **typed}
        headers = {"Sec-Fetch-Site": "same-origin", **({"HX-Request": "true"} if hx else {})}
        return self.visitor.client.post(self.url, base_url=HERE, data=data, headers=headers)

    def tries(self, **typed: Any) -> TestResponse:
        """The preview, filled in."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page().text)
        assert token
        data = {"csrf_token": token[1], **typed}
        return self.visitor.client.post(
            f"{self.url}/preview?in=de", base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"}
        )
