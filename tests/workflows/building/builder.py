"""Somebody who edits a draft over HTTP, as a browser without JavaScript would."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from core.database import db
from tests.workflows.web import HERE, Visitor
from workflows.building.draft import Content, RuleDraft

PROGRAMME = "gemeinsam_durchstarten"
HOME = "/admin/rules/"


class Builder:
    """The programme admin, at the draft of one programme."""

    def __init__(self, app: Flask, visitor: Visitor) -> None:
        self.app, self.visitor = app, visitor
        self.list = f"{HOME}{PROGRAMME}"

    def starts(self) -> Builder:
        assert self.visitor.post(self.list, _do="start").status_code == 303
        return self

    def sends(self, url: str, seen: int | None = None, /, **typed: Any) -> TestResponse:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.visitor.get(self.list).text)
        assert token
        data = {"csrf_token": token[1], "_version": str(self.version if seen is None else seen), **typed}
        return self.visitor.client.post(url, base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"})

    @property
    def draft(self) -> RuleDraft:
        with self.app.app_context():
            found = db.session.query(RuleDraft).filter_by(programme_id=PROGRAMME).one()
            db.session.expunge(found)
            return found

    @property
    def version(self) -> int:
        return self.draft.version

    @property
    def content(self) -> Content:
        return Content.read(self.draft.content)

    def key(self, id: str) -> str:
        return next(each.key for each in self.content.entries if each.criterion.id == id)

    def rule(self, id: str) -> str:
        return next(each.criterion.rule for each in self.content.entries if each.criterion.id == id)

    def url(self, id: str) -> str:
        return f"{self.list}/{self.key(id)}"
