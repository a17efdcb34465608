"""Somebody who designs the way of a programme over HTTP, as a browser without JavaScript would."""

from __future__ import annotations

from flask import Flask

from core.definitions import Programme, Step
from tests.forms.designing.designer import Designer
from tests.workflows.web import Visitor


class Stepper(Designer):
    """A draft of one programme, at its steps or at its texts."""

    def __init__(self, app: Flask, visitor: Visitor, programme: str, what: str = "steps") -> None:
        super().__init__(app, visitor, programme)
        self.url = f"/admin/changes/{self.change}/{what}"

    @property
    def programme(self) -> Programme:
        return self.row[1]

    def step(self, id: str) -> Step:
        found = self.programme.step(id)
        assert found is not None, [step.id for step in self.programme.steps]
        return found

    @property
    def ids(self) -> list[str]:
        return [step.id for step in self.programme.steps]
