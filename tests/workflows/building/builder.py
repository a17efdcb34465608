"""Somebody who edits a draft over HTTP, as a browser without JavaScript would."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from sqlalchemy.orm import undefer
from werkzeug.test import TestResponse

from core.catalogue.change_models import ChangeSet, ChangeStep
from core.database import db
from tests.workflows.web import HERE, Visitor
from workflows.building.draft import Content

PROGRAMME = "gemeinsam_durchstarten"
HOME = "/admin/rules/"
CHANGES = "/admin/changes/"


class Builder:
    """The programme admin, at a draft of one programme."""

    def __init__(self, app: Flask, visitor: Visitor) -> None:
        self.app, self.visitor = app, visitor
        self.change = ""

    def starts(self, programme: str = PROGRAMME) -> Builder:
        answer = self.visitor.post(HOME, programme=programme)
        assert answer.status_code == 303
        self.change = answer.location.split("/")[-2]
        return self

    @property
    def list(self) -> str:
        return f"{CHANGES}{self.change}/rules"

    def sends(self, url: str, seen: int | None = None, /, **typed: Any) -> TestResponse:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.visitor.get(HOME).text)
        assert token
        data = {"csrf_token": token[1], "_version": str(self.version if seen is None else seen), **typed}
        return self.visitor.client.post(url, base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"})

    def sets(self, url: str, path: str = "", **typed: Any) -> TestResponse:
        """One condition filled in, and its button pressed."""
        inputs = {f"r::rule:{path}:{what}": value for what, value in typed.items()}
        return self.sends(url, _do=f"rule:rule:set:{path}", **inputs)

    def presses(self, url: str, what: str, path: str = "") -> TestResponse:
        return self.sends(url, _do=f"rule:rule:{what}:{path}")

    @property
    def draft(self) -> ChangeSet:
        with self.app.app_context():
            found = db.session.get_one(ChangeSet, self.change, options=[undefer(ChangeSet.content)])
            db.session.expunge(found)
            return found

    @property
    def version(self) -> int:
        return self.draft.version

    @property
    def content(self) -> Content:
        return Content.of(self.draft.programme)

    @property
    def told(self) -> list[str]:
        """What each step is called."""
        with self.app.app_context():
            steps = db.session.query(ChangeStep).filter_by(change_set_id=self.change).order_by(ChangeStep.number)
            return [each.what for each in steps]

    def key(self, id: str) -> str:
        return next(each.key for each in self.content.entries if each.criterion.id == id)

    def rule(self, id: str) -> str:
        return next(each.criterion.rule for each in self.content.entries if each.criterion.id == id)

    def url(self, id: str) -> str:
        return f"{self.list}/{self.key(id)}"
